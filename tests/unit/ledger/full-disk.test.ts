import { describe, expect, it, vi } from 'vitest';
import { change, create } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';
import { stateOf } from '../support/ledger-state';

/** Makes the next write to a store fail as a full disk does, after the writes before it have gone through. */
function fillDiskAt(store: string, method: 'add' | 'put') {
  const original = IDBObjectStore.prototype[method];
  return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
    this: IDBObjectStore,
    ...args: Parameters<IDBObjectStore['put']>
  ) {
    if (this.name === store) throw new DOMException('disk full', 'QuotaExceededError');
    return original.apply(this, args);
  });
}

/** The other way a full disk shows: every write is taken, and the transaction fails in the end. */
function fillDiskAtTheEnd() {
  return vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(function (this: IDBTransaction) {
    this.abort();
  });
}

async function ready() {
  const { ledger } = await openTestLedger();
  const write = create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '东厅' });
  await ledger.commit([write], { label: 'test' });
  await ledger.drafts.put({
    id: 'meeting:1',
    form: 'meeting',
    title: '支委会',
    route: '/',
    data: { place: '西厅' },
  });
  const seen = (await ledger.get('meeting', write.id))!;
  const text = '逐字记录。'.repeat(4000);
  return {
    ledger,
    seen,
    save: () =>
      ledger.commit([change(seen, { place: '西厅', minutes: text })], { label: 'test', draft: 'meeting:1' }),
  };
}

describe('a full disk in mid-commit', () => {
  for (const [store, method] of [
    ['records', 'put'],
    ['history', 'put'],
    ['attachments', 'put'],
    ['changes', 'add'],
  ] as const) {
    it(`writes nothing at all and keeps the draft when ${store} has no room`, async () => {
      const { ledger, seen, save } = await ready();
      const before = await stateOf(ledger);
      const disk = fillDiskAt(store, method);
      await expect(save()).rejects.toMatchObject({ code: 'E110', transient: true });
      disk.mockRestore();
      expect(await stateOf(ledger)).toEqual(before);
      expect((await ledger.get('meeting', seen.id))?.fields.place).toBe('东厅');
      expect(await ledger.drafts.get('meeting:1')).toMatchObject({ data: { place: '西厅' } });
      await save();
      expect((await ledger.get('meeting', seen.id))?.fields.place).toBe('西厅');
      expect(await ledger.drafts.list()).toEqual([]);
    });
  }

  it('writes nothing at all when the transaction fails at its end', async () => {
    const { ledger, save } = await ready();
    const before = await stateOf(ledger);
    const disk = fillDiskAtTheEnd();
    await expect(save()).rejects.toMatchObject({ name: 'Fault' });
    disk.mockRestore();
    expect(await stateOf(ledger)).toEqual(before);
    await save();
  });

  it('says so when a draft cannot be kept', async () => {
    const { ledger } = await ready();
    const disk = fillDiskAt('drafts', 'put');
    const draft = { id: 'meeting:2', form: 'meeting', title: '', route: '/', data: 1 };
    await expect(ledger.drafts.put(draft)).rejects.toMatchObject({ code: 'E110' });
    disk.mockRestore();
  });

  it('says so when a file cannot be kept', async () => {
    const { ledger } = await ready();
    const disk = fillDiskAt('attachments', 'put');
    await expect(ledger.putBlob(new Blob(['示例']))).rejects.toMatchObject({ code: 'E110' });
    disk.mockRestore();
    expect(await ledger.db.attachments.count()).toBe(0);
  });
});

describe('a database closed underneath', () => {
  it('is told as such', async () => {
    const { ledger, save } = await ready();
    ledger.close();
    await expect(save()).rejects.toMatchObject({ code: 'E111', transient: true });
  });
});
