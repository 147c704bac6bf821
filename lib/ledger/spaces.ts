import Dexie from 'dexie';
import type { Ledger } from './ledger';
import type { KeySource } from './lock/form';
import { Ledger as LedgerClass } from './ledger';
import { readMeta, writeMeta } from './meta';
import { searchDatabase } from './db';

/** The person's own ledger, and beside it the fictional sample branch in a database of its own. */
export type Space = 'own' | 'sample';

/** Names of the databases, for reading them raw when they cannot be opened. */
export const DATABASES: Record<Space, string> = { own: 'branch-sidebook', sample: 'branch-sidebook-sample' };

export interface OpenSpaces {
  /** The ledger that the windows show and write to. */
  ledger: Ledger;
  space: Space;
  /** The own space, which also holds the settings of the profile (language, theme, which space is shown). */
  own: Ledger;
}

/** Opens the space that this profile shows. Only the own one can be locked: the sample is fiction. */
export async function openSpaces(key?: KeySource): Promise<OpenSpaces> {
  const own = await LedgerClass.open({ name: DATABASES.own, key });
  const space = (await readMeta(own.db, 'space')) ?? 'own';
  if (space === 'own') return { ledger: own, space, own };
  const exists = await Dexie.exists(DATABASES.sample);
  if (!exists) {
    await writeMeta(own.db, 'space', null);
    return { ledger: own, space: 'own', own };
  }
  return { ledger: await LedgerClass.open({ name: DATABASES.sample }), space, own };
}

/** Opens a space by name: to fill the sample, and in threads. */
export const openSpace = (space: Space, key?: KeySource): Promise<Ledger> =>
  LedgerClass.open({ name: DATABASES[space], key });

/** Makes every window of the profile show a space. Windows reload when they see the change. */
export const showSpace = (own: Ledger, space: Space): Promise<void> => writeMeta(own.db, 'space', space);

/** Removes the sample branch whole. The own space is not touched. */
export async function removeSample(own: Ledger): Promise<void> {
  await writeMeta(own.db, 'space', null);
  await Dexie.delete(DATABASES.sample);
  await Dexie.delete(searchDatabase(DATABASES.sample));
}
