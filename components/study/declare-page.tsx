import { useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { matchNameList } from '../../lib/branch/name-list';
import { asFault, type Fault } from '../../lib/records/fault';
import { STUDY_FORMS } from '../../lib/records/study';
import { formatDay } from '../../lib/rules/calendar';
import { lifePack } from '../../lib/rules/packs';
import { declareAgain, declareStudy } from '../../lib/study/hours/study-logs';
import { meetingName } from '../ui/meeting-name';
import {
  Button,
  Chips,
  DateField,
  FaultNote,
  navigate,
  Note,
  NumberField,
  Page,
  Section,
  Segments,
  SelectField,
  TextAreaField,
  TextField,
  useDraft,
  useLedger,
  useLive,
  useMembers,
  useQuery,
  useRole,
  useScope,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';

interface Declaration {
  members: string[];
  pasted: string;
  on: string;
  form: (typeof STUDY_FORMS)[number];
  unit: 'hours' | 'minutes';
  amount: number | null;
  subject: string;
}

/** Declares study: my own, which then waits for a person; or, as secretary, for many members at once. */
export function DeclarePage() {
  const ledger = useLedger();
  const { me } = useScope();
  const role = useRole();
  const today = useToday();
  const query = useQuery();
  const members = useMembers().filter((member) => !member.fields.leftOn);
  /** A declaration that was returned: it is corrected here and declared once more. */
  const again = query.get('again') ?? undefined;
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const forMany = role !== 'member' && !again;
  const about = useLive(async () => {
    const log = again ? (await ledger.get('studyLog', again))?.fields : undefined;
    const clip = query.get('clip') ?? log?.clip;
    const meeting = query.get('meeting') ?? log?.meeting;
    return {
      log,
      clip: clip ? await ledger.get('clip', clip) : undefined,
      meeting: meeting ? await ledger.get('meeting', meeting) : undefined,
    };
  }, [query.toString()]);
  const clipId = query.get('clip') ?? about?.log?.clip;
  const meetingId = query.get('meeting') ?? about?.log?.meeting;
  const draftId = again ? `study:again:${again}` : `study:${clipId ?? ''}:${meetingId ?? ''}`;
  const draft = useDraft<Declaration>({
    id: draftId,
    form: 'study',
    title: (value) => value.subject,
    route: `/study/declare?${query.toString()}`,
    initial: async () => {
      const log = again ? (await ledger.get('studyLog', again))?.fields : undefined;
      const own = {
        members: query.get('members')?.split(',').filter(Boolean) ?? (forMany ? [] : [me]),
        pasted: '',
        on: today,
        form: meetingId ? ('collective' as const) : ('self' as const),
        unit: 'hours' as const,
        amount: 1,
        subject: '',
      };
      if (!log) return own;
      const { on, form, hours, minutes, subject = '' } = log;
      return minutes
        ? { ...own, on, form, subject, unit: 'minutes', amount: minutes }
        : { ...own, on, form, subject, amount: hours };
    },
  });
  const value = draft.value;
  if (!value || !about) return null;
  const list = value.pasted.trim() ? matchNameList(value.pasted, members) : undefined;
  const doubtful = list?.entries.filter((entry) => !entry.member) ?? [];
  const chosen = new Set(value.members);

  const take = (pasted: string) => {
    const found = matchNameList(pasted, members).entries.flatMap((entry) =>
      entry.member ? [entry.member.id] : [],
    );
    draft.set((before) => ({ ...before, pasted, members: [...new Set([...before.members, ...found])] }));
  };
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const what = {
        on: value.on,
        form: value.form,
        hours: value.unit === 'hours' ? (value.amount ?? undefined) : undefined,
        minutes: value.unit === 'minutes' ? (value.amount ?? undefined) : undefined,
        clip: clipId,
        meeting: meetingId,
        subject: clipId || meetingId ? undefined : value.subject,
      };
      if (again) {
        const { n } = await declareAgain(ledger, lifePack(), again, what, { draft: draftId });
        draft.done();
        toastUndo(ledger, t('study.declared'), n);
        navigate('/study/hours', { replace: true });
        return;
      }
      const result = await declareStudy(
        ledger,
        lifePack(),
        { members: value.members, ...what },
        { confirmed: forMany, today, draft: draftId },
      );
      draft.done();
      const entered = value.members.length - result.already.length;
      const { n } = result;
      const { settled } = result;
      toastUndo(
        ledger,
        settled.length
          ? t('hours.enteredSettled', { count: entered, settled: settled.length })
          : result.already.length
            ? t('study.enteredSome', { count: entered, already: result.already.length })
            : t('study.entered', { count: entered }),
        n,
      );
      navigate(clipId ? `/study/clip/${clipId}` : meetingId ? `/life/meeting/${meetingId}` : '/study', {
        replace: true,
      });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };

  const subject =
    about.clip?.fields.title ??
    (about.meeting &&
      `${formatDay(about.meeting.fields.startsAt.slice(0, 10), currentLanguage())} ${meetingName(about.meeting)}`);
  return (
    <Page
      title={t('study.declareTitle')}
      back="/study"
      foot={
        <>
          <span class="text-meta text-ink-3 flex-1">
            {forMany ? t('study.enterConfirms') : t('study.confirmHint')}
          </span>
          <Button kind="primary" busy={busy} action="save-study" onClick={() => void save()}>
            {t('study.declareAction')}
          </Button>
        </>
      }
    >
      {about.log?.returnReason && (
        <Note tone="due">{t('hours.againNote', { reason: about.log.returnReason })}</Note>
      )}
      {subject ? (
        <Note tone="info">{t('study.about', { subject })}</Note>
      ) : (
        <TextField
          label={t('study.subject')}
          value={value.subject}
          placeholder={t('study.subjectHint')}
          onChange={(text) => draft.set({ subject: text })}
        />
      )}
      <div class="grid grid-cols-2 gap-3">
        <DateField label={t('study.on')} value={value.on} max={today} onChange={(on) => draft.set({ on })} />
        <SelectField
          label={t('study.form')}
          value={value.form}
          options={STUDY_FORMS.map((form) => ({ value: form, label: tDynamic(`today.form.study.${form}`) }))}
          onChange={(form) => draft.set({ form })}
        />
        <NumberField
          label={t(value.unit === 'hours' ? 'study.hours' : 'study.minutes')}
          value={value.amount ?? undefined}
          min={0}
          onChange={(amount) => draft.set({ amount: amount ?? null })}
        />
        <div class="self-end">
          <Segments
            label={t('study.unit')}
            options={[
              { value: 'hours', label: t('study.hours') },
              { value: 'minutes', label: t('study.minutes') },
            ]}
            value={value.unit}
            onChange={(unit) => draft.set({ unit })}
          />
        </div>
      </div>
      {forMany && (
        <Section title={t('study.who')} remark={t('study.chosen', { count: value.members.length })}>
          <TextAreaField
            label={t('study.paste')}
            value={value.pasted}
            rows={2}
            placeholder={t('study.pasteHint')}
            onChange={take}
          />
          {doubtful.length > 0 && (
            <Note tone="due">
              {t('study.notFound', { names: doubtful.map((entry) => entry.name).join('、') })}
            </Note>
          )}
          <Chips
            label={t('study.who')}
            options={members.map((member) => ({ value: member.id, label: member.fields.name }))}
            selected={chosen}
            onToggle={(id) =>
              draft.set((before) => ({
                ...before,
                members: before.members.includes(id)
                  ? before.members.filter((other) => other !== id)
                  : [...before.members, id],
              }))
            }
          />
        </Section>
      )}
      {fault && <FaultNote fault={fault} />}
    </Page>
  );
}
