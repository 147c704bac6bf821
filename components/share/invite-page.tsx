import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { SyncStore } from '../../lib/ledger';
import { keptPlace, lookWhoAsks } from '../../lib/share';
import { asFault, type Fault } from '../../lib/records/fault';
import { type Given, invitations, mySpace } from '../../lib/sync';
import {
  Card,
  EmptyState,
  FaultNote,
  Link,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  Section,
  type Tone,
  useLive,
  useQuery,
  useScope,
} from '../ui';
import { InviteForm } from './invite-form';
import { InviteView } from './invite-view';
import { roleWord, stateWord } from './invite-words';
import { inSpace, useSpaceParam } from './space';
import { useAgain } from './use-again';

const TONES: Record<Given['state'], Tone> = {
  open: 'info',
  asked: 'due',
  admitted: 'ok',
  refused: 'bad',
  revoked: 'unknown',
  expired: 'unknown',
};

/** 邀请: choose a person, hand the invitation over, compare six digits, let the device in. */
export function InvitePage() {
  const { ledger, space } = useScope();
  const chosen = useQuery().get('id');
  const asked = useSpaceParam();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const state = useLive(async () => {
    const all = await invitations(ledger);
    const one = all.find(({ id }) => id === chosen);
    const at = one ? (one.space ?? '') : asked;
    return {
      at,
      mine: await mySpace(ledger, at),
      place: await keptPlace(ledger, at),
      share: await new SyncStore(ledger, at).share(),
      given: all.filter((given) => (given.space ?? '') === at),
    };
  }, [chosen, asked]);
  const given = state?.given.find(({ id }) => id === chosen);
  const waits = state?.given.some((one) => one.state === 'open' || one.state === 'asked') ?? false;
  useAgain(waits && space === 'own', async () => {
    try {
      await lookWhoAsks(ledger);
      setFault(undefined);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  });
  if (!state) return null;
  const { mine, place, at, share } = state;
  const ready = mine !== undefined && place !== undefined;
  return (
    <Page
      title={given ? t('shareInvite.to', { name: given.name }) : t('shareInvite.title')}
      remark={share?.title}
      back={inSpace('/share', at)}
    >
      {space === 'sample' ? (
        <Note tone="info">{t('shareInvite.inSample')}</Note>
      ) : !ready ? (
        <EmptyState
          title={t('shareInvite.needPlace')}
          action={
            <Link to={inSpace('/share', at)} class="btn btn-primary">
              {t('shareInvite.needPlaceDo')}
            </Link>
          }
        />
      ) : (
        <>
          {fault && <FaultNote fault={fault} />}
          {given ? (
            <InviteView given={given} place={place.address} title={share?.title} />
          ) : (
            <>
              <InviteForm
                mine={mine}
                space={at}
                title={share?.title}
                onMade={(id) => navigate(inSpace(`/share/invite?id=${id}`, at))}
              />
              <GivenList given={state.given} />
            </>
          )}
        </>
      )}
    </Page>
  );
}

const GivenList = ({ given }: { given: readonly Given[] }) => (
  <Section title={t('shareInvite.given')}>
    {given.length === 0 ? (
      <p class="text-meta text-ink-3">{t('shareInvite.givenNone')}</p>
    ) : (
      <Card>
        {given.map((one) => (
          <Row
            key={one.id}
            title={one.name}
            meta={roleWord(one.role, one.space)}
            to={inSpace(`/share/invite?id=${one.id}`, one.space ?? '')}
            tail={<Pill tone={TONES[one.state]}>{stateWord(one.state)}</Pill>}
          />
        ))}
      </Card>
    )}
  </Section>
);
