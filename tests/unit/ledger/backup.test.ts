import { describe, expect, it, vi } from 'vitest';
import { applyRestore, change, create, exportLedger, type Ledger, planRestore } from '../../../lib/ledger';
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

describe('export', () => {
  it('writes every table as JSON lines with counts and hashes, and no ids of this profile', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    await ledger.setMeta('talkCoverage', { '2026': { needed: 4, covered: 1 } });
    await ledger.setMeta('digest', { day: '2026-11-23', language: 'zh-CN', watch: [], more: 0, dues: [] });
    const backup = await backupOf(ledger);
    const manifest = JSON.parse(backup.text('manifest.json'));
    expect(manifest).toMatchObject({
      app: 'branch-sidebook',
      format: 1,
      appVersion: '0.1.0',
      asOf: '2026-11-23T02:00:00.000Z',
      branch: '示例党支部',
      attachments: { count: 2 },
    });
    expect(manifest.files['records.jsonl'].lines).toBe(3);
    expect(manifest.files['changes.jsonl'].lines).toBe(5);
    expect(backup.text('meta.jsonl')).not.toMatch(/"device"|"space"|"lastBackupAt"|"digest"|"talkCoverage"/);
    expect([...backup.files.keys()].filter((name) => name.endsWith('.pdf'))).toHaveLength(1);
  });

  it('reads tables of more than one page whole', async () => {
    const { ledger } = await openTestLedger();
    const writes = Array.from({ length: 2300 }, (_, index) =>
      create('member', { name: `示例${index}`, category: 'full' }),
    );
    await ledger.commit(writes, { label: 'test' });
    const backup = await backupOf(ledger);
    const ids = backup
      .text('records.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id as string);
    expect(new Set(ids)).toEqual(new Set(writes.map((write) => write.id)));
  });

  it('stops when asked to', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const stop = new AbortController();
    const work = exportLedger(ledger, new MemoryBackup(), {
      appVersion: '0',
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('restore', () => {
  it('makes an empty profile equal to the one that was backed up, under a device id of its own', async () => {
    const source = await openTestLedger();
    const ids = await fillLedger(source.ledger);
    const backup = await backupOf(source.ledger);
    const target = await openTestLedger();
    await target.ledger.setMeta('me', null);
    const before = await target.ledger.meta('device');
    const plan = await restore(target.ledger, backup);
    expect(plan).toMatchObject({
      intoEmpty: true,
      nothing: false,
      records: { added: 3, changed: 0, same: 0, newerHere: 0 },
      addedByKind: { member: 2, meeting: 1 },
      commits: { added: 5, known: 0 },
      drafts: { added: 1 },
      attachments: { added: 2, missing: 0, damaged: 0 },
    });
    expect(await stateOf(target.ledger)).toEqual(await stateOf(source.ledger));
    expect(target.ledger.me).toEqual({ member: 'me', role: 'secretary' });
    const device = await target.ledger.meta('device');
    expect([before, await source.ledger.meta('device')]).not.toContain(device);
    expect(target.ledger.clock.device).toBe(device);

    const meeting = (await target.ledger.get('meeting', ids.meeting))!;
    expect(await target.ledger.text(meeting.fields.minutes)).toBe('逐字记录。'.repeat(4000));
    expect(await target.ledger.linked(`${ids.member}@2026`)).toHaveLength(1);
    expect((await target.ledger.trash()).map((record) => record.id)).toEqual([ids.gone]);
    const steps = await target.ledger.historyOf(ids.meeting, 'place');
    expect(steps.map((step) => [step.value, step.label, step.by])).toEqual([
      ['三号会议室', 'undo', 'me'],
      ['一楼大厅', 'life.change', 'me'],
      ['三号会议室', 'life.record', 'me'],
    ]);
    const [, undone] = await target.ledger.recentCommits();
    const changed = (await target.ledger.recentCommits()).find((commit) => commit.label === 'life.change');
    expect(undone).toMatchObject({ label: 'undo', undoes: changed?.n });
  });

  it('changes nothing the second time, and says so before', async () => {
    const source = await openTestLedger();
    await fillLedger(source.ledger);
    const backup = await backupOf(source.ledger);
    const target = await openTestLedger();
    await restore(target.ledger, backup);
    const device = await target.ledger.meta('device');
    const before = await stateOf(target.ledger);
    const plan = await restore(target.ledger, backup);
    expect(plan).toMatchObject({
      nothing: true,
      records: { same: 3, added: 0 },
      commits: { known: 5, added: 0 },
    });
    expect(await stateOf(target.ledger)).toEqual(before);
    expect(await target.ledger.meta('device')).toBe(device);
  });

  it('changes nothing where records came from elsewhere with their own entry time', async () => {
    const { ledger } = await openTestLedger();
    const write = create('member', {
      name: '示例甲',
      category: 'full',
      enteredAt: '2025-03-01T01:00:00.000Z',
    });
    const { n } = await ledger.commit([write], { label: 'test' });
    const backup = await backupOf(ledger);
    expect((await planRestore(ledger, backup.source)).nothing).toBe(true);
    const target = await openTestLedger();
    await restore(target.ledger, backup);
    expect((await target.ledger.get('member', write.id))?.fields.enteredAt).toBe('2025-03-01T01:00:00.000Z');
    expect((await planRestore(target.ledger, backup.source)).nothing).toBe(true);
    await ledger.undo(n!);
    expect(await ledger.list('member')).toEqual([]);
  });

  it('says before it writes what would be added, what would change, and what is newer here', async () => {
    const { ledger, time } = await openTestLedger();
    const ids = await fillLedger(ledger);
    const old = await backupOf(ledger);
    time.now += 60_000;
    const member = (await ledger.get('member', ids.member))!;
    await ledger.commit([change(member, { job: '站长' })], { label: 'test' });
    await ledger.commit([create('member', { name: '示例丙', category: 'full' })], { label: 'test' });
    const recent = await backupOf(ledger);

    const older = await planRestore(ledger, old.source);
    expect(older.records).toMatchObject({ added: 0, changed: 0, same: 2, newerHere: 1 });
    expect(older.nothing).toBe(true);

    const target = await openTestLedger();
    await restore(target.ledger, old);
    const plan = await planRestore(target.ledger, recent.source);
    expect(plan.records).toMatchObject({ added: 1, changed: 1, same: 2, newerHere: 0 });
    expect(plan.sample).toMatchObject([
      {
        id: ids.member,
        kind: 'member',
        fields: { name: '示例甲' },
        changes: [{ field: 'job', here: '调度', backup: '站长' }],
      },
    ]);
    expect((await target.ledger.get('member', ids.member))?.fields.job).toBe('调度');
  });

  it('brings two profiles together without losing a value of either', async () => {
    const first = await openTestLedger({ me: 'wei' });
    const ids = await fillLedger(first.ledger);
    const second = await openTestLedger({ me: 'lin' });
    await restore(second.ledger, await backupOf(first.ledger));
    await second.ledger.setMe({ member: 'lin', role: 'secretary' });
    first.time.now += 1000;
    second.time.now += 5000;
    const mine = (await first.ledger.get('meeting', ids.meeting))!;
    const theirs = (await second.ledger.get('meeting', ids.meeting))!;
    await first.ledger.commit([change(mine, { place: '东厅', host: 'wei' })], { label: 'test' });
    await second.ledger.commit([change(theirs, { place: '西厅' })], { label: 'test' });

    const [one, two] = [await backupOf(first.ledger), await backupOf(second.ledger)];
    await restore(first.ledger, two);
    await restore(second.ledger, one);
    for (const { ledger } of [first, second]) {
      const meeting = (await ledger.get('meeting', ids.meeting))!;
      expect([meeting.fields.place, meeting.fields.host]).toEqual(['西厅', 'wei']);
      expect(await ledger.conflicts(ids.meeting)).toMatchObject([{ f: 'place', v: '东厅', by: 'lin' }]);
    }
    const { meta: _a, ...a } = await stateOf(first.ledger);
    const { meta: _b, ...b } = await stateOf(second.ledger);
    expect(a).toEqual(b);
  });

  it('shows the merged record at once where the old one was being shown', async () => {
    const { ledger, time } = await openTestLedger();
    const member = create('member', { name: '示例甲', category: 'full' });
    await ledger.commit([member], { label: 'test' });
    const other = await openTestLedger();
    await restore(other.ledger, await backupOf(ledger));
    time.now += 2000;
    other.time.now += 1000;
    const here = (await ledger.get('member', member.id))!;
    await ledger.commit([change(here, { job: '站长' })], { label: 'test' });
    expect((await ledger.get('member', member.id))?.fields.phone).toBeUndefined();
    const there = (await other.ledger.get('member', member.id))!;
    await other.ledger.commit([change(there, { phone: '100' })], { label: 'test' });
    await restore(ledger, await backupOf(other.ledger));
    expect((await ledger.get('member', member.id))?.fields).toMatchObject({ job: '站长', phone: '100' });
  });

  it('is whole when it is stopped in the middle, and goes on when it is run again', async () => {
    const source = await openTestLedger();
    await fillLedger(source.ledger);
    for (let index = 0; index < 450; index += 1) {
      await source.ledger.commit([create('member', { name: `示例${index}`, category: 'full' })], {
        label: 'test',
      });
    }
    const backup = await backupOf(source.ledger);
    const target = await openTestLedger();
    const plan = await planRestore(target.ledger, backup.source);
    const stop = new AbortController();
    const stopAt = JSON.parse(backup.text('manifest.json')).files['changes.jsonl'].size / 2;
    const work = applyRestore(target.ledger, plan, {
      signal: stop.signal,
      onProgress: ({ done }) => done > stopAt && stop.abort(),
    });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    const half = await target.ledger.db.records.toArray();
    expect(half.length).toBeGreaterThan(100);
    expect(half.length).toBeLessThan(453);
    const written = new Set(
      (await target.ledger.db.changes.toArray()).flatMap((row) => row.lines.map((line) => line.r)),
    );
    for (const row of half) expect(written).toContain(row.id);
    await restore(target.ledger, backup);
    expect(await stateOf(target.ledger)).toEqual(await stateOf(source.ledger));
  });

  it('says that a part has come in when the disk fills up on the way, and goes on later', async () => {
    const source = await openTestLedger();
    await fillLedger(source.ledger);
    const backup = await backupOf(source.ledger);
    const target = await openTestLedger();
    const plan = await planRestore(target.ledger, backup.source);
    const put = IDBObjectStore.prototype.put;
    let writes = 0;
    const disk = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...args: Parameters<IDBObjectStore['put']>
    ) {
      writes += 1;
      if (writes > 4) throw new DOMException('disk full', 'QuotaExceededError');
      return put.apply(this, args);
    });
    await expect(applyRestore(target.ledger, plan)).rejects.toMatchObject({ code: 'E510', transient: true });
    disk.mockRestore();
    await restore(target.ledger, backup);
    expect(await stateOf(target.ledger)).toEqual(await stateOf(source.ledger));
  });

  it('keeps the later of two drafts of one form and sets the other aside', async () => {
    const source = await openTestLedger();
    await fillLedger(source.ledger);
    const backup = await backupOf(source.ledger);
    const target = await openTestLedger();
    target.time.now += 60_000;
    const mine = {
      id: 'meeting:new',
      form: 'meeting',
      title: '党课',
      route: '/life/new',
      data: { place: '四楼' },
    };
    await target.ledger.drafts.put(mine);
    const plan = await restore(target.ledger, backup);
    expect(plan.drafts).toEqual({ added: 0, replaced: 0, keptHere: 1 });
    expect(await target.ledger.drafts.get('meeting:new')).toMatchObject({ data: { place: '四楼' } });
    expect(await target.ledger.quarantine.list()).toMatchObject([
      { kind: 'draft', reason: '支委会', raw: { data: { place: '二楼' } } },
    ]);
    expect((await planRestore(target.ledger, backup.source)).nothing).toBe(true);
  });
});
