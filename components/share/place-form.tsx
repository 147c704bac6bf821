import { useEffect, useRef, useState } from 'preact/hooks';
import { askFolder, canPickFolder, pickFolder, trialLines } from '../../lib/carrier';
import { t, tDynamic } from '../../lib/i18n';
import { keptFolder } from '../../lib/ledger';
import { requestSites } from '../../lib/platform/permissions';
import { asFault, Fault } from '../../lib/records/fault';
import {
  type Credentials,
  exchangeNow,
  type KeptPlace,
  type PlaceAddress,
  sitesOf,
  type TriedPlace,
  tryPlace,
  usePlace,
} from '../../lib/share';
import {
  Button,
  Card,
  confirmDialog,
  FaultNote,
  Icon,
  navigate,
  Note,
  PasswordField,
  Section,
  Segments,
  TextField,
  toast,
  useLedger,
} from '../ui';
import { samePlace } from '../../lib/share';
import { inSpace } from './space';

const SORTS = ['webdav', 's3', 'folder', 'file'] as const;
type Sort = (typeof SORTS)[number];

interface Typed {
  sort: Sort;
  address: string;
  bucket: string;
  region: string;
  prefix: string;
  user: string;
  secret: string;
}

const typedOf = (address: PlaceAddress | undefined): Typed => ({
  sort: address?.sort ?? 'webdav',
  address: address && 'address' in address ? address.address : '',
  bucket: address?.sort === 's3' ? address.bucket : '',
  region: address?.sort === 's3' ? address.region : '',
  prefix: address?.sort === 's3' ? (address.prefix ?? '') : '',
  user: '',
  secret: '',
});

function addressOf(
  { sort, address, bucket, region, prefix }: Typed,
  kept: PlaceAddress | undefined,
): PlaceAddress {
  if (sort === 'file' || sort === 'folder') return { sort };
  if (sort === 'webdav') return { sort, address: address.trim() };
  const style = kept?.sort === 's3' ? kept.style : 'path';
  const folder = prefix.trim().replace(/^\/+|\/+$/g, '');
  return {
    sort,
    address: address.trim(),
    bucket: bucket.trim(),
    region: region.trim(),
    style,
    ...(folder ? { prefix: folder } : {}),
  };
}

/** What is done with a place that was tried and may be used. */
export type UsePlace = (
  tried: TriedPlace,
  way: { owner?: string; credentials?: Credentials; folder?: FileSystemDirectoryHandle },
) => Promise<void>;

/** Where the files lie: one of four sorts of place, its address and the way in; saving tries it first. */
export function PlaceForm(props: {
  kept: KeptPlace | undefined;
  /** What the organisation has preset, and whether nothing else may be chosen. */
  preset: PlaceAddress | undefined;
  locked: boolean;
  /** Short name of who founds the sharing; undefined where there is one already. */
  owner: string | undefined;
  disabled: boolean;
  /** Of a company that shares already: its space. */
  space?: string;
  /** Where more belongs to it than keeping the place, which goes elsewhere afterwards by itself. */
  onUse?: UsePlace;
}) {
  const ledger = useLedger();
  const { kept, preset, owner, space = '', onUse } = props;
  const locked = props.locked && preset !== undefined;
  const [typed, setTyped] = useState(() => typedOf(locked ? preset : (kept?.address ?? preset)));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const [tried, setTried] = useState<TriedPlace>();
  const [saved, setSaved] = useState(false);
  const set = (patch: Partial<Typed>) => {
    setTyped({ ...typed, ...patch });
    setTried(undefined);
    setFault(undefined);
  };
  const { sort } = typed;
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What came of the press stands below a long form.
    if (busy || fault || tried) result.current?.scrollIntoView({ block: 'nearest' });
  }, [busy, fault, tried, saved]);
  const sorts = canPickFolder() ? SORTS : SORTS.filter((one) => one !== 'folder');
  const lacking =
    (owner !== undefined && !/^[a-z0-9]{1,32}$/.test(owner)) ||
    ((sort === 'webdav' || sort === 's3') && (!typed.address.trim() || !typed.user || !typed.secret)) ||
    (sort === 's3' && !typed.bucket.trim());

  const save = async (granted: Promise<boolean>, folder: Promise<FileSystemDirectoryHandle | undefined>) => {
    setBusy(true);
    setFault(undefined);
    setTried(undefined);
    try {
      const address = addressOf(typed, kept?.address);
      if (!(await granted)) throw new Fault('E865', { site: new URL(sitesOf(address)[0] ?? '').host });
      const way = { owner, credentials: credentialsOf(typed), folder: await folder };
      if (sort === 'folder' && !way.folder) return;
      const found = await tryPlace(address, way);
      setTried(found);
      if (!found.usable) return;
      if (kept && !samePlace(kept.address, address) && !(await confirmMove())) return;
      if (onUse) return await onUse(found, way);
      await usePlace(ledger, found, { ...way, space });
      setTyped({ ...typed, secret: '' });
      setSaved(true);
      toast(t('share.kept'));
      // How it went stands on the page of sharing.
      if (sort !== 'file') await exchangeNow(ledger, { space }).catch(() => undefined);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };

  const press = () => {
    const address = addressOf(typed, kept?.address);
    // The browser's own questions have to be the first that a press does.
    let granted = Promise.resolve(true);
    try {
      const sites = sitesOf(address);
      if (sites.length) granted = requestSites(sites);
    } catch (thrown) {
      setFault(
        thrown instanceof Fault
          ? thrown
          : new Fault('E864', { site: typed.address.slice(0, 60), kind: sort }),
      );
      return;
    }
    void save(granted, sort === 'folder' ? pickFolder() : Promise.resolve(undefined));
  };

  return (
    <>
      <Section title={t('share.where')}>
        <Card pad>
          {locked && <Note tone="info">{t('share.locked')}</Note>}
          {!locked && (
            <Segments
              label={t('share.where')}
              options={sorts.map((value) => ({ value, label: tDynamic(`share.sort.${value}`) }))}
              value={sort}
              onChange={(value) => set({ sort: value })}
            />
          )}
          <p class="text-meta text-ink-2">{tDynamic(`share.sortHint.${sort}`)}</p>
          {(sort === 'webdav' || sort === 's3') && (
            <>
              <TextField
                label={tDynamic(`share.address.${sort}`)}
                value={typed.address}
                onChange={(address) => set({ address })}
                placeholder={
                  sort === 'webdav' ? 'https://pan.example.com/dav/branch/' : 'https://s3.example.com'
                }
                disabled={locked}
              />
              {sort === 's3' && (
                <>
                  <TextField
                    label={t('share.bucket')}
                    value={typed.bucket}
                    onChange={(bucket) => set({ bucket })}
                    disabled={locked}
                  />
                  <TextField
                    label={t('share.region')}
                    value={typed.region}
                    onChange={(region) => set({ region })}
                    hint={t('share.regionHint')}
                    disabled={locked && Boolean(typed.region)}
                  />
                  <TextField
                    label={t('share.prefix')}
                    value={typed.prefix}
                    onChange={(prefix) => set({ prefix })}
                    hint={t('share.prefixHint')}
                    disabled={locked}
                  />
                </>
              )}
              <TextField
                label={tDynamic(`share.user.${sort}`)}
                value={typed.user}
                onChange={(user) => set({ user })}
              />
              <PasswordField
                label={tDynamic(`share.secret.${sort}`)}
                value={typed.secret}
                onChange={(secret) => set({ secret })}
                hint={t('share.secretHint')}
              />
              <p class="text-meta text-ink-2">{t('share.asks')}</p>
            </>
          )}
          <Button
            kind={saved ? 'plain' : 'primary'}
            busy={busy}
            disabled={lacking || props.disabled}
            action="save-place"
            onClick={press}
          >
            {tDynamic(`share.save.${sort}`)}
          </Button>
          {sort === 'folder' && kept?.address.sort === 'folder' && (
            <Button busy={busy} onClick={() => void openAgain()}>
              {t('share.action.openFolder')}
            </Button>
          )}
        </Card>
      </Section>
      <div ref={result} aria-live="polite" class="space-y-3">
        {busy && <p class="text-meta text-ink-2">{t('share.trying')}</p>}
        {fault && <FaultNote fault={fault} />}
        {tried?.trial && <TrialPart tried={tried} />}
        {saved && (
          <Button kind="primary" action="share-home" onClick={() => navigate(inSpace('/share', space))}>
            {t('share.see')}
          </Button>
        )}
      </div>
    </>
  );

  async function openAgain(): Promise<void> {
    try {
      const folder = await keptFolder(ledger, space);
      if (folder && (await askFolder(folder))) navigate(inSpace('/share', space));
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  }
}

function credentialsOf({ sort, user, secret }: Typed): Credentials | undefined {
  if (sort === 'webdav') return { user, password: secret };
  return sort === 's3' ? { accessKey: user, secretKey: secret } : undefined;
}

/** Asks before files go to another place. */
export const confirmMove = (): Promise<boolean> =>
  confirmDialog({ title: t('share.move.title'), body: t('share.move.text'), confirm: t('share.move.do') });

/** What the trial of a place found: one line for each step, and the fault that ended it. */
function TrialPart({ tried: { trial, usable } }: { tried: TriedPlace }) {
  if (!trial) return null;
  return (
    <Section title={t(usable ? 'share.trial.fine' : 'share.trial.bad')}>
      <Card pad>
        <ul class="space-y-1">
          {trialLines(trial).map(({ about, tone, text }) => (
            <li
              key={about}
              class={`flex gap-2 ${tone === 'bad' ? 'text-red-ink' : tone === 'note' ? 'text-due' : ''}`}
            >
              <span class="mt-0.5 shrink-0">
                <Icon name={tone === 'bad' ? 'close' : 'check'} size={16} />
              </span>
              {text}
            </li>
          ))}
        </ul>
        {trial.refused && <FaultNote fault={trial.refused} />}
      </Card>
    </Section>
  );
}
