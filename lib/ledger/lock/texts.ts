import type { Lockable } from './lock';

/** Beginning of a sealed text. */
const MARK = '\u0001';

/** A text that is kept outside of the ledger: sealed while a lock is set up. At once, as a page that closes needs it. */
export const sealText = ({ db }: Lockable, text: string): string =>
  db.form.seals && db.form.sealer ? MARK + db.form.sealer.sealText(text) : text;

/** The text as it was; undefined when it is sealed and cannot be opened. */
export const openText = ({ db }: Lockable, stored: string): string | undefined =>
  stored.startsWith(MARK) ? db.form.sealer?.openText(stored.slice(MARK.length)) : stored;

/** Brings a text that a page keeps into the form that is wanted now. */
export function rewriteText(ledger: Lockable, storage: Storage, key: string): void {
  const stored = storage.getItem(key);
  const text = stored === null ? undefined : openText(ledger, stored);
  if (text !== undefined) storage.setItem(key, sealText(ledger, text));
}
