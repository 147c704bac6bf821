import * as z from 'zod/mini';
import { BRANCH_FORMS } from '../records/branch';
import { Fault } from '../records/fault';
import { VERDICTS } from '../records/governance';
import { date } from '../records/kind';
import type { PackText } from './pack-text';
import { FREQUENCIES } from './periods';

export { HEAD_KEYS, packText, type PackText } from './pack-text';

/** A text of a pack. Chinese is the source; Traditional Chinese is derived from it by script. */
export const packTextSchema: z.ZodMiniType<PackText> = z.object({
  zh: z.string().check(z.minLength(1)),
  en: z.string().check(z.minLength(1)),
  zhTW: z.optional(z.string()),
});

/** 已核对原文, 转引待核, 通行做法: how sure the program is of what it cites. Shown in these words. */
export const CONFIDENCE = ['confirmed', 'secondHand', 'practice'] as const;
export type Confidence = (typeof CONFIDENCE)[number];

const source = z.object({
  document: packTextSchema,
  issuer: packTextSchema,
  year: z.number(),
  note: z.optional(packTextSchema),
  /** Edition of a superior's rule pack, which is a source of the rules that it brings. Set by the program. */
  edition: z.optional(z.string()),
});
export type Source = z.infer<typeof source>;

const citation = z.object({
  /** Key of `sources`. */
  source: z.string(),
  /** Article as it is displayed; absent when the article number has not been checked. */
  article: z.optional(packTextSchema),
  /** 参照: the document does not bind this kind of organisation and is cited for comparison. */
  analogy: z.optional(z.literal(true)),
  /** When it differs from the rule's. */
  confidence: z.optional(z.enum(CONFIDENCE)),
});
export type Citation = z.infer<typeof citation>;

/** What every rule carries: where it comes from and how sure that is. No citation = practice alone. */
export const grounded = { basis: z.array(citation), confidence: z.enum(CONFIDENCE) };

/** The same for a rule of which a pack may say since when it counts. */
const standing = {
  ...grounded,
  /** First day on which this edition of the rule counts; absent = as long as anything is judged. */
  from: z.optional(date),
};

/** A rule with the editions that it superseded: what lies before `from` is judged by the one in force then. */
function dated<const Shape extends Record<string, z.ZodMiniType>>(shape: Shape) {
  return z.object({
    ...shape,
    ...standing,
    earlier: z.optional(z.array(z.object({ ...shape, ...standing }))),
  });
}

export const head = {
  id: z.string().check(z.regex(/^[a-z0-9.-]+$/)),
  title: packTextSchema,
  /** Counts up with every edition that changes a rule. */
  version: z.number().check(z.positive()),
  /** Day of the edition, for people. */
  edition: z.string(),
  /** Who answers for the pack; absent in the packs that come with the program. */
  issuer: z.optional(packTextSchema),
  /** Days for which its rules count, both inside; absent = all. */
  effective: z.optional(z.object({ from: date, until: z.optional(date) })),
  sources: z.record(z.string(), source),
};

const cadence = dated({
  id: z.string(),
  title: packTextSchema,
  /** Any of these activity types satisfies it; empty = the ledger keeps no record of it yet. */
  types: z.array(z.string()),
  frequency: z.enum(['M', 'Q', 'H', 'Y']),
  count: z.number().check(z.positive()),
  /** For every branch, only with a branch committee, or only (and for each) where there are Party groups. */
  applies: z.enum(['always', 'committee', 'eachGroup']),
  exceptForms: z.optional(z.array(z.enum(BRANCH_FORMS))),
  /** Days after the period in which it still counts for it (民主评议 of a year is often held in January). */
  graceDays: z.optional(z.number()),
  /** True when a branch may set its own frequency. */
  adjustable: z.optional(z.literal(true)),
  /** The norm in words, such as 一般每季度召开 1 次. */
  wording: packTextSchema,
});
export type Cadence = z.infer<typeof cadence>;

export const threshold = dated({ title: packTextSchema, value: z.number().check(z.minimum(0)) });
export type Threshold = z.infer<typeof threshold>;

/** A share of a number: `strict` = more than, else at least. */
const share = z.object({
  of: z.tuple([z.int().check(z.positive()), z.int().check(z.positive())]),
  strict: z.boolean(),
});
export type Share = z.infer<typeof share>;

const voteRule = dated({
  title: packTextSchema,
  quorum: share,
  pass: share,
  /** What `pass` is a share of: all who may vote (应到), or those of them who are present (实到). */
  passOf: z.enum(['eligible', 'present']),
  onlineCounts: z.boolean(),
  /** Written opinions that absent full members hand in before the meeting count as votes. */
  writtenCounts: z.boolean(),
  /** Elections with more candidates than seats (差额): by how much of the seats the candidates exceed them. */
  margin: z.optional(share),
  wording: packTextSchema,
});
export type VoteRule = z.infer<typeof voteRule>;

const named = z.object({ id: z.string(), title: packTextSchema });

/** 支委之间, 支委与党员, 党员之间. */
export const TALK_RELATIONS = ['committee', 'committeeMember', 'members'] as const;
export type TalkRelation = (typeof TALK_RELATIONS)[number];

const talkRelation = z.object({
  id: z.enum(TALK_RELATIONS),
  title: packTextSchema,
  /** `pair`: every pair has its own talk. `person`: every member has one with somebody of the other side. */
  each: z.enum(['pair', 'person']),
});

/**
 * 保存年限 of a class of records. `years` absent = no document sets a number. Shown where data is managed; nothing
 * is ever removed by itself.
 */
const retention = dated({
  title: packTextSchema,
  /** Kinds of record that belong to the class. */
  kinds: z.array(z.string()),
  years: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  wording: packTextSchema,
});
export type Retention = z.infer<typeof retention>;

/** Rules of organisation life: cadences, thresholds, votes, study. */
export const lifePackSchema = z.object({
  kind: z.literal('life'),
  ...head,
  cadences: z.array(cadence),
  thresholds: z.object({
    lateEntryDays: threshold,
    minutesPerCreditHour: threshold,
    creditHourStep: threshold,
    creditHoursPerDay: threshold,
    creditHoursMember: threshold,
    creditHoursCommittee: threshold,
    termYears: threshold,
    /** Villages and communities; a branch of riders may belong to one. */
    termYearsCommunity: threshold,
    termNoticeDays: threshold,
    branchMinimum: threshold,
    branchUsualMaximum: threshold,
    committeeMinimum: threshold,
    arrearsFirstMonths: threshold,
    arrearsSecondMonths: threshold,
    arrearsMonths: threshold,
    outOfContactMonths: threshold,
    mobileMonths: threshold,
  }),
  /** 换届: forms of branch that hold no election of their own. */
  term: z.object({ title: packTextSchema, exceptForms: z.array(z.enum(BRANCH_FORMS)), ...standing }),
  votes: z.object({ ordinary: voteRule, admission: voteRule, conversion: voteRule, election: voteRule }),
  /** When the committee may decide. */
  committeeQuorum: z.optional(
    z.object({
      title: packTextSchema,
      quorum: share,
      onlineCounts: z.boolean(),
      wording: packTextSchema,
      ...standing,
    }),
  ),
  /** Matters of a membership meeting that the committee discusses first, known by words of the agenda. */
  committeeFirst: z.optional(
    z.object({ title: packTextSchema, words: z.array(z.string()), wording: packTextSchema, ...standing }),
  ),
  study: z.object({
    /** Activity types whose time is collective study. Hours that a person states count for any type. */
    countingTypes: z.array(z.string()),
    /** Credit hours of an activity of a type whatever it lasts, unless its record states others. */
    hoursByType: z.optional(z.record(z.string(), z.number().check(z.positive(), z.maximum(100)))),
    /** Forms of declared study that count towards the yearly norm; the others are shown beside it. */
    countingForms: z.array(z.string()),
    /** Attendance states with which a member earns the hours of an activity. */
    countingAttendance: z.array(z.string()),
    /** Posts for which the committee's norm holds. */
    committeePosts: z.array(z.string()),
    categories: z.array(named),
    ...standing,
  }),
  leaveReasons: z.array(named),
  /** By activity type, the fields without which a record is incomplete (缺项); `any` holds for every type. */
  requiredFields: z.record(z.string(), z.array(z.string())),
  /** Where the list of required fields comes from. */
  records: z.object({
    /** By activity type, the records that usually stand beside it: `talks`, `rectifications`, `appraisals`. */
    beside: z.record(z.string(), z.array(z.string())),
    wording: packTextSchema,
    ...standing,
  }),
  /** What a 主题党日 may hold. */
  themeDay: z.object({ kinds: z.array(named), wording: packTextSchema, ...standing }),
  /** 谈心谈话: between whom, and how pairs are counted. */
  talks: z.object({
    relations: z.array(talkRelation).check(z.minLength(1)),
    wording: packTextSchema,
    ...standing,
  }),
  /** 民主评议: the usual largest share of 优秀 among those evaluated. A note, never a limit. */
  appraisal: z.object({
    excellentShare: z.tuple([z.number(), z.number().check(z.positive())]),
    wording: packTextSchema,
    ...standing,
  }),

  retention: z.record(z.string(), retention),
});
export type LifePack = z.infer<typeof lifePackSchema>;

export type ThresholdName = keyof LifePack['thresholds'];
export type VoteKind = keyof LifePack['votes'];

const checklistItem = z.object({
  code: z.string().check(z.regex(/^[A-Z]\d{1,2}$/)),
  text: packTextSchema,
  /** Examples of what proves it. */
  evidence: z.array(packTextSchema),
  /** 倡导 or 有依据 (law, Party rule or ministry document). */
  mark: z.enum(['advised', 'backed']),
  /** Where a backed item is backed only for some (外卖平台) or in part. */
  scope: z.optional(packTextSchema),
  frequency: z.array(z.enum(FREQUENCIES)).check(z.minLength(1)),
  ...grounded,
});
export type ChecklistItem = z.infer<typeof checklistItem>;

const evidenceRule = z.object({
  /** Kind of record. */
  record: z.string(),
  /** Activity types, for meetings: one of them. */
  types: z.optional(z.array(z.string())),
  /** The record's fields must have these values; `true` asks only that the field is filled. */
  where: z.optional(z.record(z.string(), z.union([z.string(), z.boolean()]))),
  /** One of these words stands in the record's title, agenda, minutes or text. */
  words: z.optional(z.array(z.string())),
  item: z.string(),
  reason: packTextSchema,
});
export type EvidenceRule = z.infer<typeof evidenceRule>;

/** A governance checklist, with the table of which records of the ledger can prove which item. */
export const checklistPackSchema = z.object({
  kind: z.literal('checklist'),
  ...head,
  groups: z.array(z.object({ code: z.string().check(z.regex(/^[A-Z]$/)), title: packTextSchema })),
  verdicts: z.array(z.enum(VERDICTS)),
  items: z.array(checklistItem),
  recordEvidence: z.array(evidenceRule),
});
export type ChecklistPack = z.infer<typeof checklistPackSchema>;

export type RulePack = LifePack | ChecklistPack;

/** Refuses a pack; see {@link loadLifePack}. */
export const refuse = (path: string, problem: string): never => {
  throw new Fault('E810', { path: path || '/', problem });
};

/** Parses a pack of either kind; see {@link loadLifePack}. */
export function loadPack(json: unknown): RulePack {
  const kind = typeof json === 'object' && json !== null && 'kind' in json ? json.kind : undefined;
  if (kind === 'life') return loadLifePack(json);
  if (kind === 'checklist') return loadChecklistPack(json);
  return refuse('kind', `${String(kind)}`);
}

/**
 * Parses a pack of branch-life rules. A pack with any error is refused whole.
 * @throws Fault E810 with the path of the first error (`cadences.2.wording.en`) and what is wrong there.
 */
export function loadLifePack(json: unknown): LifePack {
  const pack = parse(lifePackSchema, json);
  unique(pack.cadences, 'cadences', (rule) => rule.id);
  checkSources(pack);
  return pack;
}

/** Parses a governance checklist. @throws Fault E810, as {@link loadLifePack} does. */
export function loadChecklistPack(json: unknown): ChecklistPack {
  const pack = parse(checklistPackSchema, json);
  unique(pack.items, 'items', (item) => item.code);
  unique(pack.groups, 'groups', (group) => group.code);
  const codes = new Set(pack.items.map((item) => item.code));
  const groups = new Set(pack.groups.map((group) => group.code));
  pack.items.forEach((item, index) => {
    if (!groups.has(item.code.charAt(0))) refuse(`items.${index}.code`, `${item.code}: no such group`);
  });
  pack.recordEvidence.forEach((rule, index) => {
    if (!codes.has(rule.item)) refuse(`recordEvidence.${index}.item`, `${rule.item}: no such item`);
  });
  checkSources(pack);
  return pack;
}

/** Parses a pack's JSON, or refuses it with the path of the first error (E810). */
export function parse<Shape>(schema: z.ZodMiniType<Shape>, json: unknown): Shape {
  const result = z.safeParse(schema, json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  return refuse(issue?.path.map(String).join('.') ?? '', issue?.message ?? 'invalid');
}

/** Refuses a list (E810) in which two items have the same key. */
export function unique<Item>(items: readonly Item[], path: string, key: (item: Item) => string): void {
  const seen = new Set<string>();
  items.forEach((item, index) => {
    if (seen.has(key(item))) refuse(`${path}.${index}`, `${key(item)}: twice`);
    seen.add(key(item));
  });
}

/** Every citation, wherever it stands in the pack, must name a source of the pack. */
export function checkSources(pack: Pick<RulePack, 'sources'>): void {
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const here = path ? `${path}.${key}` : key;
      if (key === 'basis' && Array.isArray(child)) {
        (child as Citation[]).forEach((cited, index) => {
          if (!(cited.source in pack.sources))
            refuse(`${here}.${index}.source`, `${cited.source}: no such source`);
        });
      } else visit(child, here);
    }
  };
  visit(pack, '');
}
