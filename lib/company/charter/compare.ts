import { type DiffPart, diffParagraphs, type Piece } from '../../study/read/text-diff';
import type { CompanyPack } from '../../rules/company-pack';
import { type Clause, coverageOf } from './elements';

/** What became of one clause. */
export type ClauseChange =
  /** Word for word the same, under the same number or another one. */
  | { what: 'same'; before: Clause; now: Clause }
  /** Word for word the same, at another place. */
  | { what: 'moved'; before: Clause; now: Clause }
  | { what: 'changed'; before: Clause; now: Clause; pieces: readonly Piece[] }
  | { what: 'added'; now: Clause }
  | { what: 'removed'; before: Clause };

const bare = (text: string): string => text.replace(/\s+/gu, '');
/** Paragraphs of a clause are compared as one. */
const lineOf = ({ text }: Clause): string => text.replace(/\s*\n\s*/g, '');

/**
 * Two versions of a charter clause by clause, in the order of the newer one; what was taken out stands where it was.
 * Clauses are matched by their words and not by their numbers, which shift as soon as one is put in.
 */
export function compareClauses(before: readonly Clause[], now: readonly Clause[]): ClauseChange[] {
  const changes: ClauseChange[] = [];
  let [from, to] = [0, 0];
  const step = (part: DiffPart): void => {
    if (part.kind === 'same')
      for (const _ of part.paragraphs)
        changes.push({ what: 'same', before: before[from++] as Clause, now: now[to++] as Clause });
    else if (part.kind === 'changed')
      changes.push({
        what: 'changed',
        before: before[from++] as Clause,
        now: now[to++] as Clause,
        pieces: part.pieces,
      });
    else if (part.kind === 'removed') changes.push({ what: 'removed', before: before[from++] as Clause });
    else changes.push({ what: 'added', now: now[to++] as Clause });
  };
  for (const part of diffParagraphs(before.map(lineOf), now.map(lineOf))) step(part);
  return moved(changes);
}

/** Pairs beyond this number are not looked through for clauses that were edited and moved. */
const PAIRS = 2000;

/** A clause that was taken out here and put in there was moved; where its words differ, it was changed as well. */
function moved(changes: readonly ClauseChange[]): ClauseChange[] {
  const out = changes.flatMap((one) => (one.what === 'removed' ? [one.before] : []));
  const put = changes.flatMap((one) => (one.what === 'added' ? [one.now] : []));
  const found = new Map<Clause, ClauseChange>();
  const gone = new Set<Clause>();
  const pair = (test: (was: Clause, is: Clause) => ClauseChange | undefined): void => {
    for (const is of put) {
      if (found.has(is) || !bare(is.text)) continue;
      for (const was of out) {
        const change = gone.has(was) ? undefined : test(was, is);
        if (!change) continue;
        found.set(is, change);
        gone.add(was);
        break;
      }
    }
  };
  pair((was, is) => (bare(was.text) === bare(is.text) ? { what: 'moved', before: was, now: is } : undefined));
  if (out.length * put.length <= PAIRS) pair(edited);
  return changes.flatMap((one): ClauseChange[] => {
    if (one.what === 'removed' && gone.has(one.before)) return [];
    return [(one.what === 'added' && found.get(one.now)) || one];
  });
}

function edited(was: Clause, is: Clause): ClauseChange | undefined {
  const [part, ...rest] = diffParagraphs([lineOf(was)], [lineOf(is)]);
  return part?.kind === 'changed' && !rest.length
    ? { what: 'changed', before: was, now: is, pieces: part.pieces }
    : undefined;
}

/** How many clauses became what. */
export function countChanges(changes: readonly ClauseChange[]): Record<ClauseChange['what'], number> {
  const counts = { same: 0, moved: 0, changed: 0, added: 0, removed: 0 };
  for (const { what } of changes) counts[what] += 1;
  return counts;
}

/** Expected elements that one of two versions covers and the other does not. */
export function elementChanges(
  pack: CompanyPack,
  before: readonly Clause[],
  now: readonly Clause[],
): { gained: string[]; lost: string[] } {
  const covered = (clauses: readonly Clause[]): Set<string> =>
    new Set(coverageOf(pack, clauses).flatMap((one) => (one.clauses.length ? [one.element.id] : [])));
  const [was, is] = [covered(before), covered(now)];
  return { gained: [...is].filter((id) => !was.has(id)), lost: [...was].filter((id) => !is.has(id)) };
}
