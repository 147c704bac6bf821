import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { SyncStore } from '../../lib/ledger';
import { keptPlace, presetOf, shortName } from '../../lib/share';
import { Card, Note, Page, Section, TextField, useLive, useMemberName, useScope } from '../ui';
import { usePolicy } from '../settings/use-policy';
import { PlaceForm } from './place-form';

/** 存放位置: who I am for the others, where the files lie, and the trial of that place. */
export function PlacePage() {
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
