import { change, type Ledger, type Rec, type Write } from '../ledger';
import { matchNameList, type NameEntry } from './name-list';

/** What a person decided about a name that was in doubt. */
export interface NameAnswer {
  /** Member id, or a free name where that is allowed. */
  who?: string;
  /** Remember the name as an alias of that member, so that it is not asked again. */
  remember: boolean;
}

/** People chosen by a pasted list, by answers about doubtful names, and by hand. Plain JSON, for drafts. */
export interface ChosenNames {
  pasted: string;
  answers: Record<string, NameAnswer>;
  /** Chosen by hand, beyond the list. */
  added: string[];
  /** Taken out by hand. */
  removed: string[];
}

export const nobodyChosen = (added: readonly string[] = []): ChosenNames => ({
  pasted: '',
  answers: {},
  added: [...added],
  removed: [],
});

/** Names that are not clear, each once however often it occurs. */
export function doubtfulNames(entries: readonly NameEntry[]): NameEntry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    if (entry.member || seen.has(entry.name)) return false;
    seen.add(entry.name);
    return true;
  });
}

/** Whom a choice comes to: member ids in the order of list and hand, and what is still in doubt. */
export function chosenMembers(
  chosen: ChosenNames,
  members: readonly Rec<'member'>[],
): { ids: string[]; doubtful: NameEntry[]; ignored: string[] } {
  const { entries, ignored } = chosen.pasted.trim()
    ? matchNameList(chosen.pasted, members)
    : { entries: [], ignored: [] };
  const known = new Set(members.map((member) => member.id));
  const found = entries.flatMap((entry) => entry.member?.id ?? chosen.answers[entry.name]?.who ?? []);
  const out = new Set(chosen.removed);
  const ids = [...new Set([...found, ...chosen.added])].filter((id) => known.has(id) && !out.has(id));
  return { ids, doubtful: doubtfulNames(entries), ignored };
}

/** The choice with one member put in or taken out by hand. */
export function toggleChosen(
  chosen: ChosenNames,
  id: string,
  members: readonly Rec<'member'>[],
): ChosenNames {
  const without = (list: readonly string[]) => list.filter((other) => other !== id);
  return chosenMembers(chosen, members).ids.includes(id)
    ? { ...chosen, added: without(chosen.added), removed: [...without(chosen.removed), id] }
    : { ...chosen, added: [...without(chosen.added), id], removed: without(chosen.removed) };
}

/** Writes that remember the names that were settled, to be part of the commit that uses them. */
export async function aliasWrites(
  ledger: Ledger,
  answers: Readonly<Record<string, NameAnswer>>,
): Promise<Write[]> {
  const byMember = new Map<string, string[]>();
  for (const [name, { who, remember }] of Object.entries(answers)) {
    if (who && remember) byMember.set(who, [...(byMember.get(who) ?? []), name]);
  }
  const members = await ledger.getMany('member', [...byMember.keys()]);
  return members.flatMap((member) => {
    const known = member.fields.aliases ?? [];
    const fresh = (byMember.get(member.id) ?? []).filter(
      (name) => name !== member.fields.name && !known.includes(name),
    );
    return fresh.length ? [change(member, { aliases: [...known, ...fresh] })] : [];
  });
}
