import { change, type CommitResult, type Ledger, type Partially, type Rec } from '../../ledger';
import { Fault } from '../../records/fault';
import { listMonths } from '../../records/study';

/** Characters of what is asked of a material (学习要求) at most. */
export const AIM_LENGTH = 300;

/** Whether a clip is on the list of a month (`YYYY-MM`). */
export const isListed = (clip: Rec<'clip'>, month: string): boolean =>
  listMonths(clip.fields).includes(month);

/** The study list of a month in its order; what has no place there stands first, as it was clipped. */
export async function monthList(ledger: Ledger, month: string): Promise<Rec<'clip'>[]> {
  const clips = await ledger.linked(`list:${month}`, 'clip');
  const placeOf = (clip: Rec<'clip'>): number => clip.fields.lists?.[month]?.order ?? -1;
  return clips.sort(
    (a, b) => placeOf(a) - placeOf(b) || ((a.fields.enteredAt ?? '') < (b.fields.enteredAt ?? '') ? -1 : 1),
  );
}

/** What is asked of a clip on the list of a month. Older entries hold it beside the place; a later one counts. */
export const aimOf = ({ fields }: Rec<'clip'>, month: string): string =>
  fields.aims?.[month] ?? fields.lists?.[month]?.aim ?? '';

/** Puts a clip at the end of the list of a month. Other months' lists keep it. */
export async function putOnList(ledger: Ledger, clip: Rec<'clip'>, month: string): Promise<CommitResult> {
  if (isListed(clip, month)) return { ids: [], concurrent: [] };
  const places = (await monthList(ledger, month)).map(({ fields }) => fields.lists?.[month]?.order ?? -1);
  const entry = { order: Math.max(-1, ...places) + 1 };
  return ledger.commit([change(clip, { lists: { [month]: entry } })], { label: 'clipList' });
}

/** Takes a clip off the list of a month. */
export const takeOffList = (ledger: Ledger, clip: Rec<'clip'>, month: string): Promise<CommitResult> => {
  const patch: Partially<'clip'> = { lists: { [month]: null }, aims: { [month]: null } };
  if (clip.fields.listMonth === month) patch.listMonth = null;
  return ledger.commit([change(clip, patch)], { label: 'clipList' });
};

/** Sets what is asked of a clip in a month and removes the draft; empty asks nothing. Throws E345 when too long. */
export async function setAim(
  ledger: Ledger,
  clip: Rec<'clip'>,
  month: string,
  text: string,
  draft?: string,
): Promise<CommitResult> {
  const aim = text.trim();
  if (aim.length > AIM_LENGTH) throw new Fault('E345', { limit: AIM_LENGTH, length: aim.length });
  // A field of its own, so that whoever orders the list meanwhile takes nothing away. Empty where an older entry, which
  // holds it beside the place, must not speak again.
  const isOld = clip.fields.lists?.[month]?.aim !== undefined;
  return ledger.commit([change(clip, { aims: { [month]: aim || (isOld ? '' : null) } })], {
    label: 'clipList',
    draft,
  });
}

/** Puts the list of a month into the order given, in one commit. */
export const orderList = (
  ledger: Ledger,
  clips: readonly Rec<'clip'>[],
  month: string,
): Promise<CommitResult> =>
  ledger.commit(
    clips.map((clip, order) =>
      change(clip, { lists: { [month]: { ...clip.fields.lists?.[month], order } } }),
    ),
    { label: 'clipListOrder' },
  );

/**
 * Moves a clip up or down by `step` places on the list of a month as it is now, not as a window last showed it: keys
 * that repeat are faster than the screen. Does nothing at the ends.
 */
export async function moveOnList(ledger: Ledger, id: string, month: string, step: number): Promise<void> {
  const clips = await monthList(ledger, month);
  const from = clips.findIndex((clip) => clip.id === id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= clips.length) return;
  const [moved] = clips.splice(from, 1);
  if (moved) clips.splice(to, 0, moved);
  await orderList(ledger, clips, month);
}
