import type { Json } from '../../records/kind';
import { hashText } from '../hash';
import { sameValue } from '../codec';
import type { LedgerDb } from '../db';
import { canonical } from '../twins';
import type { DraftRow, QuarantineRow } from '../rows';

/** What becomes of a draft of a backup: it comes in, takes an older one's place, or gives way to a newer one. */
export type DraftFate = 'added' | 'replaced' | 'keptHere' | 'same';

/** The fate of a draft, given the one of the same form here. */
export function fateOfDraft(here: DraftRow | undefined, draft: DraftRow): DraftFate {
  if (!here) return 'added';
  if (sameValue(here.data, draft.data)) return 'same';
  return draft.savedAt > here.savedAt ? 'replaced' : 'keptHere';
}

/** A draft that gave way to another state of the same form; its text is kept where it can be read and saved. */
export const setAside = (draft: DraftRow, at: number): QuarantineRow => ({
  id: `draft:${hashText(canonical(draft as unknown as Json)).slice(0, 24)}`,
  kind: 'draft',
  reason: draft.title,
  raw: draft,
  at,
});

/** Takes drafts in; of two states of one form the later one stands and the other is set aside. */
export async function mergeDrafts(db: LedgerDb, drafts: readonly DraftRow[], at: number): Promise<void> {
  await db.transaction('rw', [db.drafts, db.quarantine], async () => {
    for (const draft of drafts) {
      const here = await db.drafts.get(draft.id);
      const fate = fateOfDraft(here, draft);
      if (fate === 'added' || fate === 'replaced') await db.drafts.put(draft);
      const loser = fate === 'keptHere' ? draft : fate === 'replaced' ? here : undefined;
      if (loser) await putIfNew(db, setAside(loser, at));
    }
  });
}

/** Puts a row on the quarantine list unless it stands there already. */
export async function putIfNew(db: LedgerDb, row: QuarantineRow): Promise<void> {
  if (!(await db.quarantine.get(row.id))) await db.quarantine.put(row);
}
