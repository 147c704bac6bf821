import Dexie from 'dexie';
import { fromBase64, toBase64 } from '../../records/bytes-text';
import { Fault } from '../../records/fault';
import type { Json } from '../../records/kind';
import { LedgerDb, searchDatabase, storageFault } from '../db';
import { MIGRATIONS } from '../migrations';
import { clearSearch } from '../search-store';
import { Form } from './form';
import { checkPassphrase, type Cost, lockShape, type LockValue, unwrap, waitAfter, wrap } from './passphrase';
import { KEY, Sealing } from './sealing';
import { walk } from './walk';

export { LOCK_PASSPHRASE } from './passphrase';

/** Keys of the values in `meta` that say how the ledger is locked, and by which keys it was. */
const LOCK = 'lock';
const PAST = 'lockPast';

/** Said while the passphrase is worked on (0–1) and while rows are rewritten. */
export interface LockProgress {
  deriving?(part: number): void;
  rewriting?(done: number, total: number): void;
}

/** What the storage says of the lock; undefined when none is set up. Readable without the key. */
async function lockValue(db: LedgerDb): Promise<LockValue | undefined> {
  const row = await db.meta.get(LOCK);
  if (!row) return undefined;
  const read = lockShape.safeParse(row.value);
  // Rows are sealed and nobody can say how: whatever is done next must not write open rows beside them.
  if (!read.success) throw new Fault('E945');
  return read.data;
}

/** Whatever has a connection: a ledger. */
export interface Lockable {
  readonly db: LedgerDb;
}

const putLock = async (db: LedgerDb, value: LockValue): Promise<void> => {
  await db.meta.put({ key: LOCK, value: value as unknown as Json });
};

async function pastKeys(db: LedgerDb): Promise<Uint8Array[]> {
  const value = (await db.meta.get(PAST))?.value;
  return Array.isArray(value) ? value.map((key) => fromBase64(String(key))) : [];
}

/**
 * Sets the form of a ledger that was just opened. `keyOf` gives the lock key while the profile is unlocked. Throws E940
 * when it is locked, E945 when what is kept of the lock is damaged.
 */
export async function enterForm(db: LedgerDb, keyOf: () => Promise<Uint8Array | undefined>): Promise<void> {
  const value = await lockValue(db);
  const past = await pastKeys(db);
  if (!value) {
    const [last, ...others] = past;
    if (last) db.form.sealer = new Sealing(last, db, others);
    return;
  }
  const key = await keyOf();
  if (!key) throw new Fault('E940');
  db.form.sealer = new Sealing(key, db, past);
  db.form.seals = value.state !== 'opening';
  // Broken off: whoever opens the ledger goes on with it. What fails now is tried again at the next opening.
  if (value.state !== 'on') void finishLock({ db }).catch(() => undefined);
}

/**
 * Sets up a lock: a random key under the passphrase, then every row is sealed under that key. `keep` hands the key to
 * the other windows. What is broken off is finished by {@link finishLock}. Throws E943, E944 (there
 * is one already), E110–E112.
 */
export async function setUpLock(
  { db }: Lockable,
  passphrase: string,
  keep: (key: Uint8Array) => Promise<void>,
  options: { minutes: number; cost?: Cost } & LockProgress,
): Promise<void> {
  checkPassphrase(passphrase);
  if (await lockValue(db)) throw new Fault('E944');
  const key = crypto.getRandomValues(new Uint8Array(KEY));
  const wrapped = await wrap(key, passphrase, options.deriving, options.cost);
  const value: LockValue = {
    v: 1,
    state: 'sealing',
    ...wrapped,
    fails: 0,
    until: 0,
    minutes: options.minutes,
  };
  const past = await pastKeys(db);
  // Set before it is written down: this window follows what is written down.
  const sealer = new Sealing(key, db, past);
  try {
    await db.transaction('rw', db.meta, async () => {
      if (await db.meta.get(LOCK)) throw new Fault('E944');
      await putLock(db, value);
      db.form.sealer = sealer;
      db.form.seals = true;
    });
    await keep(key);
  } catch (thrown) {
    throw storageFault(thrown);
  }
  await clearSearch(db.name);
  await finishLock({ db }, options);
}

/**
 * Brings every row into the form that is wanted, from wherever it was broken off: also rows that a window wrote which
 * had not noticed yet. Costs a look at every row. Throws E110–E112.
 */
export async function finishLock({ db }: Lockable, { rewriting }: LockProgress = {}): Promise<void> {
  const { form } = db;
  if (!(form.sealer instanceof Sealing)) return;
  const value = await lockValue(db);
  const changed = await walk(db, { form, sealing: form.sealer, onProgress: rewriting });
  if (value?.state === 'sealing') await change(db, (now) => ({ ...now, state: 'on' }));
  if (value?.state === 'opening') {
    await db.meta.delete(LOCK);
    form.seals = false;
  }
  // Nobody has sealed anything since the lock was taken off.
  if (!value && !changed) await db.meta.delete(PAST);
  // A lock that is set up has sealed whatever was still under an older key, or it cannot be opened by any.
  if (value?.state === 'sealing') await db.meta.delete(PAST);
}

/**
 * Takes the lock off: every row is opened, once `first` has opened what is kept elsewhere under the same key. The key stays in the open ledger, so that a row which a window sealed that
 * had not noticed yet can still be read. Throws E941, E942, E110–E112.
 */
export async function takeLockOff(
  { db }: Lockable,
  passphrase: string,
  now: number,
  { first, ...progress }: LockProgress & { first?: () => Promise<void> } = {},
): Promise<void> {
  const key = await openWith(db, passphrase, now, progress);
  await first?.();
  const past = (await pastKeys(db)).map(toBase64);
  await db.transaction('rw', db.meta, async () => {
    const value = await lockValue(db);
    if (!value) return;
    await db.meta.put({ key: PAST, value: [toBase64(key), ...past] });
    await putLock(db, { ...value, state: 'opening' });
    db.form.seals = false;
  });
  await finishLock({ db }, progress);
}

/** Puts the same key under another passphrase; no row is touched. Throws E941, E942, E943, E110–E112. */
export async function changeLock(
  { db }: Lockable,
  passphrases: { old: string; next: string },
  now: number,
  progress: LockProgress & { cost?: Cost } = {},
): Promise<void> {
  checkPassphrase(passphrases.next);
  const key = await openWith(db, passphrases.old, now, { deriving: (part) => progress.deriving?.(part / 2) });
  const wrapped = await wrap(
    key,
    passphrases.next,
    (part) => progress.deriving?.(0.5 + part / 2),
    progress.cost,
  );
  await change(db, (value) => ({ ...value, ...wrapped }));
}

/** How the lock of an open ledger stands; undefined without one. */
export const lockOf = async ({ db }: Lockable): Promise<Pick<LockValue, 'state' | 'minutes'> | undefined> =>
  lockValue(db);

/** Sets after how many minutes without use it locks by itself; 0 = when the browser closes. */
export const setLockMinutes = ({ db }: Lockable, minutes: number): Promise<void> =>
  change(db, (value) => ({ ...value, minutes }));

/**
 * The lock key, for the right passphrase. Each wrong one is counted, and after three each makes the wait longer. Throws
 * E941 (wrong; nothing was changed), E942 (not before the time given), E110–E112.
 */
async function openWith(
  db: LedgerDb,
  passphrase: string,
  now: number,
  { deriving }: LockProgress,
): Promise<Uint8Array> {
  const value = await lockValue(db);
  if (!value) throw new Fault('E944');
  // A clock that was set back must not lock for longer than the longest wait.
  const left = Math.min(value.until - now, waitAfter(value.fails));
  if (left > 0) throw new Fault('E942', { seconds: Math.ceil(left / 1000) });
  const key = await unwrap(value, passphrase, deriving);
  if (!key) {
    let wait = 0;
    await change(db, (before) => {
      const fails = before.fails + 1;
      wait = waitAfter(fails);
      return { ...before, fails, until: now + wait };
    });
    throw new Fault('E941', { seconds: wait / 1000 });
  }
  if (value.fails) await change(db, (before) => ({ ...before, fails: 0, until: 0 }));
  return key;
}

const change = async (db: LedgerDb, next: (value: LockValue) => LockValue): Promise<void> => {
  try {
    await db.transaction('rw', db.meta, async () => {
      const value = await lockValue(db);
      if (value) await putLock(db, next(value));
    });
  } catch (thrown) {
    throw storageFault(thrown);
  }
};

/** A connection to a ledger that may be locked: for its lock alone. */
async function lockedDb<T>(name: string, work: (db: LedgerDb) => Promise<T>): Promise<T> {
  const db = new LedgerDb(name, 'strict', MIGRATIONS, new Form());
  try {
    await db.open();
    return await work(db);
  } catch (thrown) {
    throw storageFault(thrown);
  } finally {
    db.close();
  }
}

/** Finds the lock key of a locked ledger by passphrase; see {@link openWith}. */
export const unlockKey = (
  name: string,
  passphrase: string,
  now: number,
  progress: LockProgress = {},
): Promise<Uint8Array> => lockedDb(name, (db) => openWith(db, passphrase, now, progress));

/** What may be known of a ledger while it is locked. */
export interface LockedGlance {
  /** Milliseconds until when no passphrase is tried. */
  until: number;
  /** Minutes without use after which it locks by itself; 0 = when the browser closes. */
  minutes: number;
  /** When the last backup was made (milliseconds). */
  lastBackupAt?: number;
  /** True when this profile shares with others, in a branch or a company. */
  shares: boolean;
}

/** What the lock screen may say. */
export const lockedGlance = (name: string): Promise<LockedGlance> =>
  lockedDb(name, async (db) => {
    const value = await lockValue(db);
    const backup = (await db.meta.get('lastBackupAt'))?.value;
    return {
      until: value?.until ?? 0,
      minutes: value?.minutes ?? 0,
      ...(typeof backup === 'number' ? { lastBackupAt: backup } : {}),
      shares: (await db.identity.where('id').startsWith('share').count()) > 0,
    };
  });

/** Removes a ledger whose passphrase is lost, whole. Nothing of it can be had back from here. */
export async function eraseLocked(name: string): Promise<void> {
  try {
    await Dexie.delete(name);
    await Dexie.delete(searchDatabase(name));
  } catch (thrown) {
    throw storageFault(thrown);
  }
}

/** Number of records with an open due day up to `day`, of a ledger that is locked: from the index alone. */
export const dueWhileLocked = (name: string, day: string): Promise<number> =>
  lockedDb(name, (db) => db.records.where('due').belowOrEqual(day).count());
