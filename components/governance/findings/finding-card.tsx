import { type ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import { exhibitsOfItem } from '../../../lib/governance';
import {
  type Finding,
  findingRights,
  groupOf,
  lookWord,
  proveFinding,
  removeFinding,
  type FindingGroup,
  type Rights,
  undeclareFinding,
} from '../../../lib/review';
import {
  Button,
  confirmDialog,
  Pill,
  type Tone,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useToday,
} from '../../ui';
import { ConflictNote } from '../../ui/conflict-note';
import { toastUndo } from '../../ui/toast-undo';
import { EvidenceRow } from '../evidence/evidence-row';
import { ItemHistory } from '../item-history';
import { FindingDialogs } from './finding-dialogs';
import { type FindingTask, isTask } from './tasks';

export const GROUP_TONES: Record<FindingGroup, Tone> = {
  open: 'due',
  overdue: 'bad',
  done: 'info',
  closed: 'ok',
};

/** One finding from what was found to the second look, with what this person may do about it. */
export function FindingCard(props: {
  finding: Finding;
  rights: Rights;
  /** Item and period, where the finding does not stand under its item. */
  origin?: ComponentChildren;
  /** Code of the item, for names of files. */
  code: string;
  branch: string;
  /** What an address asks to be opened. */
  task?: string;
  onTaskDone?: () => void;
}) {
  const { finding, rights } = props;
  const { id, fields } = finding;
  const ledger = useLedger();
  const today = useToday();
  const nameOf = useMemberName();
  const [opened, setOpened] = useState<FindingTask>();
  const may = findingRights(rights, finding, ledger.me?.member ?? '');
  const exhibits = useLive(() => exhibitsOfItem(ledger, fields.item), [fields.item]);
  const task = opened ?? (isTask(props.task) ? props.task : undefined);
  const group = groupOf(finding, today);
  const isOpen = fields.state === 'open';
  const close = () => {
    setOpened(undefined);
    props.onTaskDone?.();
  };
  const run = async (work: () => Promise<{ n?: number }>, message: string) => {
    try {
      toastUndo(ledger, message, (await work()).n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const takeAway = async () => {
    const yes = await confirmDialog({
      title: t('findings.remove.ask'),
      body: t('findings.remove.hint'),
      confirm: t('common.delete'),
      danger: true,
    });
    if (yes) await run(() => removeFinding(ledger, id), t('findings.removed'));
  };
  const line = (label: string, text: string | undefined): ComponentChildren =>
    text ? (
      <p class="break-words whitespace-pre-line">
        <span class="text-ink-3">{label}：</span>
        {text}
      </p>
    ) : null;
  const press = (what: FindingTask): ComponentChildren => (
    <Button small action={`finding-${what}`} onClick={() => setOpened(what)}>
      {t(`findings.task.${what}`)}
    </Button>
  );
  const unclear = t('life.toBeDecided');
  return (
    <div class="space-y-1.5 px-3 py-2.5" data-finding={id} data-group={group}>
      <p class="flex flex-wrap items-center gap-1.5">
        <Pill tone={GROUP_TONES[group]}>{t(`findings.group.${group}`)}</Pill>
        {fields.risk && (
          <Pill tone={fields.risk === 'high' ? 'bad' : 'unknown'}>{t(`review.risk.${fields.risk}`)}</Pill>
        )}
        {props.origin}
      </p>
      <p class="font-semibold break-words whitespace-pre-line">{fields.problem}</p>
      <ConflictNote id={id} />
      <div class="text-meta text-ink-2 space-y-0.5">
        <p>
          {t('findings.foundBy', {
            day: fields.foundOn,
            name: fields.foundBy ? nameOf(fields.foundBy) : t('common.unknown'),
          })}
        </p>
        <p>
          {t('findings.hands', {
            name: fields.owner ? nameOf(fields.owner) : unclear,
            day: fields.dueOn ?? unclear,
          })}
        </p>
        {line(t('record.finding.measure'), fields.measure)}
        {line(
          t('record.finding.result'),
          [fields.result, !isOpen && fields.doneOn, !isOpen && fields.doneBy && nameOf(fields.doneBy)]
            .filter(Boolean)
            .join(' · '),
        )}
        {fields.reviewedOn &&
          line(
            t(isOpen ? 'findings.look.not' : 'record.finding.review'),
            [
              fields.review,
              fields.reviewedOn,
              fields.reviewedBy && nameOf(fields.reviewedBy),
              lookWord(fields.independent),
            ]
              .filter(Boolean)
              .join(' · '),
          )}
      </div>
      {Object.entries(fields.proof ?? {}).map(([proof, entry]) => (
        <div key={proof} class="border-line border-l-2">
          <EvidenceRow
            id={proof}
            entry={entry}
            exhibit={entry.record && exhibits?.get(entry.record.id)}
            asOf={today}
            onDetach={
              may.handles
                ? () =>
                    void run(() => proveFinding(ledger, id, proof, null), t('governance.evidence.detached'))
                : undefined
            }
          />
        </div>
      ))}
      {fields.state !== 'open' && !Object.keys(fields.proof ?? {}).length && (
        <p class="text-meta text-ink-3">{t('findings.noProof')}</p>
      )}
      <div class="flex flex-wrap gap-1.5">
        {isOpen && may.handles && press('done')}
        {may.handles && fields.state !== 'closed' && press('proof')}
        {may.looks && press('look')}
        {isOpen && (may.handles || may.words) && press('plan')}
        {may.words && press('word')}
        {fields.state === 'done' && may.handles && (
          <Button
            small
            action="finding-undone"
            onClick={() => void run(() => undeclareFinding(ledger, id), t('findings.undone'))}
          >
            {t('findings.undo')}
          </Button>
        )}
        {may.words && (
          <Button small kind="quiet" action="finding-remove" onClick={() => void takeAway()}>
            {t('common.delete')}
          </Button>
        )}
      </div>
      <ItemHistory id={id} h={finding.h} kind="finding" />
      {task && (
        <FindingDialogs
          key={task}
          task={task}
          finding={finding}
          may={may}
          code={props.code}
          branch={props.branch}
          onClose={close}
        />
      )}
    </div>
  );
}
