import { currentBranch } from '../branch/branch';
import { wholeRoster } from '../branch/terms';
import type { BookHead, BookNode } from '../exchange/word/book-model';
import { t, type MessageKey } from '../i18n';
import type { Ledger } from '../ledger';
import { meetingRegister, type RegisterRow } from '../life/register';
import { nameOfRow, registerContext, type RegisterContext } from '../life/register-columns';
import { paperOfRow } from '../life/register-document';
import { asFault } from '../records/fault';
import { MEETING_TYPES, type MeetingType } from '../records/meeting';
import type { CivilDate } from '../rules/calendar';
import { lifePack } from '../rules/packs';
import { appraisals, leftOut as leftOutOf } from './handbook-appraisals';
import * as tables from './handbook-tables';
import * as yearly from './handbook-yearly';
import type { Reader } from './reader';

export interface HandbookQuery {
  year: number;
  today: CivilDate;
  /** For whom it is made: of what only the secretary keeps, others find their own. */
  reader: Reader;
  /** With penalties: for the secretary, and only when asked. */
  penalties?: boolean;
  signal?: AbortSignal;
  /** Records written, of how many. */
  onProgress?: (done: number, total: number) => void;
}

type Chapter = { key: string; title: MessageKey } & (
  { tables: tables.ChapterTables } | { type: MeetingType }
);

/** The chapters of 支部工作手册 in their order. */
const CHAPTERS: readonly Chapter[] = [
  { key: 'facts', title: 'papers.hb.facts', tables: tables.branchFacts },
  { key: 'duties', title: 'papers.hb.committee', tables: tables.committee },
  { key: 'roster', title: 'exchange.register.roster', tables: tables.roster },
  { key: 'groups', title: 'papers.hb.groups', tables: tables.groups },
  { key: 'plan', title: 'papers.hb.plan', tables: tables.plan },
  { key: 'statistics', title: 'exchange.register.stats', tables: tables.statistics },
  ...MEETING_TYPES.map((type): Chapter => ({ key: type, title: `life.type.${type}`, type })),
  { key: 'study', title: 'papers.hb.study', tables: tables.study },
  { key: 'talks', title: 'papers.hb.talks', tables: tables.talks },
  { key: 'appraisals', title: 'papers.hb.appraisals', tables: appraisals },
  { key: 'development', title: 'papers.hb.development', tables: tables.development },
  { key: 'mobile', title: 'papers.hb.mobile', tables: tables.mobile },
  { key: 'dues', title: 'papers.hb.dues', tables: tables.dues },
  { key: 'awards', title: 'papers.hb.awards', tables: yearly.awards },
  { key: 'summary', title: 'papers.hb.summary', tables: yearly.summary },
];

/** Records up to which each has a line of its own in the contents. */
const LISTED = 400;
/** Records laid out between two breaths. */
const CHUNK = 40;
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** The handbook of a year, to be written to a file or drawn on a page. */
export interface Handbook {
  head: BookHead;
  /** Number of activities in it. */
  total: number;
  /** Chapters that the ledger has nothing for (缺项), by their titles. */
  missing: string[];
  /** What stands in the ledger and is not for this reader, in sentences. */
  leftOut: string[];
  /** Titles in order, with the number of records where a chapter is of records. */
  chapters: { title: string; count?: number }[];
  pieces(): AsyncGenerator<BookNode[]>;
}

/**
 * Collects 支部工作手册 of a year: every chapter in order, one without records saying 缺项. An activity of several types
 * stands under the first, and is named under the others.
 */
export async function handbook(ledger: Ledger, query: HandbookQuery): Promise<Handbook> {
  const { year, today } = query;
  const pack = lifePack();
  const [all, roster, groups, branch, context] = await Promise.all([
    meetingRegister(ledger, { from: `${year}-01-01`, to: `${year}-12-31`, today, pack }),
    wholeRoster(ledger),
    ledger.list('partyGroup'),
    currentBranch(ledger),
    registerContext(ledger, pack),
  ]);
  const rows = all.filter((row) => !row.planned);
  const day = today < `${year}-12-31` ? today : `${year}-12-31`;
  const penalties = query.penalties === true && query.reader.role === 'secretary';
  const around: tables.Around = {
    ledger,
    year,
    today,
    day,
    roster,
    groups,
    nameOf: context.nameOf,
    reader: query.reader,
    penalties,
  };
  const made = new Map<string, BookNode[]>();
  const missing: string[] = [];
  const leftOut: string[] = [];
  for (const chapter of CHAPTERS) {
    query.signal?.throwIfAborted();
    const nodes: BookNode[] =
      'tables' in chapter
        ? (await chapter.tables(around)).map((section) => ({ kind: 'section', section, titled: false }))
        : [];
    const left = 'tables' in chapter ? await leftOutOf(chapter.key, around) : undefined;
    if (left) {
      nodes.push({ kind: 'note', text: left });
      leftOut.push(left);
    }
    const empty = 'type' in chapter ? !rows.some((row) => row.types.includes(chapter.type)) : !nodes.length;
    if (empty) {
      const reason = whyEmpty(chapter, branch?.fields.hasCommittee, groups.length);
      if (!reason) missing.push(t(chapter.title));
      nodes.push({ kind: 'note', text: t(reason ?? 'papers.hb.missing') });
    }
    made.set(chapter.key, nodes);
  }
  const chapterOf = (row: RegisterRow): MeetingType =>
    MEETING_TYPES.find((type) => row.types.includes(type)) ?? 'other';
  const listed = rows.length <= LISTED;
  const title = (row: RegisterRow): string => `${row.date}　${nameOfRow(row, context)}`;
  const numbers = new Map(rows.map((row, index) => [row.id, index + 1]));
  const anchor = (row: RegisterRow): string => `r${numbers.get(row.id)}`;
  const head: BookHead = {
    title: t('papers.hb.title'),
    branch: branch?.fields.name ?? '',
    under: [
      t('papers.hb.year', { year }),
      branch?.fields.superior ?? '',
      t('exchange.asOf', { date: today }),
      missing.length ? t('papers.hb.missingList', { list: missing.join(t('exchange.listJoin')) }) : '',
      ...leftOut,
    ].filter(Boolean),
    signatures: [t('exchange.signSecretary')],
    contentsTitle: t('papers.hb.contents'),
    contents: CHAPTERS.flatMap((chapter, index) => [
      { level: 1 as const, title: chapterTitle(index, t(chapter.title)), anchor: `c${index + 1}` },
      ...('type' in chapter && listed
        ? rows
            .filter((row) => chapterOf(row) === chapter.type)
            .map((row) => ({ level: 2 as const, title: title(row), anchor: anchor(row) }))
        : []),
    ]),
    foot: foot(branch?.fields.name ?? ''),
  };
  const write = { ...query, context, roster, branch: branch?.fields.name ?? '', ledger };
  async function* pieces(): AsyncGenerator<BookNode[]> {
    let done = 0;
    query.onProgress?.(0, rows.length);
    for (const [index, chapter] of CHAPTERS.entries()) {
      const start: BookNode[] = [
        { kind: 'heading', level: 1, title: chapterTitle(index, t(chapter.title)), anchor: `c${index + 1}` },
        ...(made.get(chapter.key) ?? []),
      ];
      yield start;
      if (!('type' in chapter)) continue;
      let nodes: BookNode[] = [];
      for (const row of rows) {
        if (!row.types.includes(chapter.type)) continue;
        const home = chapterOf(row);
        if (home !== chapter.type) {
          nodes.push({
            kind: 'note',
            text: t('papers.hb.seeOther', { record: title(row), chapter: t(`life.type.${home}`) }),
          });
          continue;
        }
        nodes.push(...(await recordNodes(row, title(row), anchor(row), write)));
        done += 1;
        if (done % CHUNK) continue;
        yield nodes;
        nodes = [];
        query.onProgress?.(done, rows.length);
        await breath();
        query.signal?.throwIfAborted();
      }
      yield nodes;
    }
    query.onProgress?.(rows.length, rows.length);
  }
  const chapters = CHAPTERS.map((chapter) => ({
    title: t(chapter.title),
    ...('type' in chapter ? { count: rows.filter((row) => row.types.includes(chapter.type)).length } : {}),
  }));
  return { head, total: rows.length, missing, leftOut, chapters, pieces };
}

/** 第一章 … in the numerals of the language: a plain number does for all of them. */
const chapterTitle = (index: number, title: string): string =>
  t('papers.hb.chapter', { number: index + 1, title });

function foot(branch: string): [string, string, string] {
  const [before = '', between = '', after = ''] = t('exchange.pageOfPages', {
    page: '\u0000',
    pages: '\u0000',
  }).split('\u0000');
  return [`${branch}　${before}`, between, after];
}

function whyEmpty(
  chapter: Chapter,
  hasCommittee: boolean | undefined,
  groups: number,
): MessageKey | undefined {
  if ((chapter.key === 'committee' || chapter.key === 'duties') && hasCommittee === false)
    return 'papers.hb.noCommittee';
  if (chapter.key === 'group' || chapter.key === 'groups') return groups ? undefined : 'papers.hb.noGroups';
  if (chapter.key === 'other' || chapter.key === 'mobile') return 'papers.hb.none';
  return undefined;
}

async function recordNodes(
  row: RegisterRow,
  title: string,
  anchor: string,
  around: {
    ledger: Ledger;
    context: RegisterContext;
    roster: tables.Around['roster'];
    branch: string;
    today: CivilDate;
  },
): Promise<BookNode[]> {
  const stored = row.meeting.fields.minutes;
  let minutes = typeof stored === 'string' ? stored : '';
  if (typeof stored === 'object') {
    // One record with missing bytes must not cost the whole book: the place says so.
    minutes = await around.ledger
      .text(stored)
      .catch((thrown: unknown) => t('exchange.minutesMissing', { code: asFault(thrown).code }));
  }
  const paper = paperOfRow(row, { ...around, minutes });
  return [
    { kind: 'heading', level: 2, title, anchor, mark: paper.mark },
    { kind: 'section', titled: false, section: { heading: '', kind: 'facts', facts: paper.facts } },
    ...paper.sections.map((section): BookNode => ({ kind: 'section', section })),
    { kind: 'closing', lines: paper.closing },
  ];
}
