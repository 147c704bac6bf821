import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { meetingTitle } from '../../lib/life/notice';
import { emptyTalk, mayReadTalk, saveTalk, type TalkDraft, talkDraftOf } from '../../lib/life/talks';
import { asFault, Fault } from '../../lib/records/fault';
import { TALK_OCCASIONS } from '../../lib/records/talk';
import { addDays } from '../../lib/rules/calendar';
import {
  Button,
  CheckField,
  DateField,
  DraftRestored,
  draftSaved,
  FaultNote,
  MemberPicker,
  navigate,
  Note,
  Page,
  Section,
  Segments,
  SelectField,
  TextAreaField,
  TextField,
  useDraft,
  useLedger,
  useLive,
  useMemberName,
  useQuery,
  useScope,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { undoToast } from './undo-toast';
import { shortDate } from './words';

/** 谈心谈话: the form for a new talk and for an old one. Day and the two people are enough. */
export function TalkFormPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const { me } = useScope();
  const stored = useLive(
    async () => ({ record: params.id && (await ledger.get('talk', params.id)) }),
    [params.id],
  );
  const fault = stored && params.id && !stored.record ? new Fault('E263') : undefined;
  if (!stored || fault)
    return (
      <Page title={t('talk.title')} back="/life/talks">
        {fault ? <FaultNote fault={fault} /> : t('common.loading')}
      </Page>
    );
  if (stored.record && !mayReadTalk(stored.record.fields, me))
    return (
      <Page title={t('talk.title')} back={`/life/talk/${params.id}`}>
        <Note tone="info">{t('talk.hiddenWhy')}</Note>
      </Page>
    );
  return <TalkForm key={params.id ?? 'new'} record={stored.record || undefined} />;
}

function TalkForm({ record }: { record: Rec<'talk'> | undefined }) {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const query = useQuery();
  const nameOf = useMemberName();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = record ? `talk:${record.id}` : 'talk:new';
  const draft = useDraft<TalkDraft>({
    id: draftId,
    form: 'talk',
    title: (value) => [nameOf(value.talker), nameOf(value.partner)].filter(Boolean).join('—'),
    route: record ? `/life/talk/${record.id}/edit` : '/life/talk/new',
    initial: () =>
      record
        ? talkDraftOf(ledger, record)
        : emptyTalk({
            on: today,
            talker: query.get('talker') ?? me,
            partner: query.get('partner') ?? '',
            meeting: query.get('meeting') ?? '',
          }),
  });
  const { value, set } = draft;
  if (!value) return null;

  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const result = await saveTalk(ledger, value, { today, draftId });
      draft.done();
      undoToast(
        ledger,
        result.concurrent ? t('talk.savedConcurrent', { count: result.concurrent }) : t('talk.saved'),
        result.n,
      );
      navigate(`/life/talk/${result.id}`, { replace: true });
    } catch (thrown) {
      setBusy(false);
      setFault(asFault(thrown));
    }
  };

  return (
    <Page
      title={t(record ? 'talk.edit' : 'talk.new')}
      back={record ? `/life/talk/${record.id}` : '/life/talks'}
      state={draftSaved(draft)}
      foot={
        <>
          <span class="text-meta text-ink-3 mr-auto">
            {value.on &&
              t('life.form.times', { on: shortDate(value.on, today), entered: shortDate(today, today) })}
          </span>
          <Button kind="primary" busy={busy} action="save-talk" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      <div class="grid gap-2 min-[420px]:grid-cols-2 wide:grid-cols-3">
        <DateField label={t('talk.on')} value={value.on} max={today} onChange={(on) => set({ on })} />
        <MemberPicker
          label={t('talk.talker')}
          value={value.talker || undefined}
          onChange={(talker) => set({ talker: talker ?? '' })}
          allowFree
        />
        <MemberPicker
          label={t('talk.partner')}
          value={value.partner || undefined}
          onChange={(partner) => set({ partner: partner ?? '' })}
          allowFree
        />
      </div>
      <Segments
        showLabel
        label={t('talk.occasion')}
        options={TALK_OCCASIONS.map((one) => ({ value: one, label: tDynamic(`talk.occasion.${one}`) }))}
        value={value.occasion}
        onChange={(occasion) => set({ occasion })}
      />
      {value.occasion === 'other' && (
        <TextField
          label={t('talk.otherOccasion')}
          value={value.otherOccasion}
          onChange={(otherOccasion) => set({ otherOccasion })}
        />
      )}
      {value.occasion === 'orgLife' && (
        <MeetingChoice value={value.meeting} onChange={(meeting) => set({ meeting })} />
      )}
      <Section title={t('talk.said')}>
        <TextAreaField
          terms
          label={t('talk.content')}
          value={value.content}
          rows={4}
          onChange={(content) => set({ content })}
        />
        <TextAreaField
          terms
          label={t('talk.problems')}
          value={value.problems}
          rows={2}
          onChange={(problems) => set({ problems })}
        />
        <TextAreaField
          terms
          label={t('talk.measures')}
          value={value.measures}
          rows={2}
          onChange={(measures) => set({ measures })}
        />
        <CheckField label={t('talk.open')} checked={value.open} onChange={(open) => set({ open })} />
        <Note tone="info">{t('talk.private')}</Note>
      </Section>
      {fault && <FaultNote fault={fault} />}
    </Page>
  );
}

/** The 组织生活会 that a talk prepares: those of the last year, and those planned. */
function MeetingChoice(props: { value: string; onChange: (id: string) => void }) {
  const ledger = useLedger();
  const today = useToday();
  const meetings = useLive(async () => {
    const found = await ledger.list('meeting', { from: addDays(today, -400), reverse: true });
    return found.filter((meeting) => meeting.fields.types.orgLife);
  }, [today]);
  if (!meetings) return null;
  return (
    <SelectField
      label={t('talk.meeting')}
      value={props.value}
      empty={t('talk.meetingNone')}
      options={meetings.map((meeting) => ({
        value: meeting.id,
        label: `${meeting.fields.startsAt.slice(0, 10)} ${meetingTitle(meeting.fields)}`,
      }))}
      onChange={props.onChange}
      hint={meetings.length ? undefined : t('talk.meetingHint')}
    />
  );
}
