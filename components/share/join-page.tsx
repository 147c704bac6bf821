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
import { useShares } from './space';

/** 凭邀请加入: take the invitation in, see what it is, ask, compare six digits, enter. */
export function JoinPage() {
  const { ledger, space, branch } = useScope();
  const [offer, setOffer] = useState<Offer | undefined>(undefined);
  const state = useLive(async () => ({ inBranch: await isIn(ledger), now: await joining(ledger) }), []);
  const companies = useShares()?.filter(({ company }) => company !== undefined);
  if (!state || !companies) return null;
  const { inBranch, now } = state;
  const isOfferFor = offer && (offer.invitation.company !== undefined || !inBranch) ? offer : undefined;
  return (
    <Page title={t('shareInvite.joinTitle')} back={branch || companies.length ? '/share' : '/today'}>
      {space === 'sample' ? (
        <Note tone="info">{t('shareInvite.inSample')}</Note>
      ) : now ? (
        <JoinWait now={now} onAnother={() => setOffer(undefined)} />
      ) : inBranch && !branch ? (
        <Fetching />
      ) : isOfferFor ? (
        <JoinOffer offer={isOfferFor} onBack={() => setOffer(undefined)} />
      ) : (
        <>
          {inBranch && branch && <Joined name={branch.fields.name} />}
          {companies.map((share) => (
            <JoinedCompany key={share.space} title={share.title ?? t('shareCompany.unnamed')} />
          ))}
          <Section title={t('shareInvite.haveInvitation')}>
            <MessageIn
              label={t('shareInvite.paste')}
              fileLabel={t('shareInvite.openFile')}
              doLabel={t('shareInvite.readInvitation')}
              action="invitation-read"
              onText={async (text) => setOffer(await readOffer(ledger, text))}
            />
          </Section>
        </>
      )}
    </Page>
  );
}

const JoinedCompany = ({ title }: { title: string }) => (
  <>
    <Note tone="ok">
      <strong>{t('shareCompany.joined', { company: title })}</strong>
      <span class="block">{t('shareCompany.joinedHint')}</span>
    </Note>
    <Button action="joined-checklist" onClick={() => navigate('/governance', { replace: true })}>
      {t('shareCompany.joinedGo')}
    </Button>
  </>
);

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
