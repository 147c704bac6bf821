import { currentLanguage, t } from '../../i18n';
import type { Ledger, Rec } from '../../ledger';
import { formatDate } from '../../rules/calendar';
import { cleanAddress } from '../extract/address';

/** That a branch has studied a material: the activities in which it was, and who took part or declared it. */
export interface Studied {
  /** Activities on whose agenda it was and at which somebody was recorded as present; latest first. */
  activities: { id: string; startsAt: string; types: string[] }[];
  /** Ids of the members who were there, or whose declared study was not returned. */
  people: string[];
}

const THERE: ReadonlySet<string> = new Set(['present', 'online']);

/** Who has studied one clip, and when. */
export async function studiedOf(ledger: Ledger, clip: string): Promise<Studied> {
  const [meetings, logs] = await Promise.all([
    ledger.linked(clip, 'meeting'),
    ledger.linked(clip, 'studyLog'),
  ]);
  return gather(meetings, logs);
}

function gather(meetings: readonly Rec<'meeting'>[], logs: readonly Rec<'studyLog'>[]): Studied {
  const people = new Set<string>();
  for (const { fields } of logs) if (fields.state !== 'returned') people.add(fields.member);
  const held = meetings.filter(({ fields }) => {
    const there = Object.entries(fields.attendance ?? {}).filter(([, entry]) => THERE.has(entry.state));
    for (const [member] of there) people.add(member);
    return there.length > 0;
  });
  const activities = held
    .map(({ id, fields }) => ({ id, startsAt: fields.startsAt, types: Object.keys(fields.types) }))
    .sort((a, b) => (a.startsAt < b.startsAt ? 1 : -1));
  return { activities, people: [...people] };
}

/** Ids of all clips that somebody has studied. Reads every activity and declaration: for a filter, not for a start. */
export async function studiedClips(ledger: Ledger): Promise<ReadonlySet<string>> {
  const [meetings, logs] = await Promise.all([ledger.list('meeting'), ledger.list('studyLog')]);
  const clips = new Set<string>();
  for (const { fields } of logs) if (fields.clip && fields.state !== 'returned') clips.add(fields.clip);
  for (const { fields } of meetings) {
    const items = Object.values(fields.agenda ?? {}).filter((item) => item.clip);
    if (!items.length || !Object.values(fields.attendance ?? {}).some(({ state }) => THERE.has(state)))
      continue;
    for (const item of items) clips.add(item.clip as string);
  }
  return clips;
}

/** The clip of a page and what the branch has studied of it; undefined for a page that was never clipped. */
export async function studiedPage(
  ledger: Ledger,
  address: string,
): Promise<{ clip: string; studied: Studied } | undefined> {
  const [clip] = await ledger.linked(`url:${cleanAddress(address)}`, 'clip');
  return clip && { clip: clip.id, studied: await studiedOf(ledger, clip.id) };
}

/** Activities that are named; of more, the number says. */
const NAMED = 3;

/** 本支部已学 in a line: the days of the latest activities and how many members; '' when nobody has studied it. */
export function studiedText({ activities, people }: Studied): string {
  if (!people.length) return '';
  const language = currentLanguage();
  const days = activities
    .slice(0, NAMED)
    .map(({ startsAt }) => formatDate(startsAt.slice(0, 10), language, { year: true }));
  const count = people.length;
  return days.length
    ? t('popup.studied.activities', { days: days.join(t('popup.studied.between')), count })
    : t('popup.studied.declared', { count });
}
