import { expect, it } from 'vitest';
import { change, create } from '../../../lib/ledger';
import { ORPHAN_GRACE } from '../../../lib/ledger/orphans';
import { openTestLedger } from '../support/ledger';

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
