import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { peopleOf, type People, type Person } from '../../lib/sync';
import {
  Button,
  Card,
  EmptyState,
  localDate,
  localTime,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  Section,
  useLive,
  useMembers,
  useScope,
} from '../ui';
import { PersonDialog } from './person-dialog';
import { RecoverSpace } from './recover-space';
import { RecoverySection } from './recovery-section';

/** 成员与设备: who shares the records of this branch, on which devices, and who may change that. */
export function PeoplePage() {
  const { ledger } = useScope();
  const view = useLive(async () => ({ people: await peopleOf(ledger) }), []);
  const members = useMembers();
  const [open, setOpen] = useState<string>();
  if (!view) return null;
  const { people } = view;
  const names = new Map((members ?? []).map(({ id, fields }) => [id, fields.name]));
  const nameOf = ({ member, owner }: Person) => names.get(member) ?? owner;
  const chosen = people?.people.find(({ owner }) => owner === open);
  return (
    <Page title={t('sharePeople.title')} back="/share">
      {people ? (
        <>
          <Nag people={people} />
          <Section title={t('sharePeople.people')} remark={t('sharePeople.peopleHint')}>
            <Card>
              {people.people
                .filter(({ isRemoved }) => !isRemoved)
                .map((person) => (
                  <PersonRow key={person.owner} person={person} name={nameOf(person)} onOpen={setOpen} />
                ))}
            </Card>
            {people.leads && (
              <Button icon="plus" onClick={() => navigate('/share/invite')}>
                {t('sharePeople.invite')}
              </Button>
            )}
          </Section>
          {people.people.some(({ isRemoved }) => isRemoved) && (
            <Section title={t('sharePeople.gone')}>
              <Card>
                {people.people
                  .filter(({ isRemoved }) => isRemoved)
                  .map((person) => (
                    <PersonRow key={person.owner} person={person} name={nameOf(person)} onOpen={setOpen} />
                  ))}
              </Card>
            </Section>
          )}
          {people.leads && <RecoverySection recovery={people.recovery?.id} />}
          {chosen && (
            <PersonDialog
              person={chosen}
              name={nameOf(chosen)}
              people={people}
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
          <RecoverSpace />
        </>
      )}
    </Page>
  );
}

/** What stands between this branch and being locked out, or being out already. */
function Nag({ people }: { people: People }) {
  if (people.me.isRemoved) return <Note tone="bad">{t('sharePeople.youAreOut')}</Note>;
  if (!people.leads || people.leaders >= 2) return null;
  return <Note tone="due">{t('sharePeople.onlyOne')}</Note>;
}

function PersonRow(props: { person: Person; name: string; onOpen: (owner: string) => void }) {
  const { person } = props;
  const standing = person.devices.filter(({ isRemoved }) => !isRemoved);
  const seen = Math.max(0, ...person.devices.map(({ lastSeen }) => lastSeen ?? 0));
  const held = person.devices.reduce((sum, device) => sum + device.held, 0);
  const meta = [
    t('sharePeople.devices', { count: standing.length }),
    seen ? t('sharePeople.seen', { time: when(seen) }) : t('sharePeople.neverSeen'),
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
          <Pill tone="info">{t(`sharePeople.role.${person.role}`)}</Pill>
        </>
      }
    />
  );
}

const when = (milliseconds: number) => `${localDate(milliseconds)} ${localTime(milliseconds)}`;
