import { t, tDynamic } from '../../lib/i18n';
import type { Band, CheckResult, Division } from '../../lib/algorithm/result';
import { bandCells, bandHeads, bandName, speedLines } from '../../lib/algorithm/words';
import type { ChartModel } from './chart-draw';

/** A chart and the table beside it. */
export interface ChartPart {
  key: string;
  model: ChartModel;
  heads: string[];
  rows: string[][];
}

/** The charts of a result: promised and actual time by each division, and speeds. What has no delivery is left out. */
export function chartsOf(result: CheckResult, part: 'time' | 'exempt'): ChartPart[] {
  const divisions = Object.entries(result[part]?.bands ?? {}).map(([division, bands]) =>
    byDivision(division as Division, bands),
  );
  const speeds = part === 'time' ? bySpeed(result) : undefined;
  return [...divisions, ...(speeds ? [speeds] : [])].filter(({ rows }) => rows.length);
}

function byDivision(division: Division, bands: readonly Band[]): ChartPart {
  const shown = bands.filter(({ of, few }) => of || few);
  return {
    key: division,
    model: {
      title: tDynamic(`algorithm.chart.${division}`),
      unit: t('algorithm.axis.minutes'),
      groups: shown.map(({ from }) => bandName(division, from)),
      series: [
        { name: t('algorithm.series.promised'), values: shown.map(({ promised }) => promised) },
        { name: t('algorithm.series.actual'), values: shown.map(({ actual }) => actual) },
      ],
    },
    heads: bandHeads(),
    rows: shown.map((band) => bandCells(division, band)),
  };
}

function bySpeed(result: CheckResult): ChartPart | undefined {
  const figures = result.time?.figures;
  const lines = speedLines(figures?.speed, figures?.speedLeft);
  if (!lines.some(({ shares }) => shares.some((share) => share !== undefined))) return undefined;
  const names = [t('algorithm.series.speed'), t('algorithm.series.speedLeft')];
  return {
    key: 'speed',
    model: {
      title: t('algorithm.chart.speed'),
      unit: '%',
      groups: lines.map(({ name }) => name),
      series: names.map((name, at) => ({ name, values: lines.map(({ shares }) => shares[at]) })),
    },
    heads: [t('algorithm.col.group'), ...names],
    rows: lines.map(({ name, shares }) => [
      name,
      ...shares.map((share) => (share === undefined ? '—' : `${share.toFixed(1)}%`)),
    ]),
  };
}
