import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { sentNotices } from '../../lib/notice/sent';
import { changedSince, filingsOf } from '../../lib/reentry/filings';
import { reportSystems } from '../../lib/reentry/systems';
import { Card, Link, Pill, Row, Section, useLedger, useLive, useMemberName } from '../ui';
import { sentMeta, sentTitle } from '../ui/sent-words';

/** 通知与报送: what of this activity went out, and where it was entered again. */
export function MeetingOutward({ meeting }: { meeting: Rec<'meeting'> }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const found = useLive(async () => {
    const [sent, systems, filings] = await Promise.all([
      sentNotices(ledger, meeting.id),
      reportSystems(ledger),
      filingsOf(ledger, meeting.id),
    ]);
    return { sent, systems, filings };
  }, [meeting.id]);
  if (!found) return null;
  const reentry = `/reentry/meeting/${meeting.id}`;
  return (
    <Section title={t('notice.outward')}>
      <Card>
        <Row title={t('notice.title')} meta={t('notice.hint')} to={`/life/meeting/${meeting.id}/notice`} />
        {found.sent.map((note) => (
          <Row key={note.id} title={sentTitle(note)} meta={sentMeta(note)} />
        ))}
        <Row title={t('reentry.title')} meta={t('reentry.hint')} to={reentry} />
        {found.systems.map((system) => {
          const filing = found.filings.get(system.id);
          const isChanged = filing && changedSince(filing, meeting);
          return (
            <Row
              key={system.id}
              title={system.fields.name}
              meta={filing && [filing.fields.on, nameOf(filing.fields.by)].filter(Boolean).join(' · ')}
              tail={
                filing ? (
                  <Pill tone={isChanged ? 'due' : 'ok'}>
                    {t(isChanged ? 'reentry.filedChanged' : 'reentry.isFiled')}
                  </Pill>
                ) : (
                  <Link to={reentry} class="text-meta text-ink-2">
                    {t('reentry.notFiled')}
                  </Link>
                )
              }
            />
          );
        })}
      </Card>
    </Section>
  );
}
