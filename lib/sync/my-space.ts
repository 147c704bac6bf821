import { type Ledger, SyncStore } from '../ledger';
import type { SpaceRole } from './compartments';
import { readContext } from './context';
import { standing } from './roster';

/** What this person is in the space, and who else is there, as far as letting somebody in has to know. */
export interface MySpace {
  role: SpaceRole;
  device: string;
  people: { member: string; owner: string; role: SpaceRole; devices: string[] }[];
}

/** Reads {@link MySpace} of the branch's space or of a company's; undefined when this profile is in no space, or nobody has let it in yet. */
export async function mySpace(ledger: Ledger, space?: string): Promise<MySpace | undefined> {
  const store = new SyncStore(ledger, space);
  if (!(await store.share())) return undefined;
  const { me, roster } = await readContext(ledger, store);
  if (!me) return undefined;
  const people = new Map<string, MySpace['people'][number]>();
  for (const { d, owner, member, role } of standing(roster)) {
    const person = people.get(owner) ?? { member, owner, role, devices: [] };
    person.devices.push(d);
    people.set(owner, person);
  }
  return { role: me.role, device: me.d, people: [...people.values()] };
}
