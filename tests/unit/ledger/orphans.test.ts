import { expect, it } from 'vitest';
import { applyRestore, change, create, exportLedger, planRestore } from '../../../lib/ledger';
import { ORPHAN_GRACE } from '../../../lib/ledger/orphans';
import { openTestLedger } from '../support/ledger';
import { MemoryBackup } from '../support/memory-backup';

const blob = (text: string) => new Blob([text], { type: 'text/plain' });

it('removes only bytes that no record, old value or draft names, and only after the grace time', async () => {
  const { ledger, time } = await openTestLedger();
  const used = await ledger.putBlob(blob('used'));
  const replaced = await ledger.putBlob(blob('replaced'));
  const drafted = await ledger.putBlob(blob('drafted'));
  const lost = await ledger.putBlob(blob('lost'));
  const write = create('clip', {
    title: '示例',
    url: 'https://a.example',
    coverage: 'article',
    body: replaced,
  });
  await ledger.commit([write], { label: 'test' });
  await ledger.commit([change((await ledger.get('clip', write.id))!, { body: used })], { label: 'test' });
  await ledger.drafts.put({
    id: 'd',
    form: 'meeting',
    title: '',
    route: '/',
    data: { file: { ...drafted } },
  });
  expect(await ledger.sweepOrphans()).toBe(0);
  time.now += ORPHAN_GRACE + 1000;
  expect(await ledger.sweepOrphans()).toBe(1);
  await expect(ledger.getBlob(lost)).rejects.toMatchObject({ code: 'E113' });
  for (const ref of [used, replaced, drafted]) expect((await ledger.getBlob(ref)).size).toBe(ref.size);
});

it('keeps bytes of a form that is saved, or that are put in again, while it runs', async () => {
  const { ledger, time } = await openTestLedger();
  const saved = await ledger.putBlob(blob('saved'));
  const again = await ledger.putBlob(blob('again'));
  const data = { body: { ...saved } };
  await ledger.drafts.put({ id: 'd', form: 'clip', title: '', route: '/', data });
  time.now += ORPHAN_GRACE + 1000;
  const sweep = ledger.sweepOrphans();
  const write = create('clip', { title: '示例', url: 'https://a.example', coverage: 'article', body: saved });
  await Promise.all([
    sweep,
    ledger.commit([write], { label: 'test', draft: 'd' }),
    ledger.putBlob(blob('again')),
  ]);
  for (const ref of [saved, again]) expect((await ledger.getBlob(ref)).size).toBe(ref.size);
});

it('leaves the files of a restore alone until their records have followed', async () => {
  const source = await openTestLedger();
  const file = await source.ledger.putBlob(blob('scan'));
  const backup = new MemoryBackup();
  await exportLedger(source.ledger, backup, { appVersion: '0' });
  const target = await openTestLedger({ now: '2027-03-01T02:00:00Z' });
  await applyRestore(target.ledger, await planRestore(target.ledger, backup.source));
  expect(await target.ledger.sweepOrphans()).toBe(0);
  expect((await target.ledger.getBlob(file)).size).toBe(file.size);
});
