import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { exchangeNow } from '../../lib/share';
import {
  changeRole,
  type People,
  type Person,
  type PersonDevice,
  raiseLimit,
  removeFromSpace,
  SPACE_ROLES,
  type SpaceRole,
} from '../../lib/sync';
import {
  Button,
  Card,
  confirmDialog,
  Dialog,
  FaultNote,
  localDate,
  navigate,
  Pill,
  Row,
  SelectField,
  toast,
  useScope,
} from '../ui';
import { COMPANY_ROLES, inSpace, readsIn, roleIn } from './space';
import { shortWhen } from './words';

/** One person who shares: role, devices, and what a secretary may do about them. */
export function PersonDialog(props: {
  person: Person;
  name: string;
  people: People;
  /** Of a company; '' for the branch's. */
  space: string;
  onClose: () => void;
}) {
  const { person, name, people, space } = props;
  const { ledger } = useScope();
  const [fault, setFault] = useState<Fault>();
  const [busy, setBusy] = useState(false);
  const [role, setRole] = useState<SpaceRole>(person.role);

  const run = async (act: () => Promise<unknown>, done: string) => {
    setFault(undefined);
    setBusy(true);
    try {
      // First what the others have sent: it then counts.
      await exchangeNow(ledger, { space }).catch(() => undefined);
      await act();
      toast(done);
      await exchangeNow(ledger, { space }).catch(() => undefined);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };

  const remove = async (device: PersonDevice | undefined) => {
    const yes = await confirmDialog({
      title: t(device ? 'sharePeople.removeDeviceAsk' : 'sharePeople.removeAsk', { name }),
      body: <WhatRemovalDoes isPerson={!device} />,
      confirm: t('sharePeople.remove'),
      danger: true,
    });
    if (!yes) return;
    const leaving = device ? { devices: [device.d] } : { owner: person.owner };
    await run(() => removeFromSpace(ledger, leaving, space), t('sharePeople.removed', { name }));
  };

  const accept = async (device: PersonDevice) => {
    const yes = await confirmDialog({
      title: t('sharePeople.acceptAsk', { name, count: device.held }),
      body: t('sharePeople.acceptHint'),
      confirm: t('sharePeople.accept'),
    });
    if (yes) await run(() => raiseLimit(ledger, device.d, space), t('sharePeople.accepted'));
  };

  const isSelf = person.owner === people.me.owner;
  return (
    <Dialog open title={name} onClose={props.onClose}>
      {fault && <FaultNote fault={fault} />}
      {people.leads && !person.isRemoved ? (
        <div class="space-y-2">
          <SelectField
            label={t('sharePeople.role')}
            value={role}
            options={rolesFor(person.role, space).map((value) => ({ value, label: roleIn(value, space) }))}
            hint={readsIn(role, space)}
            onChange={setRole}
          />
          {role !== person.role && (
            <Button
              busy={busy}
              onClick={() =>
                void run(
                  () => changeRole(ledger, person.owner, role, space),
                  t('sharePeople.roleChanged', { name }),
                )
              }
            >
              {t('sharePeople.changeRole')}
            </Button>
          )}
        </div>
      ) : (
        <p class="text-meta text-ink-2">
          {person.isRemoved ? t('sharePeople.isOut') : readsIn(person.role, space)}
        </p>
      )}
      <Card>
        {inUseFirst(person.devices).map((device) => (
          <DeviceRow
            key={device.d}
            device={device}
            leads={people.leads}
            busy={busy}
            onRemove={() => void remove(device)}
            onAccept={() => void accept(device)}
          />
        ))}
      </Card>
      {people.leads && (
        <div class="flex flex-wrap gap-2">
          <Button
            icon="plus"
            onClick={() => navigate(inSpace(`/share/invite?member=${person.member}`, space))}
          >
            {t('sharePeople.newDevice')}
          </Button>
          {!person.isRemoved && !isSelf && (
            <Button kind="danger" busy={busy} onClick={() => void remove(undefined)}>
              {t('sharePeople.removePerson')}
            </Button>
          )}
        </div>
      )}
      {people.leads && <p class="text-meta text-ink-3">{t('sharePeople.lostHint')}</p>}
    </Dialog>
  );
}

/** In 公司共享 whoever leads is 负责人, whether they founded it or not: the two roles stand as one. */
const rolesFor = (role: SpaceRole, space: string): readonly SpaceRole[] =>
  space ? COMPANY_ROLES.map((one) => (one === 'deputy' && role === 'secretary' ? role : one)) : SPACE_ROLES;

/** Removed devices stand below those in use: one looks for the lost one among these. */
const inUseFirst = (devices: readonly PersonDevice[]): PersonDevice[] =>
  devices.toSorted((a, b) => Number(a.isRemoved) - Number(b.isRemoved));

function DeviceRow(props: {
  device: PersonDevice;
  leads: boolean;
  busy: boolean;
  onRemove: () => void;
  onAccept: () => void;
}) {
  const { device, leads, busy } = props;
  const meta = [
    device.since === undefined ? '' : t('sharePeople.since', { day: localDate(device.since) }),
    device.lastSeen
      ? t('sharePeople.seen', { time: shortWhen(device.lastSeen) })
      : t('sharePeople.neverSeen'),
    device.held ? t('sharePeople.heldLong', { count: device.held }) : '',
  ].filter(Boolean);
  return (
    <Row
      title={t('sharePeople.device', { id: device.d })}
      meta={meta.join(' · ')}
      tail={
        device.isRemoved ? (
          <Pill tone="unknown">{t('sharePeople.isRemoved')}</Pill>
        ) : device.isSelf ? (
          <Pill tone="ok">{t('sharePeople.thisDevice')}</Pill>
        ) : (
          leads && (
            <Button
              small
              busy={busy}
              label={t('sharePeople.removeThis', { id: device.d })}
              onClick={props.onRemove}
            >
              {t('sharePeople.remove')}
            </Button>
          )
        )
      }
      below={
        leads &&
        device.canAccept && (
          <div class="pt-1">
            <Button small busy={busy} onClick={props.onAccept}>
              {t('sharePeople.accept')}
            </Button>
          </div>
        )
      }
    />
  );
}

/** What removal does, what it cannot do, and what is for the IT department. */
function WhatRemovalDoes({ isPerson }: { isPerson: boolean }) {
  return (
    <div class="text-meta space-y-2">
      <p>{t(isPerson ? 'sharePeople.does' : 'sharePeople.doesDevice')}</p>
      <p>{t('sharePeople.cannot')}</p>
      <div>
        <p class="font-semibold">{t('sharePeople.forIt')}</p>
        <ul class="list-disc pl-5">
          {isPerson && <li>{t('sharePeople.forIt1')}</li>}
          <li>{t('sharePeople.forIt2')}</li>
          <li>{t('sharePeople.forIt3')}</li>
        </ul>
      </div>
    </div>
  );
}
