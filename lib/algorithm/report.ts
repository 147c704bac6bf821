import { documentHash, type DocumentSection, type RecordDocument } from '../exchange/record-document';
import { currentLanguage, t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import { packText, type Source } from '../rules/pack';
import { type CheckResult, type Division, type FigureName, type Part, PARTS } from './result';
import { STANDINGS } from './standards';
import { bandCells, bandHeads, figureWords, numberText, speedLines } from './words';

/** What a figure speaks to, on one line: document, issuer, year, and how sure the program is. */
function sourceText(name: FigureName, sources: Record<string, Source>): string {
  const { source: key, confidence } = STANDINGS[name];
  const source = key === undefined ? undefined : sources[key];
  if (!source) return t('algorithm.noSource');
  const language = currentLanguage();
  const words = `${packText(source.document, language)}（${packText(source.issuer, language)}，${source.year}）`;
  return confidence ? `${words}${tDynamic(`common.confidence.${confidence}`)}` : words;
}

function figureSection(heading: string, part: Part, sources: Record<string, Source>): DocumentSection {
  return {
    heading,
    kind: 'table',
    columns: [
      { header: t('algorithm.col.figure'), share: 20 },
      { header: t('algorithm.col.value'), share: 22 },
      { header: t('algorithm.col.detail'), share: 26 },
      { header: t('algorithm.col.basis'), share: 42 },
    ],
    rows: Object.entries(part.figures).map(([name, figure]) => {
      const words = figureWords(name as FigureName, figure);
      return [
        words.title,
        words.value,
        `${words.detail}\n${words.missing}`,
        [words.means, words.rule, sourceText(name as FigureName, sources)].filter(Boolean).join('\n'),
      ];
    }),
  };
}

/** The tables behind the charts of a part; what has no delivery at all is left out. */
function bandSections(part: Part): DocumentSection[] {
  return Object.entries(part.bands ?? {}).map(([division, bands]) => ({
    heading: tDynamic(`algorithm.chart.${division}`),
    kind: 'table' as const,
    columns: bandHeads().map((header, at) => ({ header, share: at ? 15 : 22 })),
    rows: bands.filter(({ of, few }) => few || of).map((band) => bandCells(division as Division, band)),
  }));
}

/** Facts about what was counted. */
export function scopeLines(result: CheckResult): string[] {
  const { rows, couriers, orders, from, to, wrongLength, unreadable } = result;
  return [
    [
      t('algorithm.rowsLine', { rows: numberText(rows) }),
      orders === undefined ? '' : t('algorithm.ordersLine', { orders: numberText(orders) }),
      couriers === undefined ? '' : t('algorithm.couriersLine', { couriers: numberText(couriers) }),
      from && to ? t('algorithm.daysLine', { from, to }) : '',
    ]
      .filter(Boolean)
      .join(' · '),
    wrongLength ? t('algorithm.wrongLength', { wrong: numberText(wrongLength) }) : '',
    ...Object.entries(unreadable).map(([column, bad]) =>
      t('algorithm.unreadableLine', { column: tDynamic(`algorithm.column.${column}`), bad: numberText(bad) }),
    ),
  ].filter(Boolean);
}

/** A kept check as it stands on paper and in Word: every figure with count, denominator, what is missing, and source. */
export function checkPaper(
  record: Rec<'algorithmCheck'>,
  result: CheckResult,
  about: { branch: string; sources: Record<string, Source> },
): RecordDocument {
  const { fileName, fileHash, bytes, on, mapping } = record.fields;
  const speeds = speedLines(result.time?.figures.speed, result.time?.figures.speedLeft);
  const sections: DocumentSection[] = PARTS.flatMap((name) => {
    const part = result[name];
    if (!part) return [];
    return [
      figureSection(tDynamic(`algorithm.part.${name}`), part, about.sources),
      ...bandSections(part),
      ...(name === 'time' && speeds.some(({ shares }) => shares.some((share) => share !== undefined))
        ? [
            {
              heading: t('algorithm.chart.speed'),
              kind: 'table' as const,
              columns: [
                t('algorithm.col.group'),
                t('algorithm.series.speed'),
                t('algorithm.series.speedLeft'),
              ].map((header) => ({ header, share: 1 })),
              rows: speeds.map((line) => [
                line.name,
                ...line.shares.map((share) => (share === undefined ? '—' : `${share.toFixed(1)}%`)),
              ]),
            },
          ]
        : []),
    ];
  });
  const body = {
    title: t('algorithm.reportTitle'),
    branch: about.branch,
    facts: [
      { label: t('algorithm.fileFacts'), value: `${fileName}（${numberText(bytes)} B）`, wide: true },
      { label: t('algorithm.scope'), value: scopeLines(result).join('\n'), wide: true },
      {
        label: t('algorithm.columns'),
        value: Object.entries(mapping)
          .map(([column, header]) => `${tDynamic(`algorithm.column.${column}`)} = ${header}`)
          .join('；'),
        wide: true,
      },
      { label: t('algorithm.counted'), value: on, wide: true },
    ],
    sections: [
      { heading: t('algorithm.result'), kind: 'text' as const, text: t('algorithm.onlyFigures') },
      ...sections,
    ],
  };
  return {
    ...body,
    signatures: [t('algorithm.signMaker'), t('algorithm.signSecretary'), t('algorithm.signDate')],
    closing: [`${t('algorithm.hash')}：${fileHash}`, documentHash(body)],
  };
}
