import { currentBranch } from '../branch/branch';
import { change, create, DELETED, type Ledger, type Write } from '../ledger';
import { ANSWERS, itemRecordId } from './item-id';

/** Records written in one commit. */
const BATCH = 100;

/**
 * Makes the branch one of a company that another branch entered first: it takes that company's number, and what it
 * answered goes on under it, so that both meet on one item. An answer that differs from one that is here already is
 * shown on this device as made at the same time; what was answered under the number before stays as it is. Doing it again changes
 * nothing. Answers how many items went along.
 */
export async function adoptCompany(ledger: Ledger, companyId: string): Promise<number> {
  const branch = await currentBranch(ledger);
  const before = branch?.fields.companyId;
  if (!branch || before === companyId) return 0;
  const items = (await ledger.list('governanceItem')).filter(({ fields }) => fields.companyId === before);
  const writes = items.map(({ fields }): Write => {
    const { enteredAt: _at, enteredBy: _by, ...answers } = fields;
    const { item, period } = fields;
    const id = itemRecordId({ companyId, packId: ANSWERS, item, period });
    const made = create('governanceItem', { ...answers, companyId }, id);
    return { ...made, set: { ...made.set, [DELETED]: null }, base: {} };
  });
  for (let start = 0; start < writes.length; start += BATCH)
    await ledger.commit(writes.slice(start, start + BATCH), { label: 'companyAdopt' });
  // Last: cut off before, it is done again from the beginning.
  await ledger.commit([change(branch, { companyId })], { label: 'companyAdopt' });
  return items.length;
}
