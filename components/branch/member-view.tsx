import { useState } from 'preact/hooks';
import { bringBack, removeMember, transferOut } from '../../lib/branch/members';
import { keepsRoster, seesField } from '../../lib/branch/member-visibility';
import { t } from '../../lib/i18n';
import type { CommitResult, Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import type { Member } from '../../lib/records';
import {
  Button,
  Card,
  confirmDialog,
  DateField,
  Dialog,
  FaultNote,
  navigate,
  Note,
  Page,
  Pill,
  Section,
  TextField,
  toastFault,
  useLedger,
  useScope,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { MemberDues } from '../dues/member-section';
import { toastUndo, useGroupName } from './hooks';
import { MemberYears } from '../members/member-years';
import { RecordHistory } from './record-history';
import { fieldWord, memberLine, valueWord } from './words';

const PARTS: readonly {
  title: 'person' | 'party' | 'work' | 'stay' | 'other';
  fields: readonly (keyof Member)[];
}[] = [
  {
    title: 'person',
    fields: ['gender', 'birth', 'ethnicity', 'education', 'degree', 'nativePlace', 'aliases'],
  },
  { title: 'party', fields: ['category', 'group', 'posts', 'joinedOn', 'fullSince', 'standing', 'sponsors'] },
  { title: 'work', fields: ['employer', 'job', 'phone', 'address', 'household', 'stratum'] },
  { title: 'stay', fields: ['inBranchFrom', 'mobile', 'mobileTo', 'exempt', 'leftOn', 'leftTo'] },
  { title: 'other', fields: ['note', 'idNumber'] },
];
/** Shown as not given when they are missing: an inspector asks for them. The others are left out. */
const ASKED_FOR = new Set<keyof Member>([
  'gender',
  'birth',
  'category',
  'group',
  'joinedOn',
  'fullSince',
  'phone',
]);

/** What is known of a member, and what can be done. */
export function MemberView({ record }: { record: Rec<'member'> }) {
  const ledger = useLedger();
  const groupName = useGroupName();
  const { role, me } = useScope();
  const isSelf = me === record.id;
  const keeps = keepsRoster(role);
  const seesAll = keeps || (isSelf && role === 'member');
  const [leaving, setLeaving] = useState(false);
  const { fields } = record;
  const name = fields.name;

  const run = async (work: () => Promise<CommitResult>, message: string): Promise<void> => {
    try {
      toastUndo(ledger, message, (await work()).n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const remove = async (): Promise<void> => {
    const yes = await confirmDialog({
      title: t('branch.removeTitle', { name }),
      body: t('branch.removeBody'),
      confirm: t('branch.remove'),
      danger: true,
    });
    if (!yes) return;
    await run(() => removeMember(ledger, record), t('branch.removed', { name }));
    navigate('/branch/roster', { replace: true });
  };

  return (
    <Page
      title={name}
      remark={seesAll ? memberLine(record, groupName) : undefined}
      back="/branch/roster"
      actions={
        keeps && (
          <Button
            small
            icon="edit"
            action="member-edit"
            onClick={() => navigate(`/branch/member/${record.id}?edit=1`)}
          >
            {t('common.edit')}
          </Button>
        )
      }
    >
      <ConflictNote id={record.id} />
      {(fields.leftOn || (fields.standing && fields.standing !== 'normal')) && (
        <div class="flex flex-wrap items-center gap-1.5">
          {fields.leftOn && <Pill tone="unknown">{t('branch.leftOn', { date: fields.leftOn })}</Pill>}
          {fields.standing && fields.standing !== 'normal' && (
            <Pill tone="due">{valueWord('standing', fields.standing, groupName)}</Pill>
          )}
        </div>
      )}
      {PARTS.map((part) => {
        const shown = part.fields.filter((field) => {
          if (!seesField(role, isSelf, field)) return false;
          const value = fields[field];
          const filled = value !== undefined && value !== '' && !(Array.isArray(value) && !value.length);
          return filled || (ASKED_FOR.has(field) && !(field === 'fullSince' && fields.category !== 'full'));
        });
        if (!shown.length) return null;
        return (
          <Section key={part.title} title={t(`branch.part.${part.title}`)}>
            <Card>
              <dl class="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-3 gap-y-1.5 px-3 py-2.5">
                {shown.map((field) => {
                  const given = fields[field] !== undefined && fields[field] !== '';
                  return (
                    <div key={field} class="contents">
                      <dt class="text-meta text-ink-3">{fieldWord(field)}</dt>
                      <dd class="break-words whitespace-pre-line">
                        {given ? (
                          valueWord(field, fields[field], groupName)
                        ) : (
                          <Pill tone="unknown">{t('common.unknown')}</Pill>
                        )}
                      </dd>
                    </div>
                  );
                })}
              </dl>
            </Card>
          </Section>
        );
      })}
      {!seesAll && <Note tone="info">{t('members.person.partial')}</Note>}
      {seesAll && <MemberYears member={record} />}
      {seesAll && <MemberDues id={record.id} />}
      {keeps && (
        <div class="flex flex-wrap gap-2">
          {fields.leftOn ? (
            <Button
              onClick={() => void run(() => bringBack(ledger, record), t('branch.broughtBack', { name }))}
            >
              {t('branch.bringBack')}
            </Button>
          ) : (
            <Button action="member-transfer-out" onClick={() => setLeaving(true)}>
              {t('branch.transferOut')}
            </Button>
          )}
          <Button icon="copy" onClick={() => navigate(`/reentry/member/${record.id}`)}>
            {t('reentry.title')}
          </Button>
          <Button kind="quiet" icon="trash" onClick={() => void remove()}>
            {t('branch.remove')}
          </Button>
        </div>
      )}
      {seesAll && <RecordHistory record={record} />}
      <TransferOutDialog record={record} open={leaving} onClose={() => setLeaving(false)} />
    </Page>
  );
}

function TransferOutDialog(props: { record: Rec<'member'>; open: boolean; onClose: () => void }) {
  const { record } = props;
  const ledger = useLedger();
  const today = useToday();
  const [on, setOn] = useState(today);
  const [to, setTo] = useState('');
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const name = record.fields.name;
  const save = async (): Promise<void> => {
    try {
      const { n } = await transferOut(ledger, record, { on, to });
      props.onClose();
      toastUndo(ledger, t('branch.transferredOut', { name }), n);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <Dialog
      open={props.open}
      title={t('branch.transferOutTitle', { name })}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={!on} onClick={() => void save()}>
            {t('branch.transferOut')}
          </Button>
        </>
      }
    >
      <p class="text-meta text-ink-2">{t('branch.transferOutBody')}</p>
      <DateField label={fieldWord('leftOn')} value={on} onChange={setOn} />
      <TextField label={t('branch.transferOutTo')} value={to} onChange={setTo} onEnter={() => void save()} />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
