import { t, tDynamic } from '../i18n';
import { asFault } from '../records/fault';
import { honouredText, honoursOfYear } from '../yearly/honours';
import { adoptionFacts, summaryOf } from '../yearly/summary';
import { type ChapterTables, tableOf } from './handbook-tables';

/** 奖惩: the awards of the year, and with leave the penalties. That these are kept apart is said either way. */
export const awards: ChapterTables = async ({ ledger, year, nameOf, penalties }) => {
  const found = await honoursOfYear(ledger, String(year), { penalties });
  const unknown = t('common.unknown');
  const table = tableOf(
    t('papers.hb.awards'),
    [
      [t('affairs.honour.on'), 3],
      [t('affairs.honour.sort'), 2],
      [t('affairs.honour.who'), 4],
      [t('affairs.honour.what'), 6],
      [t('affairs.honour.issuer'), 4],
      [t('affairs.honour.document'), 4],
      [t('affairs.honour.basis'), 5],
    ],
    found
      .toReversed()
      .map(({ fields }) => [
        fields.on,
        tDynamic(`affairs.value.sort.${fields.sort}`),
        honouredText(fields, nameOf),
        fields.what,
        fields.issuer ?? unknown,
        fields.document ?? unknown,
        fields.basis ?? unknown,
      ]),
  );
  if (!table.length || penalties) return table;
  return [...table, { heading: '', kind: 'text', text: t('affairs.honour.sheetAwards') }];
};

/** 年度总结: the text, and by whom it was adopted on which day. */
export const summary: ChapterTables = async ({ ledger, year }) => {
  const record = await summaryOf(ledger, String(year));
  if (!record) return [];
  // A text that is missing must not cost the whole book: the place says so.
  const text = await ledger
    .text(record.fields.text)
    .catch((thrown: unknown) => t('exchange.minutesMissing', { code: asFault(thrown).code }));
  return [
    { heading: t('affairs.summary.adoption'), kind: 'facts', facts: await adoptionFacts(ledger, record) },
    { heading: t('affairs.summary.text'), kind: 'text', text },
  ];
};
