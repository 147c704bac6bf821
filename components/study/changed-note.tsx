import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDate } from '../../lib/rules/calendar';
import { clipVersions } from '../../lib/study/clip/versions';
import { Link, localDate, Note, useLedger, useLive } from '../ui';

/** Says that the page was read before with other words, and leads to what changed. Nothing when it was not. */
export function ChangedNote({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const versions = useLive(() => clipVersions(ledger, clip), [clip.id, clip.h]);
  const [now, before] = versions ?? [];
  if (!now || !before) return null;
  const day = (at: number) => formatDate(localDate(at), currentLanguage());
  return (
    <Note tone="info">
      {t('reader.changed', { before: day(before.at), now: day(now.at) })}{' '}
      <Link to={`/study/clip/${clip.id}/changes`}>{t('reader.seeChanges')}</Link>
    </Note>
  );
}
