import type { DuesPack } from './dues-pack';
import { loadChecklistPack, loadLifePack, type ChecklistPack, type LifePack } from './pack';
import national from './packs/national.json';
import type { TermChecker } from './terms';

let life: LifePack | undefined;
let checklist: Promise<ChecklistPack> | undefined;
let dues: Promise<DuesPack> | undefined;

/** The built-in rules of branch life. Parsed at the first use. */
export const lifePack = (): LifePack => (life ??= loadLifePack(national));

/** The built-in governance checklist, fetched when first needed: the panel opens without it. */
export const checklistPack = (): Promise<ChecklistPack> =>
  (checklist ??= import('./packs/governance.json').then((module) => loadChecklistPack(module.default)));

let terms: Promise<TermChecker> | undefined;

/** The built-in list of fixed expressions, fetched when something is first written. */
export const termChecker = (): Promise<TermChecker> =>
  (terms ??= Promise.all([import('./packs/terms.json'), import('./terms')]).then(([json, { loadTerms }]) =>
    loadTerms(json.default),
  ));

/** The built-in rules on Party dues, fetched when first needed. */
export const duesPack = (): Promise<DuesPack> =>
  (dues ??= Promise.all([import('./dues-pack'), import('./packs/dues.json')]).then(
    ([{ loadDuesPack }, json]) => loadDuesPack(json.default),
  ));
