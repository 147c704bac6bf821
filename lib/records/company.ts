import * as z from 'zod/mini';
import { attachment, date, defineKind, entryFields, partialDate } from './kind';

/** 集团（总部）, 子公司, 承包（合作）企业, 站点: how a unit stands in its company. */
export const UNIT_LAYERS = ['group', 'subsidiary', 'contractor', 'station'] as const;

/** Bodies of the Party side, then those of corporate governance and of the workers. */
export const PARTY_BODIES = [
  'partyCommittee',
  'generalBranch',
  'branchCommittee',
  'branch',
  'partyGroup',
] as const;
export const GOVERNING_BODIES = [
  'shareholders',
  'board',
  'supervisors',
  'auditCommittee',
  'management',
  'workersCongress',
  'union',
] as const;
export const BODIES = [...PARTY_BODIES, ...GOVERNING_BODIES] as const;
export type Body = (typeof BODIES)[number];

/** 当选, 委派（任命）, 聘任, 提名后选举, 兼任, 其他. */
export const APPOINTED_BY = ['elected', 'appointed', 'hired', 'nominated', 'concurrent', 'other'] as const;

/** One legal unit or place of work of a company: the group itself, a subsidiary, a contractor, a station. */
export const unit = defineKind({
  name: 'unit',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    layer: z.enum(UNIT_LAYERS),
    /** The unit above; absent for the topmost. */
    parent: z.optional(z.string()),
    /** What is known of its bodies, by body: whether there is one, its seats, last day of the present term. */
    bodies: z.optional(
      z.record(
        z.string(),
        z.object({
          exists: z.optional(z.boolean()),
          seats: z.optional(z.number()),
          termEnd: z.optional(date),
        }),
      ),
    ),
    order: z.optional(z.number()),
  }),
  maps: ['bodies'],
  index: (fields) => ({ at: '', links: fields.parent ? [fields.parent] : [] }),
  title: (fields) => fields.name,
});

/** 任职: one person in one position of one body of a unit over some time, both ends counted. */
export const appointment = defineKind({
  name: 'appointment',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    /** Record of the unit; absent = the company as a whole. */
    unit: z.optional(z.string()),
    body: z.enum(BODIES),
    /** As the document calls it: 书记, 董事长, 副总经理. */
    position: z.string().check(z.minLength(1), z.maxLength(60)),
    /** Same id = same person: a member's id, or one of its own for somebody outside the branch. */
    person: z.string(),
    name: z.string().check(z.minLength(1), z.maxLength(40)),
    /** Whether a person outside the Party bodies is a Party member: only where that person agreed to its being noted. */
    party: z.optional(z.enum(['yes', 'no'])),
    /** First day. Absent = not known. */
    from: z.optional(partialDate),
    /** Last day. Absent = held still. */
    to: z.optional(partialDate),
    /** Last day of the term for which the person was put in; passing it ends nothing. */
    termEnd: z.optional(date),
    how: z.optional(z.enum(APPOINTED_BY)),
    /** Decision or document on which it rests: title or number. */
    basis: z.optional(z.string().check(z.maxLength(200))),
    basisOn: z.optional(date),
    basisFile: z.optional(attachment),
    /** 利益冲突申报 of this person in this position: what was declared, and the day. */
    conflict: z.optional(z.string()),
    conflictOn: z.optional(date),
    /** Record of the branch's own term of office from which this one was taken over. */
    source: z.optional(z.string()),
    note: z.optional(z.string()),
  }),
  strict: ['to', 'basis'],
  index: (fields) => ({
    at: fields.from ?? '',
    due: fields.to ? undefined : fields.termEnd,
    links: [fields.person, ...(fields.unit ? [fields.unit] : []), `body:${fields.body}`],
  }),
  title: (fields) => `${fields.name} ${fields.position}`,
});

/** 公司章程 in one version, with the clauses that concern the Party organisation (党建入章程). */
export const charter = defineKind({
  name: 'charter',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    unit: z.optional(z.string()),
    /** As printed: 2026 年修订版. */
    version: z.string().check(z.minLength(1), z.maxLength(80)),
    /** Day of the shareholders' resolution. */
    adoptedOn: z.optional(date),
    resolution: z.optional(z.string()),
    /** 登记（备案）: day and number of the receipt. */
    registeredOn: z.optional(date),
    registration: z.optional(z.string()),
    /** Clauses by id: number as printed, text, and which of the expected elements it covers. */
    clauses: z.optional(
      z.record(
        z.string(),
        z.object({
          no: z.string(),
          text: z.string(),
          /** Chapter in which it stands, as printed. */
          part: z.optional(z.string()),
          elements: z.optional(z.record(z.string(), z.literal(true))),
          order: z.number(),
        }),
      ),
    ),
    /** The original: the file itself, or where it lies and the SHA-256 of its file. */
    file: z.optional(attachment),
    place: z.optional(z.string()),
    sha256: z.optional(z.string()),
    note: z.optional(z.string()),
  }),
  maps: ['clauses'],
  index: (fields) => ({ at: fields.adoptedOn ?? '', links: fields.unit ? [fields.unit] : [] }),
  title: (fields) => fields.version,
});

/** One line of the 议事清单: a matter of a kind on which the Party organisation is heard. */
export const listedMatter = defineKind({
  name: 'listedMatter',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    unit: z.optional(z.string()),
    title: z.string().check(z.minLength(1), z.maxLength(200)),
    /** 职工利益, 合规, 安全, 算法, 社会责任 or a word of the company's own. */
    category: z.optional(z.string()),
    /** Document that put it on the list. */
    basis: z.optional(z.string()),
    /** How sure the program is of a basis that it brought itself; absent for a document of the company's own. */
    confidence: z.optional(z.enum(['confirmed', 'secondHand', 'practice'])),
    from: z.optional(date),
    to: z.optional(date),
    order: z.optional(z.number()),
  }),
  index: (fields) => ({ at: '', links: fields.unit ? [fields.unit] : [] }),
  title: (fields) => fields.title,
});

/** 采纳, 部分采纳, 未采纳; no answer yet = absent. */
export const ADOPTIONS = ['full', 'partly', 'no'] as const;

/** 参与决策: one matter on which the Party organisation was (to be) heard, from its opinion to what came of it. */
export const matter = defineKind({
  name: 'matter',
  schema: z.looseObject({
    ...entryFields,
    companyId: z.string(),
    unit: z.optional(z.string()),
    title: z.string().check(z.minLength(1), z.maxLength(200)),
    /** Line of the 议事清单; absent = not on the list. */
    listed: z.optional(z.string()),
    raisedOn: z.optional(date),
    /** What the Party organisation said, when, at which meeting, by which resolution of the branch. */
    opinion: z.optional(z.string()),
    opinionOn: z.optional(date),
    meeting: z.optional(z.string()),
    resolution: z.optional(z.string()),
    /** What the body decided. */
    body: z.optional(z.enum(BODIES)),
    decision: z.optional(z.string()),
    decidedOn: z.optional(date),
    document: z.optional(z.string()),
    adopted: z.optional(z.enum(ADOPTIONS)),
    /** The answer that was given to the opinion: reasons where it was not taken up. */
    answer: z.optional(z.string()),
    answeredOn: z.optional(date),
    /** What was then done, and when that was seen. */
    followUp: z.optional(z.string()),
    followedOn: z.optional(date),
    dueOn: z.optional(date),
    /** 回避: who stood back, by person, and why. */
    recusals: z.optional(
      z.record(z.string(), z.object({ name: z.string(), reason: z.optional(z.string()) })),
    ),
    attachments: z.optional(z.record(z.string(), attachment)),
  }),
  maps: ['recusals', 'attachments'],
  strict: ['adopted'],
  index: (fields) => ({
    at: fields.raisedOn ?? fields.opinionOn ?? '',
    due: fields.followedOn ? undefined : fields.dueOn,
    links: [fields.listed, fields.meeting, fields.resolution, fields.unit].filter(
      (link): link is string => link !== undefined,
    ),
  }),
  title: (fields) => fields.title,
});
