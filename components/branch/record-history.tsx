import { useState } from 'preact/hooks';
import { t, tMaybe } from '../../lib/i18n';
import { DELETED, type HistoryStep, type Rec, stampTime } from '../../lib/ledger';
import { localDate, localTime, useLedger, useLive, useMemberName } from '../ui';
import { useGroupName } from './hooks';
import { fieldWord, valueWord } from './words';

/** Written by the ledger itself, or ids without a meaning to a reader; the name of the commit says it all. */
const QUIET = new Set(['enteredAt', 'enteredBy', 'companyId', 'order', DELETED]);
const LIMIT = 40;

/** Who changed what of a member or the branch, and when, newest first; opened on demand. */
export function RecordHistory({ record }: { record: Rec<'member'> | Rec<'branch'> }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const groupName = useGroupName();
  const [open, setOpen] = useState(false);
  const steps = useLive(async () => (open ? ledger.historyOf(record.id) : []), [record.id, record.h, open]);
  const commits = byCommit(steps ?? []).slice(0, LIMIT);
  return (
    <details class="text-meta text-ink-2" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="text-red-ink inline-block cursor-pointer rounded-s">{t('branch.history')}</summary>
      {open && steps && commits.length === 0 && <p class="mt-1">{t('branch.history.none')}</p>}
      <ol class="border-line mt-1 space-y-2 border-l-2 pl-2.5">
        {commits.map((commit) => {
          const [first] = commit;
          if (!first) return null;
          const at = stampTime(first.h);
          return (
            <li key={first.h}>
              <span class="text-ink-3 block">
                {localDate(at)} {localTime(at)} · {nameOf(first.by) || t('branch.history.someone')} ·{' '}
                {tMaybe(`commit.${first.label}`) ?? first.label}
              </span>
              {commit
                .filter((step) => !QUIET.has(step.field))
                .map((step) => (
                  <span class="block break-words" key={step.field}>
                    {describe(step, groupName)}
                  </span>
                ))}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** Steps of one commit together, newest commit first. */
function byCommit(steps: readonly HistoryStep[]): HistoryStep[][] {
  const groups = new Map<string, HistoryStep[]>();
  for (const step of steps) {
    groups.set(step.h, [...(groups.get(step.h) ?? []), step]);
  }
  return [...groups.values()];
}

function describe(step: HistoryStep, groupName: (id: string) => string): string {
  const field = fieldWord(step.field);
  const after = valueWord(step.field, step.value, groupName);
  if (step.before === undefined) return t('branch.history.set', { field, after });
  return t('branch.history.change', { field, before: valueWord(step.field, step.before, groupName), after });
}
