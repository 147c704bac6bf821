import { postsOn, wholeRoster } from '../branch/terms';
import { belongsOn } from '../branch/members';
import type { Ledger, Rec } from '../ledger';
import type { CivilDate } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import type { DateRange } from '../rules/periods';
import { pairKey, talkCoverage, type TalkPair, type TalkPerson, talkTotals } from '../rules/talks';
import { isMemberOn } from './expected';

/** The members of a day as the rules of 谈心谈话 see them, in the order of the roster, with the posts of that day. */
export const talkPeople = (roster: readonly Rec<'member'>[], pack: LifePack, day: CivilDate): TalkPerson[] =>
  roster
    .filter((member) => isMemberOn(member, day) && belongsOn(member, day))
    .map((member) => ({
      id: member.id,
      committee: postsOn(member, day).some((post) => pack.study.committeePosts.includes(post)),
      exempt: member.fields.exempt,
    }));

/** The pairs who talked in a year, from the index alone. */
export async function pairsOfYear(ledger: Ledger, year: string): Promise<TalkPair[]> {
  const keys = await ledger.linkKeys([[`talk:${year}:`, `talk:${year}:\uffff`]]);
  return keys.map((key) => {
    const [, , a = '', b = ''] = key.split(':');
    return [a, b];
  });
}

/**
 * Counts what the talks of a period cover, for the cadence rules: of the present year and the one before. A past
 * year is held against the members of its last day.
 */
export async function talksCovered(
  ledger: Ledger,
  pack: LifePack,
  today: CivilDate,
): Promise<(range: DateRange) => { needed: number; covered: number }> {
  const year = Number(today.slice(0, 4));
  const [roster, now, before] = await Promise.all([
    wholeRoster(ledger),
    pairsOfYear(ledger, String(year)),
    pairsOfYear(ledger, String(year - 1)),
  ]);
  return ({ from, to }) => {
    const pairs = from.startsWith(String(year)) ? now : before;
    const people = talkPeople(roster, pack, to < today ? to : today);
    return talkTotals(talkCoverage(pack, people, pairs));
  };
}

/** The talks of a year by pair, newest first: what stands behind the cells of the matrix. */
export function talksByPair(talks: readonly Rec<'talk'>[]): Map<string, Rec<'talk'>[]> {
  const found = new Map<string, Rec<'talk'>[]>();
  for (const talk of [...talks].sort((a, b) => (a.fields.on < b.fields.on ? 1 : -1))) {
    const key = pairKey(talk.fields.talker, talk.fields.partner);
    found.set(key, [...(found.get(key) ?? []), talk]);
  }
  return found;
}
