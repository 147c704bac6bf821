import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { meetingName } from '../ui/meeting-name';
import { type Case, saveStep, type StepForm, stepForm } from '../../lib/members/cases';
import { asFault, type Fault } from '../../lib/records/fault';
import { documentKey } from '../../lib/rules/development';
import type { DevelopmentPack, DevelopmentStep } from '../../lib/rules/development-pack';
import { packText } from '../../lib/rules/pack';
import {
  Basis,
  Button,
  CheckField,
  DateField,
  Dialog,
  FaultNote,
  Note,
  NumberField,
  SelectField,
  TextAreaField,
  useDraft,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { StepFiles } from './step-files';

/** Activities offered to a step that an activity decides. */
const MEETINGS = 24;

/** One step: its day, span and hours, the activity that decided it, its documents and their files. */
export function StepDialog(props: {
  record: Case;
  pack: DevelopmentPack;
  step: DevelopmentStep;
  onClose: () => void;
}) {
  const { record, pack, step } = props;
  const ledger = useLedger();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const language = currentLanguage();
  const title = packText(step.title, language);
  const draftId = `case:${record.id}:${step.id}`;
  const draft = useDraft<StepForm>({
    id: draftId,
    form: 'caseStep',
    title: () => title,
    route: `/branch/development/${record.id}?step=${step.id}`,
    initial: () => stepForm(record, step),
  });
  const meetings = useLive(
    () =>
      step.meeting ? ledger.list('meeting', { to: today, reverse: true, limit: 400 }) : Promise.resolve([]),
    [step.id, today],
  );
  const form = draft.value;
  if (!form) return null;
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { n } = await saveStep(ledger, record, step, form, { draft: draftId });
      draft.done();
      props.onClose();
      toastUndo(ledger, t('members.dev.stepSaved', { step: title }), n);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const offered = (meetings ?? [])
    .filter(({ fields, id }) => fields.types.general || id === form.meeting)
    .slice(0, MEETINGS);
  const takeMeeting = (meeting: string) => {
    const day = offered.find((one) => one.id === meeting)?.fields.startsAt.slice(0, 10);
    draft.set({ meeting, on: day ?? form.on });
  };
  const toggle = (key: string, on: boolean) =>
    draft.set((before) => ({
      ...before,
      documents: on ? [...before.documents, key] : before.documents.filter((one) => one !== key),
    }));
  return (
    <Dialog
      open
      title={title}
      onClose={() => {
        void draft.flush();
        props.onClose();
      }}
      foot={
        <>
          {draft.saved && (
            <Button kind="quiet" onClick={() => void draft.discard()}>
              {t('common.draftDiscard')}
            </Button>
          )}
          <Button kind="primary" busy={busy} action="step-save" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      {draft.restored && <Note tone="info">{t('common.draftRestored')}</Note>}
      {step.meeting && offered.length > 0 && (
        <SelectField
          label={t('members.step.meeting')}
          value={form.meeting}
          empty={t('members.step.noMeeting')}
          options={offered.map((meeting) => ({
            value: meeting.id,
            label: `${meeting.fields.startsAt.slice(0, 10)} ${meetingName(meeting)}`,
          }))}
          onChange={takeMeeting}
        />
      )}
      <DateField
        label={t('members.step.on')}
        name="stepOn"
        value={form.on}
        hint={t('members.step.onHint')}
        onChange={(on) => draft.set({ on })}
      />
      {step.span && (
        <div class="grid grid-cols-2 gap-3">
          <DateField
            label={t('members.step.spanFrom', { span: packText(step.span, language) })}
            name="stepFrom"
            value={form.from}
            onChange={(from) => draft.set({ from })}
          />
          <DateField
            label={t('members.step.spanUntil', { span: packText(step.span, language) })}
            name="stepUntil"
            value={form.until}
            onChange={(until) => draft.set({ until })}
          />
        </div>
      )}
      {step.hours && (
        <NumberField
          label={t('members.step.hours')}
          value={form.hours ?? undefined}
          min={0}
          onChange={(hours) => draft.set({ hours: hours ?? null })}
        />
      )}
      {step.documents.length > 0 && (
        <fieldset class="space-y-1.5">
          <legend class="text-meta text-ink-2">{t('members.step.documents')}</legend>
          {step.documents.map((document) => {
            const key = documentKey(step.id, document.id);
            const files = form.files.filter((file) => file.document === key).length;
            return (
              <CheckField
                key={key}
                label={packText(document.title, language)}
                hint={files ? t('members.step.fileCount', { count: files }) : undefined}
                checked={form.documents.includes(key) || files > 0}
                disabled={files > 0}
                onChange={(on) => toggle(key, on)}
              />
            );
          })}
        </fieldset>
      )}
      <StepFiles
        step={step}
        date={form.on || today}
        files={form.files}
        onChange={(files) => draft.set((before) => ({ ...before, files: files(before.files) }))}
      />
      <TextAreaField
        terms
        label={t('members.col.note')}
        value={form.note}
        rows={2}
        onChange={(note) => draft.set({ note })}
      />
      <Basis basis={step.basis} sources={pack.sources} confidence={step.confidence} />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}
