import type { Ledger, Rec } from '../../ledger';
import type { CivilDate } from '../../rules/calendar';

/**
 * The activities that matter for a member's hours: the given ones, and those that had the material of a declaration
 * on their agenda, also where the member is on no list. Nothing that is still to come.
 */
export async function withMaterials(
  ledger: Ledger,
  meetings: readonly Rec<'meeting'>[],
  logs: readonly Rec<'studyLog'>[],
  today: CivilDate,
): Promise<Rec<'meeting'>[]> {
  const clips = new Set(logs.flatMap(({ fields }) => fields.clip ?? []));
  const studied = await Promise.all([...clips].map((clip) => ledger.linked(clip, 'meeting')));
  const all = new Map([...meetings, ...studied.flat()].map((meeting) => [meeting.id, meeting]));
  return [...all.values()].filter(({ fields }) => fields.startsAt.slice(0, 10) <= today);
}
