import { change, type CommitResult, create, type Ledger, type Rec, remove } from '../ledger';
import { Fault } from '../records/fault';
import { groupWrites } from './term-writes';
import { groupOn, localDay, wholeRoster } from './terms';
import { groupKey, groupName } from './roster-values';

/**
 * Adds a party group, or renames it and sets its leader (a member id). Throws E223 (no name), E224 (there is a
 * group of that name).
 */
export async function saveGroup(
  ledger: Ledger,
  record: Rec<'partyGroup'> | undefined,
  fields: { name: string; leader?: string },
): Promise<CommitResult> {
  if (!fields.name.trim()) throw new Fault('E223');
  const name = groupName(fields.name);
  const groups = await ledger.list('partyGroup');
  const twin = groups.find(
    (group) => group.id !== record?.id && groupKey(group.fields.name) === groupKey(name),
  );
  if (twin) throw new Fault('E224', { name: twin.fields.name });
  const write = record
    ? change(record, { name, leader: fields.leader || null })
    : create('partyGroup', {
        name,
        order: groups.length,
        ...(fields.leader ? { leader: fields.leader } : {}),
      });
  return ledger.commit([write], { label: record ? 'groupSave' : 'groupAdd' });
}

/** Dissolves a party group: its members stay on the roster without a group, and in it for the days before today. One commit, which undo takes back. */
export async function removeGroup(ledger: Ledger, record: Rec<'partyGroup'>): Promise<CommitResult> {
  const today = localDay(ledger.clock.wall());
  const members = (await wholeRoster(ledger)).filter((member) => groupOn(member, today) === record.id);
  const writes = members.flatMap((member) => [
    change(member, { group: null }),
    ...groupWrites(member.id, member, undefined, { today }),
  ]);
  return ledger.commit([remove(record), ...writes], { label: 'groupRemove' });
}
