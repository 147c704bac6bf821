import * as z from 'zod/mini';
import { attachment, blobRef, date, defineKind, entryFields } from './kind';

/** What part of a page was kept: a found article, the user's selection, or all that was visible. */
export const CLIP_COVERAGE = ['article', 'selection', 'visible'] as const;

/** Where a quotation was taken; positions are in the main text without white space (see `lib/study/read/anchors.ts`). */
export const anchor = z.looseObject({
  start: z.number(),
  /** What stood beside it; shorter at the edges of the text. */
  before: z.string(),
  after: z.string(),
  /** Which of how many equal passages it was, from 0; absent when there was only one. */
  nth: z.optional(z.number()),
  of: z.optional(z.number()),
});
export type Anchor = z.infer<typeof anchor>;

export const quotation = z.looseObject({
  text: z.string(),
  note: z.optional(z.string()),
  at: z.string(),
  /** Absent on quotations that were taken outside of the reader: those are found by their words. */
  anchor: z.optional(anchor),
  /** Page of a paged source, from 1. */
  page: z.optional(z.number()),
});
export type Quotation = z.infer<typeof quotation>;

/** One line of the card of a document (来源卡): as the page prints it, or as somebody set it by hand. */
export const documentEntry = z.object({
  value: z.string(),
  /** The words of the page from which the value was read; absent when it was set by hand. */
  passage: z.optional(z.string()),
  by: z.enum(['page', 'hand']),
  /** For a value set by hand: what the page prints. */
  page: z.optional(z.object({ value: z.string(), passage: z.string() })),
});
export type DocumentEntry = z.infer<typeof documentEntry>;

/** The seven tasks of education (教育内容) of 党员教育管理工作条例, in its order. */
export const EDUCATION = [
  'theory',
  'politics',
  'discipline',
  'purpose',
  'tradition',
  'situation',
  'skills',
] as const;
export type Education = (typeof EDUCATION)[number];
/** One page of an article that is spread over several. Without `at` it is known and not kept. */
export const clipPart = z.object({
  url: z.string(),
  /** Instant at which it was kept. */
  at: z.optional(z.string()),
  /** SHA-256 of its text without white space, by which a repeated page is told. */
  hash: z.optional(z.string()),
  /** Code of the failure when it was last asked for. */
  failed: z.optional(z.string()),
  /** Characters of it that were left out. */
  lost: z.optional(z.number()),
});
export type ClipPart = z.infer<typeof clipPart>;

/** A picture of the main text: its address, and its file once somebody asked for it, or why it could not be had. */
export const clipPicture = z.object({
  url: z.string(),
  ...z.partial(blobRef).shape,
  /** SHA-256 of the file as it came: what is kept was drawn anew. */
  originalSha256: z.optional(z.string()),
  failed: z.optional(z.string()),
});
export type ClipPicture = z.infer<typeof clipPicture>;

/** Months on whose study list a clip is. */
export const listMonths = (fields: { listMonth?: string; lists?: Record<string, unknown> }): string[] => [
  ...new Set([...(fields.listMonth ? [fields.listMonth] : []), ...Object.keys(fields.lists ?? {})]),
];

/** Study material taken from a page. The body is a blob; the record holds what lists and citations need. */
export const clip = defineKind({
  name: 'clip',
  schema: z.looseObject({
    ...entryFields,
    title: z.string(),
    /** Address without tracking parameters and fragment. */
    url: z.string(),
    siteName: z.optional(z.string()),
    /** The source that the page credits (来源). */
    source: z.optional(z.string()),
    author: z.optional(z.string()),
    editor: z.optional(z.string()),
    /** `YYYY-MM-DD HH:mm` or `YYYY-MM-DD`, as printed on the page. */
    published: z.optional(z.string()),
    coverage: z.enum(CLIP_COVERAGE),
    /** First characters of the main text, for lists. */
    excerpt: z.optional(z.string()),
    /** Number of characters of the main text, without white space. */
    length: z.optional(z.number()),
    /** Sanitised HTML of the main text. */
    body: z.optional(blobRef),
    /** Lower-case hex SHA-256 of the main text with white space removed. */
    textHash: z.optional(z.string()),
    /** Keyed by quotation id. */
    quotations: z.optional(z.record(z.string(), quotation)),
    note: z.optional(z.string()),
    /** Month whose study list the clip is on, `YYYY-MM`; older entries have this alone, newer ones `lists`. */
    listMonth: z.optional(z.string()),
    /** Months on whose study list the clip is, `YYYY-MM`, each with its place and what is asked of it (学习要求). */
    lists: z.optional(
      z.record(z.string(), z.object({ order: z.optional(z.number()), aim: z.optional(z.string()) })),
    ),
    /** What is asked of it (学习要求) in a month, by month; empty where nothing is asked any more. */
    aims: z.optional(z.record(z.string(), z.string())),
    /** For a regulation or document: what its page prints, keyed by field (`DOCUMENT_FIELDS`). */
    card: z.optional(z.record(z.string(), documentEntry)),
    /** Free tags, one field per tag. */
    tags: z.optional(z.record(z.string(), z.literal(true))),
    /** Set of {@link EDUCATION}, one field per element. */
    education: z.optional(z.record(z.string(), z.literal(true))),
    /** Number of pictures of the main text; their addresses are in the body. */
    images: z.optional(z.number()),
    /** Set when the page was too large to keep whole: characters kept, of how many. */
    cut: z.optional(z.object({ kept: z.number(), total: z.number() })),
    /** Other addresses under which the same text was found, keyed by an id made from the address. */
    addresses: z.optional(z.record(z.string(), z.object({ url: z.string(), at: z.string() }))),
    /** Pages of the article by number; the body holds each kept one as a section with `data-page`. */
    parts: z.optional(z.record(z.string(), clipPart)),
    /** Address under which the page says that the whole text stands. */
    whole: z.optional(z.string()),
    /** The body is that whole text: a single page of it does not take its place. */
    wholeKept: z.optional(z.boolean()),
    /** Pictures that were asked for, keyed by an id made from the address. */
    pictures: z.optional(z.record(z.string(), clipPicture)),
    /** Name, day and page (版次) of a newspaper's digital edition, as the page prints them. */
    edition: z.optional(z.string()),
    /** Articles that a page of a newspaper lists. */
    items: z.optional(z.array(z.object({ title: z.string(), url: z.string() }))),
    /** Set for a page that shows a video: of it, title, words and length are kept. */
    video: z.optional(z.object({ seconds: z.optional(z.number()) })),
    /** The file that the text was read from, and its number of pages. */
    file: z.optional(attachment),
    pageCount: z.optional(z.number()),
    /** The file holds pictures of pages and no text. */
    scan: z.optional(z.boolean()),
  }),
  maps: ['quotations', 'addresses', 'card', 'tags', 'education', 'lists', 'aims', 'parts', 'pictures'],
  index: (fields) => ({
    at: fields.enteredAt ?? '',
    links: [
      ...(fields.url ? [`url:${fields.url}`] : []),
      ...(fields.file ? [`file:${fields.file.originalSha256 ?? fields.file.sha256}`] : []),
      ...Object.values(fields.addresses ?? {}).map((address) => `url:${address.url}`),
      ...Object.values(fields.parts ?? {}).flatMap((part) =>
        part.url === fields.url ? [] : [`url:${part.url}`],
      ),
      ...(fields.textHash ? [`text:${fields.textHash}`] : []),
      ...listMonths(fields).map((month) => `list:${month}`),
      ...Object.keys(fields.tags ?? {}).map((tag) => `tag:${tag}`),
    ],
  }),
  title: (fields) => fields.title,
});

/** 集中学习, 自学, 线上学习, 培训. Only `collective` and `training` count towards the yearly norm. */
export const STUDY_FORMS = ['collective', 'self', 'online', 'training'] as const;

/** Study declared by or for one member against a material or an activity, and confirmed by a person. */
export const studyLog = defineKind({
  name: 'studyLog',
  schema: z.looseObject({
    ...entryFields,
    member: z.string(),
    on: date,
    form: z.enum(STUDY_FORMS),
    /** Material studied (clip id). */
    clip: z.optional(z.string()),
    /** Activity in which it was studied; such study is counted there and never twice. */
    meeting: z.optional(z.string()),
    /** What was studied, when it is neither a clip nor an activity of the ledger. */
    subject: z.optional(z.string()),
    /** Credit hours (学时). */
    hours: z.number().check(z.positive(), z.maximum(200)),
    /** The minutes that were declared, when minutes were declared. */
    minutes: z.optional(z.number()),
    state: z.enum(['declared', 'confirmed', 'returned']),
    /** Member id of the person who confirmed or returned it. */
    decidedBy: z.optional(z.string()),
    decidedOn: z.optional(date),
    returnReason: z.optional(z.string()),
  }),
  strict: ['state'],
  index: (fields) => ({
    at: fields.on,
    links: [
      `${fields.member}@${fields.on.slice(0, 4)}`,
      ...(fields.clip ? [fields.clip] : []),
      ...(fields.meeting ? [fields.meeting] : []),
      `studyLog:${fields.state}`,
    ],
  }),
  title: (fields) => fields.subject ?? '',
});
