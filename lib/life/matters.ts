import { type Ledger, newId, type Rec } from '../ledger';
import { matterOf } from '../records/meeting';
import { addDays, dateOf, isCivilDate } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import { agendaOf, type AgendaLine, type BallotLine, type ResolutionLine, typesOf } from './draft';
import { containment } from './minutes-text';

/** One station of a matter on its way through meetings (支委会 → 党员大会 → 党小组会). */
export interface MatterStep {
  meeting: Rec<'meeting'>;
  /** The item of the agenda, or the resolution, in the words of that meeting. */
  text: string;
  /** Where it was decided there, the state of the resolution. */
  state?: 'open' | 'done' | 'dropped';
}

interface Station {
  meeting: Rec<'meeting'>;
  text: string;
  from?: string;
  /** Other names of the same matter in the same meeting. */
  same: string[];
  resolution?: Rec<'resolution'>;
}

/** A matter passes through a handful of meetings; a chain that runs in a circle ends here. */
const LONGEST = 24;

async function stationOf(ledger: Ledger, ref: string): Promise<Station | undefined> {
  const [kind, id = ''] = [ref.slice(0, 2), ref.slice(2)];
  if (kind === 'r:') {
    const resolution = await ledger.get('resolution', id);
    const meeting = resolution && (await ledger.get('meeting', resolution.fields.meeting));
    if (!meeting) return undefined;
    const { item, from, text } = resolution.fields;
    const same = item ? [matterOf({ meeting: meeting.id, item })] : [];
    return { meeting, text, from, same, resolution };
  }
  const [meetingId = '', item = ''] = id.split('/');
  const meeting = await ledger.get('meeting', meetingId);
  const entry = meeting?.fields.agenda?.[item];
  if (!meeting || !entry) return undefined;
  const decided = (await ledger.linked(meeting.id, 'resolution')).filter(
    ({ fields }) => fields.meeting === meeting.id && fields.item === item,
  );
  return {
    meeting,
    text: entry.text,
    from: entry.from,
    same: decided.map((resolution) => matterOf({ resolution: resolution.id })),
    resolution: decided[0],
  };
}

/** The stations of a matter, oldest first, from any of them. A single one is no chain and gives nothing. */
export async function chainOf(ledger: Ledger, start: string): Promise<MatterStep[]> {
  const seen = new Set<string>();
  const queue = [start];
  const steps = new Map<string, MatterStep>();
  while (queue.length && seen.size < LONGEST) {
    const ref = queue.shift() ?? '';
    if (seen.has(ref)) continue;
    seen.add(ref);
    const station = await stationOf(ledger, ref);
    if (!station) continue;
    const { meeting, text, from, same, resolution } = station;
    const before = steps.get(meeting.id);
    // Agenda and resolution of one meeting are one station; the agenda names it, the resolution gives its state.
    const named = ref.startsWith('a:') || !before;
    const state = resolution?.fields.state ?? before?.state;
    steps.set(meeting.id, { meeting, text: named ? text : before.text, ...(state ? { state } : {}) });
    if (from) queue.push(from);
    queue.push(...same);
    const later = await ledger.linked(`matter:${ref}`);
    for (const record of later) {
      if (record.kind === 'resolution') queue.push(matterOf({ resolution: record.id }));
      if (record.kind !== 'meeting') continue;
      for (const item of agendaOf((record as Rec<'meeting'>).fields)) {
        if (item.from === ref) queue.push(matterOf({ meeting: record.id, item: item.id }));
      }
    }
  }
  if (steps.size < 2) return [];
  return [...steps.values()].sort((a, b) => (a.meeting.fields.startsAt < b.meeting.fields.startsAt ? -1 : 1));
}

/** An item of the agenda that carries a matter on; undefined when the matter is no longer there. */
export async function carriedLine(ledger: Ledger, ref: string): Promise<AgendaLine | undefined> {
  const station = await stationOf(ledger, ref);
  return station && { id: newId(), text: station.text, from: ref };
}

/** Where a matter was before: the meeting and its words there. */
export const matterAt = (ledger: Ledger, ref: string): Promise<MatterStep | undefined> =>
  stationOf(ledger, ref);

/** Chains of an activity by the ids of its agenda items and resolutions; those without one are absent. */
export async function chainsOf(
  ledger: Ledger,
  meeting: Rec<'meeting'>,
  resolutions: readonly Rec<'resolution'>[],
): Promise<Map<string, MatterStep[]>> {
  const chains = new Map<string, MatterStep[]>();
  for (const item of agendaOf(meeting.fields)) {
    const chain = await chainOf(ledger, matterOf({ meeting: meeting.id, item: item.id }));
    if (chain.length) chains.set(item.id, chain);
  }
  for (const { id, fields } of resolutions) {
    // Under an item of the agenda the chain is shown there, once.
    if (fields.item && chains.has(fields.item)) continue;
    const chain = await chainOf(ledger, matterOf({ resolution: id }));
    if (chain.length) chains.set(id, chain);
  }
  return chains;
}

/** Something of an earlier meeting that this one may carry on. */
export interface CarryOffer {
  ref: string;
  text: string;
  meeting: Rec<'meeting'>;
}

/** How far back a matter is looked for. */
const BACK_DAYS = 120;
const MOST = 30;

/**
 * Matters of the last months that an activity of these types may carry on, newest first: those of the committee for a
 * membership meeting, those of both for a group, and those of the others for a committee.
 */
export async function carryOffers(
  ledger: Ledger,
  at: { id: string; types: readonly string[]; date: string },
): Promise<CarryOffer[]> {
  if (!isCivilDate(at.date)) return [];
  const upstream = at.types.includes('general')
    ? ['committee']
    : at.types.includes('group')
      ? ['general', 'committee']
      : at.types.includes('committee')
        ? ['general', 'group', 'committee']
        : ['committee', 'general'];
  const meetings = await ledger.list('meeting', {
    from: addDays(at.date, -BACK_DAYS),
    to: at.date,
    reverse: true,
    limit: 60,
  });
  const offers: CarryOffer[] = [];
  for (const meeting of meetings) {
    if (meeting.id === at.id || !typesOf(meeting.fields).some((type) => upstream.includes(type))) continue;
    const linked = await ledger.linked(meeting.id, 'resolution');
    const own = linked.filter(({ fields }) => fields.meeting === meeting.id && fields.state !== 'dropped');
    const covered = new Set(own.map(({ fields }) => fields.item));
    for (const { id, fields } of own) {
      offers.push({ ref: matterOf({ resolution: id }), text: fields.text, meeting });
    }
    for (const item of agendaOf(meeting.fields)) {
      // What is studied is no matter to decide, and what was resolved is offered as the resolution.
      if (item.clip || covered.has(item.id)) continue;
      offers.push({ ref: matterOf({ meeting: meeting.id, item: item.id }), text: item.text, meeting });
    }
    if (offers.length >= MOST) break;
  }
  return offers.slice(0, MOST);
}

/** The offer that an item of the agenda most likely means; undefined when none is alike. */
export function likelyCarry(text: string, offers: readonly CarryOffer[]): CarryOffer | undefined {
  if (text.trim().length < 4) return undefined;
  const best = offers
    .map((offer) => ({ offer, score: containment(text, offer.text) }))
    .sort((a, b) => b.score - a.score)[0];
  return best && best.score >= 0.5 ? best.offer : undefined;
}

/** A matter of a membership meeting that no committee meeting is known to have discussed first. */
export interface Undiscussed {
  /** Agenda item, resolution or vote. */
  id: string;
  text: string;
}

/**
 * Matters that the committee discusses first by the pack, and that are linked to no earlier committee meeting. Only
 * for a membership meeting of a branch with a committee. A vote is such a matter whatever its words.
 */
export async function undiscussedMatters(
  ledger: Ledger,
  at: {
    types: readonly string[];
    date: string;
    agenda: readonly AgendaLine[];
    resolutions: readonly Pick<ResolutionLine, 'id' | 'text' | 'item' | 'from'>[];
    ballots: readonly Pick<BallotLine, 'id' | 'text' | 'item' | 'resolution'>[];
    hasCommittee: boolean;
  },
  pack: LifePack,
): Promise<Undiscussed[]> {
  const rule = pack.committeeFirst;
  if (!rule || !at.hasCommittee || !at.types.includes('general')) return [];
  const discussed = async (from: string | undefined): Promise<boolean> => {
    let ref = from;
    for (let step = 0; ref && step < LONGEST; step += 1) {
      const station: Station | undefined = await stationOf(ledger, ref);
      if (!station) return false;
      const { types, startsAt } = station.meeting.fields;
      if (types.committee && dateOf(startsAt) <= at.date) return true;
      const upper = station.same.find((name) => name.startsWith('a:'));
      ref = station.from ?? (upper && (await stationOf(ledger, upper))?.from);
    }
    return false;
  };
  const named = (text: string): boolean => rule.words.some((word) => text.includes(word));
  const voted = new Set(at.ballots.flatMap(({ item, resolution }) => [item, resolution]));
  const found: Undiscussed[] = [];
  for (const item of at.agenda) {
    if (item.clip || !item.text.trim() || !(voted.has(item.id) || named(item.text))) continue;
    if (!(await discussed(item.from))) found.push({ id: item.id, text: item.text });
  }
  const itemOf = (id: string | undefined): AgendaLine | undefined => at.agenda.find((item) => item.id === id);
  const own = at.resolutions.filter(
    ({ id, item }) => voted.has(id) && !voted.has(item ?? '') && !itemOf(item),
  );
  for (const { id, text, from } of own) if (!(await discussed(from))) found.push({ id, text });
  for (const { id, text, item, resolution } of at.ballots) {
    const placed = itemOf(item) ?? at.resolutions.find((other) => other.id === resolution);
    if (!placed && text.trim()) found.push({ id, text });
  }
  return found;
}
