import type { SheetModel } from '../../exchange/sheet-write';
import { evidenceWords } from '../../governance/evidence-words';
import { t } from '../../i18n';
import { findingsSheet, type FindingLine } from '../findings-register';
import { registerSheet } from './register';
import { askedText, periodText, type ReportQuery, whyText } from './report';

/** The workbook of a pack: 复核台账, every piece of evidence, and what was found and put right. */
export const packSheets = (query: ReportQuery): SheetModel[] => [
  registerSheet(query),
  evidenceSheet(query),
  findingSheet(query),
];

/** One line for each piece of evidence at each item that shows it. */
function evidenceSheet({ all, files, today }: ReportQuery): SheetModel {
  const { items, plain, scope } = all;
  return {
    sheetName: t('reviewPack.evidence'),
    title: t('reviewPack.evidence'),
    subtitle: [scope.company.name, t('exchange.asOf', { date: today })],
    columns: [
      { header: t('reviewPack.item'), width: 6 },
      { header: t('reviewPack.period'), width: 12, wrap: true },
      { header: t('evidenceForm.type'), width: 10 },
      { header: t('reviewPack.what'), width: 32, wrap: true },
      { header: t('evidenceForm.where'), width: 26, wrap: true },
      { header: t('evidenceForm.seenOn'), width: 12 },
      { header: t('evidenceForm.revision'), width: 14, wrap: true },
      { header: t('evidenceForm.validity'), width: 16, wrap: true },
      { header: t('evidenceForm.note'), width: 22, wrap: true },
      { header: t('evidenceForm.addedOn'), width: 12 },
      { header: t('reviewPack.alsoIn'), width: 20, wrap: true },
      { header: 'SHA-256', width: 20, wrap: true },
      { header: t('reviewPack.place'), width: 26, wrap: true },
    ],
    rows: items
      .filter(({ inScope }) => inScope)
      .flatMap((item) =>
        item.evidence.map((entry, index) => {
          const words = evidenceWords(entry, plain);
          const hash = entry.file?.sha256 ?? entry.sha256;
          const line = hash && files.find((one) => one.item === item && one.file.sha256 === hash);
          return [
            item.code,
            periodText(item, plain),
            words.type,
            words.what,
            words.where,
            words.seen,
            words.revision,
            words.valid,
            words.note,
            entry.addedOn,
            (item.alsoIn[index] ?? [])
              .map((other) => [other.code, periodText(other, plain)].join(' '))
              .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
              .join('\n'),
            hash ?? '',
            line ? (line.file.path ?? whyText(line.file.why)) : '',
          ];
        }),
      ),
    landscape: true,
  };
}

function findingSheet({ all, today }: ReportQuery): SheetModel {
  const { items, plain, nameOf, scope } = all;
  const lines = items
    .filter(({ inScope }) => inScope)
    .flatMap((item) =>
      item.findings.map((finding): FindingLine => {
        const { eventOn, eventTitle = '' } = item.record?.fields ?? {};
        return {
          finding,
          code: item.code,
          period: item.period,
          event: eventOn ? { title: eventTitle, on: eventOn } : undefined,
          asked: askedText(item.asked, item.code),
        };
      }),
    );
  return findingsSheet(lines, { today, nameOf, plain }, scope.company.name);
}
