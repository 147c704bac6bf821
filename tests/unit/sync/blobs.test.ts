import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { change, create, SyncStore } from '../../../lib/ledger';
import { copies, fetchAhead, freeRoom, KEPT, trim } from '../../../lib/sync/blobs-ahead';
import { fetchBlob } from '../../../lib/sync/blobs-fetch';
import { readContext } from '../../../lib/sync/context';
import { exchange, shareStatus } from '../../../lib/sync';
import { bytesOf } from '../support/blobs';
import { brittlePlace, brittleStore, Crash, reopen } from '../support/crashes';
import { founder, heldBy, letIn, meet, type Profile } from '../support/shared';

const LONG = '支部学习材料（示例）。'.repeat(2000);

const clip = (id: string, fields: object = {}) =>
  create(
    'clip',
    {
      title: '材料一',
      url: 'https://a.example/',
      coverage: 'article',
      excerpt: '',
      length: 9,
      ...fields,
    } as never,
    id,
  );

async function withFile(profile: Profile, id: string, size: number, type = 'application/pdf') {
  const ref = await profile.ledger.putBlob(new Blob([bytesOf(size)], { type }));
  const file = { ...ref, name: '通知.pdf', role: 'file' as const };
  await profile.ledger.commit(
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

const fetchAt = async (profile: Profile, carrier: MemoryCarrier, sha256: string) =>
  fetchBlob(await readContext(profile.ledger), carrier, sha256);

const pieces = (carrier: MemoryCarrier) => carrier.files().filter(({ name }) => name.includes('/x/'));

describe('files and long texts', () => {
  it('reach whoever reads the record, byte for byte, in pieces of at most four MiB', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const file = await withFile(wei, 'm1', 9 << 20);
    await meet(carrier, [wei, lin]);
    const seen = (await lin.ledger.get('meeting', 'm1'))!.fields;
    expect(seen).toEqual((await wei.ledger.get('meeting', 'm1'))!.fields);
    await expect(lin.ledger.getBlob(file)).rejects.toMatchObject({ code: 'E113' });
    expect(await fetchAt(lin, carrier, file.sha256)).toBe('here');
    expect(
      Buffer.from(await (await lin.ledger.getBlob(file)).arrayBuffer()).equals(Buffer.from(bytesOf(9 << 20))),
    ).toBe(true);
    expect(await fetchAt(lin, carrier, (seen.minutes as { sha256: string }).sha256)).toBe('here');
    expect(await lin.ledger.text(seen.minutes)).toBe(LONG);
    expect(pieces(carrier).map(({ bytes }) => bytes.length <= 4 << 20)).toEqual([true, true, true, true]);
    expect(await shareStatus(wei.ledger)).toMatchObject({ unconfirmed: 0, withheld: [] });
    expect(await heldBy(lin.ledger)).toEqual([]);
  });

  it('can be opened by the readers of their compartment and by nobody else', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const zhao = await letIn(wei, 'zhao', 'committee');
    const ref = await wei.ledger.putBlob(new Blob([bytesOf(30_000)], { type: 'image/png' }));
    await wei.ledger.commit(
      [
        create('duesRecord', {
          member: 'a',
          month: '2026-11',
          paid: 100,
          on: '2026-11-02',
          attachments: { v: { ...ref, name: '票.png', role: 'photo' } },
        } as never),
        create('meeting', {
          types: { themeDay: true },
          startsAt: '2026-11-25T15:00',
          roughNotes: LONG,
          minutes: `${LONG}。`,
        }),
      ],
      { label: 'test' },
    );
    await meet(carrier, [wei, lin, zhao]);
    const rowsOf = async ({ ledger }: Profile) =>
      (await new SyncStore(ledger).blobs.all()).map(({ q, size }) => `${q} ${size}`).sort();
    const texts = [LONG, `${LONG}。`].map((text) => new Blob([text]).size);
    expect(await rowsOf(zhao)).toEqual([`o 30000`, `o ${texts[0]}`, `r ${texts[1]}`]);
    expect(await rowsOf(lin)).toEqual([`r ${texts[1]}`]);
    expect(await fetchAt(zhao, carrier, ref.sha256)).toBe('here');
    expect(await fetchAt(lin, carrier, ref.sha256)).toBe('unknown');
  });

  it('are put there once, whoever names them again, and under a key for each compartment', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'deputy');
    const file = await withFile(wei, 'm1', 40_000);
    await meet(carrier, [wei, lin]);
    expect(await fetchAt(lin, carrier, file.sha256)).toBe('here');
    const before = pieces(carrier).length;
    const seen = (await lin.ledger.get('meeting', 'm1'))!;
    await lin.ledger.commit([change(seen, { attachments: { b: { ...file, name: '又一份.pdf' } } })], {
      label: 'life.change',
    });
    await meet(carrier, [lin, wei]);
    expect(pieces(carrier)).toHaveLength(before);
    await lin.ledger.commit(
      [
        create('governanceItem', {
          companyId: 'c',
          item: 'A1',
          period: '2026Q4',
          evidence: { e: { file, addedOn: '2026-11-25' } },
        } as never),
      ],
      { label: 'test' },
    );
    await meet(carrier, [lin, wei]);
    expect(pieces(carrier).filter(({ name }) => name.includes('/x/g/'))).toHaveLength(1);
  });

  it('of one person alone become everybody’s with the reflection', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const result = await wei.ledger.commit(
      [create('reflection', { member: 'wei', on: '2026-11-20', title: '心得', text: LONG }, 'x1')],
      { label: 'test' },
    );
    expect(result.n).toBeDefined();
    await meet(carrier, [wei, lin]);
    expect(pieces(carrier).map(({ name }) => name.split('/').at(-2))).toEqual(['p']);
    await wei.ledger.commit(
      [change((await wei.ledger.get('reflection', 'x1'))!, { sharedOn: '2026-11-25' })],
      { label: 'test' },
    );
    await meet(carrier, [wei, lin]);
    const { text } = (await lin.ledger.get('reflection', 'x1'))!.fields;
    expect(await fetchAt(lin, carrier, (text as { sha256: string }).sha256)).toBe('here');
    expect(await lin.ledger.text(text)).toBe(LONG);
  });

  it('count as sent only when they stand at the place, and hold up nobody’s records', async () => {
    let refused = true;
    const carrier = new MemoryCarrier({
      before: ({ verb, name }) =>
        refused && verb === 'put' && name.includes('/x/') ? { refuse: 'E863' } : undefined,
    });
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    await meet(carrier, [wei, lin]);
    const file = await withFile(wei, 'm1', 2 << 20);
    await meet(carrier, [wei, lin]);
    expect((await lin.ledger.get('meeting', 'm1'))!.fields.attachments).toEqual({ a: file });
    expect((await shareStatus(wei.ledger))!.unconfirmed).toBe(1);
    expect(await fetchAt(lin, carrier, file.sha256)).toBe('absent');
    const why = (await new SyncStore(wei.ledger).blobs.pending()).map((row) => row.why);
    expect(why).toEqual(['E863', 'E863']);
    refused = false;
    wei.time.now += 25 * 3_600_000;
    await meet(carrier, [wei, lin]);
    expect((await shareStatus(wei.ledger))!.unconfirmed).toBe(0);
    expect(await fetchAt(lin, carrier, file.sha256)).toBe('here');
  });

  /** Steps that leave something behind: an end before one, or at a reading, is an end after the one before it. */
  const EFFECT = /^after (put|change|keep|mark|confirm|learn)/;

  /** Sends a clip with its text and a file of so many bytes, with the process ended where `ends` says; then once more. */
  async function interrupted(size: number, ends: (where: string, step: number) => boolean) {
    const data = new Blob([bytesOf(size)], { type: 'application/pdf' });
    const puts: string[] = [];
    let step = 0;
    let isCounting = true;
    const crash = (where: string): void => {
      if (isCounting && EFFECT.test(where) && ends(where, step++)) throw new Crash();
    };
    const carrier = brittlePlace(crash);
    const put = carrier.put.bind(carrier);
    carrier.put = async (name, bytes, options) => {
      const answer = await put(name, bytes, options);
      if (answer === 'stored') puts.push(name);
      return answer;
    };
    const wei = await founder('wei');
    const file = { ...(await wei.ledger.putBlob(data)), name: 'a.pdf', role: 'file' as const };
    const body = await wei.ledger.putBlob(new Blob([LONG], { type: 'text/html' }));
    await wei.ledger.commit([clip('c1', { file, body })], { label: 'test' });
    const isDone = await exchange(wei.ledger, carrier, { store: brittleStore(wei.ledger, crash) }).then(
      () => true,
      (thrown) => {
        if (!(thrown instanceof Crash)) throw thrown;
        return false;
      },
    );
    isCounting = false;
    await reopen(wei);
    const whole = size > 4 << 20 ? 3 : 2;
    // Whatever is said to be sent is there, with its files.
    if (!(await shareStatus(wei.ledger))!.unconfirmed) expect(pieces(carrier)).toHaveLength(whole);
    await exchange(wei.ledger, carrier);
    expect((await shareStatus(wei.ledger))!.unconfirmed).toBe(0);
    expect(await new SyncStore(wei.ledger).blobs.pending()).toEqual([]);
    expect(pieces(carrier)).toHaveLength(whole);
    const sent = puts.filter((name) => name.includes('/x/'));
    expect(sent).toHaveLength(new Set(sent).size);
    wei.ledger.close();
    return isDone;
  }

  it('survive the end of the process at any step, and no piece is put twice', async () => {
    for (let at = 0; !(await interrupted(1_100_000, (_, step) => step === at)); at += 1) continue;
    let count = 0;
    await interrupted(5 << 20, (where) => where === 'after put' && (count += 1) === 5);
  });

  it('that a weak place tore are put again by their writer, and nothing of the torn ones was taken', async () => {
    let torn = true;
    const carrier = new MemoryCarrier({
      before: ({ verb, name }) =>
        torn && verb === 'put' && name.includes('/x/') ? { torn: 0.6 } : undefined,
    });
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const file = await withFile(wei, 'm1', 2 << 20);
    await exchange(wei.ledger, carrier).catch(() => undefined);
    torn = false;
    for (const weak of [true, false]) await exchange(wei.ledger, carrier, { weak });
    await meet(carrier, [lin]);
    expect(await fetchAt(lin, carrier, file.sha256)).toBe('here');
  });

  it('that the place lost are asked for by a reader and put there again by whoever has them', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const zhao = await letIn(wei, 'zhao', 'deputy');
    const file = await withFile(wei, 'm1', 50_000);
    await meet(carrier, [wei, lin, zhao]);
    expect(await fetchAt(zhao, carrier, file.sha256)).toBe('here');
    for (const { name } of pieces(carrier)) carrier.tamper(name, undefined);
    expect(await fetchAt(lin, carrier, file.sha256)).toBe('absent');
    lin.time.now += 11 * 60_000;
    // Its writer is away; somebody else has it.
    await meet(carrier, [lin, zhao]);
    expect(await fetchAt(lin, carrier, file.sha256)).toBe('here');
  });

  it('are put there again when the place goes back to an old backup', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    await meet(carrier, [wei, lin]);
    const old = carrier.files();
    const file = await withFile(wei, 'm1', 50_000);
    await meet(carrier, [wei, lin]);
    for (const { name } of carrier.files()) carrier.tamper(name, undefined);
    for (const { name, bytes } of old) carrier.tamper(name, bytes);
    await meet(carrier, [wei, lin], 3);
    expect(await fetchAt(lin, carrier, file.sha256)).toBe('here');
  });
});

describe('ahead of need', () => {
  it('texts always come, and files until the budget is used, those of the latest records first', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const first = await withFile(wei, 'm1', 30_000);
    wei.time.now += 1000;
    const second = await withFile(wei, 'm2', 40_000);
    await meet(carrier, [wei, lin]);
    const context = await readContext(lin.ledger);
    expect(await fetchAhead(context, carrier, { budget: 0 })).toBe(1);
    expect(await lin.ledger.text((await lin.ledger.get('meeting', 'm1'))!.fields.minutes)).toBe(LONG);
    expect(await fetchAhead(context, carrier, { budget: 50_000 })).toBe(1);
    await lin.ledger.getBlob(second);
    await expect(lin.ledger.getBlob(first)).rejects.toMatchObject({ code: 'E113' });
    expect(await copies(context)).toEqual({ files: 1, bytes: 40_000 });
    expect(await fetchAhead(context, carrier, { budget: 70_000 })).toBe(1);
    // Nothing is asked of the place when everything is here.
    const before = carrier.calls;
    expect(await fetchAhead(context, carrier, { budget: 70_000 })).toBe(0);
    expect(carrier.calls).toBe(before);
  });

  it('copies beyond the budget are given up after a month, if the place still has them, and can be fetched again', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const file = await withFile(wei, 'm1', 30_000);
    const other = await withFile(wei, 'm2', 20_000);
    await meet(carrier, [wei, lin]);
    const context = await readContext(lin.ledger);
    await fetchAhead(context, carrier, { budget: 1e9 });
    expect(await trim(context, carrier, { budget: 0 })).toEqual({ files: 0, bytes: 0 });
    lin.time.now += KEPT + 1000;
    const [gone] = (await context.store.blobs.of([other.sha256])).flatMap(({ chunks }) => chunks);
    carrier.tamper(pieces(carrier).find(({ name }) => name.endsWith(gone!))!.name, undefined);
    expect(await trim(context, carrier, { budget: 0 })).toEqual({ files: 1, bytes: 30_000 });
    await lin.ledger.getBlob(other);
    await expect(lin.ledger.getBlob(file)).rejects.toMatchObject({ code: 'E113' });
    expect(await fetchAhead(context, carrier, { budget: 1e9 })).toBe(0);
    expect(await fetchAt(lin, carrier, file.sha256)).toBe('here');
  });

  it('an own file is given up only when the place lists every piece and a head names its commit', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const file = await withFile(wei, 'm1', 5 << 20);
    const room = async () => freeRoom(await readContext(wei.ledger), carrier);
    expect(await room()).toEqual({ files: 0, bytes: 0 });
    await exchange(wei.ledger, carrier);
    const lost = pieces(carrier).find(({ bytes }) => bytes.length > 1 << 20)!;
    carrier.tamper(lost.name, undefined);
    expect(await room()).toEqual({ files: 0, bytes: 0 });
    await wei.ledger.getBlob(file);
    carrier.tamper(lost.name, lost.bytes);
    expect(await room()).toEqual({ files: 1, bytes: 5 << 20 });
    await expect(wei.ledger.getBlob(file)).rejects.toMatchObject({ code: 'E113' });
    expect(await wei.ledger.text((await wei.ledger.get('meeting', 'm1'))!.fields.minutes)).toBe(LONG);
    expect(await fetchAt(wei, carrier, file.sha256)).toBe('here');
  });
});
