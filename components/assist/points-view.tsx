import { t } from '../../lib/i18n';
import { clipBody } from '../../lib/study/clip/clips';
import { navigate, toast, useLedger } from '../ui';
import type { PointsProps } from './clip-points';
import { IntoRecord } from './into-record';
import { PointsBody } from './points-body';
import { showInText } from './show-in-text';

/** The main points of a clip, with the ways to put them into a record. */
export function PointsView({ clip, cite }: PointsProps) {
  const ledger = useLedger();
  const { title, published, body } = clip.fields;
  const show = (words: string, near: number) => {
    // The page of a clip shows only the beginning of its text; the reader has all of it.
    if (!document.querySelector('article.reader:not([inert])')) {
      navigate(`/study/clip/${clip.id}/read?find=${encodeURIComponent(words)}&near=${near}`);
    } else if (!showInText(words, near)) toast(t('assist.notInText'));
  };
  return (
    <PointsBody
      of={`${clip.id} ${body?.sha256}`}
      read={async () => ({ html: await clipBody(ledger, clip) })}
      title={title}
      published={published}
      show={show}
      actions={(sentences) => (
        <IntoRecord
          clip={clip}
          text={() =>
            t('assist.pointsText', {
              title,
              points: sentences.map((text, at) => `${at + 1}. ${text}`).join('\n'),
            })
          }
          copied={() => sentences.map((text, at) => `${at + 1}. ${cite(text)}`).join('\n')}
        />
      )}
    />
  );
}
