import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { applyRestore, create, exportLedger, planRestore, SyncStore } from '../../../lib/ledger';
import { Ledger } from '../../../lib/ledger/ledger';
import {
  changeLock,
  dueWhileLocked,
  finishLock,
  lockedGlance,
  lockOf,
  setUpLock,
  takeLockOff,
  unlockKey,
} from '../../../lib/ledger/lock/lock';
import { exchange, foundCompanySpace } from '../../../lib/sync';
import { openTestLedger } from '../support/ledger';
import { stateOf } from '../support/ledger-state';
import { MemoryBackup } from '../support/memory-backup';
import { fillLedger } from '../support/sample-ledger';
import { founder, letIn } from '../support/shared';
import { storedText } from '../support/stored';

const PASSPHRASE = '春江潮水连海平，海上明月';
const NOW = Date.parse('2026-11-23T02:00:00Z');
/** Argon2id as cheap as it comes: what is tested is not how slow it is. */
const cost = { m: 8, t: 1, p: 1 };
const options = { minutes: 10, cost };

interface Locked {
  ledger: Ledger;
  name: string;
  key: Uint8Array;
}

async function lockIt(ledger: Ledger): Promise<Locked> {
  let key = new Uint8Array();
  await setUpLock(ledger, PASSPHRASE, async (made) => void (key = new Uint8Array(made)), options);
  return { ledger, name: ledger.db.name, key };
}

const reopen = async (ledger: Ledger, key?: Uint8Array): Promise<Ledger> => {
  ledger.close();
  return Ledger.open({ name: ledger.db.name, wall: () => NOW, key: async () => key });
};

/** Without links, which stand otherwise while a lock is set up, and without what belongs to the lock itself. */
async function contentOf(ledger: Ledger) {
  const { records, meta, ...rest } = await stateOf(ledger);
  return {
    ...rest,
    records: records.map((record) => ({ ...record, links: [] })),
    meta: meta.filter(({ key }) => !key.startsWith('lock')),
  };
}

const openTables = new Set(['outbox', 'segments', 'devices', 'meta']);
const unsealed = async (name: string): Promise<string[]> =>
  (await storedText(name))
    .filter(({ table, text }) => !openTables.has(table) && !text.includes('_x: '))
    .map(({ table }) => table);

describe('a ledger with a lock', () => {
  it('opens with the key alone, and then shows what it showed', async () => {
    const { ledger } = await openTestLedger();
    const { member } = await fillLedger(ledger);
    const before = await contentOf(ledger);
    const { name, key } = await lockIt(ledger);
    ledger.close();
    await expect(Ledger.open({ name })).rejects.toMatchObject({ code: 'E940' });
    const again = await Ledger.open({ name, wall: () => NOW, key: async () => key });
    expect(await contentOf(again)).toEqual(before);
    expect(again.isSealed).toBe(true);
    expect(await lockOf(again)).toMatchObject({ state: 'on', minutes: 10 });
    expect((await again.linked('name:示例甲', 'member')).map(({ id }) => id)).toEqual([member]);
    expect(await again.list('meeting')).toHaveLength(1);
    const [meeting] = await again.list('meeting');
    expect((await again.text(meeting!.fields.minutes)).length).toBe(20_000);
    expect((await again.historyOf(meeting!.id, 'place')).map(({ value }) => value)).toContain('一楼大厅');
    expect((await again.drafts.list()).map(({ title }) => title)).toEqual(['支委会']);
  });

  it('keeps what is written under it sealed as well, and live lists follow it', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const { name, key } = await lockIt(ledger);
    const seen: number[] = [];
    const stop = ledger.live(
      () => ledger.countLinked('name:示例新人'),
      (count) => void seen.push(count),
      (fault) => {
        throw fault;
      },
    );
    await expect.poll(() => seen).toEqual([0]);
    const person = create('member', { name: '示例新人', category: 'full', note: '只给少数人看的备注' });
    await ledger.commit([person], { label: 'test' });
    await expect.poll(() => seen.at(-1)).toBe(1);
    stop();
    await ledger.commit(
      [create('reflection', { member: 'me', on: '2026-11-20', text: '写给自己的话。'.repeat(3000) })],
      {
        label: 'test',
      },
    );
    await ledger.drafts.put({
      id: 'talk:new',
      form: 'talk',
      title: '示例谈话',
      route: '/',
      data: { content: '没写完的话' },
    });
    await ledger.putBlob(new Blob(['附件里的话']));
    await ledger.setMeta('columnMaps', { a: { 身份: 'idNumber' } });
    ledger.quarantine.report({
      id: 'record:x',
      kind: 'member',
      reason: 'x',
      raw: { name: '坏了的一条' },
      at: 1,
    });
    await ledger.quarantine.flush();
    const disk = (await storedText(name)).map(({ text }) => text).join('\n');
    for (const marker of [
      '示例新人',
      '备注',
      '写给自己的话',
      '示例谈话',
      '没写完',
      '附件里',
      '身份',
      '坏了的',
    ]) {
      expect(disk).not.toContain(marker);
    }
    expect(await unsealed(name)).toEqual([]);
    const again = await reopen(ledger, key);
    expect((await again.get('member', person.id))?.fields.note).toBe('只给少数人看的备注');
  });

  it('is set up and taken off whole, wherever it is broken off', async () => {
    const probe = await openTestLedger();
    await fillLedger(probe.ledger);
    const before = await contentOf(probe.ledger);
    let steps = 0;
    await setUpLock(probe.ledger, PASSPHRASE, async () => undefined, {
      ...options,
      rewriting: () => (steps += 1),
    });
    expect(steps).toBeGreaterThan(10);
    for (let crash = 1; crash <= steps; crash += 5) {
      let { ledger } = await openTestLedger();
      await fillLedger(ledger);
      const own = await contentOf(ledger);
      const { name } = ledger.db;
      let step = 0;
      const rewriting = () => {
        step += 1;
        if (step === crash) throw new Error('the browser was closed');
      };
      await expect(
        setUpLock(ledger, PASSPHRASE, async () => undefined, { ...options, rewriting }),
      ).rejects.toThrow();
      const key = await unlockKey(name, PASSPHRASE, NOW);
      ledger = await reopen(ledger, key);
      expect(await contentOf(ledger)).toEqual(own);
      await finishLock(ledger);
      expect(await lockOf(ledger)).toMatchObject({ state: 'on' });
      expect(await unsealed(name)).toEqual([]);

      step = 0;
      await expect(takeLockOff(ledger, PASSPHRASE, NOW, { rewriting })).rejects.toThrow();
      ledger = await reopen(ledger, key);
      expect(await contentOf(ledger)).toEqual(own);
      await finishLock(ledger);
      ledger = await reopen(ledger);
      expect(await contentOf(ledger)).toEqual(own);
      expect((await storedText(name)).some(({ text }) => text.includes('_x: '))).toBe(false);
    }
    expect(before.records).toHaveLength(3);
  });

  it('gives back every row as it was, links included', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const before = await stateOf(ledger);
    await lockIt(ledger);
    expect((await stateOf(ledger)).records).not.toEqual(before.records);
    await takeLockOff(ledger, PASSPHRASE, NOW);
    const after = await stateOf(ledger);
    expect({ ...after, meta: after.meta.filter(({ key }) => key !== 'lockPast') }).toEqual(before);
  });

  it('takes in what a window wrote that had not noticed, on the way in and on the way out', async () => {
    const { ledger } = await openTestLedger();
    const { name } = ledger.db;
    const late = await Ledger.open({ name, wall: () => NOW });
    const { key } = await lockIt(ledger);
    expect(await late.hasMoved()).toBe(true);
    await late.commit([create('member', { name: '示例晚到', category: 'full' })], { label: 'test' });
    expect(await ledger.list('member')).toHaveLength(1);
    await finishLock(ledger);
    expect(await unsealed(name)).toEqual([]);
    const behind = await Ledger.open({ name, wall: () => NOW, key: async () => key });
    await takeLockOff(ledger, PASSPHRASE, NOW);
    expect(await behind.hasMoved()).toBe(true);
    await behind.commit([create('member', { name: '示例更晚', category: 'full' })], { label: 'test' });
    const plain = await reopen(ledger);
    expect((await plain.list('member')).map(({ fields }) => fields.name).sort()).toEqual([
      '示例晚到',
      '示例更晚',
    ]);
  });

  it('leaves a damaged row where it is and shows it in quarantine', async () => {
    const { ledger } = await openTestLedger();
    const { member } = await fillLedger(ledger);
    const { name, key } = await lockIt(ledger);
    const raw = ledger.db.backendDB().transaction('records', 'readwrite').objectStore('records');
    const row = await new Promise<Record<string, Uint8Array>>((resolve) => {
      const request = raw.get(member);
      request.onsuccess = () => resolve(request.result);
    });
    row._x![40]! ^= 1;
    await new Promise((resolve) => (raw.put(row).onsuccess = resolve));
    const again = await reopen(ledger, key);
    expect(await again.list('member')).toEqual([]);
    await again.quarantine.flush();
    expect((await again.quarantine.list()).map(({ id }) => id)).toContain(`record:${member}`);
    await takeLockOff(again, PASSPHRASE, NOW);
    const kept = (await storedText(name)).filter(
      ({ text }) => text.includes(member) && text.includes('_x: '),
    );
    expect(kept).toHaveLength(1);
  });
});

describe('a passphrase', () => {
  it('that is wrong changes nothing, and from the third on costs more waiting each time', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const { name, key } = await lockIt(ledger);
    const waits: number[] = [];
    let now = NOW;
    for (let time = 0; time < 14; time += 1) {
      const failed = await unlockKey(name, '猜出来的口令', now).then(
        () => undefined,
        (fault: { code: string; params: { seconds: number } }) => fault,
      );
      expect(failed?.code).toBe('E941');
      waits.push(failed!.params.seconds);
      if (failed!.params.seconds) {
        await expect(unlockKey(name, PASSPHRASE, now + 1)).rejects.toMatchObject({ code: 'E942' });
      }
      now += failed!.params.seconds * 1000;
    }
    expect(waits).toEqual([0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
    expect(await unlockKey(name, PASSPHRASE, now)).toEqual(key);
    // A clock that was set back does not lock anybody out for longer than the wait itself.
    expect((await lockedGlance(name)).until).toBe(0);
  });

  it('is the same however it was typed, and short ones are refused', async () => {
    const { ledger } = await openTestLedger();
    await expect(setUpLock(ledger, '七个字的口令啊', async () => undefined, options)).rejects.toMatchObject({
      code: 'E943',
    });
    await setUpLock(ledger, ' Ｓｐｒｉｎｇ－ｔｉｄｅ　', async () => undefined, options);
    expect(await unlockKey(ledger.db.name, 'Spring-tide', NOW)).toHaveLength(32);
    await expect(setUpLock(ledger, PASSPHRASE, async () => undefined, options)).rejects.toMatchObject({
      code: 'E944',
    });
  });

  it('is changed without touching a row; the old one opens nothing any more', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const { name, key } = await lockIt(ledger);
    const rows = async () => (await storedText(name)).filter(({ table }) => table !== 'meta');
    const before = await rows();
    await changeLock(ledger, { old: PASSPHRASE, next: '换一句更长的口令' }, NOW, { cost });
    expect(await rows()).toEqual(before);
    await expect(unlockKey(name, PASSPHRASE, NOW)).rejects.toMatchObject({ code: 'E941' });
    expect(await unlockKey(name, '换一句更长的口令', NOW)).toEqual(key);
  });
});

describe('while it is locked', () => {
  it('how much is due is known, and nothing else', async () => {
    const { ledger } = await openTestLedger();
    await ledger.commit(
      [create('resolution', { meeting: 'm1', text: '示例事项', state: 'open', dueOn: '2026-11-20' })],
      { label: 'test' },
    );
    const { name } = await lockIt(ledger);
    ledger.close();
    expect(await dueWhileLocked(name, '2026-11-23')).toBe(1);
    expect(await dueWhileLocked(name, '2026-11-19')).toBe(0);
    expect(await lockedGlance(name)).toEqual({ until: 0, minutes: 10, shares: false });
  });
});

describe('sharing under a lock', () => {
  it('is known while it is locked, also of somebody who shares with a company alone', async () => {
    const { ledger } = await openTestLedger({ me: 'fan' });
    await foundCompanySpace(ledger, 'c', 'fan', { title: '示例公司' });
    const { name } = await lockIt(ledger);
    ledger.close();
    expect((await lockedGlance(name)).shares).toBe(true);
  });

  it('goes on after unlocking; keys that were made under it are sealed and cannot be read out', async () => {
    const carrier = new MemoryCarrier();
    const { ledger: early } = await openTestLedger({ me: 'lin' });
    const { key } = await lockIt(early);
    const wei = await founder('wei');
    early.close();
    const lin = await letIn(wei, 'lin', 'committee', { name: `sealed-${process.pid}` });
    const made = await lockIt(lin.ledger);
    await exchange(wei.ledger, carrier);
    await exchange(lin.ledger, carrier);
    await lin.ledger.commit([create('member', { name: '示例丙', category: 'full', phone: '13800000000' })], {
      label: 'test',
    });
    await exchange(lin.ledger, carrier);
    await exchange(wei.ledger, carrier);
    expect((await wei.ledger.list('member')).map(({ fields }) => fields.phone)).toEqual(['13800000000']);
    await lin.ledger.renewDevice();
    await exchange(lin.ledger, carrier);
    const keys = await new SyncStore(lin.ledger).keys();
    expect(keys?.device).toBe(lin.ledger.clock.device);
    expect(keys?.sign.privateKey.extractable).toBe(false);
    const rows = (await storedText(made.name)).filter(
      ({ table }) => table === 'ring' || table === 'identity',
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.every(({ text }) => text.includes('_x: ') && !/\bkey: |pkcs8|chains/.test(text))).toBe(true);
    await takeLockOff(lin.ledger, PASSPHRASE, NOW);
    await lin.ledger.commit([create('member', { name: '示例丁', category: 'full' })], { label: 'test' });
    await exchange(lin.ledger, carrier);
    await exchange(wei.ledger, carrier);
    expect(await wei.ledger.list('member')).toHaveLength(2);
    expect((await storedText(made.name)).some(({ text }) => text.includes('pkcs8'))).toBe(false);
    expect(key).toHaveLength(32);
  });
});

describe('a backup of a locked profile', () => {
  it('is made while it is unlocked, holds everything and nothing of the lock', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    await lockIt(ledger);
    const backup = new MemoryBackup();
    await exportLedger(ledger, backup, { appVersion: '0.1.0' });
    expect(backup.text('meta.jsonl')).not.toContain('lock');
    const { ledger: other } = await openTestLedger();
    await lockIt(other);
    await applyRestore(other, await planRestore(other, backup.source));
    expect((await contentOf(other)).records).toEqual((await contentOf(ledger)).records);
    expect(await unsealed(other.db.name)).toEqual([]);
  });
});
