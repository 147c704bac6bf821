import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create, heldBlob, SearchStore } from '../../../lib/ledger';
import { erase } from '../../../lib/members/privacy';
import { Searcher } from '../../../lib/search/searcher';
import type { Segment } from '../../../lib/search/segment';
import { loadSpell } from '../../../lib/search/spell';
import { bytesOf } from '../support/blobs';
import { founder, letIn, meet, type Profile } from '../support/shared';

vi.mock('wxt/browser', async () => ({
  browser: (await import('../support/browser')).fakeBrowser().api,
}));
let carrier = new MemoryCarrier();
vi.mock('../../../lib/share/place', async (original) => ({
  ...(await original<typeof import('../../../lib/share/place')>()),
  openCarrier: async () => carrier,
  openPlace: async () => ({ carrier }),
}));
const { bring, bringAll, bringEverything, fileState, freeFiles } = await import('../../../lib/share/files');
const { exchangeNow, keepPlace, shareLine } = await import('../../../lib/share');
const { exportFile, importFile, waitingByHand } = await import('../../../lib/share/by-hand');

const LONG = '关键小事办结回访（示例）。'.repeat(1500);
const PLACE = { sort: 'webdav', address: 'https://pan.example.com/dav/' } as const;

let wei: Awaited<ReturnType<typeof founder>>;
let lin: Profile;
beforeEach(async () => {
  carrier = new MemoryCarrier();
  wei = await founder('wei');
  lin = await letIn(wei, 'lin', 'committee', { name: `blobs-${process.pid}-${Math.random()}` });
  for (const { ledger } of [wei, lin]) await keepPlace(ledger, PLACE, { user: 'u', password: 'p' });
});

async function minutes(size: number, id = 'm1') {
  const ref = await wei.ledger.putBlob(new Blob([bytesOf(size)], { type: 'application/pdf' }));
  const file = { ...ref, name: '签到.pdf', role: 'file' as const };
  await wei.ledger.commit(
    [
      create(
        'meeting',
        { types: { themeDay: true }, startsAt: '2026-11-25T15:00', minutes: LONG, attachments: { a: file } },
        id,
      ),
    ],
    { label: 'life.record' },
  );
  return file;
}

describe('opening', () => {
  it('fetches what is not here, once for all who ask, and says 还没有传到 while it is not there', async () => {
    const file = await minutes(3 << 20);
    lin.ledger.bring = (ref) => bring(lin.ledger, ref);
    await meet(carrier, [wei, lin]);
    const pieces = carrier.files().filter(({ name }) => name.includes('/x/'));
    for (const { name } of pieces) carrier.tamper(name, undefined);
    await expect(lin.ledger.getBlob(file)).rejects.toMatchObject({ code: 'E930', transient: true });
    expect(await bringAll(lin.ledger, [file])).toMatchObject({ code: 'E930' });
    for (const { name, bytes } of pieces) carrier.tamper(name, bytes.slice(0, 900));
    expect(await bringAll(lin.ledger, [file])).toMatchObject({ code: 'E932' });
    for (const { name, bytes } of pieces) carrier.tamper(name, bytes);
    const before = carrier.calls;
    const both = await Promise.all([lin.ledger.getBlob(file), lin.ledger.getBlob(file)]);
    expect(both.map(({ size }) => size)).toEqual([3 << 20, 3 << 20]);
    expect(carrier.calls - before).toBe(1);
    expect(await lin.ledger.text((await lin.ledger.get('meeting', 'm1'))!.fields.minutes)).toBe(LONG);
  });

  it('asks no place that cannot be reached again and again, unless a person does; by hand it says how', async () => {
    const file = await minutes(3000);
    await meet(carrier, [wei, lin]);
    let asked = 0;
    carrier.get = async () => {
      asked += 1;
      throw new Error('offline');
    };
    for (let round = 0; round < 3; round += 1) {
      await expect(bring(lin.ledger, file)).rejects.toMatchObject({ code: 'E930' });
    }
    expect(asked).toBe(1);
    await bringAll(lin.ledger, [file]);
    expect(asked).toBe(2);
    await keepPlace(lin.ledger, { sort: 'file' });
    await expect(bring(lin.ledger, file)).rejects.toMatchObject({ code: 'E931' });
    // Nobody named it: then it is missing as ever.
    expect(await bring(lin.ledger, { ...file, sha256: '0'.repeat(64) })).toBeUndefined();
  });
});

describe('an exchange', () => {
  it('that a person asks for takes its turn after one under way, which began too early for what was written since', async () => {
    await exchangeNow(wei.ledger);
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const list = carrier.list.bind(carrier);
    carrier.list = async (...asked) => {
      const found = await list(...asked);
      await held;
      return found;
    };
    const first = exchangeNow(wei.ledger);
    expect(await exchangeNow(wei.ledger, { ifFree: true })).toBeUndefined();
    carrier.list = list;
    await minutes(10);
    const asked = exchangeNow(wei.ledger);
    goOn();
    await first;
    await asked;
    expect((await shareLine(wei.ledger))!.state).toBe('sent');
    await exchangeNow(lin.ledger);
    expect(await lin.ledger.get('meeting', 'm1')).toBeDefined();
  });

  it('brings texts, and files within the choice; what waits is told in bytes, and 已同步 waits for the files', async () => {
    await exchangeNow(wei.ledger);
    await exchangeNow(lin.ledger);
    let full = true;
    const put = carrier.put.bind(carrier);
    carrier.put = async (name, bytes, options) => {
      if (full && name.includes('/x/') && bytes.length > 1 << 20) throw new Error('offline');
      return put(name, bytes, options);
    };
    const file = await minutes(2 << 20);
    await exchangeNow(wei.ledger).catch(() => undefined);
    expect((await shareLine(wei.ledger))!.state).not.toBe('sent');
    expect((await fileState(wei.ledger))!.sending).toEqual({ files: 1, bytes: 2 << 20 });
    await lin.ledger.setMeta('filesAhead', 0);
    await exchangeNow(lin.ledger);
    expect(await lin.ledger.text((await lin.ledger.get('meeting', 'm1'))!.fields.minutes)).toBe(LONG);
    expect(await fileState(lin.ledger)).toMatchObject({ lacking: { files: 1, bytes: 2 << 20 }, budget: 0 });
    full = false;
    await exchangeNow(wei.ledger);
    expect((await shareLine(wei.ledger))!.state).toBe('sent');
    await exchangeNow(lin.ledger);
    expect(await heldBlob(lin.ledger, file)).toBeUndefined();
    await lin.ledger.setMeta('filesAhead', 10);
    await exchangeNow(lin.ledger);
    expect((await heldBlob(lin.ledger, file))!.size).toBe(2 << 20);
    expect(await freeFiles(lin.ledger)).toEqual({ files: 1, bytes: 2 << 20 });
    expect((await fileState(lin.ledger))!.lacking.files).toBe(1);
    expect(await bringEverything(lin.ledger)).toBe(1);
  });
});

describe('files that go by hand', () => {
  it('take along what the other has not, within the size that was chosen, until it has arrived', async () => {
    await minutes(30_000, 'm1');
    await minutes(9 << 20, 'm2');
    const text = new Blob([LONG]).size;
    expect(await waitingByHand(wei.ledger)).toEqual({ files: 3, bytes: text + 30_000 + (9 << 20) });
    const first = await exportFile(wei.ledger, { most: 1 << 20 });
    expect(first.blobs).toEqual({ files: 2, bytes: text + 30_000 });
    expect(first.left).toEqual({ files: 1, bytes: 9 << 20 });
    expect(await importFile(lin.ledger, first.blob)).toMatchObject({ held: 0, blobs: 2 });
    const { attachments, minutes: long } = (await lin.ledger.get('meeting', 'm2'))!.fields;
    expect(await lin.ledger.text(long)).toBe(LONG);
    expect(await heldBlob(lin.ledger, attachments!.a!)).toBeUndefined();
    // What the other one's file says is taken into account: it has the segments, and asks for the file that it lacks.
    await importFile(wei.ledger, (await exportFile(lin.ledger)).blob);
    const second = await exportFile(wei.ledger);
    expect(second.blobs).toEqual({ files: 1, bytes: 9 << 20 });
    expect(await importFile(lin.ledger, second.blob)).toMatchObject({ blobs: 1 });
    expect((await heldBlob(lin.ledger, attachments!.a!))!.size).toBe(9 << 20);
    await importFile(wei.ledger, (await exportFile(lin.ledger)).blob);
    expect((await exportFile(wei.ledger)).blobs.files).toBe(0);
  });
});

describe('a fetched text', () => {
  it('is found by searching like an own one, though no commit came with it', async () => {
    await minutes(3000);
    await meet(carrier, [wei, lin]);
    const { name } = lin.ledger.db;
    const searcher = await Searcher.open({
      ledger: lin.ledger,
      store: new SearchStore<Segment>(name),
      spell: await loadSpell(),
      sources: async () => ({ nameOf: (id) => id, itemText: (code) => code }),
      words: 'zh-CN',
    });
    await searcher.catchUp();
    expect((await searcher.find('办结回访', {})).found).toEqual([]);
    expect(await bringEverything(lin.ledger)).toBe(2);
    expect(await searcher.catchUp()).toBe(true);
    expect((await searcher.find('办结回访', {})).found.map(({ id }) => id)).toEqual(['m1']);
    expect(await searcher.catchUp()).toBe(false);
  });
});

describe('an erasure', () => {
  it('takes bytes and key away on every device, and names what an administrator has to delete', async () => {
    await wei.ledger.commit([create('member', { name: '示例甲', category: 'full' } as never, 'p1')], {
      label: 'test',
    });
    const ref = await wei.ledger.putBlob(new Blob([bytesOf(5 << 20)], { type: 'application/pdf' }));
    await wei.ledger.commit(
      [
        create(
          'developmentCase',
          {
            member: 'p1',
            stage: 'applicant',
            attachments: { a: { ...ref, name: '政审.pdf', role: 'scan', document: 'politicalReview:' } },
          } as never,
          'd1',
        ),
      ],
      { label: 'test' },
    );
    await meet(carrier, [wei, lin]);
    expect(await bringEverything(lin.ledger)).toBe(1);
    await erase(wei.ledger, (await wei.ledger.get('member', 'p1'))!, {
      keys: ['developmentCase'],
      newName: '',
      requestedBy: '本人',
      requestedOn: '2026-11-24',
      reason: '',
      kept: '姓名（示例依据）',
      on: '2026-11-25',
    });
    await meet(carrier, [wei, lin]);
    for (const { ledger, time } of [wei, lin]) {
      const { erased } = (await fileState(ledger))!;
      expect(erased).toHaveLength(2);
      expect(carrier.files().map(({ name }) => name)).toEqual(expect.arrayContaining(erased));
      expect(
        (await ledger.db.blobs.where('sha256').equals(ref.sha256).toArray()).map(({ key }) => key.length),
      ).toEqual([0]);
      time.now += 20 * 86_400_000;
      await ledger.sweepOrphans();
      expect(await heldBlob(ledger, ref)).toBeUndefined();
      expect(await bring(ledger, ref)).toBeUndefined();
    }
  });
});
