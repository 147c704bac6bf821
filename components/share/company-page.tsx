import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { exchangeNow, foundCompany, keptPlace, presetOf, shortName } from '../../lib/share';
import { usePolicy } from '../settings/use-policy';
import {
  Button,
  Card,
  FaultNote,
  navigate,
  Note,
  Page,
  Row,
  Section,
  Segments,
  TextField,
  useLive,
  useScope,
} from '../ui';
import { PlaceForm, type UsePlace } from './place-form';
import { inSpace, useOwnName, useShares } from './space';

const OWNER = /^[a-z0-9]{1,32}$/;

/** 公司共享: what it is, the companies that share already, and how a new one begins. */
export function CompanyPage() {
  const { branch, space } = useScope();
  const shares = useShares();
  // Named before the profile was read: it is opened by a link, also where nothing else of the product is there yet.
  if (!shares) {
    return (
      <Page title={t('shareCompany.title')} back={branch ? '/share' : '/today'}>
        <p class="text-meta text-ink-3" aria-busy="true">
          {t('common.loading')}
        </p>
      </Page>
    );
  }
  const companies = shares.filter(({ company }) => company !== undefined);
  return (
    <Page title={t('shareCompany.title')} back={branch || companies.length ? '/share' : '/today'}>
      <p>{t('shareCompany.what')}</p>
      <ul class="text-meta text-ink-2 list-disc space-y-1 pl-5">
        <li>{t('shareCompany.goes')}</li>
        <li>{t('shareCompany.stays')}</li>
        <li>{t('shareCompany.who')}</li>
      </ul>
      {companies.length > 0 && (
        <Section title={t('shareCompany.there')}>
          <Card>
            {companies.map((share) => (
              <Row
                key={share.space}
                title={share.title ?? t('shareCompany.unnamed')}
                to={inSpace('/share', share.space)}
              />
            ))}
          </Card>
        </Section>
      )}
      {space === 'sample' ? (
        <Note tone="due">{t('share.sampleNote')}</Note>
      ) : (
        <>
          <Card>
            <Row title={t('shareCompany.invited')} meta={t('shareCompany.invitedHint')} to="/share/join" />
          </Card>
          <FoundForm
            owner={shares[0]?.owner}
            taken={companies.some(({ company }) => company === branch?.fields.companyId)}
          />
        </>
      )}
    </Page>
  );
}

/** Which company, who founds it, and where its files lie. */
function FoundForm({ owner: known, taken }: { owner: string | undefined; taken: boolean }) {
  const { ledger, branch } = useScope();
  const { policy } = usePolicy();
  const place = useLive(async () => ({ branchs: await keptPlace(ledger) }), []);
  const ownName = useOwnName();
  const [which, setWhich] = useState<'branch' | 'other'>('branch');
  const [title, setTitle] = useState('');
  const [typedName, setTypedName] = useState('');
  const [typedOwner, setTypedOwner] = useState<string>();
  const [made, setMade] = useState('');
  const [where, setWhere] = useState<'branch' | 'own'>('branch');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const name = ownName || typedName.trim();
  useEffect(() => {
    // Without the tables of readings the field is filled in by hand.
    if (name) void shortName(name).then(setMade, () => undefined);
  }, [name]);
  if (!place) return null;
  const { branchs } = place;
  const ofBranch = branch && !taken && which === 'branch' ? branch.fields : undefined;
  const owner = known ?? typedOwner ?? made;
  const isReady = OWNER.test(owner) && name !== '' && Boolean(ofBranch ?? title.trim());
  const isOwn = where === 'own' || !branchs;

  const found = async (own?: Parameters<typeof foundCompany>[1]['place']): Promise<void> => {
    const address = await foundCompany(ledger, {
      company: ofBranch?.companyId,
      title: ofBranch?.company ?? title.trim(),
      owner,
      myName: ownName ? undefined : name,
      place: own,
    });
    // How it went stands on the page of sharing.
    if (own?.tried.address.sort !== 'file')
      await exchangeNow(ledger, { space: address.space }).catch(() => undefined);
    navigate(inSpace('/share', address.space), { replace: true });
  };
  const atBranchs = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await found();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const atOwn: UsePlace = (tried, { credentials, folder }) => found({ tried, credentials, folder });
  return (
    <>
      <Section title={t('shareCompany.found')}>
        <Card pad>
          {branch && !taken && (
            <Segments
              showLabel
              label={t('shareCompany.which')}
              value={which}
              options={[
                { value: 'branch', label: branch.fields.company },
                { value: 'other', label: t('shareCompany.other') },
              ]}
              onChange={setWhich}
            />
          )}
          {!ofBranch && (
            <TextField
              label={t('shareCompany.name')}
              name="company"
              value={title}
              hint={t('shareCompany.nameHint')}
              onChange={setTitle}
            />
          )}
          {!ownName && (
            <TextField
              label={t('shareCompany.myName')}
              name="my-name"
              value={typedName}
              hint={t('shareCompany.myNameHint')}
              onChange={setTypedName}
            />
          )}
          {!known && (
            <TextField
              label={t('share.owner')}
              name="owner"
              value={owner}
              onChange={(value) => setTypedOwner(value.toLowerCase())}
              hint={t('share.ownerHint')}
              error={owner && !OWNER.test(owner) ? t('share.ownerWrong') : undefined}
            />
          )}
          {branchs && (
            <div class="grid gap-1">
              <Segments
                showLabel
                label={t('share.where')}
                value={where}
                options={[
                  { value: 'branch', label: t('shareCompany.whereBranch') },
                  { value: 'own', label: t('shareCompany.whereOwn') },
                ]}
                onChange={setWhere}
              />
              <p class="text-meta text-ink-2">
                {t(where === 'branch' ? 'shareCompany.whereBranchHint' : 'shareCompany.whereOwnHint')}
              </p>
            </div>
          )}
          {!isOwn && (
            <Button
              kind="primary"
              busy={busy}
              disabled={!isReady}
              action="company-found"
              onClick={() => void atBranchs()}
            >
              {t('shareCompany.foundDo')}
            </Button>
          )}
          {fault && <FaultNote fault={fault} />}
        </Card>
      </Section>
      {isOwn && (
        <PlaceForm
          kept={undefined}
          preset={presetOf(policy)}
          locked={policy.storageLocked === true}
          owner={undefined}
          disabled={!isReady}
          onUse={atOwn}
        />
      )}
    </>
  );
}
