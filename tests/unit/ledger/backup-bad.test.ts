import { describe, expect, it } from 'vitest';
import {
  applyRestore,
  create,
  exportLedger,
  type Ledger,
  planRestore,
  retryQuarantined,
} from '../../../lib/ledger';
import { backupAge } from '../../../lib/ledger/backup';
import { openTestLedger } from '../support/ledger';
import { stateOf } from '../support/ledger-state';
import { MemoryBackup } from '../support/memory-backup';
import { fillLedger } from '../support/sample-ledger';

const backupOf = async (ledger: Ledger) => {
  const backup = new MemoryBackup();
  await exportLedger(ledger, backup, { appVersion: '0.1.0', branch: '示例党支部' });
  return backup;
};

const restore = async (ledger: Ledger, backup: MemoryBackup) => {
  const plan = await planRestore(ledger, backup.source);
  await applyRestore(ledger, plan);
  return plan;
};

/** Replaces a table and its hash, as a hand or another program would that keeps the manifest right. */
async function rewrite(backup: MemoryBackup, name: string, edit: (text: string) => string) {
  const { hashText } = await import('../../../lib/ledger/hash');
  backup.set(name, edit(backup.text(name)));
  const manifest = JSON.parse(backup.text('manifest.json'));
  const text = backup.text(name);
  const lines = text.split('\n').filter(Boolean).length;
  manifest.files[name] = { lines, size: new TextEncoder().encode(text).length, sha256: hashText(text) };
  backup.set('manifest.json', JSON.stringify(manifest));
}

describe('what does not fit', () => {
  it('keeps kinds and fields of a newer version and passes them on', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const backup = await backupOf(ledger);
    const future = {
      id: 'future-1',
      kind: 'ballot',
      h: '0mi5q0000-00000-zzzzzzzz',
      fields: { text: '示例', 'votes/a': true },
      stamps: { text: '0mi5q0000-00000-zzzzzzzz', 'votes/a': '0mi5q0000-00000-zzzzzzzz' },
      seal: 'x',
    };
    await rewrite(backup, 'records.jsonl', (text) => `${text}${JSON.stringify(future)}\n`);
    const target = await openTestLedger();
    const plan = await restore(target.ledger, backup);
    expect(plan.records).toMatchObject({ added: 4, unknownKinds: 1 });
    expect(await target.ledger.quarantine.list()).toEqual([]);
    const again = await backupOf(target.ledger);
    expect(again.text('records.jsonl')).toContain('"kind":"ballot"');
    expect(again.text('records.jsonl')).toContain('"votes/a":true');
  });

  it('puts lines that cannot be read on the quarantine list with their content, once', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const backup = await backupOf(ledger);
    await rewrite(backup, 'records.jsonl', (text) => `${text}{"id":"x","kind":\n{"id":7}\n`);
    const target = await openTestLedger();
    const plan = await restore(target.ledger, backup);
    expect(plan.quarantine.unreadable).toBe(2);
    const list = await target.ledger.quarantine.list();
    expect(list.map((row) => row.raw).sort()).toEqual(['{"id":"x","kind":', '{"id":7}']);
    expect((await restore(target.ledger, backup)).nothing).toBe(true);
    expect(await target.ledger.quarantine.count()).toBe(2);
  });

  it('brings a record in that does not fit its kind, and lists it with the reason', async () => {
    const { ledger } = await openTestLedger();
    const ids = await fillLedger(ledger);
    const backup = await backupOf(ledger);
    const bad = (text: string) => text.replaceAll('"category":"full"', '"category":"chief"');
    await rewrite(backup, 'records.jsonl', bad);
    await rewrite(backup, 'changes.jsonl', bad);
    const target = await openTestLedger();
    const plan = await restore(target.ledger, backup);
    expect(plan.records.unfit).toBe(1);
    expect(await target.ledger.quarantine.list()).toMatchObject([
      { id: `record:${ids.member}`, reason: /category/ },
    ]);
    expect((await target.ledger.db.records.get(ids.member))?.fields.name).toBe('示例甲');
    expect(await target.ledger.get('member', ids.member)).toBeUndefined();
  });

  it('counts files that are missing or not those that were written, and brings in the rest', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const backup = await backupOf(ledger);
    const pdf = [...backup.files.keys()].find((name) => name.endsWith('.pdf'))!;
    backup.set(pdf, '改过的扫描件');
    const target = await openTestLedger();
    const plan = await restore(target.ledger, backup);
    expect(plan.attachments).toEqual({ added: 1, known: 0, missing: 0, damaged: 1 });
    expect(await target.ledger.list('meeting')).toHaveLength(1);
    backup.files.delete(pdf);
    expect((await planRestore((await openTestLedger()).ledger, backup.source)).attachments.damaged).toBe(1);
  });

  it('counts files that the records name and the backup does not have', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    await ledger.db.attachments.clear();
    const plan = await planRestore((await openTestLedger()).ledger, (await backupOf(ledger)).source);
    expect(plan.attachments).toEqual({ added: 0, known: 0, missing: 2, damaged: 0 });
  });

  it('never lets a field name reach the prototype of a record', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const backup = await backupOf(ledger);
    await rewrite(backup, 'records.jsonl', (text) =>
      text.replaceAll('"fields":{', '"fields":{"__proto__":{"polluted":true},"constructor":"x",'),
    );
    const target = await openTestLedger();
    await restore(target.ledger, backup);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    for (const row of await target.ledger.db.records.toArray()) {
      expect(Object.getPrototypeOf(row.fields)).toBe(Object.prototype);
      expect((row.fields as Record<string, unknown>).polluted).toBeUndefined();
    }
  });
});

describe('reading again what could not be read', () => {
  it('takes a line in once this version can read it, and leaves it on the list until then', async () => {
    const { ledger } = await openTestLedger();
    const stamp = '0mwsmbsw0-00000-zzzzzzzz';
    const fields = { name: '示例甲', category: 'full' };
    const stamps = { name: stamp, category: stamp };
    const rows = [
      JSON.stringify({ id: 'm1', kind: 'member', h: stamp, fields, stamps }),
      '{"id":"m2","kind":',
      JSON.stringify({ r: 'm1', f: 'job', h: '0mwsmbsv0-00000-zzzzzzzz', v: '调度', by: 'me', to: stamp }),
    ].map((raw, index) => ({
      id: `file:${index === 2 ? 'history' : 'records'}.jsonl#${index}`,
      kind: `${index === 2 ? 'history' : 'records'}.jsonl`,
      reason: 'JSON',
      raw,
      at: index,
    }));
    await ledger.db.quarantine.bulkPut(rows);
    const results: boolean[] = [];
    for (const row of rows) results.push(await retryQuarantined(ledger, row));
    expect(results).toEqual([true, false, true]);
    expect((await ledger.get('member', 'm1'))?.fields.name).toBe('示例甲');
    expect((await ledger.quarantine.list()).map((row) => row.raw)).toEqual(['{"id":"m2","kind":']);
  });

  it('takes a record off the list that parses again, and keeps one that does not', async () => {
    const { ledger } = await openTestLedger();
    const { member, meeting } = await fillLedger(ledger);
    const bad = (await ledger.db.records.get(member))!;
    await ledger.db.records.put({ ...bad, merged: 1, fields: { ...bad.fields, name: 7 } });
    const row = (id: string) => ({ id: `record:${id}`, kind: 'member', reason: '', raw: {}, at: 1 });
    await ledger.db.quarantine.bulkPut([row(member), row(meeting)]);
    expect(await retryQuarantined(ledger, row(meeting))).toBe(true);
    expect(await retryQuarantined(ledger, row(member))).toBe(false);
    await ledger.quarantine.flush();
    expect((await ledger.quarantine.list()).map((entry) => entry.id)).toEqual([`record:${member}`]);
  });
});

describe('refusing, with nothing changed', () => {
  const cases: [string, (backup: MemoryBackup) => Promise<void> | void, string][] = [
    ['a manifest of something else', (backup) => backup.set('manifest.json', '{"app":"other"}'), 'E504'],
    ['a manifest that is no JSON', (backup) => backup.set('manifest.json', 'PK'), 'E504'],
    [
      'a newer format',
      (backup) =>
        backup.set('manifest.json', backup.text('manifest.json').replace('"format": 1', '"format": 2')),
      'E505',
    ],
    [
      'a newer shape of the database',
      (backup) =>
        backup.set('manifest.json', backup.text('manifest.json').replace(/"ledger": \d+/, '"ledger": 99')),
      'E505',
    ],
    [
      'a table with one changed character',
      (backup) => backup.set('records.jsonl', backup.text('records.jsonl').replace('示例甲', '示例申')),
      'E503',
    ],
    [
      'a table cut short',
      (backup) => backup.set('changes.jsonl', backup.text('changes.jsonl').slice(0, 90)),
      'E503',
    ],
    ['a missing table', (backup) => void backup.files.delete('history.jsonl'), 'E503'],
  ];
  for (const [name, spoil, code] of cases) {
    it(name, async () => {
      const { ledger } = await openTestLedger();
      await fillLedger(ledger);
      const backup = await backupOf(ledger);
      await spoil(backup);
      const target = await openTestLedger();
      const before = await stateOf(target.ledger);
      await expect(restore(target.ledger, backup)).rejects.toMatchObject({ code });
      expect(await stateOf(target.ledger)).toEqual(before);
    });
  }
});

describe('age of the last backup', () => {
  it('is due when there is something to lose and never was a backup, or an old one', async () => {
    const { ledger, time } = await openTestLedger();
    expect(await backupAge(ledger, time.now)).toEqual({ everyDays: 14, due: false });
    const add = (name: string) =>
      ledger.commit([create('member', { name, category: 'full' })], { label: 'test' });
    await add('示例甲');
    // Somebody who has just begun is not nagged yet.
    expect(await backupAge(ledger, time.now)).toEqual({ everyDays: 14, due: false });
    for (const name of ['示例乙', '示例丙', '示例丁']) await add(name);
    expect(await backupAge(ledger, time.now)).toEqual({ everyDays: 14, due: true });
    await ledger.setMeta('lastBackupAt', time.now);
    await ledger.setMeta('backupEveryDays', 7);
    const later = (days: number) => backupAge(ledger, time.now + days * 86_400_000);
    expect(await later(6.9)).toMatchObject({ days: 6, due: false });
    expect(await later(7)).toMatchObject({ days: 7, everyDays: 7, due: true });
  });
});
