import { matchNameList } from '../branch/name-list';
import type { Rec } from '../ledger';

/** Characters beside the names up to which a line only lists people: numbering, a state, a reason. */
const BESIDE = 12;
/** Shortest text without line breaks that can be notes. */
const NOTES = 30;

/**
 * What a text is that was pasted onto the form of an activity and into no field of it: a list of people (接龙), rough
 * notes, or neither. It only chooses the dialog that opens; what is entered is chosen there.
 */
export function kindOfPaste(text: string, members: readonly Rec<'member'>[]): 'list' | 'notes' | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  const { entries, marked } = peopleIn(text, members);
  const talking = lines.filter((line) => {
    const names = entries.filter(({ raw }) => raw === line.trim());
    // A mark and a blank stand between two names.
    const beside = names.reduce((left, { name }) => left - name.length - 2, line.trim().length);
    return beside > BESIDE;
  }).length;
  if (marked > 1 && talking * 3 <= lines.length) return 'list';
  return lines.length > 1 || text.trim().length >= NOTES ? 'notes' : undefined;
}

function peopleIn(text: string, members: readonly Rec<'member'>[]) {
  const { entries } = matchNameList(text, members);
  return { entries, marked: new Set(entries.flatMap(({ member }) => member?.id ?? [])).size };
}
