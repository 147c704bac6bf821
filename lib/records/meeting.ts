import * as z from 'zod/mini';
import { ballot } from './ballot';
import { attachment, defineKind, entryFields, localDateTime, longText, monthOf } from './kind';

/** 支部党员大会, 支委会, 党小组会, 党课, 主题党日, 组织生活会, 民主评议党员, and a free type. */
export const MEETING_TYPES = [
  'general',
  'committee',
  'group',
  'lecture',
  'themeDay',
  'orgLife',
  'appraisal',
  'other',
] as const;
export type MeetingType = (typeof MEETING_TYPES)[number];

/** 到会 线上 请假 缺席 补课 列席. */
export const ATTENDANCE_STATES = ['present', 'online', 'leave', 'absent', 'makeup', 'observer'] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];

/** Leave is a category, never a free text about a person's health or family. */
export const LEAVE_REASONS = ['work', 'trip', 'sick', 'family', 'shift', 'other'] as const;

/** How one person stands to one activity. */
export interface AttendanceEntry {
  state: AttendanceState;
  reason?: (typeof LEAVE_REASONS)[number];
  /** Day on which the absence was made up (补课). */
  madeUpOn?: string;
  /** Declared study (studyLog id) by which it was made up. */
  study?: string;
}

const STATES: ReadonlySet<unknown> = new Set(ATTENDANCE_STATES);
const REASONS: ReadonlySet<unknown> = new Set(LEAVE_REASONS);

/**
 * True for a record of attendance entries. Checked by hand: a year of a large branch is hundreds of thousands of
 * entries, and a schema per entry would make every list wait for it.
 */
function isAttendance(value: unknown): boolean {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return false;
  for (const entry of Object.values(value) as (Partial<AttendanceEntry> | null)[]) {
    if (!entry || !STATES.has(entry.state)) return false;
    if (entry.reason !== undefined && !REASONS.has(entry.reason)) return false;
    if (entry.madeUpOn !== undefined && typeof entry.madeUpOn !== 'string') return false;
    if (entry.study !== undefined && typeof entry.study !== 'string') return false;
  }
  return true;
}

export const agendaItem = z.object({
  order: z.number(),
  text: z.string(),
  /** Clip that is studied under this item. */
  clip: z.optional(z.string()),
  /** The earlier matter that this item carries on; `r:<resolution id>` or `a:<activity id>/<agenda item id>`. */
  from: z.optional(z.string()),
});
export type AgendaItem = z.infer<typeof agendaItem>;

/**
 * Names a matter so that a later activity can carry it on: `r:<resolution id>`, or `a:<activity id>/<agenda item id>`.
 */
export const matterOf = (at: { resolution: string } | { meeting: string; item: string }): string =>
  'resolution' in at ? `r:${at.resolution}` : `a:${at.meeting}/${at.item}`;

/** First and last line, from 1, of the rough notes that something was read from. */
const lines = z.tuple([z.number(), z.number()]);
export type SourceLines = z.infer<typeof lines>;

/** An activity of the branch: one event, which may carry several types at once. */
export const meeting = defineKind({
  name: 'meeting',
  schema: z.looseObject({
    ...entryFields,
    /** Set of {@link MeetingType}, one field per element. */
    types: z.record(z.string(), z.literal(true)),
    /** Name of the free type when `types.other` is set. */
    otherType: z.optional(z.string()),
    title: z.optional(z.string()),
    startsAt: localDateTime,
    endsAt: z.optional(localDateTime),
    mode: z.optional(z.enum(['inPerson', 'online', 'hybrid'])),
    place: z.optional(z.string()),
    /** Member id, or a free name when the person is not on the roster. */
    host: z.optional(z.string()),
    recorder: z.optional(z.string()),
    /** Lecturer of a 党课: member id or free name. */
    lecturer: z.optional(z.string()),
    /** Party group that met, for a group meeting. */
    group: z.optional(z.string()),
    agenda: z.optional(z.record(z.string(), agendaItem)),
    minutes: z.optional(longText),
    /** What a 主题党日 held: ids of the rule pack's kinds (集中学习, 组织生活, 民主议事, 志愿服务), one field per element. */
    dayKinds: z.optional(z.record(z.string(), z.literal(true))),
    /** Tasks of education (教育内容) that it served, `EDUCATION`, one field per element. */
    education: z.optional(z.record(z.string(), z.literal(true))),
    /** 组织生活会: what was studied beforehand (会前学习). */
    priorStudy: z.optional(longText),
    /** 组织生活会: 批评和自我批评 as it was held. */
    criticism: z.optional(longText),
    /** Notes as they were pasted or typed, before anything was made of them. */
    roughNotes: z.optional(longText),
    /** Where lines of the minutes come from, keyed by a short fingerprint of the line. */
    minutesSources: z.optional(z.record(z.string(), lines)),
    /** Votes, keyed by id. */
    ballots: z.optional(z.record(z.string(), ballot)),
    /** Keyed by member id. A member of the roster without an entry is 未记, not absent. */
    attendance: z.optional(z.custom<Record<string, AttendanceEntry>>(isAttendance)),
    /** Guests and superiors who attended without being on the roster. */
    guests: z.optional(z.string()),
    /** Credit hours (学时) of this event for each attendee; absent = computed from the duration by the pack. */
    creditHours: z.optional(z.number()),
    attachments: z.optional(z.record(z.string(), attachment)),
  }),
  maps: ['types', 'dayKinds', 'education', 'agenda', 'attendance', 'attachments', 'ballots'],
  index: (fields) => {
    const year = fields.startsAt.slice(0, 4);
    const links: string[] = [];
    const month = monthOf(fields.startsAt);
    links.push(`meetingIn:${month}`);
    for (const type of Object.keys(fields.types)) links.push(`meeting:${type}:${month}`);
    if (fields.types.group && fields.group) links.push(`meetingOfGroup:${fields.group}:${month}`);
    for (const id of Object.keys(fields.attendance ?? {})) links.push(`${id}@${year}`);
    for (const item of Object.values(fields.agenda ?? {})) {
      if (item.clip) links.push(item.clip);
      if (item.from) links.push(`matter:${item.from}`);
    }
    return { at: fields.startsAt, links: [...new Set(links)] };
  },
  title: (fields) => fields.title || Object.keys(fields.types).join(' '),
});

/** A decision or task of a meeting, with the person in charge and the day it is due (决议与任务). */
export const resolution = defineKind({
  name: 'resolution',
  schema: z.looseObject({
    ...entryFields,
    meeting: z.string(),
    text: z.string().check(z.minLength(1)),
    /** Member id or free name. Absent = 待明确. */
    owner: z.optional(z.string()),
    dueOn: z.optional(z.string()),
    state: z.enum(['open', 'done', 'dropped']),
    doneOn: z.optional(z.string()),
    doneNote: z.optional(z.string()),
    /** Activity in which it was checked off. */
    doneIn: z.optional(z.string()),
    /** Item of the agenda under which it was decided. */
    item: z.optional(z.string()),
    /** The earlier matter that it carries on; `r:<resolution id>` or `a:<activity id>/<agenda item id>`. */
    from: z.optional(z.string()),
    /** Lines of the rough notes that it was read from. */
    source: z.optional(lines),
    order: z.optional(z.number()),
  }),
  strict: ['owner', 'state'],
  index: (fields) => ({
    at: fields.dueOn ?? '',
    due: fields.state === 'open' ? fields.dueOn : undefined,
    links: [
      fields.meeting,
      ...(fields.owner ? [fields.owner] : []),
      ...(fields.doneIn ? [fields.doneIn] : []),
      ...(fields.from ? [`matter:${fields.from}`] : []),
      `resolution:${fields.state}`,
    ],
  }),
  title: (fields) => fields.text,
});
