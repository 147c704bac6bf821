import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { SyncStore } from '../../lib/ledger';
import { keptPlace, type KeptPlace, presetOf, shortName, useBranchPlace } from '../../lib/share';
import {
  Button,
  Card,
  navigate,
  Note,
  Page,
  Section,
  Segments,
  TextField,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useScope,
} from '../ui';
import { usePolicy } from '../settings/use-policy';
import { confirmMove, PlaceForm } from './place-form';
import { placeWords } from './place-words';
import { inSpace, useSpaceParam } from './space';

/** 存放位置: who I am for the others, where the files lie, and the trial of that place. */
export function PlacePage() {
  const space = useSpaceParam();
  return space ? <CompanyPlace key={space} space={space} /> : <BranchPlace />;
}

function BranchPlace() {
  const { ledger, me, space } = useScope();
  const nameOf = useMemberName();
  const { policy } = usePolicy();
  const known = useLive(
    async () => ({ share: await new SyncStore(ledger).share(), place: await keptPlace(ledger) }),
    [],
  );
  const name = nameOf(me);
  const [owner, setOwner] = useState('');
  useEffect(() => {
    // Without the tables of readings the field is filled in by hand.
    void shortName(name)
      .then((made) => setOwner((typed) => typed || made))
      .catch(() => undefined);
  }, [name]);
  if (!known) return null;
  const { share, place } = known;
  return (
    <Page title={share ? t('share.place') : t('share.found')} back="/share">
      {space === 'sample' && <Note tone="due">{t('share.sampleNote')}</Note>}
      {!share && (
        <Section title={t('share.who')}>
          <Card pad>
            <p>{t('share.whoIs', { name: name || t('common.unknown') })}</p>
            <TextField
              label={t('share.owner')}
              value={owner}
              onChange={(value) => setOwner(value.toLowerCase())}
              hint={t('share.ownerHint')}
              error={owner && !/^[a-z0-9]{1,32}$/.test(owner) ? t('share.ownerWrong') : undefined}
            />
          </Card>
        </Section>
      )}
      <PlaceForm
        key={JSON.stringify(presetOf(policy) ?? null)}
        kept={place}
        preset={presetOf(policy)}
        locked={policy.storageLocked === true}
        owner={share ? undefined : owner}
        disabled={space === 'sample'}
      />
    </Page>
  );
}

/** Where the files of a company lie: where the branch's do, or at a place of its own. */
function CompanyPlace({ space }: { space: string }) {
  const { ledger } = useScope();
  const { policy } = usePolicy();
  const known = useLive(
    async () => ({
      share: await new SyncStore(ledger, space).share(),
      place: await keptPlace(ledger, space),
      branchs: await keptPlace(ledger),
    }),
    [space],
  );
  const [chosen, setChosen] = useState<'branch' | 'own'>();
  if (!known?.share) return null;
  const { share, place, branchs } = known;
  const where = chosen ?? (place?.isBranchs ? 'branch' : 'own');
  return (
    <Page title={t('share.place')} remark={share.title} back={inSpace('/share', space)}>
      {branchs && (
        <Segments
          showLabel
          label={t('share.where')}
          value={where}
          options={[
            { value: 'branch', label: t('shareCompany.whereBranch') },
            { value: 'own', label: t('shareCompany.whereOwn') },
          ]}
          onChange={setChosen}
        />
      )}
      {branchs && where === 'branch' ? (
        <WithBranch space={space} place={place} branchs={branchs} />
      ) : (
        <PlaceForm
          kept={place?.isBranchs ? undefined : place}
          preset={presetOf(policy)}
          locked={policy.storageLocked === true}
          owner={undefined}
          disabled={false}
          space={space}
        />
      )}
    </Page>
  );
}

function WithBranch(props: { space: string; place: KeptPlace | undefined; branchs: KeptPlace }) {
  const ledger = useLedger();
  const { space, place, branchs } = props;
  const move = async () => {
    try {
      if (!(await confirmMove())) return;
      await useBranchPlace(ledger, space);
      navigate(inSpace('/share', space));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Card pad>
      <p>{placeWords(branchs.address)}</p>
      <p class="text-meta text-ink-2">{t('shareCompany.whereBranchHint')}</p>
      {!place?.isBranchs && (
        <Button action="company-with-branch" onClick={() => void move()}>
          {t('shareCompany.moveToBranch')}
        </Button>
      )}
    </Card>
  );
}
