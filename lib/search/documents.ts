import { meetingTitle } from '../life/notice';
import { t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import type { KindName } from '../records';
import type { EvidenceEntry } from '../records/governance';
import type { LongText } from '../records/kind';
import { listMonths } from '../records/study';
import { taskTag } from './query';
import type { SearchDocument } from './document';
import type { SEARCHED } from './kinds';

/** What a document is made with: names of the roster, and the texts kept beside the records. */
export interface Sources {
  ledger: Ledger;
  /** Name of a member or Party group by id; a free name as it is. */
  nameOf(id: string | undefined): string | undefined;
  /** Wording of a checklist item. */
  itemText(code: string): string | undefined;
}

type Piece = string | undefined;
type Made = {
  title: Piece;
  text?: readonly Piece[];
  day?: string;
  people?: readonly Piece[];
  /** Names besides those of the people. */
  names?: readonly string[];
  tags?: readonly string[];
};
type Maker<K extends KindName> = (fields: Rec<K>['fields'], sources: Sources) => Made | Promise<Made>;

/**
 * What of each kind is searched. What is missing here is not found: amounts of dues, grades, penalties, telephone
 * numbers, and what was said in a talk never enter the index.
 */
const MAKERS: { [K in (typeof SEARCHED)[number]]: Maker<K> } = {
  meeting: async (fields, { ledger, nameOf }) => {
    const { host, recorder, lecturer } = fields;
    const long = await Promise.all(
      [fields.minutes, fields.priorStudy, fields.criticism].map((text) => readText(ledger, text)),
    );
    const agenda = Object.values(fields.agenda ?? {}).sort((a, b) => a.order - b.order);
    return {
      title: [meetingTitle(fields), nameOf(fields.group)].filter(Boolean).join(' · '),
      // What it was about comes first: it is what is shown when no term stands in the text.
      text: [
        ...agenda.map(({ text }) => text),
        ...long,
        tasksText(fields.education),
        fields.place,
        ...[host, recorder, lecturer].map(nameOf),
        fields.guests,
        ...Object.values(fields.attachments ?? {}).map(({ name }) => name),
      ],
      day: fields.startsAt.slice(0, 10),
      people: [host, recorder, lecturer, ...Object.keys(fields.attendance ?? {})],
      tags: [...Object.keys(fields.types), ...taskTags(fields.education)],
    };
  },
  resolution: ({ text, owner, dueOn, doneOn, doneNote }, { nameOf }) => ({
    title: text,
    text: [nameOf(owner), doneNote],
    day: doneOn ?? dueOn,
    people: [owner],
  }),
  rectification: ({ problem, measure, owner, dueOn, result, review, subject }, { nameOf }) => ({
    title: problem,
    text: [measure, nameOf(owner), nameOf(subject), result, review],
    day: dueOn,
    people: [owner, subject],
  }),
  request: async (fields, { ledger, nameOf }) => ({
    title: fields.subject,
    text: [
      fields.from,
      fields.routedName,
      nameOf(fields.owner),
      ...(await Promise.all([fields.ask, fields.answer].map((text) => readText(ledger, text)))),
      fields.closing,
    ],
    day: fields.on,
    people: [...Object.keys(fields.askers ?? {}), fields.owner],
    tags: [fields.state],
  }),
  // A penalty is nobody's to come across.
  honour: ({ sort, what, issuer, document, unit, members, on }) => ({
    title: sort === 'award' ? what : undefined,
    text: [issuer, document, unit],
    day: on,
    people: Object.keys(members ?? {}),
  }),
  summary: async ({ year, text, adoptedBy, adoptedOn }, { ledger }) => ({
    title: `${year} · ${t('settings.kind.summary')}`,
    text: [adoptedBy, await readText(ledger, text)],
    day: adoptedOn ?? year,
  }),
  clip: async (fields, { ledger }) => ({
    title: fields.title,
    // What somebody wrote and what it says come first, what it is from and under last: see the activity.
    text: [
      fields.note,
      ...Object.values(fields.quotations ?? {}).flatMap(({ text, note }) => [note, text]),
      textOfHtml((await readText(ledger, fields.body)) ?? '') || fields.excerpt,
      ...Object.entries({ ...fields.lists, ...fields.aims }).map(([, aim]) =>
        typeof aim === 'string' ? aim : aim.aim,
      ),
      fields.source,
      fields.edition,
      fields.file?.name,
      fields.author,
      fields.siteName,
      ...Object.values(fields.card ?? {}).map(({ value }) => value),
      Object.keys(fields.tags ?? {}).join(' '),
      tasksText(fields.education),
    ],
    day: (fields.published ?? fields.enteredAt)?.slice(0, 10),
    tags: [...Object.keys(fields.tags ?? {}), ...listMonths(fields), ...taskTags(fields.education)],
  }),
  studyLog: (fields, { nameOf }) => ({
    title: [nameOf(fields.member), fields.subject].filter(Boolean).join(' · '),
    text: [tDynamic(`papers.form.${fields.form}`)],
    day: fields.on,
    people: [fields.member],
  }),
  // A private one is nobody else's to come across; its author finds it in the own list.
  reflection: async ({ member, on, title, text, sharedOn }, { ledger, nameOf }) => ({
    title: sharedOn && [nameOf(member), title || t('settings.kind.reflection')].filter(Boolean).join(' · '),
    text: sharedOn ? [await readText(ledger, text)] : [],
    day: on,
    people: [member],
  }),
  lesson: ({ question, passage, prompt }) => ({
    title: question || passage.slice(0, 30),
    text: [passage, prompt, t('settings.kind.lesson')],
  }),
  talk: ({ talker, partner, on }, { nameOf }) => ({
    title: [nameOf(talker), nameOf(partner)].filter(Boolean).join('—'),
    text: [t('settings.kind.talk')],
    day: on,
    people: [talker, partner],
  }),
  member: ({ name, aliases, job, inBranchFrom }) => ({
    title: name,
    text: [...(aliases ?? []), job],
    names: [name, ...(aliases ?? [])],
    day: inBranchFrom,
  }),
  partyGroup: ({ name, leader }, { nameOf }) => ({ title: name, text: [nameOf(leader)], people: [leader] }),
  branch: ({ name, company, superior }) => ({ title: name, text: [company, superior] }),
  developmentCase: ({ member }, { nameOf }) => ({
    title: nameOf(member),
    text: [t('settings.kind.developmentCase')],
    people: [member],
  }),
  floatingRecord: ({ name, member, since, region }, { nameOf }) => ({
    title: nameOf(member) ?? name,
    text: [region, t('settings.kind.floatingRecord')],
    day: since,
    people: [member],
  }),
  governanceItem: (fields, { nameOf, itemText }) => ({
    title: [fields.item, fields.eventTitle ?? itemText(fields.item)].filter(Boolean).join(' '),
    text: [
      fields.period,
      fields.reason,
      fields.rectification,
      nameOf(fields.owner),
      ...Object.values(fields.evidence ?? {}).flatMap(evidenceTexts),
    ],
    day: fields.eventOn ?? fields.nextReview,
    people: [fields.owner],
  }),
  finding: (fields, { nameOf }) => ({
    title: fields.problem,
    text: [
      fields.measure,
      nameOf(fields.owner),
      fields.result,
      fields.review,
      ...Object.values(fields.proof ?? {}).flatMap(evidenceTexts),
    ],
    day: fields.dueOn ?? fields.foundOn,
    people: [fields.owner],
  }),
  charter: ({ version, clauses, resolution, registration, place, file, note, adoptedOn, registeredOn }) => ({
    title: version,
    text: [
      ...Object.values(clauses ?? {})
        .sort((a, b) => a.order - b.order)
        .map(({ no, text, part }) => [part, no, text].filter(Boolean).join(' ')),
      resolution,
      registration,
      file?.name,
      place,
      note,
    ],
    day: adoptedOn ?? registeredOn,
  }),
  // Who stood back and why is for the page of the matter, and nobody's to come across.
  matter: ({ title, opinion, decision, document, answer, followUp, attachments, ...fields }) => ({
    title,
    text: [
      opinion,
      decision,
      document,
      answer,
      followUp,
      ...Object.values(attachments ?? {}).map(({ name }) => name),
    ],
    day: fields.decidedOn ?? fields.opinionOn ?? fields.raisedOn,
  }),
  listedMatter: ({ title, category, basis, from }) => ({ title, text: [category, basis], day: from }),
  planItem: ({ title, types, place, on }) => ({
    title:
      title ||
      Object.keys(types ?? {})
        .map((type) => tDynamic(`life.type.${type}`))
        .join('、'),
    text: [place],
    day: on,
  }),
};

/** What can be found of a piece of evidence. */
const evidenceTexts = ({ file, title, quote, link, place, keeper, note }: EvidenceEntry) => [
  file?.name,
  title,
  quote,
  link,
  place,
  keeper,
  note,
];

type Tasks = Readonly<Record<string, true>> | undefined;
/** Tasks of education in words, and as what is filtered by. */
const tasksText = (tasks: Tasks): string =>
  Object.keys(tasks ?? {})
    .map((task) => tDynamic(`lists.education.${task}`))
    .join(' ');
const taskTags = (tasks: Tasks): string[] => Object.keys(tasks ?? {}).map(taskTag);

/** What is searched of a record; undefined for kinds that are not searched and for what lies in the trash. */
export async function documentOf(record: Rec, sources: Sources): Promise<SearchDocument | undefined> {
  const maker = (MAKERS as Partial<Record<KindName, unknown>>)[record.kind] as Maker<KindName> | undefined;
  if (!maker || record.deleted) return undefined;
  const made = await maker(record.fields, sources);
  if (!made.title) return undefined;
  const people = [...new Set((made.people ?? []).filter((id): id is string => Boolean(id)))];
  return {
    id: record.id,
    kind: record.kind,
    title: made.title,
    text: (made.text ?? []).filter(Boolean).join('\n'),
    day: made.day ?? '',
    people,
    names: [
      ...(made.names ?? []),
      ...(people.length <= NAMED ? people.map((id) => sources.nameOf(id) ?? '').filter(Boolean) : []),
    ],
    tags: made.tags ?? [],
  };
}

/** With more people than these, names are not what a record is looked for by. */
const NAMED = 3;

/** Text kept beside a record. Bytes that are missing leave the rest of the record to be found. */
const readText = async (ledger: Ledger, text: LongText | undefined): Promise<string | undefined> => {
  try {
    return text === undefined ? undefined : await ledger.text(text);
  } catch {
    return undefined;
  }
};

const BREAKS = /<(?:br|\/p|\/div|\/li|\/h\d|\/tr|\/blockquote|\/figcaption|hr)\b[^>]*>/gi;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Plain text of sanitised HTML; for searching only, where there is no document to parse it with. */
export const textOfHtml = (html: string): string =>
  html
    .replace(BREAKS, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole;
    });
