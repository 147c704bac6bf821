import { useState } from 'preact/hooks';
import { saveMember } from '../../lib/branch/members';
import { t, tDynamic } from '../../lib/i18n';
import { newId } from '../../lib/ledger';
import { MEMBER_CATEGORIES } from '../../lib/records/member';
import { asFault, type Fault } from '../../lib/records/fault';
import { invitePerson, LASTS } from '../../lib/share';
import { LEADS, type MySpace, type SpaceRole } from '../../lib/sync';
import {
  Button,
  FaultNote,
  MemberPicker,
  Note,
  Section,
  Segments,
  SelectField,
  useMemberName,
  useQuery,
  useScope,
} from '../ui';
import { roleHint, roleWord } from './invite-words';
import { COMPANY_ROLES, useOwnName } from './space';
import { usePersonName } from './words';

/** Roles that an invitation may give. There is one secretary, who founded the space or is made so among the persons. */
const ROLES: readonly SpaceRole[] = ['member', 'committee', 'deputy', 'reviewer'];

/** Chooses a person, role and days, and makes the invitation. */
export function InviteForm(props: {
  mine: MySpace;
  /** The space of a company, and what the company is called; otherwise it is the branch's. */
  space?: string;
  title?: string;
  onMade: (id: string) => void;
}) {
  const { mine, space = '', title, onMade } = props;
  const { ledger, members, branch, me } = useScope();
  const ownName = useOwnName();
  const nameOf = useMemberName();
  const personName = usePersonName();
  const leads = LEADS.includes(mine.role);
  const asked = useQuery().get('member');
  const [who, setWho] = useState<string | undefined>(leads ? (asked ?? undefined) : me);
  const [role, setRole] = useState<SpaceRole>(space ? 'committee' : 'member');
  const [category, setCategory] = useState<(typeof MEMBER_CATEGORIES)[number]>('full');
  const [lost, setLost] = useState<'more' | 'lost'>('more');
  const [days, setDays] = useState<(typeof LASTS)[number]>(7);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const known = members.find(({ id }) => id === who);
  // A person of the space stays what they are there: a device more changes no role.
  const there = who === undefined ? undefined : mine.people.find(({ member }) => member === who);
  const given = there?.role ?? role;
  const isNew = who !== undefined && !known && !there;
  const name = (nameOf(who) === who && there && !known ? personName(there) : nameOf(who)).trim();

  const make = async () => {
    if (!name) return;
    setBusy(true);
    setFault(undefined);
    try {
      const member = await memberOf();
      const made = await invitePerson(ledger, {
        role: given,
        member,
        name,
        days,
        branch: title ?? branch?.fields.name ?? '',
        inviter: ownName || nameOf(me),
        ...(space ? { space } : {}),
        replaces: there && lost === 'lost' ? there.devices.filter((d) => d !== mine.device) : [],
      });
      onMade(made.id);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };

  /** The record of the person. Who is invited by a company alone belongs to no branch of ours and has none. */
  async function memberOf(): Promise<string> {
    if (known) return known.id;
    if (there) return there.member;
    if (space || given === 'reviewer') return newId();
    return (await saveMember(ledger, undefined, { name, category })).id;
  }

  return (
    <Section title={leads ? t('shareInvite.new') : t('shareInvite.deviceMore')}>
      <form
        class="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        {leads ? (
          <MemberPicker
            label={t('shareInvite.who')}
            hint={t(space ? 'shareCompany.whoHint' : 'shareInvite.whoHint')}
            value={who}
            allowFree
            onChange={setWho}
          />
        ) : (
          <Note tone="info">{t('shareInvite.leadsOnly')}</Note>
        )}
        {there ? (
          <div class="grid gap-1">
            <Segments
              showLabel
              label={t('shareInvite.device')}
              value={lost}
              options={[
                { value: 'more', label: t('shareInvite.deviceMore') },
                ...(leads && there.devices.some((d) => d !== mine.device)
                  ? [{ value: 'lost' as const, label: t('shareInvite.deviceLost') }]
                  : []),
              ]}
              onChange={setLost}
            />
            <p class="text-meta text-ink-3">
              {lost === 'lost' ? t('shareInvite.deviceLostHint') : t('shareInvite.deviceMoreHint')}
            </p>
          </div>
        ) : (
          <div class="grid gap-1">
            <SelectField
              label={t('shareInvite.role')}
              name="role"
              value={role}
              options={(space ? COMPANY_ROLES : ROLES).map((value) => ({
                value,
                label: roleWord(value, space),
              }))}
              onChange={setRole}
            />
            <p class="text-meta text-ink-3">{roleHint(role, space)}</p>
          </div>
        )}
        {isNew && !space && given !== 'reviewer' && name && (
          <>
            <Note tone="info">{t('shareInvite.newPerson', { name })}</Note>
            <SelectField
              label={t('shareInvite.category')}
              name="category"
              value={category}
              options={MEMBER_CATEGORIES.map((value) => ({
                value,
                label: tDynamic(`today.category.${value}`),
              }))}
              onChange={setCategory}
            />
          </>
        )}
        <Segments
          showLabel
          label={t('shareInvite.days')}
          value={String(days)}
          options={LASTS.map((value) => ({
            value: String(value),
            label: t('shareInvite.daysOf', { count: value }),
          }))}
          onChange={(value) => setDays(Number(value) as (typeof LASTS)[number])}
        />
        {fault && <FaultNote fault={fault} />}
        <div class="flex justify-end">
          <Button kind="primary" type="submit" busy={busy} disabled={!name} action="invite-make">
            {t('shareInvite.make')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
