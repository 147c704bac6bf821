import { t, tDynamic } from '../../lib/i18n';
import { noteEvents } from '../../lib/ledger';
import type { PeerEvent, PersonStanding } from '../../lib/sync';
import { Button, Card, Link, Note, Pill, Row, Section, toastFault, useLedger, useMemberName } from '../ui';
import { when } from '../settings/words';

/** Who belongs to it: when each was last heard of, and what has not reached them. */
export function PersonsPart({
  persons,
  mayInvite,
}: {
  persons: readonly PersonStanding[];
  mayInvite: boolean;
}) {
  const nameOf = useMemberName();
  return (
    <Section
      title={t('share.persons.title')}
      remark={t('share.persons.hint')}
      link={
        <span class="flex gap-3">
          <Link to="/share/people" class="text-red-ink">
            {t('sharePeople.title')}
          </Link>
          {mayInvite && (
            <Link to="/share/invite" class="text-red-ink">
              {t('share.persons.invite')}
            </Link>
          )}
        </span>
      }
    >
      <Card>
        {persons.map(({ owner, member, role, last, missing, isMe, devices }) => (
          <Row
            key={owner}
            title={nameOf(member) || owner}
            meta={[
              tDynamic(`share.role.${role}`),
              ...(devices > 1 ? [t('share.persons.devices', { count: devices })] : []),
              last === undefined ? t('share.persons.never') : t('share.persons.last', { at: when(last) }),
            ].join(' · ')}
            tail={
              isMe ? (
                <Pill tone="info">{t('share.persons.me')}</Pill>
              ) : missing ? (
                <Pill tone="due">{t('share.persons.missing', { count: missing })}</Pill>
              ) : (
                last !== undefined && <Pill tone="ok">{t('share.persons.reached')}</Pill>
              )
            }
          />
        ))}
      </Card>
    </Section>
  );
}

/** 证据链异常: what chains of others showed that should not be, with device and number. */
export function EventsPart({ events }: { events: readonly PeerEvent[] }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const broken = events.filter(({ what }) => what !== 'ahead');
  const ahead = events.filter(({ what, noted }) => what === 'ahead' && !noted);
  const fresh = broken.filter(({ noted }) => !noted);
  const note = (which: readonly PeerEvent[]) => {
    void Promise.all([...new Set(which.map(({ d }) => d))].map((d) => noteEvents(ledger, d))).catch(
      toastFault,
    );
  };
  const words = ({ what, member, d, q, s, at }: PeerEvent): string =>
    tDynamic(`share.event.${what}`, {
      by: nameOf(member) || t('share.somebody'),
      device: d,
      chain: q,
      number: s,
      at: when(at),
    });
  if (!broken.length && !ahead.length) return null;
  return (
    <>
      {fresh.length > 0 && (
        <Note tone="bad">
          <strong class="block">{t('share.event.title')}</strong>
          <ul class="mt-1 space-y-1">
            {fresh.map((event) => (
              <li key={`${event.d}${event.what}${event.q}${event.s}`}>{words(event)}</li>
            ))}
          </ul>
          <span class="block">{t('share.event.kept')}</span>
          <Button small onClick={() => note(fresh)}>
            {t('share.event.note')}
          </Button>
        </Note>
      )}
      {ahead.length > 0 && (
        <Note tone="due">
          {ahead.map((event) => (
            <p key={`${event.d}${event.q}${event.s}`}>{words(event)}</p>
          ))}
          <Button small onClick={() => note(ahead)}>
            {t('share.event.note')}
          </Button>
        </Note>
      )}
      {broken.length > fresh.length && (
        <details class="text-meta text-ink-2">
          <summary>{t('share.event.earlier', { count: broken.length - fresh.length })}</summary>
          <ul class="mt-1 space-y-1">
            {broken
              .filter(({ noted }) => noted)
              .map((event) => (
                <li key={`${event.d}${event.what}${event.q}${event.s}`}>{words(event)}</li>
              ))}
          </ul>
        </details>
      )}
    </>
  );
}
