import type { SheetModel } from '../exchange/sheet-write';
import { type TableColumn, tableSheet } from '../exchange/table';
import { evidenceSentence } from '../governance/evidence-words';
import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger } from '../ledger';
import type { CivilDate } from '../rules/calendar';
import { type ChecklistPack, packText } from '../rules/pack';
import { formatPeriod } from '../rules/periods';
import type { Finding } from './findings';

/** A finding with the item that it is of. */
export interface FindingLine {
  finding: Finding;
  /** Empty when the item's record is in the trash or not here. */
  code: string;
  period: string;
  event?: { title: string; on: string };
  asked: string;
}

/** 待整改, 逾期, 待回头看, 回头看通过: each finding stands in exactly one. */
export const FINDING_GROUPS = ['open', 'overdue', 'done', 'closed'] as const;
export type FindingGroup = (typeof FINDING_GROUPS)[number];

/** In which group a finding is on a day. */
export function groupOf({ fields }: Finding, today: CivilDate): FindingGroup {
  if (fields.state !== 'open') return fields.state;
  return fields.dueOn !== undefined && fields.dueOn < today ? 'overdue' : 'open';
}

/** Every finding of a company: what is open first, by its day; then what waits for a second look; then the others, latest first. */
export async function findingLines(
  ledger: Ledger,
  pack: ChecklistPack,
  companyId: string,
): Promise<FindingLine[]> {
  const findings = (await ledger.list('finding')).filter(({ fields }) => fields.companyId === companyId);
  const ids = [...new Set(findings.map(({ fields }) => fields.item))];
  const items = new Map((await ledger.getMany('governanceItem', ids)).map((item) => [item.id, item.fields]));
  const language = currentLanguage();
  const asked = new Map(pack.items.map(({ code, text }) => [code, packText(text, language)]));
  return findings
    .map((finding): FindingLine => {
      const item = items.get(finding.fields.item);
      const { eventOn, eventTitle = '' } = item ?? {};
      return {
        finding,
        code: item?.item ?? '',
        period: item?.period ?? '',
        event: eventOn ? { title: eventTitle, on: eventOn } : undefined,
        asked: asked.get(item?.item ?? '') ?? '',
      };
    })
    .sort(inOrder);
}

const PLACE = { open: 0, done: 1, closed: 2 } as const;

function inOrder({ finding: a }: FindingLine, { finding: b }: FindingLine): number {
  const [one, two] = [a.fields, b.fields];
  if (one.state !== two.state) return PLACE[one.state] - PLACE[two.state];
  const key = ({ id, fields }: Finding): string =>
    fields.state === 'open'
      ? `${fields.dueOn ?? '9'} ${fields.foundOn} ${id}`
      : `${fields.reviewedOn ?? fields.doneOn ?? ''} ${id}`;
  const before = key(a) < key(b);
  return one.state === 'closed' ? (before ? 1 : -1) : before ? -1 : 1;
}

/** How the list is narrowed. */
export interface FindingFilter {
  groups?: readonly FindingGroup[];
  /** Member id or free name. */
  owner?: string;
  /** Letter of a section of the checklist. */
  section?: string;
  text?: string;
}

/** The lines that fit, in their order. */
export function filterFindings(
  lines: readonly FindingLine[],
  filter: FindingFilter,
  { today, nameOf }: FindingContext,
): FindingLine[] {
  const { groups = [], owner, section, text = '' } = filter;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter(({ finding, code, asked, event }) => {
    const { fields } = finding;
    if (groups.length && !groups.includes(groupOf(finding, today))) return false;
    if (owner && fields.owner !== owner) return false;
    if (section && !code.startsWith(section)) return false;
    const said = [
      code,
      asked,
      event?.title,
      fields.problem,
      fields.measure,
      fields.result,
      fields.review,
      fields.owner && nameOf(fields.owner),
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

/** A figure out of how many, with the groups that its lines are in. */
export interface FindingFigure {
  what: 'put' | 'confirmed' | 'overdue' | 'proved';
  count: number;
  of: number;
  groups: FindingGroup[];
}

/** 已整改 out of all, 回头看通过 out of those, 逾期 out of those not put right, 有佐证 out of those put right. No score. */
export function findingFigures(lines: readonly FindingLine[], today: CivilDate): FindingFigure[] {
  const count = (...groups: FindingGroup[]): number =>
    lines.filter(({ finding }) => groups.includes(groupOf(finding, today))).length;
  const put = count('done', 'closed');
  const proved = lines.filter(
    ({ finding }) => finding.fields.state !== 'open' && Object.keys(finding.fields.proof ?? {}).length > 0,
  );
  return [
    { what: 'put', count: put, of: lines.length, groups: ['done', 'closed'] },
    { what: 'confirmed', count: count('closed'), of: put, groups: ['closed'] },
    { what: 'overdue', count: count('overdue'), of: lines.length - put, groups: ['overdue'] },
    { what: 'proved', count: proved.length, of: put, groups: ['done', 'closed'] },
  ];
}

/** What turns a line into words. */
export interface FindingContext {
  today: CivilDate;
  nameOf: (id: string) => string;
  /** Puts roles in the place of names. */
  plain?: (text: string) => string;
}

type Column = TableColumn<FindingLine, FindingContext>;

const unclear = (): string => t('life.toBeDecided');
const person = (id: string | undefined, { nameOf }: FindingContext): string => (id ? nameOf(id) : '');
const words = (text: string | undefined, { plain = (said) => said }: FindingContext): string =>
  text ? plain(text) : '';
const long = (
  key: 'problem' | 'measure' | 'result' | 'review',
  header: Column['header'],
  width: number,
): Column => ({
  key,
  header,
  width,
  wrap: true,
  value: ({ finding }, context) => words(finding.fields[key], context),
});
const day = (key: 'foundOn' | 'dueOn' | 'doneOn' | 'reviewedOn', header: Column['header']): Column => ({
  key,
  header,
  width: 12,
  kind: 'date',
  value: ({ finding: { fields } }) =>
    fields[key] ?? (key === 'dueOn' && fields.state === 'open' ? unclear() : ''),
});

/** Period of an item in words, or its event. */
export const placeWords = ({ period, event }: FindingLine, plain = (text: string): string => text): string =>
  event
    ? [plain(event.title), event.on].filter(Boolean).join(' ')
    : period && formatPeriod(period, currentLanguage());

/** The columns of 复核问题整改台账. */
export const FINDING_COLUMNS: readonly Column[] = [
  { key: 'code', header: 'reviewPack.item', width: 6, value: ({ code }) => code || t('common.unknown') },
  {
    key: 'period',
    header: 'reviewPack.period',
    width: 12,
    wrap: true,
    value: (line, { plain }) => placeWords(line, plain),
  },
  long('problem', 'record.finding.problem', 26),
  {
    key: 'risk',
    header: 'record.finding.risk',
    width: 8,
    value: ({ finding: { fields } }) =>
      fields.risk ? tDynamic(`review.risk.${fields.risk}`) : t('common.unknown'),
  },
  day('foundOn', 'record.finding.foundOn'),
  {
    key: 'owner',
    header: 'record.finding.owner',
    width: 10,
    value: ({ finding: { fields } }, context) => person(fields.owner, context) || unclear(),
  },
  day('dueOn', 'record.finding.dueOn'),
  {
    key: 'state',
    header: 'record.finding.state',
    width: 12,
    value: ({ finding }, { today }) => tDynamic(`findings.group.${groupOf(finding, today)}`),
  },
  long('measure', 'record.finding.measure', 20),
  day('doneOn', 'record.finding.doneOn'),
  long('result', 'record.finding.result', 20),
  {
    key: 'proof',
    header: 'record.finding.proof',
    width: 24,
    wrap: true,
    value: ({ finding: { fields } }, { plain }) =>
      Object.values(fields.proof ?? {})
        .map((entry) => evidenceSentence(entry, plain))
        .join('\n'),
  },
  day('reviewedOn', 'record.finding.reviewedOn'),
  long('review', 'record.finding.review', 20),
  {
    key: 'reviewedBy',
    header: 'record.finding.reviewedBy',
    width: 14,
    wrap: true,
    value: ({ finding: { fields } }, context) =>
      fields.reviewedOn
        ? [person(fields.reviewedBy, context), lookWord(fields.independent)].filter(Boolean).join(' ')
        : '',
  },
];

/** 独立 or 未独立, as it was found when somebody looked again; empty where nobody found out. */
export const lookWord = (independent: boolean | undefined): string =>
  independent === undefined ? '' : t(independent ? 'review.independent' : 'review.dependent');

/** 复核问题整改台账 as a sheet. */
export const findingsSheet = (
  lines: readonly FindingLine[],
  context: FindingContext,
  company: string,
): SheetModel =>
  tableSheet(FINDING_COLUMNS, lines, context, {
    title: t('findings.register'),
    subtitle: [
      company,
      ...findingFigures(lines, context.today).map(({ what, count, of }) =>
        t(`findings.figure.${what}`, { count, of }),
      ),
      t('exchange.asOf', { date: context.today }),
    ],
    footer: [t('findings.sheetNote'), t('exchange.unknownNote')],
  });
