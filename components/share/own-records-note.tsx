import { t } from '../../lib/i18n';
import type { OwnRecords } from '../../lib/share';
import type { SpaceRole } from '../../lib/sync';
import { Link, Note, Section } from '../ui';

/** What becomes of the records that are on this device already; said before anything is asked. */
export function OwnRecordsNote({ own, role }: { own: OwnRecords; role: SpaceRole }) {
  if (own.way === 'empty') return null;
  if (own.way === 'beside') return <Note tone="info">{t('shareCompany.beside')}</Note>;
  if (own.way === 'same') return <Note tone="info">{t('shareInvite.same')}</Note>;
  return (
    <Section title={t('shareInvite.apart')}>
      <ul class="list-disc space-y-1 pl-5">
        {role === 'reviewer' ? (
          <li>{t('shareInvite.apartReviewer')}</li>
        ) : (
          <>
            {own.clips > 0 && <li>{t('shareInvite.bringClips', { count: own.clips })}</li>}
            {own.study > 0 && <li>{t('shareInvite.bringStudy', { count: own.study })}</li>}
            {own.reflections > 0 && <li>{t('shareInvite.bringReflections', { count: own.reflections })}</li>}
            {own.shared > 0 && <li>{t('shareInvite.bringShared', { count: own.shared })}</li>}
          </>
        )}
        {own.others > 0 && <li>{t('shareInvite.apartClear', { count: own.others })}</li>}
      </ul>
      <p class="text-meta text-ink-2">
        {t('shareInvite.apartLater')}{' '}
        <Link to="/settings/data" class="text-red-ink rounded-s underline">
          {t('shareInvite.apartBackup')}
        </Link>
      </p>
    </Section>
  );
}
