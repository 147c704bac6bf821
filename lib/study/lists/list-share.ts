import { documentHash, type RecordDocument } from '../../exchange/record-document';
import { currentLanguage, t } from '../../i18n';
import type { Ledger, Rec } from '../../ledger';
import { formatDate } from '../../rules/calendar';
import { formatPeriod } from '../../rules/periods';
import { educationText } from '../education';
import { documentCitation } from '../document/cite';
import { aimOf, monthList } from './month-list';
import { studiedOf } from '../clip/branch-studied';

/** Name of the list of a month. */
export const listTitle = (month: string): string =>
  t('lists.listOf', { month: formatPeriod(month, currentLanguage()) });

/** A material as lists name it: a document by number and day, anything else by title, source and day. */
export function listedName(clip: Rec<'clip'>): string {
  const { title, source, siteName, published } = clip.fields;
  const details = [source ?? siteName, published?.slice(0, 10)].filter(Boolean).join(t('lists.citeComma'));
  return (
    documentCitation(clip) ??
    (details ? t('lists.cite', { title, details }) : t('lists.citeTitle', { title }))
  );
}

/** The list of a month as text for a chat: one material to a number, its aim and address under it. */
export function listText(clips: readonly Rec<'clip'>[], month: string, branch: string): string {
  const lines = clips.flatMap((clip, index) => {
    const aim = aimOf(clip, month);
    return [
      `${index + 1}. ${listedName(clip)}`,
      ...(aim ? [t('lists.aimLine', { aim })] : []),
      ...(/^https?:/.test(clip.fields.url) ? [clip.fields.url] : []),
    ];
  });
  return [
    t('lists.textHead', { title: listTitle(month) }),
    ...(branch ? [branch] : []),
    ...lines,
    t('lists.textCount', { count: clips.length }),
  ].join('\n');
}

/** A material as the paper names it, with the tasks of education that it serves on a line of their own. */
function withTasks(clip: Rec<'clip'>): string {
  const tasks = educationText(clip.fields);
  return tasks ? `${listedName(clip)}\n${t('lists.tasksLine', { tasks })}` : listedName(clip);
}

/** The list of a month as a paper, with how many have studied each material so far. */
export async function listPaper(
  ledger: Ledger,
  month: string,
  about: { branch: string; today: string },
): Promise<RecordDocument> {
  const clips = await monthList(ledger, month);
  const studied = await Promise.all(clips.map(({ id }) => studiedOf(ledger, id)));
  const model = {
    title: listTitle(month),
    branch: about.branch,
    facts: [{ label: t('lists.paperCount'), value: t('lists.count', { count: clips.length }), wide: true }],
    sections: [
      {
        heading: t('lists.paperList'),
        kind: 'table' as const,
        columns: [
          { header: t('lists.col.number'), share: 0.7 },
          { header: t('lists.col.material'), share: 4 },
          { header: t('lists.col.aim'), share: 2.6 },
          { header: t('lists.col.studied'), share: 1.1 },
        ],
        rows: clips.map((clip, index) => [
          String(index + 1),
          withTasks(clip),
          aimOf(clip, month),
          t('lists.people', { count: studied[index]?.people.length ?? 0 }),
        ]),
      },
    ],
  };
  const day = formatDate(about.today, currentLanguage(), { year: true });
  return {
    ...model,
    signatures: [t('lists.signature')],
    closing: [
      t('lists.asOf', { date: day }),
      t('study.fingerprint', { hash: documentHash(model).slice(0, 16) }),
    ],
  };
}
