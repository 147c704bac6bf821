import { change, create, type Ledger } from '../ledger';

/**
 * Writes down who somebody is that is let in and stands on no roster: until then only whoever invited knew the name.
 * Nothing for a member of the roster, or when it is known. Throws E110–E112.
 */
export async function nameColleague(
  ledger: Ledger,
  { member, name }: { member: string; name: string },
): Promise<void> {
  const known = await ledger.find(member);
  if (!name || known?.kind === 'member') return;
  const before = await ledger.get('colleague', member);
  if (before?.fields.name === name) return;
  await ledger.commit([before ? change(before, { name }) : create('colleague', { name }, member)], {
    label: 'colleague',
  });
}
