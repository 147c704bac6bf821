import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { type Role, ROLES } from '../../lib/ledger';
import {
  Button,
  Card,
  Dialog,
  MemberPicker,
  Row,
  Section,
  Segments,
  toast,
  toastFault,
  useMemberName,
  useScope,
} from '../ui';

/** Who the person of this profile is, and the role that decides what 今日 puts first. */
export function BranchMe() {
  const { ledger, me, role, members } = useScope();
  const nameOf = useMemberName();
  const [open, setOpen] = useState(false);
  const known = members.some((member) => member.id === me);
  return (
    <Section title={t('branch.me')} remark={t('branch.meRemark')}>
      <Card>
        <Row
          title={known ? nameOf(me) : t('branch.meUnknown')}
          meta={tDynamic(`today.role.${role}`)}
          tail={
            <Button small icon="edit" action="me-edit" onClick={() => setOpen(true)}>
              {t('common.edit')}
            </Button>
          }
        />
      </Card>
      {open && (
        <MeDialog
          member={known ? me : undefined}
          role={role}
          onClose={() => setOpen(false)}
          onSave={async (next) => {
            try {
              await ledger.setMe(next);
              setOpen(false);
              toast(
                t('branch.meSaved', { name: nameOf(next.member), role: tDynamic(`today.role.${next.role}`) }),
              );
            } catch (thrown) {
              toastFault(thrown);
            }
          }}
        />
      )}
    </Section>
  );
}

function MeDialog(props: {
  member: string | undefined;
  role: Role;
  onClose: () => void;
  onSave: (me: { member: string; role: Role }) => Promise<void>;
}) {
  const [member, setMember] = useState(props.member);
  const [role, setRole] = useState(props.role);
  return (
    <Dialog
      open
      title={t('branch.me')}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            disabled={!member}
            onClick={() => member && void props.onSave({ member, role })}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <MemberPicker label={t('branch.mePerson')} value={member} onChange={setMember} />
      <div class="grid gap-1">
        <span class="text-meta text-ink-2">{t('branch.meRole')}</span>
        <Segments
          label={t('branch.meRole')}
          value={role}
          options={ROLES.map((value) => ({ value, label: tDynamic(`today.role.${value}`) }))}
          onChange={setRole}
        />
      </div>
      <p class="text-meta text-ink-3">{tDynamic(`today.role.${role}.hint`)}</p>
    </Dialog>
  );
}
