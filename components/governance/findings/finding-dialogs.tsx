import { type ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { asSeen, type Seen, seenOf } from '../../../lib/ledger';
import { asFault, type Fault } from '../../../lib/records/fault';
import {
  declareFinding,
  type Finding,
  type FindingRights,
  lookAgain,
  lookIndependence,
  planFinding,
  wordFinding,
} from '../../../lib/review';
import {
  Button,
  DateField,
  Dialog,
  DraftRestored,
  FaultNote,
  MemberPicker,
  Note,
  Segments,
  TextAreaField,
  useDraft,
  useLedger,
  useLive,
  useToday,
} from '../../ui';
import { toastUndo } from '../../ui/toast-undo';
import { ProofDialog } from './proof-dialog';
import { findingRoute, type FindingTask } from './tasks';
import { WordFields } from './word-fields';

interface Form {
  problem: string;
  risk: 'high' | 'medium' | 'low' | '';
  owner: string;
  dueOn: string;
  measure: string;
  on: string;
  text: string;
  confirmed: 'yes' | 'no' | '';
  seen?: Seen;
}

interface Props {
  task: FindingTask;
  finding: Finding;
  may: FindingRights;
  code: string;
  branch: string;
  onClose: () => void;
}

/** The dialog of one task. What is typed outlives the panel. */
export function FindingDialogs(props: Props) {
  if (props.task === 'proof') return props.may.handles ? <ProofDialog {...props} /> : null;
  return <TaskDialog {...props} task={props.task} />;
}

function TaskDialog(props: Props & { task: Exclude<FindingTask, 'proof'> }) {
  const { task, finding, may } = props;
  const { id, fields } = finding;
  const ledger = useLedger();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const draftId = `finding:${id}:${task}`;
  const draft = useDraft<Form>({
    id: draftId,
    form: 'finding',
    title: () => `${t(`findings.task.${task}`)} ${fields.problem.split('\n')[0] ?? ''}`,
    route: findingRoute(id, task),
    initial: () => ({
      problem: fields.problem,
      risk: fields.risk ?? '',
      owner: fields.owner ?? '',
      dueOn: fields.dueOn ?? '',
      measure: fields.measure ?? '',
      on: today,
      text: task === 'done' ? (fields.result ?? '') : '',
      confirmed: '',
      seen: seenOf(finding),
    }),
  });
  const { value, set } = draft;
  // Opened by an address for somebody whose step it is not, or that cannot be taken any more.
  const fits =
    (task === 'look' && may.looks) ||
    (task === 'done' && may.handles && fields.state !== 'closed') ||
    (task === 'plan' && (may.handles || may.words)) ||
    (task === 'word' && may.words);
  if (!value || !fits) return null;
  const { seen } = value;
  const options = { seen: seen && seenOf(asSeen(finding, seen)), draft: draftId };
  const save = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { n } = await {
        done: () => declareFinding(ledger, id, { on: value.on, result: value.text, today }, options),
        look: () =>
          lookAgain(
            ledger,
            id,
            { on: value.on, confirmed: value.confirmed === 'yes', text: value.text, today },
            options,
          ),
        plan: () => planFinding(ledger, id, value, options),
        word: () => wordFinding(ledger, id, { problem: value.problem, risk: value.risk || null }, options),
      }[task]();
      draft.done();
      toastUndo(ledger, t(`findings.did.${task}`), n);
      props.onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      title={t(`findings.task.${task}`)}
      onClose={props.onClose}
      foot={
        <Button
          kind="primary"
          busy={busy}
          disabled={task === 'look' && !value.confirmed}
          action="save-finding"
          onClick={() => void save()}
        >
          {t(task === 'done' ? 'findings.task.done' : 'common.save')}
        </Button>
      }
    >
      <DraftRestored draft={draft} />
      {task !== 'word' && <p class="font-semibold break-words">{fields.problem}</p>}
      {task === 'word' && <WordFields value={value} set={set} />}
      {task === 'plan' && (
        <>
          <div data-field="owner">
            <MemberPicker
              label={t('record.finding.owner')}
              value={value.owner || undefined}
              allowFree
              onChange={(owner) => set({ owner: owner ?? '' })}
            />
          </div>
          <DateField
            label={t('record.finding.dueOn')}
            name="dueOn"
            value={value.dueOn}
            onChange={(dueOn) => set({ dueOn })}
          />
          {may.handles && (
            <TextAreaField
              terms
              label={t('record.finding.measure')}
              name="measure"
              rows={3}
              value={value.measure}
              onChange={(measure) => set({ measure })}
            />
          )}
        </>
      )}
      {task === 'done' && (
        <Outcome
          label={t('record.finding.result')}
          day={t('record.finding.doneOn')}
          value={value}
          set={set}
          today={today}
        >
          <p class="text-meta text-ink-3">{t('findings.done.hint')}</p>
        </Outcome>
      )}
      {task === 'look' && (
        <>
          <Segments
            showLabel
            label={t('findings.look.found')}
            options={[
              { value: 'yes' as const, label: t('findings.look.yes') },
              { value: 'no' as const, label: t('findings.look.no') },
            ]}
            value={value.confirmed || undefined}
            onChange={(confirmed) => set({ confirmed })}
          />
          <Outcome
            label={t(value.confirmed === 'no' ? 'findings.look.why' : 'record.finding.review')}
            day={t('record.finding.reviewedOn')}
            value={value}
            set={set}
            today={today}
          >
            <Independent finding={finding} />
          </Outcome>
        </>
      )}
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}

type Set = (patch: Partial<Form>) => void;

function Outcome(props: {
  label: string;
  day: string;
  value: Form;
  set: Set;
  today: string;
  children: ComponentChildren;
}) {
  const { value, set } = props;
  return (
    <>
      <TextAreaField
        terms
        name="text"
        label={props.label}
        rows={3}
        value={value.text}
        onChange={(text) => set({ text })}
      />
      <DateField
        label={props.day}
        name="on"
        max={props.today}
        value={value.on}
        onChange={(on) => set({ on })}
      />
      {props.children}
    </>
  );
}

/** Says beforehand as what a second look will be kept. */
function Independent({ finding }: { finding: Finding }) {
  const ledger = useLedger();
  const found = useLive(() => lookIndependence(ledger, finding), [finding.id, finding.h]);
  if (!found) return null;
  return (
    <div data-independent={found.independent ? 'yes' : 'no'}>
      <Note tone={found.independent ? 'ok' : 'due'}>
        {found.independent ? t('findings.look.independent') : t(`findings.bound.${found.why ?? 'handled'}`)}
      </Note>
    </div>
  );
}
