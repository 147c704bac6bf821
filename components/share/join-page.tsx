import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { exchangeNow, keptPlace, type Offer, readOffer, recordsHere } from '../../lib/share';
import { joining, isIn } from '../../lib/sync';
import { Button, FaultNote, navigate, Note, Page, Section, useLive, useScope } from '../ui';
import { Waiting } from './invite-view';
import { JoinOffer } from './join-offer';
import { JoinWait } from './join-wait';
import { MessageIn } from './message-in';

/** 加入已有的支部: take the invitation in, see what it is, ask, compare six digits, enter. */
export function JoinPage() {
  const { ledger, space, branch } = useScope();
  const [offer, setOffer] = useState<Offer | undefined>(undefined);
  const [asked, setAsked] = useState(0);
  const state = useLive(
    async () => ({
      inSpace: await isIn(ledger),
      now: await joining(ledger),
    }),
    // Read anew once somebody has asked here: nothing was there before that could have been watched.
    [asked],
  );
  if (!state) return null;
  const { inSpace, now } = state;
  return (
    <Page title={t('shareInvite.joinTitle')} back={branch ? '/share' : '/today'}>
      {space === 'sample' ? (
        <Note tone="info">{t('shareInvite.inSample')}</Note>
      ) : now ? (
        <JoinWait now={now} />
      ) : inSpace ? (
        branch ? (
          <Joined name={branch.fields.name} />
        ) : (
          <Fetching />
        )
      ) : offer ? (
        <JoinOffer
          offer={offer}
          onBack={() => setOffer(undefined)}
          onAsked={() => setAsked((count) => count + 1)}
        />
      ) : (
        <Section title={t('shareInvite.haveInvitation')}>
          <MessageIn
            label={t('shareInvite.paste')}
            fileLabel={t('shareInvite.openFile')}
            doLabel={t('shareInvite.readInvitation')}
            action="invitation-read"
            onText={async (text) => setOffer(await readOffer(ledger, text))}
          />
        </Section>
      )}
    </Page>
  );
}

const Joined = ({ name }: { name: string }) => (
  <>
    <Note tone="ok">
      <strong>{t('shareInvite.joined', { branch: name })}</strong>
      <span class="block">{t('shareInvite.joinedHint')}</span>
    </Note>
    <Button kind="primary" action="joined-today" onClick={() => navigate('/today', { replace: true })}>
      {t('shareInvite.joinedGo')}
    </Button>
  </>
);

/** This profile is in, and what the branch has is still on its way. */
function Fetching() {
  const { ledger } = useScope();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const count = useLive(async () => recordsHere(ledger), []);
  const place = useLive(async () => keptPlace(ledger), []);
  const again = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await exchangeNow(ledger);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Waiting title={t('shareInvite.joining')}>
        {t('shareInvite.joiningCount', { count: count ?? 0 })}
      </Waiting>
      {fault && <FaultNote fault={fault} />}
      {place && place.address.sort !== 'file' && (
        <Button busy={busy} action="join-again" onClick={() => void again()}>
          {t('shareInvite.joiningRetry')}
        </Button>
      )}
    </>
  );
}
