import { t, tDynamic, tMaybe } from '../i18n';
import type { Band, Division, Figure, FigureName } from './result';
import { DIVISIONS } from './result';
import { SPEEDS } from './speeds';

/** A figure in words. */
export interface FigureWords {
  title: string;
  /** The number itself; why there is none where there is none. */
  value: string;
  known: boolean;
  /** Count and denominator. */
  detail: string;
  missing: string;
  /** What is counted, and what the document says that it speaks to; none where no document does. */
  means: string;
  rule?: string;
}

/** A share in percent with one decimal; small ones are never rounded to nothing. */
export function shareText(n: number, of: number): string {
  if (of === 0) return '—';
  const percent = (n / of) * 100;
  return n > 0 && percent < 0.05 ? '<0.1%' : `${percent.toFixed(1)}%`;
}

/** Thousands set apart. */
export const numberText = (value: number): string => value.toLocaleString('en');

export function figureWords(name: FigureName, figure: Figure): FigureWords {
  const { of, missing, more = {} } = figure;
  const n = name === 'concurrent' ? of - (more.one ?? 0) : (figure.n ?? 0);
  const params: Record<string, string | number> = {
    ...Object.fromEntries(
      Object.entries(more).map(([key, value]) => [key, Number.isInteger(value) ? numberText(value) : value]),
    ),
    n: numberText(n),
    of: numberText(of),
    share: shareText(n, of),
    yuan: ((more.fen ?? 0) / 100).toFixed(2),
  };
  const known = figure.why === undefined;
  return {
    title: tDynamic(`algorithm.figure.${name}`),
    value: known ? tDynamic(`algorithm.value.${name}`, blank(params)) : t('common.unknown'),
    known,
    detail: figure.why
      ? tDynamic(`algorithm.why.${figure.why}`)
      : tDynamic(`algorithm.detail.${name}`, blank(params)),
    missing: missing ? t('algorithm.missing', { missing: numberText(missing) }) : t('algorithm.missingNone'),
    means: tDynamic(`algorithm.means.${name}`),
    rule: tMaybe(`algorithm.rule.${name}`),
  };
}

/** Numbers that were not counted are a dash, not the name of their place. */
const blank = (params: Record<string, string | number>): Record<string, string | number> => ({
  ...Object.fromEntries(
    [
      'promised',
      'actual',
      'prebook',
      'median',
      'left',
      'usualLeft',
      'usual',
      'usualOf',
      'usualLate',
      'refused',
      'taken',
    ].map((key) => [key, '—']),
  ),
  ...params,
});

/** Name of one group of a division. */
export function bandName(division: Division, from: number): string {
  if (division === 'weekend' || division === 'adverse') return tDynamic(`algorithm.band.${division}${from}`);
  if (division === 'hour') return t('algorithm.band.hour', { from });
  const ends: readonly number[] = DIVISIONS.distance;
  const next = ends[ends.indexOf(from) + 1];
  return next === undefined
    ? t('algorithm.band.distanceLast', { from })
    : t('algorithm.band.distance', { from, to: next });
}

/** Heads of the table of a division. */
export const bandHeads = (): string[] => [
  t('algorithm.col.group'),
  t('algorithm.col.of'),
  t('algorithm.col.promised'),
  t('algorithm.col.actual'),
  t('algorithm.col.late'),
  t('algorithm.col.tight'),
];

/** One line of that table. */
export function bandCells(division: Division, band: Band): string[] {
  const name = bandName(division, band.from);
  if (band.few) return [name, t('algorithm.few'), '—', '—', '—', '—'];
  const { of = 0, promised, actual, late = 0, tight, compared } = band;
  const minutes = (value: number | undefined): string => (value === undefined ? '—' : value.toFixed(1));
  return [
    name,
    numberText(of),
    minutes(promised),
    minutes(actual),
    of ? shareText(late, of) : '—',
    tight === undefined || !compared ? '—' : shareText(tight, compared),
  ];
}

/** Groups of speeds, with the share of deliveries in each: when taken, and after pick-up. */
export function speedLines(
  speed: Figure | undefined,
  left: Figure | undefined,
): { name: string; shares: (number | undefined)[] }[] {
  const figures = [speed, left];
  const shareOf = (key: string): (number | undefined)[] =>
    figures.map((figure) =>
      figure && !figure.why ? Math.round(((figure.more?.[key] ?? 0) / figure.of) * 1000) / 10 : undefined,
    );
  return [
    ...SPEEDS.map((from, at) => {
      const next = SPEEDS[at + 1];
      const name =
        next === undefined
          ? t('algorithm.band.speedLast', { from })
          : t('algorithm.band.speed', { from, to: next });
      return { name, shares: shareOf(`from${from}`) };
    }),
    { name: t('algorithm.band.none'), shares: shareOf('none') },
  ];
}
