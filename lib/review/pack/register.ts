import type { SheetModel } from '../../exchange/sheet-write';
import { currentLanguage, t } from '../../i18n';
import { formatPeriod } from '../../rules/periods';
import {
  askedText,
  basisText,
  periodText,
  type ReportQuery,
  standingText,
  verdictText,
  whyText,
} from './report';
import { linesOf } from './lines-of';

/** 复核台账: one line for each item, those that nobody answered among them. */
export function registerSheet({ all, files, today }: ReportQuery): SheetModel {
  const { scope, items, untouched, nameOf, plain, checklist } = all;
  const missing = (value: string | undefined): string => value ?? t('common.unknown');
  return {
    sheetName: t('reviewPack.register'),
    title: t('reviewPack.register'),
    subtitle: [
      scope.company.name,
      scope.year ? formatPeriod(scope.year, currentLanguage()) : t('reviewPack.allYears'),
      t('exchange.asOf', { date: today }),
    ],
    columns: [
      { header: t('reviewPack.item'), width: 6 },
      { header: t('reviewPack.asked'), width: 34, wrap: true },
      { header: t('reviewPack.period'), width: 14 },
      { header: t('reviewPack.design'), width: 10 },
      { header: t('reviewPack.effect'), width: 10 },
      { header: t('reviewPack.standing'), width: 10 },
      { header: t('reviewPack.reviewer'), width: 12 },
      { header: t('reviewPack.signedAt'), width: 22 },
      { header: t('reviewPack.evidence'), width: 34, wrap: true },
      { header: t('reviewPack.findingsOpen'), width: 8, kind: 'integer' },
      { header: t('reviewPack.basis'), width: 30, wrap: true },
    ],
    rows: [
      ...items
        .filter(({ inScope }) => inScope)
        .map((item) => {
          const content = item.review?.content;
          const reviewer =
            content && (scope.reduced ? nameOf(content.reviewer.member) : content.reviewer.name);
          return [
            item.code,
            askedText(item.asked, item.code),
            periodText(item, plain),
            verdictText(item.record?.fields.design),
            verdictText(item.record?.fields.effect),
            standingText(item.standing),
            missing(reviewer),
            missing(content?.at),
            linesOf(files, item)
              .map(({ file }) => file.path ?? `${file.name}（${whyText(file.why)}）`)
              .join('\n'),
            item.findings.filter(({ fields }) => fields.state === 'open').length,
            basisText(item.asked, checklist),
          ];
        }),
      ...untouched.map((item) => [
        item.code,
        askedText(item, item.code),
        ...Array.from({ length: 8 }, () => t('common.unknown')),
        basisText(item, checklist),
      ]),
    ],
    footer: [t('exchange.unknownNote')],
    landscape: true,
  };
}
