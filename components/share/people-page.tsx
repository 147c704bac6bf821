import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { peopleOf, type People, type Person } from '../../lib/sync';
import {
  Button,
  Card,
  EmptyState,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  Section,
  useLive,
  useQuery,
  useScope,
} from '../ui';
import { PersonDialog } from './person-dialog';
import { RecoveryNag, RecoverySection } from './recovery-section';
import { inSpace, roleIn, useShares, useSpaceParam } from './space';
import { shortWhen, usePersonName } from './words';

/** 成员与设备: who shares the records of this branch, on which devices, and who may change that. */
export function PeoplePage() {
  const { ledger } = useScope();
  const space = useSpaceParam();
  const view = useLive(async () => ({ people: await peopleOf(ledger, space) }), [space]);
  const share = useShares()?.find((one) => one.space === space);
  const nameOf = usePersonName();
  /** Just recovered with the key: the lost devices still stand here. */
  const isBack = useQuery().get('back') !== null;
  const [open, setOpen] = useState<string>();
  if (!view) return null;
  const { people } = view;
  const chosen = people?.people.find(({ owner }) => owner === open);
  return (
    <Page title={t('sharePeople.title')} remark={share?.title} back={inSpace('/share', space)}>
      {people ? (
        <>
          {isBack && <Note tone="ok">{t('sharePeople.recoveredTo')}</Note>}
          <Nag people={people} space={space} />
          <RecoveryNag people={people} />
          <Section title={t('sharePeople.people')} remark={t('sharePeople.peopleHint')}>
            <Card>
              {people.people
                .filter(({ isRemoved }) => !isRemoved)
                .map((person) => (
                  <PersonRow
                    key={person.owner}
                    person={person}
                    name={nameOf(person)}
                    space={space}
                    onOpen={setOpen}
                  />
                ))}
            </Card>
            {people.leads && (
              <Button icon="plus" onClick={() => navigate(inSpace('/share/invite', space))}>
                {t(space ? 'shareCompany.invite' : 'sharePeople.invite')}
              </Button>
            )}
          </Section>
          {people.people.some(({ isRemoved }) => isRemoved) && (
            <Section title={t('sharePeople.gone')}>
              <Card>
                {people.people
                  .filter(({ isRemoved }) => isRemoved)
                  .map((person) => (
                    <PersonRow
                      key={person.owner}
                      person={person}
                      name={nameOf(person)}
                      space={space}
                      onOpen={setOpen}
                    />
                  ))}
              </Card>
            </Section>
          )}
          <RecoverySection people={people} />
          {chosen && (
            <PersonDialog
              person={chosen}
              name={nameOf(chosen)}
              people={people}
              space={space}
              onClose={() => setOpen(undefined)}
            />
          )}
        </>
      ) : (
        <>
          <EmptyState
            title={t('sharePeople.none')}
            action={<Button onClick={() => navigate('/share')}>{t('sharePeople.toShare')}</Button>}
          >
            {t('sharePeople.noneHint')}
          </EmptyState>
          <Card>
            <Row title={t('sharePeople.recovery')} meta={t('sharePeople.recoverHint')} to="/share/recovery" />
          </Card>
        </>
      )}
    </Page>
  );
}

/** What stands between this branch and being locked out, or being out already. */
function Nag({ people, space }: { people: People; space: string }) {
  if (people.me.isRemoved) return <Note tone="bad">{t('sharePeople.youAreOut')}</Note>;
  if (!people.leads || people.leaders >= 2) return null;
  return <Note tone="due">{t(space ? 'shareCompany.onlyOne' : 'sharePeople.onlyOne')}</Note>;
}

function PersonRow(props: { person: Person; name: string; space: string; onOpen: (owner: string) => void }) {
  const { person } = props;
  const standing = person.devices.filter(({ isRemoved }) => !isRemoved);
  const seen = Math.max(0, ...person.devices.map(({ lastSeen }) => lastSeen ?? 0));
  const held = person.devices.reduce((sum, device) => sum + device.held, 0);
  const meta = [
    t('sharePeople.devices', { count: person.isRemoved ? person.devices.length : standing.length }),
    seen ? t('sharePeople.seen', { time: shortWhen(seen) }) : t('sharePeople.neverSeen'),
  ];
  return (
    <Row
      title={props.name}
      meta={meta.join(' · ')}
      onClick={() => props.onOpen(person.owner)}
      tail={
        <>
          {held > 0 && <Pill tone="due">{t('sharePeople.held', { count: held })}</Pill>}
          {standing.some(({ isSelf }) => isSelf) && <Pill tone="ok">{t('sharePeople.self')}</Pill>}
          <Pill tone="info">{roleIn(person.role, props.space)}</Pill>
        </>
      }
    />
  );
}
