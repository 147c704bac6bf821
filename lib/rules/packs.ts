import type { CivilDate } from './calendar';
import type { DuesPack } from './dues-pack';
import { LAST_DAY, type Layer, type Rulebook, rulebook } from './editions';
import type { ChecklistPack, LifePack } from './pack';
import national from './packs/national.json';
import type { TermChecker } from './terms';

let book: Rulebook | undefined;
let present: CivilDate = LAST_DAY;
let checklist: Promise<ChecklistPack> | undefined;
let dues: Promise<DuesPack> | undefined;
let duesBook: Rulebook<DuesPack> | undefined;
const listeners = new Set<() => void>();

/**
 * The pack that comes with the program, with every edition of its rules. Held against its shape by the tests and not
 * each time that a window opens.
 */
export const nationalPack = (): LifePack => national as unknown as LifePack;

/** The rules of every day that are in force in this window. */
export const rulesInForce = (): Rulebook => (book ??= rulebook(nationalPack()));

/** The rules of branch life in force on a day; today's when no day is given. */
export const lifePack = (day: CivilDate = present): LifePack => rulesInForce().on(day);

/**
 * Puts a superior's pack in force in this window (`null`: none), and says what day it is. Whoever watches with
 * {@link onRules} is told when one of them differs.
 */
export function setRules(next: { layer?: Layer | null; today?: CivilDate }): void {
  const before = lifePack();
  if (next.layer !== undefined && next.layer !== (rulesInForce().layer ?? null)) {
    book = rulebook(nationalPack(), next.layer ?? undefined);
  }
  if (next.today) present = next.today;
  if (lifePack() !== before) for (const listener of listeners) listener();
}

/** Calls `listener` after the rules in force have changed; returns the function that stops it. */
export function onRules(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The built-in governance checklist, fetched when first needed: the panel opens without it. */
export const checklistPack = (): Promise<ChecklistPack> =>
  (checklist ??= Promise.all([import('./pack'), import('./packs/governance.json')]).then(
    ([{ loadChecklistPack }, json]) => loadChecklistPack(json.default),
  ));

let terms: Promise<TermChecker> | undefined;

/** The built-in list of fixed expressions, fetched when something is first written. */
export const termChecker = (): Promise<TermChecker> =>
  (terms ??= Promise.all([import('./packs/terms.json'), import('./terms')]).then(([json, { loadTerms }]) =>
    loadTerms(json.default),
  ));

/** The built-in rules on Party dues, fetched when first needed. */
export const nationalDues = (): Promise<DuesPack> =>
  (dues ??= Promise.all([import('./dues-pack'), import('./packs/dues.json')]).then(
    ([{ loadDuesPack }, json]) => loadDuesPack(json.default),
  ));

/** The rules on Party dues in force on a day; today's when no day is given. */
export async function duesPack(day: CivilDate = present): Promise<DuesPack> {
  const builtInDues = await nationalDues();
  const { layer } = rulesInForce();
  if (!duesBook || duesBook.layer !== layer) {
    duesBook = rulebook(builtInDues, layer, layer?.dues ?? {});
  }
  return duesBook.on(day);
}
