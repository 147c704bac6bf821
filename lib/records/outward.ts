import * as z from 'zod/mini';
import { date, defineKind, entryFields } from './kind';

/** Where a notice goes: 微信, 企业微信, 钉钉, 飞书. */
export const CHANNELS = ['wechat', 'wecom', 'dingtalk', 'feishu'] as const;
export type Channel = (typeof CHANNELS)[number];

/** 活动通知, 提醒 (to those who have not answered), 通报与致谢. */
export const NOTICE_KINDS = ['upcoming', 'reminder', 'thanks'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A notice of an activity that was sent: when, what kind, where to. Its text is not kept. */
export const sentNotice = defineKind({
  name: 'sentNotice',
  schema: z.looseObject({
    ...entryFields,
    meeting: z.string(),
    kind: z.enum(NOTICE_KINDS),
    channel: z.enum(CHANNELS),
    /** `robot`: posted and accepted by the group robot. `pasted`: somebody says that they put it into the chat. */
    how: z.enum(['robot', 'pasted']),
    /** Name of the robot or group. */
    group: z.optional(z.string()),
    /** Local date and time of the sending, `YYYY-MM-DDTHH:mm`. */
    sentAt: z.string(),
  }),
  index: (fields) => ({ at: fields.sentAt, links: [fields.meeting] }),
  title: (fields) => fields.sentAt.replace('T', ' '),
});

/** How dates, times and names are written in a system. */
export const DATE_STYLES = ['dash', 'chinese', 'slash', 'digits'] as const;
export const TIME_STYLES = ['colon', 'chinese'] as const;
export const JOINERS = ['dun', 'comma', 'semicolon', 'space', 'line'] as const;

/** The order of a system's form for one kind of record: field keys as it asks for them, and those it does not ask. */
const layout = z.object({ order: z.array(z.string()), hidden: z.array(z.string()) });
export type Layout = z.infer<typeof layout>;

/** Another system into which records are entered again (灯塔, OA …), as the branch calls it. */
export const reportSystem = defineKind({
  name: 'reportSystem',
  schema: z.looseObject({
    ...entryFields,
    name: z.string().check(z.minLength(1), z.maxLength(40)),
    dateStyle: z.optional(z.enum(DATE_STYLES)),
    timeStyle: z.optional(z.enum(TIME_STYLES)),
    joiner: z.optional(z.enum(JOINERS)),
    /** Keyed by record kind. */
    layouts: z.optional(z.record(z.string(), layout)),
  }),
  maps: ['layouts'],
  index: () => ({ at: '', links: [] }),
  title: (fields) => fields.name,
});

/**
 * 已报: a record was entered into another system. Its id is made from record and system, so that two people who mark
 * the same meet on one record.
 */
export const filing = defineKind({
  name: 'filing',
  schema: z.looseObject({
    ...entryFields,
    /** Id of the record that was entered there, and its kind. */
    record: z.string(),
    recordKind: z.string(),
    /** Id of the system. */
    system: z.string(),
    on: date,
    /** Member id of the person who entered it. */
    by: z.optional(z.string()),
    /** Latest stamp of the record as it was entered; a later one means that it was changed since. */
    seen: z.optional(z.string()),
  }),
  index: (fields) => ({ at: fields.on, links: [fields.record, fields.system] }),
  title: (fields) => fields.on,
});
