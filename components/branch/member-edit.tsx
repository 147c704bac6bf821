import { useState } from 'preact/hooks';
import { checkFacts } from '../../lib/branch/member-check';
import { formOf, type MemberForm, memberOf, unreadDates } from '../../lib/branch/member-form';
import { normalizeName } from '../../lib/branch/member-name';
import { saveMember } from '../../lib/branch/members';
import { t, tDynamic } from '../../lib/i18n';
import { asSeen, type Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  draftSaved,
  FaultNote,
  navigate,
  Note,
  Page,
  useDraft,
  useLedger,
  useMembers,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { toastUndo } from './hooks';
import { MemberFields } from './member-fields';

/** The form of a member, existing or new. Every keystroke is kept as a draft. */
export function MemberEdit({ record }: { record?: Rec<'member'> }) {
  const ledger = useLedger();
  const today = useToday();
  const members = useMembers();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = `member:${record?.id ?? 'new'}`;
  const route = record ? `/branch/member/${record.id}?edit=1` : '/branch/member/new';
  const back = record ? `/branch/member/${record.id}` : '/branch/roster';
  const draft = useDraft<MemberForm>({
    id: draftId,
    form: 'member',
    title: (value) => value.name || t('branch.newMember'),
    route,
    initial: () => formOf(record),
  });
  const form = draft.value;
  if (!form) return null;
  const name = normalizeName(form.name);
  const unread = unreadDates(form);
  // What another window wrote since the form was opened is not in the form, and must not be overwritten by it.
  const seen = record && asSeen(record, form.base);
  const problems = checkFacts(memberOf(form, seen?.fields), today);
  const twin = members.some(
    (member) => member.id !== record?.id && member.fields.name === name && !member.fields.leftOn,
  );

  const save = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const result = await saveMember(ledger, seen, memberOf(form, seen?.fields), {
        draft: draftId,
        terms: { since: form.postSince, until: form.postUntil, groupSince: form.groupSince },
      });
      draft.done();
      const message = result.concurrent.length
        ? t('branch.savedConcurrent', { name })
        : t('branch.saved', { name });
      toastUndo(ledger, message, result.n);
      navigate(`/branch/member/${result.id}`, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="min-h-full"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Page
        title={record ? record.fields.name : t('branch.newMember')}
        back={back}
        state={draftSaved(draft)}
        foot={
          <>
            {draft.saved && (
              <Button kind="quiet" onClick={() => void draft.discard()}>
                {t('common.draftDiscard')}
              </Button>
            )}
            <Button kind="primary" type="submit" busy={busy} action="member-save">
              {t('common.save')}
            </Button>
          </>
        }
      >
        {draft.restored && <Note tone="info">{t('common.draftRestored')}</Note>}
        {record && <ConflictNote id={record.id} />}
        <MemberFields form={form} before={seen?.fields} unread={unread} set={draft.set} />
        {problems.length > 0 && (
          <Note tone="due">
            {problems.map((problem) => (
              <span class="block" key={problem.code + problem.field}>
                {tDynamic(`branch.problem.${problem.code}`)}
              </span>
            ))}
          </Note>
        )}
        {twin && name && <Note tone="info">{t('branch.sameNameNote', { name })}</Note>}
        {fault && <FaultNote fault={fault} />}
      </Page>
    </form>
  );
}
