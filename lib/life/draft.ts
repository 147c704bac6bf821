import { hashText, type Ledger, newId, type Rec, type Seen, seenOf } from '../ledger';
import type { Meeting } from '../records';
import { Fault } from '../records/fault';
import type { Attachment, LongText } from '../records/kind';
import type { Ballot } from '../records/ballot';
import type { AttendanceEntry, MeetingType, SourceLines } from '../records/meeting';
import { MEETING_TYPES } from '../records/meeting';
import { EDUCATION, type Education } from '../records/study';
import { dateOf, isCivilDate } from '../rules/calendar';

export type MeetingMode = NonNullable<Meeting['mode']>;

/** One line of the agenda, in the order of the list. */
export interface AgendaLine {
  id: string;
  text: string;
  /** Clip studied under this item. */
  clip?: string;
  /** Earlier matter that it carries on (`matterOf`). */
  from?: string;
  /** Tasks of education of the clip, while nobody said that the activity does not serve them. */
  tasks?: string[];
}

/** One line of 决议与任务. */
export interface ResolutionLine {
  id: string;
  text: string;
  /** Member id or free name; empty = 待明确. */
  owner: string;
  /** `YYYY-MM-DD`, or empty. */
  dueOn: string;
  /** Item of the agenda under which it was decided. */
  item?: string;
  /** Earlier matter that it carries on. */
  from?: string;
  /** Lines of the rough notes. */
  source?: SourceLines;
  /** The stored resolution as the editor loaded it; absent for a new line. */
  base?: Seen;
}

/** One vote of the form. A number that is absent was not entered. */
export interface BallotLine extends Ballot {
  id: string;
}

/** An earlier resolution that this activity checks off. */
export interface CheckOff {
  note: string;
  /** The resolution as the editor saw it. */
  base: Seen;
}

/** A file of the draft; its bytes are in the ledger already. */
export interface AttachmentLine extends Attachment {
  id: string;
}

/** The activity form. Plain JSON: this is what the draft keeps. Empty text = not known. */
export interface MeetingDraft {
  /** Id of the record that is edited, or that will be made. */
  id: string;
  types: MeetingType[];
  otherType: string;
  title: string;
  /** `YYYY-MM-DD`. */
  date: string;
  /** `HH:mm`. */
  start: string;
  /** `HH:mm`. */
  end: string;
  mode: MeetingMode | '';
  place: string;
  host: string;
  recorder: string;
  lecturer: string;
  group: string;
  agenda: AgendaLine[];
  minutes: string;
  /** Rough notes as they were pasted. */
  roughNotes: string;
  /** Where lines of the minutes come from. */
  sources: Record<string, SourceLines>;
  ballots: BallotLine[];
  /** Earlier resolutions checked off in this activity, by id. */
  checkOffs: Record<string, CheckOff>;
  attendance: Record<string, AttendanceEntry>;
  guests: string;
  /** Stated credit hours as typed; empty = computed from the duration. */
  creditHours: string;
  /** Ids of the pack's kinds of a 主题党日. */
  dayKinds: string[];
  /** Tasks of education chosen for the activity; those of its materials come beside them, see {@link educationOf}. */
  education: string[];
  /** 组织生活会: 会前学习. */
  priorStudy: string;
  /** 组织生活会: 会上批评. */
  criticism: string;
  resolutions: ResolutionLine[];
  attachments: AttachmentLine[];
  /** Item of the year plan that it was started from. */
  plan?: string;
  /** The record as it was loaded; absent for a new one. */
  base?: Seen;
  /** Ids of resolutions that the editor loaded, so that a line taken out is known as removed. */
  loadedResolutions?: Record<string, Seen>;
}

/** A form with nothing in it. The id is given already, so that saving twice makes one record. */
export const emptyDraft = (types: readonly MeetingType[] = []): MeetingDraft => ({
  id: newId(),
  types: [...types],
  otherType: '',
  title: '',
  date: '',
  start: '',
  end: '',
  mode: '',
  place: '',
  host: '',
  recorder: '',
  lecturer: '',
  group: '',
  agenda: [],
  minutes: '',
  roughNotes: '',
  sources: {},
  ballots: [],
  checkOffs: {},
  attendance: {},
  guests: '',
  creditHours: '',
  dayKinds: [],
  education: [],
  priorStudy: '',
  criticism: '',
  resolutions: [],
  attachments: [],
});

/** Agenda items of a record in their order. */
export const agendaOf = (fields: Pick<Meeting, 'agenda'>): AgendaLine[] =>
  Object.entries(fields.agenda ?? {})
    .sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1))
    .map(([id, item]) => ({
      id,
      text: item.text,
      ...(item.clip ? { clip: item.clip } : {}),
      ...(item.from ? { from: item.from } : {}),
    }));

/** Votes of a record in their order. */
export const ballotsOf = (fields: Pick<Meeting, 'ballots'>): BallotLine[] =>
  Object.entries(fields.ballots ?? {})
    .sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1))
    .map(([id, ballot]) => ({ ...ballot, id }));

/** Attachments of a record in their order. */
export const attachmentsOf = (fields: Pick<Meeting, 'attachments'>): AttachmentLine[] =>
  Object.entries(fields.attachments ?? {})
    .sort(([a, x], [b, y]) => (x.order ?? 0) - (y.order ?? 0) || (a < b ? -1 : 1))
    .map(([id, file]) => ({ ...file, id }));

/** Types of a record in the order in which they are always listed. */
export const typesOf = (fields: Pick<Meeting, 'types'>): MeetingType[] =>
  MEETING_TYPES.filter((type) => fields.types[type]);

/** The form for a stored activity. Throws E113 when long minutes are not in this profile. */
export async function draftOf(ledger: Ledger, record: Rec<'meeting'>): Promise<MeetingDraft> {
  const { fields } = record;
  const resolutions = await resolutionsOf(ledger, record.id);
  return {
    id: record.id,
    types: typesOf(fields),
    otherType: fields.otherType ?? '',
    title: fields.title ?? '',
    date: dateOf(fields.startsAt),
    start: fields.startsAt.slice(11),
    end: fields.endsAt?.slice(11) ?? '',
    mode: fields.mode ?? '',
    place: fields.place ?? '',
    host: fields.host ?? '',
    recorder: fields.recorder ?? '',
    lecturer: fields.lecturer ?? '',
    group: fields.group ?? '',
    agenda: agendaOf(fields),
    minutes: await ledger.text(fields.minutes),
    roughNotes: await ledger.text(fields.roughNotes),
    sources: fields.minutesSources ?? {},
    ballots: ballotsOf(fields),
    checkOffs: {},
    attendance: fields.attendance ?? {},
    guests: fields.guests ?? '',
    creditHours: fields.creditHours === undefined ? '' : String(fields.creditHours),
    dayKinds: Object.keys(fields.dayKinds ?? {}),
    education: Object.keys(fields.education ?? {}),
    priorStudy: await ledger.text(fields.priorStudy),
    criticism: await ledger.text(fields.criticism),
    resolutions: resolutions.map((item) => ({
      id: item.id,
      text: item.fields.text,
      owner: item.fields.owner ?? '',
      dueOn: item.fields.dueOn ?? '',
      item: item.fields.item,
      from: item.fields.from,
      source: item.fields.source,
      base: seenOf(item),
    })),
    attachments: attachmentsOf(fields),
    base: seenOf(record),
    loadedResolutions: Object.fromEntries(resolutions.map((item) => [item.id, seenOf(item)])),
  };
}

/** Resolutions of an activity in their order. */
export async function resolutionsOf(ledger: Ledger, meetingId: string): Promise<Rec<'resolution'>[]> {
  const found = await ledger.linked(meetingId, 'resolution');
  return found
    .filter((item) => item.fields.meeting === meetingId)
    .sort((a, b) => (a.fields.order ?? 0) - (b.fields.order ?? 0) || (a.id < b.id ? -1 : 1));
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * The fields of the record that a form makes. Throws E701 when the date or the start is missing or impossible,
 * E702 when no type is chosen: without these three an activity cannot be placed anywhere. All else may be open.
 */
export function fieldsOf(draft: MeetingDraft): Meeting {
  if (!isCivilDate(draft.date) || !TIME.test(draft.start)) throw new Fault('E701');
  if (!draft.types.length) throw new Fault('E702');
  const known = (text: string): string | undefined => text.trim() || undefined;
  const agenda = draft.agenda.filter((item) => item.text.trim());
  const hours = Number(draft.creditHours);
  const fields: Meeting = {
    types: Object.fromEntries(draft.types.map((type) => [type, true as const])),
    otherType: draft.types.includes('other') ? known(draft.otherType) : undefined,
    title: known(draft.title),
    startsAt: `${draft.date}T${draft.start}`,
    endsAt: TIME.test(draft.end) ? `${draft.date}T${draft.end}` : undefined,
    mode: draft.mode || undefined,
    place: known(draft.place),
    host: known(draft.host),
    recorder: known(draft.recorder),
    lecturer: draft.types.includes('lecture') ? known(draft.lecturer) : undefined,
    group: draft.types.includes('group') ? known(draft.group) : undefined,
    agenda: agenda.length
      ? Object.fromEntries(
          agenda.map(({ id, text, clip, from }, index) => [
            id,
            { order: index + 1, text: text.trim(), ...(clip ? { clip } : {}), ...(from ? { from } : {}) },
          ]),
        )
      : undefined,
    minutes: longOf(draft, 'minutes'),
    dayKinds:
      draft.types.includes('themeDay') && draft.dayKinds.length
        ? Object.fromEntries(draft.dayKinds.map((kind) => [kind, true as const]))
        : undefined,
    education: setOf(educationOf(draft)),
    priorStudy: draft.types.includes('orgLife') ? longOf(draft, 'priorStudy') : undefined,
    criticism: draft.types.includes('orgLife') ? longOf(draft, 'criticism') : undefined,
    roughNotes: longOf(draft, 'roughNotes'),
    minutesSources: sourcesInUse(draft),
    ballots: ballotFields(draft.ballots),
    attendance: Object.keys(draft.attendance).length ? draft.attendance : undefined,
    guests: known(draft.guests),
    creditHours: draft.creditHours.trim() && hours >= 0 ? hours : undefined,
    attachments: draft.attachments.length
      ? Object.fromEntries(
          draft.attachments.map(({ id, ...file }, index) => [id, { ...file, order: index + 1 }]),
        )
      : undefined,
  };
  return fields;
}

/**
 * Tasks of education (教育内容) of the form, in the order of the regulation: what was chosen, and what the materials on
 * its agenda serve.
 */
export function educationOf(draft: Pick<MeetingDraft, 'agenda' | 'education'>): Education[] {
  // A form that was kept before there were tasks has none.
  const tasks = new Set([...(draft.education ?? []), ...draft.agenda.flatMap((line) => line.tasks ?? [])]);
  return EDUCATION.filter((task) => tasks.has(task));
}

/** The form with one task of education chosen, or no longer, whether it came from a material or a person. */
export function toggleEducation<D extends Pick<MeetingDraft, 'agenda' | 'education'>>(
  draft: D,
  task: string,
): D {
  if (!educationOf(draft).some((one) => one === task))
    return { ...draft, education: [...(draft.education ?? []), task] };
  const without = (tasks: readonly string[] = []) => tasks.filter((one) => one !== task);
  return {
    ...draft,
    education: without(draft.education),
    agenda: draft.agenda.map((line) => (line.tasks ? { ...line, tasks: without(line.tasks) } : line)),
  };
}

const setOf = (names: readonly string[]): Record<string, true> | undefined =>
  names.length ? Object.fromEntries(names.map((name) => [name, true as const])) : undefined;

type LongField = 'minutes' | 'roughNotes' | 'priorStudy' | 'criticism';

/** A long text of the form as it is stored: the text, or the reference to the stored one when it was not touched. */
function longOf(draft: MeetingDraft, field: LongField): LongText | undefined {
  const text = draft[field].trimEnd();
  if (!text) return undefined;
  const before = draft.base?.fields[field] as LongText | undefined;
  return typeof before === 'object' && hashText(draft[field]) === before.sha256 ? before : text;
}

/** Sources of lines that the minutes still have. */
function sourcesInUse(draft: MeetingDraft): Meeting['minutesSources'] {
  if (!draft.roughNotes.trim() || !Object.keys(draft.sources).length) return undefined;
  const keys = new Set(draft.minutes.split('\n').map(lineKey));
  const used = Object.entries(draft.sources).filter(([key]) => keys.has(key));
  return used.length ? Object.fromEntries(used) : undefined;
}

/** Short fingerprint of a line of the minutes, by which its source is found as long as it is not rewritten. */
export const lineKey = (line: string): string => hashText(line.trim()).slice(0, 12);

/** Votes that say what was voted on or carry a number; one about nothing is a form left empty. */
function ballotFields(ballots: readonly BallotLine[]): Meeting['ballots'] {
  const filled = ballots.filter(
    (line) => line.text.trim() || line.yes !== undefined || line.candidates?.some(({ name }) => name.trim()),
  );
  if (!filled.length) return undefined;
  return Object.fromEntries(
    filled.map(({ id, candidates, reason, ...line }, index) => {
      const named = candidates?.filter(({ name }) => name.trim());
      return [
        id,
        {
          ...line,
          text: line.text.trim(),
          order: index + 1,
          ...(named?.length ? { candidates: named } : {}),
          ...(reason?.trim() ? { reason: reason.trim() } : {}),
        },
      ];
    }),
  );
}

/** The activity as the form stands, for rules and counts while it is being filled in; undefined without a date. */
export function previewOf(draft: MeetingDraft): Meeting | undefined {
  if (!isCivilDate(draft.date)) return undefined;
  const start = TIME.test(draft.start) ? draft.start : '00:00';
  return fieldsOf({ ...draft, start, types: draft.types.length ? draft.types : ['other'] });
}
