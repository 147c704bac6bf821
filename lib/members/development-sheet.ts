import { currentLanguage, t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import type { CellValue, SheetModel } from '../exchange/sheet-write';
import { dayOfStep, stepStates } from '../rules/development';
import type { DevelopmentPack } from '../rules/development-pack';
import { packText } from '../rules/pack';
import type { Case } from './cases';
import { sheetColumns } from './sheet-column';

/** What the head of a register of members says. */
export interface SheetHead {
  branch: string;
  /** `YYYY-MM-DD`. */
  today: string;
}

/** Steps that have a column of their own, in the order of the usual 发展党员台账. */
const STEP_COLUMNS = [
  'application',
  'talk',
  'activist',
  'candidate',
  'politicalReview',
  'training',
  'preReview',
  'admissionMeeting',
  'approval',
  'oath',
  'conversionApplication',
  'conversionMeeting',
  'conversionApproval',
] as const;

/** Columns of 发展党员台账, beside the number of the line. */
export const DEVELOPMENT_COLUMNS: readonly { key: string; width: number; wrap?: true; kind?: 'date' }[] = [
  { key: 'name', width: 9 },
  { key: 'category', width: 11, wrap: true },
  { key: 'stage', width: 14, wrap: true },
  { key: 'application', width: 11, kind: 'date' },
  { key: 'talk', width: 11, kind: 'date' },
  { key: 'activist', width: 11, kind: 'date' },
  { key: 'mentors', width: 10, wrap: true },
  { key: 'reviews', width: 12, wrap: true },
  { key: 'candidate', width: 11, kind: 'date' },
  { key: 'publicNotice', width: 12, wrap: true },
  { key: 'politicalReview', width: 11, kind: 'date' },
  { key: 'training', width: 12, wrap: true },
  { key: 'preReview', width: 11, kind: 'date' },
  { key: 'sponsors', width: 10, wrap: true },
  { key: 'admissionMeeting', width: 11, kind: 'date' },
  { key: 'approval', width: 11, kind: 'date' },
  { key: 'oath', width: 11, kind: 'date' },
  { key: 'conversionApplication', width: 11, kind: 'date' },
  { key: 'conversionMeeting', width: 11, kind: 'date' },
  { key: 'conversionApproval', width: 11, kind: 'date' },
  { key: 'extended', width: 11, kind: 'date' },
  { key: 'missing', width: 24, wrap: true },
  { key: 'ended', width: 12, wrap: true },
  { key: 'note', width: 16, wrap: true },
];

/** The line of a case by column. A day that a later step shows to be missing is 缺项; one still to come is empty. */
export function developmentCells(
  { fields }: Case,
  byId: ReadonlyMap<string, Rec<'member'>>,
  pack: DevelopmentPack,
): Record<string, CellValue> {
  const language = currentLanguage();
  const name = (value: string): string => byId.get(value)?.fields.name ?? value;
  const stage = pack.stages.find((one) => one.id === fields.stage);
  const states = new Map(stepStates(fields, pack).map((state) => [state.step.id, state]));
  const span = (id: string): string => {
    const { from, until } = fields.steps?.[id] ?? {};
    return from || until ? t('members.sheet.span', { from: from ?? '', until: until ?? '' }) : '';
  };
  const helpers = (as: 'mentors' | 'sponsors'): string =>
    Object.values(fields[as] ?? {})
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map((one) =>
        one.until ? t('members.dev.until', { name: name(one.person), date: one.until }) : name(one.person),
      )
      .join(t('exchange.listJoin'));
  const hours = fields.steps?.training?.hours;
  const cells: Record<string, CellValue> = {
    name: name(fields.member),
    category: categoryOf(byId.get(fields.member)),
    stage: stage ? packText(stage.title, language) : fields.stage,
    mentors: helpers('mentors'),
    sponsors: helpers('sponsors'),
    reviews: Object.values(fields.reviews ?? {})
      .map((review) => review.on)
      .sort()
      .join('\n'),
    publicNotice: span('candidate'),
    extended: fields.extendedUntil ?? '',
    missing: [...states.values()]
      .flatMap((state) => state.missing.map(({ document }) => packText(document.title, language)))
      .join(t('exchange.listJoin')),
    ended: fields.ended
      ? [tDynamic(`members.ended.${fields.ended}`), fields.endedOn].filter(Boolean).join('\n')
      : '',
    note: fields.note ?? '',
  };
  for (const id of STEP_COLUMNS) {
    cells[id] = dayOfStep(fields, id) ?? (states.get(id)?.skipped ? t('common.unknown') : '');
  }
  if (cells.training && span('training')) {
    cells.training = [span('training'), hours === undefined ? '' : t('members.sheet.hours', { hours })]
      .filter(Boolean)
      .join('\n');
  }
  return cells;
}

/** 发展党员台账 as a sheet, two pages wide. */
export function developmentSheet(
  cases: readonly Case[],
  members: readonly Rec<'member'>[],
  pack: DevelopmentPack,
  head: SheetHead,
): SheetModel {
  const byId = new Map(members.map((member) => [member.id, member]));
  return {
    sheetName: t('members.dev.register'),
    title: t('members.dev.register'),
    subtitle: [head.branch, t('exchange.asOf', { date: head.today })].filter(Boolean),
    columns: sheetColumns(DEVELOPMENT_COLUMNS),
    rows: cases.map((record, index) => {
      const cells = developmentCells(record, byId, pack);
      return [index + 1, ...DEVELOPMENT_COLUMNS.map(({ key }) => cells[key] ?? '')];
    }),
    footer: [t('members.dev.sheetNote')],
    landscape: true,
    pagesWide: 2,
  };
}

const categoryOf = (member: Rec<'member'> | undefined): string =>
  member ? tDynamic(`exchange.member.category.${member.fields.category}`) : '';
