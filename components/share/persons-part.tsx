import { t, tDynamic } from '../../lib/i18n';
import { noteEvents } from '../../lib/ledger';
import type { PeerEvent, PersonStanding } from '../../lib/sync';
import { Button, Card, Link, Note, Pill, Row, Section, toastFault, useLedger } from '../ui';
import { when } from '../settings/words';
import { inSpace, roleIn } from './space';
import { ownerOf, shortWhen, usePersonName } from './words';

/** Who belongs to it: when each was last heard of, and what has not reached them. */
export function PersonsPart({
  persons,
  mayInvite,
  space,
}: {
  persons: readonly PersonStanding[];
  mayInvite: boolean;
  space: string;
}) {
  const nameOf = usePersonName();
  return (
    <Section
      title={t('share.persons.title')}
      remark={t('share.persons.hint')}
      link={
        <span class="flex gap-3">
          <Link to={inSpace('/share/people', space)} class="text-red-ink">
            {t('sharePeople.title')}
          </Link>
          {mayInvite && (
            <Link to={inSpace('/share/invite', space)} class="text-red-ink">
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
            title={nameOf({ member, owner })}
            meta={[
              roleIn(role, space),
              ...(devices > 1 ? [t('share.persons.devices', { count: devices })] : []),
              last === undefined
                ? t('share.persons.never')
                : t('share.persons.last', { at: shortWhen(last) }),
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
export function EventsPart({ events, space }: { events: readonly PeerEvent[]; space: string }) {
  const ledger = useLedger();
  const nameOf = usePersonName();
  const broken = events.filter(({ what }) => what !== 'ahead');
  const ahead = events.filter(({ what, noted }) => what === 'ahead' && !noted);
  const fresh = broken.filter(({ noted }) => !noted);
  const note = (which: readonly PeerEvent[]) => {
    void Promise.all([...new Set(which.map(({ d }) => d))].map((d) => noteEvents(ledger, d, space))).catch(
      toastFault,
    );
  };
  const words = ({ what, member, d, q, s, at }: PeerEvent): string =>
    tDynamic(`share.event.${what}`, {
      by: nameOf({ member, owner: ownerOf(d) }),
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
          <span class="mt-1 block">{t('share.event.kept')}</span>
          <div class="mt-2">
            <Button small action="events-noted" onClick={() => note(fresh)}>
              {t('share.event.note')}
            </Button>
          </div>
        </Note>
      )}
      {ahead.length > 0 && (
        <Note tone="due">
          {ahead.map((event) => (
            <p key={`${event.d}${event.q}${event.s}`}>{words(event)}</p>
          ))}
          <div class="mt-2">
            <Button small onClick={() => note(ahead)}>
              {t('share.event.note')}
            </Button>
          </div>
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
