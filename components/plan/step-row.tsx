import { useId, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { DeadlineLine } from '../../lib/plan/deadlines';
import { daysBetween, formatDate } from '../../lib/rules/calendar';
import type { StepState } from '../../lib/rules/deadlines';
import { packText } from '../../lib/rules/pack';
import { BasisText, Button, DateField, Link, Pill, type Tone } from '../ui';
import { stepTitle } from './words';

const TONE: Record<StepState, Tone> = {
  over: 'bad',
  soon: 'due',
  later: 'info',
  possible: 'info',
  done: 'ok',
  unknown: 'unknown',
};

/** One step: a box to tick, its day, how much time is left, and behind 依据 where it comes from and how to move it. */
export function StepRow(props: {
  line: DeadlineLine;
  today: string;
  onMark: (change: { doneOn?: string | null; on?: string }) => void;
}) {
  const { line, today } = props;
  const { step, due } = line;
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState(due ?? '');
  const box = useId();
  if (!step || !due) return null;
  const done = line.state === 'done';
  const left = daysBetween(today, due);
  const when = formatDate(due, currentLanguage(), { year: due.slice(0, 4) !== today.slice(0, 4) });
  const state =
    line.state === 'over'
      ? t('plan.step.over', { count: -left })
      : line.state === 'possible'
        ? t('plan.step.possible')
        : line.state === 'done'
          ? t('plan.step.done')
          : left === 0
            ? t('plan.step.today')
            : t('plan.step.left', { count: left });
  return (
    <div class="flex items-start gap-2.5 px-3 py-2.5" data-step={line.task}>
      {!line.fixed && (
        <input
          id={box}
          type="checkbox"
          class="checkbox checkbox-primary checkbox-sm mt-0.5"
          checked={done}
          onChange={() => props.onMark({ doneOn: done ? null : today })}
        />
      )}
      <div class="min-w-0 flex-1">
        {line.fixed ? (
          <Link to={line.to} class="hover:text-red-ink block font-semibold break-words">
            {stepTitle(line)}
          </Link>
        ) : (
          <label for={box} class={`block break-words ${done ? 'text-ink-2' : 'font-semibold'}`}>
            {stepTitle(line)}
          </label>
        )}
        <span class="text-meta text-ink-2">
          {line.mark?.doneOn
            ? t('plan.doneOn', { day: line.mark.doneOn })
            : t(step.earliest ? 'plan.step.from' : 'plan.step.by', { day: when })}
          {' · '}
          {t(`common.confidence.${step.confidence}`)}
        </span>
        {open && (
          <div class="space-y-2 pt-1">
            <BasisText
              basis={step.basis}
              sources={line.sources}
              confidence={step.confidence}
              wording={packText(step.wording, currentLanguage())}
            />
            {(step.to ?? (line.name && line.to)) && (
              <Link to={step.to ?? line.to}>{t('plan.step.open')}</Link>
            )}
            {!done && !line.fixed && (
              <div class="flex flex-wrap items-end gap-2">
                <DateField label={t('plan.step.moveTo')} value={day} onChange={setDay} />
                <Button small disabled={!day || day === due} onClick={() => props.onMark({ on: day })}>
                  {t('plan.step.move')}
                </Button>
              </div>
            )}
          </div>
        )}
      </div>
      <div class="flex shrink-0 flex-col items-end gap-1">
        <Pill tone={TONE[line.state]}>{state}</Pill>
        <button
          type="button"
          class="text-meta text-red-ink rounded-s"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('plan.step.more')}
        </button>
      </div>
    </div>
  );
}
