import { currentLanguage, t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { formatDate, formatWeekday } from '../../lib/rules/calendar';
import { formatPeriod } from '../../lib/rules/periods';
import type { StepFinding } from '../../lib/rules/deadlines';
import { packText } from '../../lib/rules/pack';
import type { PlanState } from '../../lib/rules/plan-match';
import type { PlanPack } from '../../lib/rules/plan-pack';
import type { TaskCover } from '../../lib/plan/task-cover';
import type { CellState, StripCell, StripRow } from '../../lib/rules/plan-strip';
import type { WorkCalendar } from '../../lib/rules/workdays';
import { toast, toastFault, type Tone } from '../ui';

/** Quiet colours of the cells, always together with a word. */
export const CELL_STYLE: Record<CellState, string> = {
  done: 'border-ok bg-ok-wash text-ok',
  planned: 'border-info bg-info-wash text-info',
  late: 'border-due bg-due-wash text-due',
  due: 'border-due bg-due-wash text-due',
  open: 'border-line-strong border-dashed bg-card text-ink-2',
  missing: 'border-red bg-red-wash text-red-ink',
  unknown: 'border-unknown bg-unknown-wash text-unknown',
  none: 'border-line bg-card text-ink-3',
  notApplicable: 'border-line bg-card text-ink-3',
};

/** States that the legend explains, in its order. */
export const LEGEND: readonly CellState[] = [
  'done',
  'planned',
  'late',
  'due',
  'open',
  'missing',
  'unknown',
  'none',
];

/** Colours of the states of an item. */
export const STATE_TONE: Record<PlanState, Tone> = {
  done: 'ok',
  entered: 'info',
  planned: 'info',
  late: 'due',
};

/** 主题党日, or 示例一组 · 党小组会. */
export function rowName(row: StripRow): string {
  const title = packText(row.rule.title, currentLanguage());
  return row.group ? `${row.group.name} · ${title}` : title;
}

/** 11 月: the month of a cell, by its number. */
export const monthNumber = (month: string): number => Number(month.slice(5));

/** 11 月 · Nov: the month at the head of a cell where there is room. */
export const monthShort = (month: string): string =>
  currentLanguage() === 'en'
    ? formatPeriod(month, 'en').slice(0, 3)
    : t('plan.month', { month: monthNumber(month) });

/** What a cell says in words: 已办 1 次, 排在 16 日, 缺. */
export function cellText(cell: StripCell): string {
  const count = cell.held.length;
  switch (cell.state) {
    case 'done':
      return [
        t('plan.cell.doneTimes', { count }),
        cell.forLastYear && t('plan.cell.forLastYear'),
        cell.afterPeriod && t('plan.cell.afterPeriod'),
      ]
        .filter(Boolean)
        .join(' · ');
    case 'planned':
    case 'late':
      return cell.on
        ? t('plan.cell.onDay', { state: t(`plan.cell.${cell.state}`), day: Number(cell.on.slice(8)) })
        : t(`plan.cell.${cell.state}`);
    default:
      return [t(`plan.cell.${cell.state}`), cell.why && t(`rules.why.${cell.why}`)]
        .filter(Boolean)
        .join(' · ');
  }
}

/** 已核定 5 / 6 人: how much of a task the ledger holds. */
export const coverText = ({ task, covered, needed }: TaskCover): string =>
  needed ? t(`plan.cover.${task}`, { covered, needed }) : t('plan.cover.nobody');

/** 周三 · 工作日, or what keeps the day from being one. */
export function dayText(calendar: WorkCalendar, day: string): string {
  const language = currentLanguage();
  const holiday = calendar.holidayOf(day);
  const kind = holiday
    ? t(`plan.holiday.${holiday}`)
    : calendar.isMakeup(day)
      ? t('plan.day.makeup')
      : calendar.isWorkday(day)
        ? t('plan.day.work')
        : t('plan.day.weekend');
  return `${formatWeekday(day, language)} · ${kind}`;
}

/** 12 月 16 日, with the year when it is not the shown one. */
export const dayWords = (day: string, year: number): string =>
  formatDate(day, currentLanguage(), { year: Number(day.slice(0, 4)) !== year });

/** What a step is called: whose it is, and what is to be done. */
export function stepTitle(step: StepFinding & { name?: string }): string {
  const text = step.step ? step.step.title : step.track.title;
  return [step.name, packText(text, currentLanguage())].filter(Boolean).join(' · ');
}

/** Where a talk with somebody is grounded. */
export const talkRule = (pack: PlanPack, id: string) => pack.talks.find((one) => one.id === id);

/** Says what was done, with 撤销 when something was. */
export function toastUndo(ledger: Ledger, message: string, n: number | undefined): void {
  const run = async (): Promise<void> => {
    if (n !== undefined) await ledger.undo(n).catch(toastFault);
  };
  toast(message, n === undefined ? {} : { action: { label: t('common.undo'), run } });
}
