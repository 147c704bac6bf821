import { useState } from 'preact/hooks';
import { removeGroup, saveGroup } from '../../lib/branch/member-groups';
import { rosterAt } from '../../lib/branch/members';
import { leaderOf } from '../../lib/branch/terms';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  Card,
  Dialog,
  EmptyState,
  FaultNote,
  MemberPicker,
  Row,
  Section,
  TextField,
  useGroups,
  useLedger,
  useMemberName,
  useMembers,
  useToday,
} from '../ui';
import { toastUndo } from './hooks';

/** Party groups: add, rename, leader, dissolve. */
export function BranchGroups() {
  const groups = useGroups();
  const today = useToday();
  const members = rosterAt(useMembers(), today);
  const leaders = new Map(groups.map((group) => [group.id, leaderOf(group, members, today)]));
  const nameOf = useMemberName();
  const [edited, setEdited] = useState<Rec<'partyGroup'> | 'new' | undefined>(undefined);
  const add = (
    <Button small icon="plus" action="group-add" onClick={() => setEdited('new')}>
      {t('branch.groupAdd')}
    </Button>
  );
  const ordered = [...groups].sort((a, b) => (a.fields.order ?? 99) - (b.fields.order ?? 99));
  return (
    <Section title={t('branch.groups')} link={groups.length > 0 && add}>
      {groups.length === 0 ? (
        <EmptyState title={t('branch.groupsEmpty')} action={add}>
          {t('branch.groupsEmptyHint')}
        </EmptyState>
      ) : (
        <Card>
          {ordered.map((group) => (
            <Row
              key={group.id}
              title={group.fields.name}
              meta={
                leaders.get(group.id)
                  ? t('branch.groupLeaderOf', { name: nameOf(leaders.get(group.id) ?? '') })
                  : t('branch.groupNoLeader')
              }
              tail={
                <>
                  <span class="text-meta text-ink-3">
                    {t('branch.groupMembers', {
                      count: members.filter((member) => member.fields.group === group.id).length,
                    })}
                  </span>
                  <Button
                    small
                    icon="edit"
                    label={t('branch.groupEdit', { name: group.fields.name })}
                    onClick={() => setEdited(group)}
                  >
                    {t('common.edit')}
                  </Button>
                </>
              }
            />
          ))}
        </Card>
      )}
      {edited && (
        <GroupDialog
          key={edited === 'new' ? 'new' : edited.id}
          group={edited === 'new' ? undefined : edited}
          led={edited === 'new' ? undefined : leaders.get(edited.id)}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Section>
  );
}

function GroupDialog({
  group,
  led,
  onClose,
}: {
  group: Rec<'partyGroup'> | undefined;
  led: string | undefined;
  onClose: () => void;
}) {
  const ledger = useLedger();
  const [name, setName] = useState(group?.fields.name ?? '');
  const [leader, setLeader] = useState(led);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const run = async (work: () => Promise<{ n?: number }>, message: string): Promise<void> => {
    try {
      const { n } = await work();
      onClose();
      toastUndo(ledger, message, n);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const save = () => run(() => saveGroup(ledger, group, { name, leader }), t('branch.groupSaved', { name }));
  return (
    <Dialog
      open
      title={group ? group.fields.name : t('branch.groupAdd')}
      onClose={onClose}
      foot={
        <>
          {group && (
            <Button
              kind="danger"
              onClick={() =>
                void run(
                  () => removeGroup(ledger, group),
                  t('branch.groupRemoved', { name: group.fields.name }),
                )
              }
            >
              {t('branch.groupRemove')}
            </Button>
          )}
          <Button kind="primary" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('branch.groupName')}
        name="groupName"
        value={name}
        onChange={setName}
        onEnter={() => void save()}
      />
      <MemberPicker label={t('branch.groupLeader')} value={leader} onChange={setLeader} />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
