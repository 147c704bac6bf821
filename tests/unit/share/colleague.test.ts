import { expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create } from '../../../lib/ledger';
import { nameColleague } from '../../../lib/share/colleague';
import { founder, heldBy, letIn, meet } from '../support/shared';

it('tells everybody who a reviewer is, once, and names nobody anew who is on the roster', async () => {
  const carrier = new MemoryCarrier();
  const wei = await founder('wei');
  await wei.ledger.commit([create('member', { name: '示例何', category: 'full' }, 'he')], { label: 'test' });
  const lin = await letIn(wei, 'lin', 'deputy');
  const he = await letIn(wei, 'he', 'member');
  const gao = await letIn(wei, 'gao', 'reviewer');
  await nameColleague(wei.ledger, { member: 'gao', name: '示例高' });
  await nameColleague(wei.ledger, { member: 'gao', name: '示例高' });
  await nameColleague(wei.ledger, { member: 'he', name: '示例何某' });
  await meet(carrier, [wei, lin, he, gao]);
  for (const { ledger } of [wei, lin, he, gao]) {
    expect((await ledger.list('colleague')).map(({ id, fields }) => [id, fields.name])).toEqual([
      ['gao', '示例高'],
    ]);
    expect(await heldBy(ledger)).toEqual([]);
  }
  // A second device of the same person under a name that was mistyped before.
  await nameColleague(lin.ledger, { member: 'gao', name: '示例高某' });
  await meet(carrier, [lin, wei]);
  expect((await wei.ledger.get('colleague', 'gao'))?.fields.name).toBe('示例高某');
});
