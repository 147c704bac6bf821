import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { keepFolder } from '../../lib/ledger';
import { canPickFolder, pickFolder } from '../../lib/carrier';
import { requestSites } from '../../lib/platform/permissions';
import { asFault, type Fault } from '../../lib/records/fault';
import { askAtPlace, askByHand, type Credentials, type Offer, sitesOf } from '../../lib/share';
import { Button, Card, FaultNote, PasswordField, Row, Section, TextField, useScope } from '../ui';
import { roleHint, roleWord } from './invite-words';
import { OwnRecordsNote } from './own-records-note';
import { placeWords } from './place-words';

/** What an invitation offers and asks for, before anything is sent; then the way in to the storage. */
export function JoinOffer({ offer, onBack }: { offer: Offer; onBack: () => void }) {
  const { ledger } = useScope();
  const { invitation, place, own, isBranchs } = offer;
  const space = invitation.company === undefined ? '' : invitation.space;
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [folder, setFolder] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);

  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFault(undefined);
    try {
      await work();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const ask = () => {
    // The question of the browser belongs to this very press.
    const sites = sitesOf(place);
    const site = sites.length ? requestSites(sites) : undefined;
    void run(async () => {
      await site;
      await askAtPlace(ledger, offer, isBranchs ? undefined : credentialsOf());
    });
  };
  const credentialsOf = (): Credentials | undefined => {
    if (place.sort === 'webdav') return { user: user.trim(), password };
    if (place.sort === 's3') return { accessKey: user.trim(), secretKey: password.trim() };
    return undefined;
  };
  const choose = () => {
    const picked = pickFolder();
    void run(async () => {
      const handle = await picked;
      if (!handle) return;
      await keepFolder(ledger, handle, space);
      setFolder(handle.name);
    });
  };
  const isServer = place.sort === 'webdav' || place.sort === 's3';
  const isReady = isServer ? Boolean(user.trim() && password) : place.sort === 'folder' && folder !== '';
  return (
    <div class="space-y-4" data-offer={own.way}>
      <Card>
        <Row
          title={invitation.branch}
          meta={t(space ? 'shareCompany.offerCompany' : 'shareInvite.offerBranch')}
        />
        <Row title={invitation.inviter} meta={t('shareInvite.offerBy')} />
        <Row title={invitation.name} meta={t('shareInvite.offerYou')} />
        <Row
          title={roleWord(invitation.role, space)}
          meta={`${t('shareInvite.offerRole')} · ${roleHint(invitation.role, space)}`}
        />
        <Row
          title={placeWords(place)}
          meta={t(isBranchs ? 'shareCompany.offerPlaceBranch' : 'shareInvite.offerPlace')}
        />
      </Card>
      <OwnRecordsNote own={own} role={invitation.role} />
      {place.sort !== 'file' && isBranchs && (
        <div class="flex flex-wrap justify-end gap-2">
          <Button onClick={onBack}>{t('common.back')}</Button>
          <Button kind="primary" busy={busy} action="join-ask" onClick={ask}>
            {t('shareInvite.joinDo')}
          </Button>
        </div>
      )}
      {isServer && !isBranchs && (
        <form
          class="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady) ask();
          }}
        >
          <TextField
            label={place.sort === 's3' ? t('shareInvite.s3Key') : t('shareInvite.user')}
            name="user"
            value={user}
            onChange={setUser}
          />
          <PasswordField
            label={place.sort === 's3' ? t('shareInvite.s3Secret') : t('shareInvite.password')}
            name="password"
            value={password}
            hint={t('shareInvite.secretNote')}
            onChange={setPassword}
          />
          <div class="flex flex-wrap justify-end gap-2">
            <Button onClick={onBack}>{t('common.back')}</Button>
            <Button kind="primary" type="submit" busy={busy} disabled={!isReady} action="join-ask">
              {t('shareInvite.joinDo')}
            </Button>
          </div>
        </form>
      )}
      {place.sort === 'folder' && !isBranchs && canPickFolder() && (
        <div class="flex flex-wrap items-center justify-end gap-2">
          <Button onClick={choose} busy={busy}>
            {folder ? t('shareInvite.folderPicked', { name: folder }) : t('shareInvite.folderPick')}
          </Button>
          <Button kind="primary" busy={busy} disabled={!isReady} action="join-ask" onClick={ask}>
            {t('shareInvite.joinDo')}
          </Button>
        </div>
      )}
      {fault && <FaultNote fault={fault} />}
      {place.sort === 'file' ? (
        <Section title={t('shareInvite.byHandLead')}>
          <Button
            kind="primary"
            busy={busy}
            action="join-by-hand"
            onClick={() => void run(() => askByHand(ledger, offer))}
          >
            {t('shareInvite.joinDo')}
          </Button>
        </Section>
      ) : (
        <p>
          <button
            type="button"
            class="text-red-ink text-meta rounded-s underline"
            data-action="join-by-hand"
            onClick={() => void run(() => askByHand(ledger, offer))}
          >
            {t('shareInvite.byHand')}
          </button>
        </p>
      )}
    </div>
  );
}
