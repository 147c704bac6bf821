import {
  asSeen,
  change,
  type CommitResult,
  create,
  type Ledger,
  type Partially,
  type Rec,
  remove,
  type Seen,
  sharedSpaces,
} from '../../ledger';
import type { AttachmentLine } from '../../life/draft';
import { meetingTitle } from '../../life/notice';
import { type ADOPTIONS, type Body } from '../../records/company';
import { Fault } from '../../records/fault';
import { addMonths, type CivilDate, dateOf, isCivilDate } from '../../rules/calendar';
import type { HeardMatter } from './figures';
import { type Recusal, recusalMap } from './recusals';

/** What the form of a matter holds; '' = not said. */
export interface MatterInput {
  unit: string;
  title: string;
  listed: string;
  raisedOn: string;
  opinion: string;
  opinionOn: string;
  meeting: string;
  resolution: string;
  body: Body | '';
  decision: string;
  decidedOn: string;
  document: string;
  adopted: (typeof ADOPTIONS)[number] | '';
  answer: string;
  answeredOn: string;
  followUp: string;
  followedOn: string;
  dueOn: string;
  /** Absent in a draft from before there were any. */
  recusals?: Recusal[];
  /** Materials, letter of opinion, decision; absent as above. Their bytes are in the ledger already. */
  attachments?: AttachmentLine[];
}

export const EMPTY_MATTER: MatterInput = {
  unit: '',
  title: '',
  listed: '',
  raisedOn: '',
  opinion: '',
  opinionOn: '',
  meeting: '',
  resolution: '',
  body: '',
  decision: '',
  decidedOn: '',
  document: '',
  adopted: '',
  answer: '',
  answeredOn: '',
  followUp: '',
  followedOn: '',
  dueOn: '',
};

const DAYS = ['raisedOn', 'opinionOn', 'decidedOn', 'answeredOn', 'followedOn', 'dueOn'] as const;

/** A matter as it is stored, with what is known of the records around it. */
export type FoundMatter = Rec<'matter'> &
  HeardMatter & {
    /** What its meeting and its line of the list are called, where they are here. */
    meetingName?: string;
    listedName?: string;
    category?: string;
  };

/** The company that is shown in this window: the one chosen last, else the branch's, else one that is shared. */
export async function shownCompany(ledger: Ledger): Promise<string | undefined> {
  const [chosen, [branch], shared] = await Promise.all([
    ledger.meta('company'),
    ledger.list('branch', { limit: 1 }),
    sharedSpaces(ledger),
  ]);
  const known = [branch?.fields.companyId, ...shared.map(({ company }) => company)];
  return known.find((id) => id !== undefined && id === chosen) ?? known.find((id) => id !== undefined);
}

/** The matters of a company, the latest first, each with its line of the list and the day of its meeting. */
export async function companyMatters(ledger: Ledger, companyId: string): Promise<FoundMatter[]> {
  const own = (await ledger.list('matter')).filter(({ fields }) => fields.companyId === companyId);
  const ids = (name: 'listed' | 'meeting' | 'resolution'): string[] => [
    ...new Set(own.flatMap(({ fields }) => fields[name] ?? [])),
  ];
  const [listed, meetings, resolutions] = await Promise.all([
    ledger.getMany('listedMatter', ids('listed')),
    ledger.getMany('meeting', ids('meeting')),
    ledger.getMany('resolution', ids('resolution')),
  ]);
  const byId = <R extends { id: string }>(records: readonly R[]): Map<string, R> =>
    new Map(records.map((record) => [record.id, record]));
  const [lines, held, resolved] = [byId(listed), byId(meetings), byId(resolutions)];
  return own
    .map((record): FoundMatter => {
      const { fields } = record;
      const meeting = held.get(fields.meeting ?? '');
      const line = lines.get(fields.listed ?? '')?.fields;
      return {
        ...record,
        around: {
          listed: line,
          ...(meeting ? { meetingOn: dateOf(meeting.fields.startsAt) } : {}),
          resolutionMeeting: resolved.get(fields.resolution ?? '')?.fields.meeting,
        },
        meetingName: meeting && meetingTitle(meeting.fields),
        listedName: line?.title,
        category: line?.category,
      };
    })
    .sort((a, b) => lastDay(b).localeCompare(lastDay(a)) || (a.id < b.id ? 1 : -1));
}

/** The day by which a matter stands in lists. */
export const lastDay = ({ fields }: Pick<Rec<'matter'>, 'fields'>): string =>
  fields.decidedOn ?? fields.opinionOn ?? fields.raisedOn ?? '';

/** How far back meetings are offered. */
const BACK_MONTHS = 24;
const MOST = 240;

/** Meetings at which an opinion may have been made, the latest first, and whichever is chosen already. */
export async function meetingChoices(
  ledger: Ledger,
  today: CivilDate,
  chosen: string,
): Promise<Rec<'meeting'>[]> {
  const recent = await ledger.list('meeting', {
    from: addMonths(today, -BACK_MONTHS),
    to: `${today}T99`,
    reverse: true,
    limit: MOST,
  });
  if (!chosen || recent.some(({ id }) => id === chosen)) return recent;
  const older = await ledger.get('meeting', chosen);
  return older ? [...recent, older] : recent;
}

/** Decisions of one meeting, in their order. */
export const resolutionsAt = async (ledger: Ledger, meeting: string): Promise<Rec<'resolution'>[]> =>
  meeting
    ? (await ledger.linked(meeting, 'resolution'))
        .filter(({ fields }) => fields.meeting === meeting)
        .sort((a, b) => (a.fields.order ?? 0) - (b.fields.order ?? 0))
    : [];

/**
 * What choosing a meeting or one of its resolutions fills in: the day, the words of the opinion, the matter's title.
 * What was typed already stays.
 */
export function filledFrom(
  input: MatterInput,
  chosen: { meeting?: Rec<'meeting'>; resolution?: Rec<'resolution'> },
): Partial<MatterInput> {
  const { meeting, resolution } = chosen;
  return {
    ...(meeting ? { meeting: meeting.id, opinionOn: dateOf(meeting.fields.startsAt) } : {}),
    ...(resolution
      ? {
          resolution: resolution.id,
          ...(input.opinion.trim() ? {} : { opinion: resolution.fields.text }),
          ...(input.title.trim() ? {} : { title: resolution.fields.text.slice(0, 200) }),
        }
      : meeting && meeting.id !== input.meeting
        ? { resolution: '' }
        : {}),
  };
}

/**
 * Enters a matter or changes one. Order and gaps are shown and never refused. `seen` is the record as the person saw it.
 * Throws E409 (no title), E405 (a day that is none), E408 (the record is gone), E440 and E441 (recusals).
 */
export async function saveMatter(
  ledger: Ledger,
  companyId: string,
  input: MatterInput,
  options: { id?: string; seen?: Seen; draft?: string } = {},
): Promise<CommitResult & { id: string }> {
  const title = input.title.trim();
  if (!title) throw new Fault('E409');
  for (const name of DAYS) {
    const text = input[name].trim();
    if (text && !isCivilDate(text)) throw new Fault('E405', { text });
  }
  const { recusals: stoodBack, attachments: lines, ...texts } = input;
  const recusals = stoodBack && recusalMap(stoodBack);
  const said = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, (text as string).trim() || undefined]),
  ) as Partial<Omit<MatterInput, 'recusals' | 'attachments'>>;
  const attachments =
    lines && Object.fromEntries(lines.map(({ id, ...file }, order) => [id, { ...file, order }] as const));
  const fields = { ...said, title: title.slice(0, 200) };
  const { draft } = options;
  if (options.id === undefined) {
    const made = create('matter', {
      ...(fields as { title: string }),
      ...(recusals && { recusals }),
      ...(attachments && { attachments }),
      companyId,
    });
    return { ...(await ledger.commit([made], { label: 'matterAdd', draft })), id: made.id };
  }
  const record = await ledger.get('matter', options.id);
  if (!record) throw new Fault('E408');
  const base = asSeen(record, options.seen);
  const next = {
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null])),
    // Only what was on the form can be taken off it.
    ...(recusals && { recusals: { ...takenOff(base.fields.recusals), ...recusals } }),
    ...(attachments && { attachments: { ...takenOff(base.fields.attachments), ...attachments } }),
  } as Partially<'matter'>;
  const result = await ledger.commit([change(base, next)], {
    label: 'matterEdit',
    draft,
  });
  return { ...result, id: record.id };
}

/** Every element of a map as one that is gone. */
const takenOff = (map: object | undefined): Record<string, null> =>
  Object.fromEntries(Object.keys(map ?? {}).map((key) => [key, null]));

/** Puts a matter in the trash. */
export const removeMatter = (ledger: Ledger, record: Rec<'matter'>): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'matterRemove' });
