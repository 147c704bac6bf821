import { rosterAt } from '../branch/members';
import { duesYear } from '../dues/year';
import { rectificationRegister } from '../governance/rectification-register';
import { currentLanguage, t } from '../i18n';
import type { Ledger } from '../ledger';
import { percent } from '../life/register-sheets';
import { lifeStatistics } from '../life/register-stats';
import { talksOfYear } from '../life/talks';
import { listCases } from '../members/cases';
import { requestsOfYear } from '../requests/requests';
import type { CivilDate } from '../rules/calendar';
import { yuanText } from '../rules/money';
import { packText } from '../rules/pack';
import { honoursOfYear } from './honours';

/** The parts of a year that a summary speaks of, in its order. */
export const PARTS = ['branch', 'life', 'study', 'people', 'care', 'problems'] as const;
export type Part = (typeof PARTS)[number];

/** One figure of the year. `value` absent = the ledger cannot say (缺项). */
export interface Figure {
  part: Part;
  label: string;
  value?: string;
  /** Where the records behind it are. */
  to: string;
}

/**
 * The figures of a year that the ledger itself knows, each with the way to its records. `today` is the local date; a
 * running year is counted up to it. Penalties are in no figure.
 */
export async function yearFigures(ledger: Ledger, year: string, today: CivilDate): Promise<Figure[]> {
  const day = today < `${year}-12-31` ? today : `${year}-12-31`;
  const range = { from: `${year}-01-01`, to: day };
  const [roster, stats, talks, logs, cases, dues, requests, rectifications, honours] = await Promise.all([
    ledger.list('member'),
    lifeStatistics(ledger, Number(year), 'quarter', { today }),
    talksOfYear(ledger, year),
    ledger.list('studyLog', range),
    listCases(ledger),
    duesYear(ledger, Number(year), today),
    requestsOfYear(ledger, year),
    rectificationRegister(ledger, year),
    honoursOfYear(ledger, year, { penalties: false }),
  ]);
  const figures: Figure[] = [];
  const add = (part: Part, label: string, value: string | undefined, to: string) =>
    figures.push({ part, label, value, to });
  /** Nothing entered is not the same as nothing done. */
  const times = (count: number, key: 'times' | 'people' | 'items') =>
    count ? t(`affairs.figure.${key}`, { count }) : undefined;

  const present = rosterAt(roster, day);
  for (const category of ['full', 'probationary'] as const) {
    const count = present.filter(({ fields }) => fields.category === category).length;
    const value = present.length ? t('affairs.figure.people', { count }) : undefined;
    add('branch', t(`affairs.figure.${category}`), value, '/branch/roster');
  }

  const language = currentLanguage();
  for (const { rule, why } of stats.columns) {
    const cell = stats.total.cells[rule.id];
    if (why !== undefined || !cell) continue;
    const value = cell.known ? t('affairs.figure.times', { count: cell.held.length }) : undefined;
    const to = `/register?view=meetings&period=${year}&types=${rule.types[0]}`;
    add('life', packText(rule.title, language), value, to);
  }
  const { rate } = stats.total.attendance;
  const attendance = rate === undefined ? undefined : percent(rate);
  add('life', t('affairs.figure.attendance'), attendance, `/register?view=stats&period=${year}`);
  add('life', t('talk.title'), times(talks.length, 'times'), `/life/talks?year=${year}`);

  const confirmed = logs.filter(({ fields }) => fields.state === 'confirmed');
  const studied = new Set(confirmed.map(({ fields }) => fields.member)).size;
  const hours = Math.round(confirmed.reduce((sum, { fields }) => sum + fields.hours, 0) * 10) / 10;
  const study = `/register?view=study&period=${year}`;
  add('study', t('affairs.figure.studied'), times(studied, 'people'), study);
  add('study', t('affairs.figure.hours'), hours ? t('affairs.figure.hoursOf', { hours }) : undefined, study);

  const step = (id: string) =>
    cases.filter(({ fields }) => (fields.steps?.[id]?.on ?? '').slice(0, 4) === year).length;
  for (const id of ['activist', 'candidate', 'admissionMeeting', 'conversionMeeting'] as const)
    add('people', t(`affairs.figure.${id}`), times(step(id), 'people'), '/branch/development');
  const paid = dues.rows.reduce((sum, row) => sum + row.sum.paid, 0);
  add(
    'people',
    t('affairs.figure.paid'),
    paid ? yuanText(paid) : undefined,
    `/dues?month=${day.slice(0, 7)}`,
  );
  add(
    'people',
    t('affairs.figure.awards'),
    times(honours.length, 'items'),
    `/register?view=honours&period=${year}`,
  );

  const items = (count: number) => t('affairs.figure.items', { count });
  const at = (view: string, ...states: string[]) =>
    `/register?view=${view}&period=${year}${states.map((state) => `&state=${state}`).join('')}`;
  add('care', t('affairs.figure.requests'), times(requests.length, 'items'), at('requests'));
  if (requests.length) {
    const closed = requests.filter(({ fields }) => fields.state === 'closed').length;
    add('care', t('affairs.figure.closed'), items(closed), at('requests', 'closed'));
    const open = at('requests', 'open', 'routed', 'answered');
    add('care', t('affairs.figure.open'), items(requests.length - closed), open);
  }

  const found = times(rectifications.length, 'items');
  add('problems', t('affairs.figure.rectifications'), found, at('rectifications'));
  if (rectifications.length) {
    const of = (state: string) => rectifications.filter((line) => line.state === state).length;
    const done = at('rectifications', 'done', 'reviewed');
    add('problems', t('affairs.figure.rectified'), items(of('done')), done);
    add('problems', t('affairs.figure.inHand'), items(of('open')), at('rectifications', 'open', 'overdue'));
  }
  return figures;
}

/** A first text of the summary: a heading for each part, and under it what the ledger says; 缺项 where it cannot. */
export function skeleton(
  figures: readonly Figure[],
  about: { year: string; today: CivilDate; branch: string },
): string {
  const { year, today, branch } = about;
  const asOf = today < `${year}-12-31` ? t('affairs.summary.asOf', { date: today }) : '';
  const parts = PARTS.flatMap((part, index) => {
    const own = figures.filter((figure) => figure.part === part);
    const said = own.map(({ label, value }) =>
      t('affairs.summary.figure', { label, value: value ?? t('common.unknown') }),
    );
    const line = said.length
      ? t('affairs.summary.sentence', { list: said.join(t('affairs.summary.join')) })
      : '';
    const title = t(`affairs.part.${part}`);
    return [
      t('affairs.summary.heading', { number: t(`affairs.numeral.${NUMERALS[index] ?? 1}`), title }),
      line,
      '',
    ];
  });
  const next = t('affairs.summary.heading', {
    number: t('affairs.numeral.7'),
    title: t('affairs.part.next'),
  });
  return [t('affairs.summary.opening', { branch, year, asOf }), '', ...parts, next, ''].join('\n');
}

const NUMERALS = [1, 2, 3, 4, 5, 6] as const;
