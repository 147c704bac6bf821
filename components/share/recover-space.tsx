import { useState } from 'preact/hooks';
import { readBundle } from '../../lib/carrier';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  exchangeNow,
  importFile,
  keptPlace,
  openCarrier,
  presetOf,
  recoverAs,
  SHARE_FILE,
  usePlace,
} from '../../lib/share';
import {
  type FoundSpace,
  type FoundSpaces,
  type OpenedRecovery,
  openRecovery,
  spacesAt,
} from '../../lib/sync';
import {
  Button,
  Card,
  FaultNote,
  FilePick,
  navigate,
  Note,
  Progress,
  Section,
  TextField,
  useLive,
  useScope,
} from '../ui';
import { usePolicy } from '../settings/use-policy';
import { PlaceForm, type UsePlace } from './place-form';
import { placeWords } from './place-words';
import { RecoverAs, SpaceRow } from './recover-choice';
import { RecoveryFields } from './recovery-dialogs';
import { inSpace } from './space';

/** On a new device, when everybody who leads is lost: place, file and passphrase make this device a secretary's. */
export function RecoverSpace({ isIn }: { isIn: boolean }) {
  const { ledger } = useScope();
  const { policy } = usePolicy();
  const place = useLive(async () => ({ there: await keptPlace(ledger) }), []);
  const [isOpen, setOpen] = useState(false);
  const [isMoving, setMoving] = useState(false);
  const [file, setFile] = useState<File>();
  const [carried, setCarried] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [number, setNumber] = useState('');
  const [fault, setFault] = useState<Fault>();
  const [done, setDone] = useState<number>();
  const [opened, setOpened] = useState<OpenedRecovery>();
  const [found, setFound] = useState<FoundSpaces>();
  const [chosen, setChosen] = useState<FoundSpace>();
  const byHand = place?.there?.address.sort === 'file';

  const guard = async (work: () => Promise<void>) => {
    setFault(undefined);
    setDone(0);
    try {
      await work();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setDone(undefined);
    }
  };
  const carrierOf = async () => (byHand && carried ? readBundle(carried) : openCarrier(ledger));
  const look = () =>
    guard(async () => {
      if (!file) return;
      const key =
        opened ?? (await openRecovery(new Uint8Array(await file.arrayBuffer()), passphrase, setDone));
      setOpened(key);
      const only = number.trim() ? [number.trim()] : undefined;
      const onProgress = (looked: number, of: number) => setDone(looked / of);
      const spaces = await spacesAt(await carrierOf(), key, { only, onProgress });
      setFound(spaces);
      setChosen(spaces.spaces.length === 1 ? spaces.spaces[0] : undefined);
    });
  const recover = (way: Parameters<typeof recoverAs>[4]) =>
    guard(async () => {
      if (!opened || !chosen) return;
      await recoverAs(ledger, await carrierOf(), opened, chosen, way);
      if (byHand && carried) await importFile(ledger, carried);
      else await exchangeNow(ledger);
      // The frame of a branch now stands around everything: what is left to do is said where it is done.
      const at = chosen.space.startsWith('c/') ? chosen.space : '';
      navigate(inSpace('/share/people?back=1', at), { replace: true });
    });
  const kept = place?.there?.address;
  const move: UsePlace = async (tried, way) => {
    await usePlace(ledger, tried, way);
    setMoving(false);
    setFound(undefined);
    setChosen(undefined);
  };

  return (
    <Section title={t('sharePeople.recoverTitle')}>
      <p class="text-meta text-ink-2">{t('sharePeople.recoverHint')}</p>
      {!isOpen ? (
        <Button action="recover-open" onClick={() => setOpen(true)}>
          {t('sharePeople.recoverOpen')}
        </Button>
      ) : !kept || isMoving ? (
        <>
          <Note tone="info">{t('sharePeople.placeFirst')}</Note>
          <PlaceForm
            kept={undefined}
            preset={presetOf(policy) ?? kept}
            locked={policy.storageLocked === true}
            owner={undefined}
            disabled={false}
            onUse={move}
          />
        </>
      ) : (
        <>
          <p class="text-meta text-ink-2">
            {t('sharePeople.lookAt', { place: placeWords(kept) })}{' '}
            {!isIn && policy.storageLocked !== true && (
              <Button small kind="quiet" action="recover-move" onClick={() => setMoving(true)}>
                {t('sharePeople.otherPlace')}
              </Button>
            )}
          </p>
          <Card pad>
            {byHand && (
              <FilePick
                accept={SHARE_FILE}
                label={t('sharePeople.pickCarried')}
                hint={carried?.name}
                onFiles={([one]) => setCarried(one)}
              />
            )}
            <RecoveryFields
              file={file}
              onFile={(one) => {
                setFile(one);
                setOpened(undefined);
                setFound(undefined);
              }}
              passphrase={passphrase}
              onPassphrase={setPassphrase}
            />
            {fault && <FaultNote fault={fault} />}
            {fault?.code === 'E952' && (
              <TextField
                label={t('sharePeople.spaceNumber')}
                hint={t('sharePeople.spaceNumberHint')}
                name="space"
                value={number}
                onChange={setNumber}
              />
            )}
            {done !== undefined && (
              <Progress done={Math.round(done * 100)} total={100} label={t('sharePeople.working')} />
            )}
            <Button
              kind={found ? 'plain' : 'primary'}
              action="recover-look"
              busy={done !== undefined}
              disabled={!file || !passphrase || (byHand && !carried)}
              onClick={() => void look()}
            >
              {t('sharePeople.recoverLook')}
            </Button>
          </Card>
          {found && <Found found={found} chosen={chosen} onChoose={setChosen} />}
          {chosen && (
            <RecoverAs
              key={`${chosen.space} ${chosen.root}`}
              found={chosen}
              busy={done !== undefined}
              onGo={(way) => void recover(way)}
            />
          )}
        </>
      )}
    </Section>
  );
}

/** The spaces that the key opens, one of which is chosen. */
function Found(props: {
  found: FoundSpaces;
  chosen: FoundSpace | undefined;
  onChoose: (space: FoundSpace) => void;
}) {
  const { spaces, replaced, others, closed } = props.found;
  const rest = [
    replaced && t('sharePeople.foundReplaced', { count: replaced }),
    others && t('sharePeople.foundOthers', { count: others }),
    closed && t('sharePeople.foundClosed', { count: closed }),
  ].filter(Boolean);
  return (
    <>
      {spaces.length > 0 ? (
        <>
          <p class="font-semibold">{t('sharePeople.foundSpaces', { count: spaces.length })}</p>
          <Card>
            {spaces.map((one) => (
              <SpaceRow
                key={`${one.space} ${one.root}`}
                found={one}
                isChosen={one === props.chosen}
                isTwice={spaces.some((other) => other !== one && other.space === one.space)}
                onChoose={() => props.onChoose(one)}
              />
            ))}
          </Card>
          <p class="text-meta text-ink-2">{t('sharePeople.compareRoot')}</p>
        </>
      ) : (
        <Note tone="due">{t('sharePeople.foundNone')}</Note>
      )}
      {rest.length > 0 && <p class="text-meta text-ink-2">{rest.join(' ')}</p>}
    </>
  );
}
