import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Ledger, Rec } from '../../lib/ledger';
import { draftOf, fieldsOf, type MeetingDraft, previewOf } from '../../lib/life/draft';
import { carriedLine } from '../../lib/life/matters';
import { checkContext, recordMeeting } from '../../lib/life/meetings';
import { meetingTitle } from '../../lib/life/notice';
import { prefillFromPlan } from '../../lib/life/from-plan';
import { agendaLineOf, listedLines, prefillMeeting } from '../../lib/life/prefill';
import { readyNotice } from '../../lib/notice/compose';
import { checkMeeting, entryDateOf, type MeetingWarning } from '../../lib/life/warnings';
import { Fault } from '../../lib/records/fault';
import { MEETING_TYPES, type MeetingType } from '../../lib/records/meeting';
import { dateOf } from '../../lib/rules/calendar';
import {
  Button,
  confirmDialog,
  draftSaved,
  FaultNote,
  localTime,
  navigate,
  Note,
  nowMilliseconds,
  Page,
  Pill,
  toast,
  toastFault,
  useBranch,
  useDraft,
  useGroups,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  usePack,
  useQuery,
  useScope,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { AgendaPart } from './form-agenda';
import { AttachmentPart } from './form-attachments';
import { AttendancePart } from './form-attendance';
import { BallotPart } from './form-ballots';
import { BasicsPart } from './form-basics';
import { CheckOffPart } from './form-check-offs';
import { ResolutionPart } from './form-resolutions';
import { TermsPart } from './form-terms';
import { MinutesPart } from './form-minutes';
import { TypesPart } from './form-types';
import { RecordsBasis } from './records-basis';
import { useLoosePaste } from './use-loose-paste';
import { shortDate, warningText } from './words';

/** Types named by a query, without words that are none. */
const typesOfQuery = (text: string | null): MeetingType[] =>
  MEETING_TYPES.filter((type) => (text ?? '').split(',').includes(type));

/** 记录活动: the one form for a new activity and for an old one. */
export function MeetingFormPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const stored = useLive(async () => {
    if (!params.id) return { record: undefined };
    return { record: await ledger.get('meeting', params.id) };
  }, [params.id]);
  if (!stored)
    return (
      <Page title={t('life.form.title')} back="/life">
        {t('common.loading')}
      </Page>
    );
  if (params.id && !stored.record) {
    return (
      <Page title={t('life.form.title')} back="/life">
        <FaultNote fault={new Fault('E703')} />
      </Page>
    );
  }
  return <MeetingForm key={params.id ?? 'new'} record={stored.record} />;
}

function MeetingForm({ record }: { record: Rec<'meeting'> | undefined }) {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const query = useQuery();
  const members = useMembers();
  const groups = useGroups();
  const branch = useBranch();
  const nameOf = useMemberName();
  const pack = usePack();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const askedClip = query.get('clip') ?? undefined;
  const askedList = query.get('list') ?? undefined;
  const askedPlan = query.get('plan') ?? undefined;
  const carried = query.get('carry') ?? undefined;
  /** What the ledger filled in: a field that still says so follows when the types change. */
  const filled = useRef<MeetingDraft | undefined>(undefined);
  const draft = useDraft<MeetingDraft>({
    id: record ? `meeting:${record.id}` : 'meeting:new',
    form: 'meeting',
    title: (value) => draftTitle(value),
    route: record ? `/life/meeting/${record.id}/edit` : '/life/new',
    initial: async () => {
      if (record) return draftOf(ledger, record);
      const types = typesOfQuery(query.get('types'));
      const known = { today, me, clip: askedClip, time: localTime(nowMilliseconds()) };
      const item = askedPlan && (await ledger.get('planItem', askedPlan));
      if (item) {
        const planned = await prefillFromPlan(ledger, item, known);
        filled.current = planned.guessed;
        return withListed(ledger, planned.draft, today, askedList);
      }
      const prefill = await prefillMeeting(ledger, { types, ...known });
      filled.current = prefill.draft;
      const line = carried && (await carriedLine(ledger, carried));
      const form = await withListed(ledger, prefill.draft, today, askedList);
      return line ? { ...form, agenda: [...form.agenda, line] } : form;
    },
  });
  const { value, set } = draft;
  const pasted = useLoosePaste(members);

  // An unfinished form came back although a clip was sent here: it goes onto that form's agenda.
  useEffect(() => {
    if (!draft.restored || !askedClip || record || !value) return;
    if (value.agenda.some((item) => item.clip === askedClip)) return;
    void ledger.get('clip', askedClip).then((clip) => {
      if (!clip) return;
      set((form) => ({ ...form, agenda: [...form.agenda, agendaLineOf(clip)] }));
      toast(t('life.form.clipAdded'));
    }, toastFault);
  }, [draft.restored, askedClip]);

  // The same for a whole study list.
  useEffect(() => {
    if (!draft.restored || !askedList || record || !value) return;
    void withListed(ledger, value, today, askedList).then((form) => {
      if (form.agenda.length > value.agenda.length) set(form);
    }, toastFault);
  }, [draft.restored, askedList]);

  // The same for a matter that is taken to a meeting whose form was unfinished.
  useEffect(() => {
    if (!draft.restored || !carried || record || !value) return;
    if (value.agenda.some((item) => item.from === carried)) return;
    void carriedLine(ledger, carried).then((line) => {
      if (line) set((form) => ({ ...form, agenda: [...form.agenda, line] }));
    }, toastFault);
  }, [draft.restored, carried]);

  const sameDay = useLive(async () => {
    if (!value?.date) return [];
    const found = await ledger.list('meeting', { from: value.date, to: value.date });
    return found.filter((meeting) => meeting.id !== value.id);
  }, [value?.date, value?.id]);
  const preview = useMemo(() => value && previewOf(value), [value]);
  const warnings = useMemo(() => {
    if (!preview) return [];
    const context = { ...checkContext(ledger, members, pack), enteredAt: record?.fields.enteredAt };
    return checkMeeting(preview, context, sameDay ?? []);
  }, [preview, members, sameDay, pack]);
  const changeTypes = async (types: MeetingType[]) => {
    set({ types });
    if (record) return;
    try {
      const next = (await prefillMeeting(ledger, { types, today, me, time: localTime(nowMilliseconds()) }))
        .draft;
      const before = filled.current;
      filled.current = next;
      const study = await listedLines(ledger, types, today);
      set((form) => ({
        ...followTypes(form, before, next),
        // Only a form that was empty until its first type was chosen is started for the person.
        agenda: value?.types.length || form.agenda.length ? form.agenda : study,
      }));
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  if (!value)
    return (
      <Page title={t('life.form.title')} back="/life">
        {t('common.loading')}
      </Page>
    );

  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const result = await recordMeeting(ledger, value, {
        draftId: record ? `meeting:${record.id}` : 'meeting:new',
        pack,
      });
      draft.done();
      const { n } = result;
      toast(
        result.concurrent.length
          ? t('life.form.savedConcurrent', { count: result.concurrent.length })
          : t('life.form.saved'),
        n === undefined
          ? {}
          : { action: { label: t('common.undo'), run: async () => void (await ledger.undo(n)) } },
      );
      navigate(`/life/meeting/${result.id}`, { replace: true });
    } catch (thrown) {
      setBusy(false);
      if (thrown instanceof Fault) setFault(thrown);
      else toastFault(thrown);
    }
  };
  const copyNotice = async () => {
    try {
      const { text } = await readyNotice(ledger, fieldsOf(value), {
        branch: branch?.fields.name ?? '',
        roster: members,
        pack,
        nameOf,
        groupName: groups.find((group) => group.id === value.group)?.fields.name,
        sent: [],
      });
      await navigator.clipboard.writeText(text);
      toast(t('notice.copiedNow'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const discard = async () => {
    const yes = await confirmDialog({
      title: t('life.form.discardTitle'),
      body: t('life.form.discardBody'),
      confirm: t('common.draftDiscard'),
      danger: true,
    });
    if (yes) await draft.discard().catch(toastFault);
  };
  const late = warnings.find((warning) => warning.code === 'late');
  const entered = record?.fields.enteredAt ? entryDateOf(record.fields.enteredAt) : today;

  return (
    <Page
      title={record ? t('life.form.editTitle') : t('life.form.title')}
      back={record ? `/life/meeting/${record.id}` : '/life'}
      state={draftSaved(draft)}
      foot={
        <>
          <span class="text-meta text-ink-3 mr-auto">
            {value.date
              ? t('life.form.times', { on: shortDate(value.date, today), entered: shortDate(entered, today) })
              : t('life.form.noDate')}
            {late && (
              <>
                {' '}
                <Pill tone="due">{t('life.late')}</Pill>
              </>
            )}
          </span>
          <Button
            disabled={!value.date || !value.start || !value.types.length}
            onClick={() => void copyNotice()}
          >
            {t('life.notice')}
          </Button>
          <Button kind="primary" busy={busy} action="save-meeting" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {draft.restored && (
        <Note tone="info">
          {t('common.draftRestored')}{' '}
          <Button small kind="quiet" onClick={() => void discard()}>
            {t('common.draftDiscard')}
          </Button>
        </Note>
      )}
      {draft.restored && askedPlan && value.plan !== askedPlan && (
        <Note tone="due">{t('life.form.otherPlan')}</Note>
      )}
      {record && <ConflictNote id={record.id} />}
      <BasicsPart value={value} set={set} onTypes={(types) => void changeTypes(types)} warnings={warnings} />
      <AgendaPart value={value} set={set} />
      <TypesPart value={value} set={set} preview={preview} />
      <AttendancePart value={value} set={set} preview={preview} warnings={warnings} pasted={pasted.list} />
      <MinutesPart value={value} set={set} preview={preview} pasted={pasted.notes} />
      <ResolutionPart value={value} set={set} />
      <BallotPart value={value} set={set} preview={preview} />
      <CheckOffPart value={value} set={set} />
      <AttachmentPart value={value} set={set} />
      <TermsPart value={value} set={set} />
      <Remarks warnings={warnings} />
      {fault && <FaultNote fault={fault} />}
    </Page>
  );
}

/** A new form with the month's study list on its agenda; a clip that was asked for stands first and once. */
async function withListed(
  ledger: Ledger,
  form: MeetingDraft,
  today: string,
  asked?: string,
): Promise<MeetingDraft> {
  const listed = await listedLines(ledger, form.types, today, asked);
  const fresh = listed.filter((line) => form.agenda.every((item) => item.clip !== line.clip));
  return { ...form, agenda: [...form.agenda, ...fresh] };
}

/** What the draft is called in lists: the activity and its day. */
function draftTitle(value: MeetingDraft): string {
  const preview = previewOf(value);
  const name = preview && value.types.length ? meetingTitle(preview) : value.title;
  return [name || t('life.form.title'), value.date && dateOf(value.date)].filter(Boolean).join(' ');
}

const FOLLOWING = ['date', 'start', 'end', 'mode', 'place', 'host', 'recorder', 'lecturer', 'group'] as const;

/** Takes over what is usual for the new types wherever the form still says what was filled in before. */
function followTypes(form: MeetingDraft, before: MeetingDraft | undefined, next: MeetingDraft): MeetingDraft {
  const changed = FOLLOWING.filter((field) => form[field] === (before?.[field] ?? ''));
  return { ...form, ...Object.fromEntries(changed.map((field) => [field, next[field]])) };
}

/** What the rules notice and what has no place of its own in the form. Nothing of it keeps from saving. */
function Remarks({ warnings }: { warnings: readonly MeetingWarning[] }) {
  const nameOf = useMemberName();
  const elsewhere = ['endBeforeStart', 'groupUnknown', 'quorum', 'unmarked', 'noReason'];
  const left = warnings.filter((warning) => !elsewhere.includes(warning.code));
  if (!left.length) return null;
  return (
    <div class="space-y-1.5">
      {left.map((warning) => {
        const { text, tone } = warningText(warning, nameOf);
        return (
          <Note key={warning.code} tone={tone}>
            {text}
            {warning.code === 'missing' && <RecordsBasis />}
          </Note>
        );
      })}
    </div>
  );
}
