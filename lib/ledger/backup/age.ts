import type { Ledger } from '../ledger';

/** Days after which a backup is asked for when the person has set nothing else. */
export const BACKUP_EVERY_DAYS = 14;

const DAY = 86_400_000;

/** How old the last backup is. */
export interface BackupAge {
  /** Milliseconds of the last complete backup; undefined when there never was one. */
  at?: number;
  /** Whole days since then. */
  days?: number;
  /** Days after which one is due. */
  everyDays: number;
  /** True when a backup is due: too old, or none although there is something to lose. */
  due: boolean;
}

/** Commits of a first run and a first look around, which are not worth a reminder yet. */
const FIRST_STEPS = 3;

/** The age of the last backup at `now` (milliseconds). An empty ledger never has one due. */
export async function backupAge(ledger: Ledger, now: number): Promise<BackupAge> {
  const everyDays = (await ledger.meta('backupEveryDays')) ?? BACKUP_EVERY_DAYS;
  const at = await ledger.meta('lastBackupAt');
  const [latest] = await ledger.recentCommits(1);
  if (at === undefined) return { everyDays, due: (latest?.n ?? 0) > FIRST_STEPS };
  const days = Math.max(0, Math.floor((now - at) / DAY));
  return { at, days, everyDays, due: Boolean(latest) && days >= everyDays };
}
