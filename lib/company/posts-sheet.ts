import type { SheetModel } from '../exchange/sheet-write';
import { t, tDynamic } from '../i18n';
import { layerOf, type PostNarrow, termOf } from './narrow';
import type { Post, Unit } from './matrix';
import { bodyWord, layerWord, narrowWord, unitWord } from './words';

/** What a list of appointments was narrowed to, in one line; '' = nothing. */
export const askedWord = (asked: PostNarrow): string =>
  [
    narrowWord(asked),
    asked.term && tDynamic(`posts.term.${asked.term}`),
    asked.noBasis && t('posts.noBasis'),
    asked.both && t('posts.figure.both'),
    asked.text?.trim(),
  ]
    .filter(Boolean)
    .join(' · ');

/** The appointments that are shown, in lines, as of a day. */
export function postsSheet(
  posts: readonly Post[],
  about: { company: string; units: readonly Unit[]; asked: PostNarrow; today: string },
): SheetModel {
  const { company, units, asked, today } = about;
  return {
    sheetName: t('posts.all'),
    title: t('posts.all'),
    subtitle: [company, t('exchange.asOf', { date: today }), askedWord(asked)].filter(Boolean),
    columns: [
      { header: t('papers.field.number'), width: 5, kind: 'integer' },
      { header: t('record.appointment.name'), width: 10 },
      { header: t('record.unit.layer'), width: 10, wrap: true },
      { header: t('record.appointment.unit'), width: 14, wrap: true },
      { header: t('record.appointment.body'), width: 10, wrap: true },
      { header: t('record.appointment.position'), width: 12, wrap: true },
      { header: t('record.appointment.from'), width: 11 },
      { header: t('record.appointment.to'), width: 11 },
      { header: t('record.appointment.termEnd'), width: 11 },
      { header: t('posts.term'), width: 12, wrap: true },
      { header: t('record.appointment.basis'), width: 24, wrap: true },
    ],
    rows: posts.map((post, index) => {
      const { fields } = post;
      return [
        index + 1,
        fields.name,
        layerWord(layerOf(fields.unit, units)),
        unitWord(fields.unit, units) || company,
        bodyWord(fields.body),
        fields.position,
        fields.from ?? t('posts.unknown'),
        fields.to ?? t('posts.still'),
        fields.termEnd ?? t('posts.unknown'),
        tDynamic(`posts.term.${termOf(post, today)}`),
        fields.basis ?? (fields.basisFile ? fields.basisFile.name : t('posts.noBasis')),
      ];
    }),
    footer: [t('posts.sheetNote')],
    landscape: true,
  };
}
