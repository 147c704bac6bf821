import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { stampTime } from '../../lib/ledger';
import { localDate, localTime, useLedger, useLive, useMemberName } from '../ui';
import { fieldWord, valueWord } from '../ui/record-words';

const LIMIT = 40;
/** Set by the program itself when the record is made; no answer of a person. */
const QUIET = new Set(['companyId', 'item', 'period', 'enteredAt', 'enteredBy']);

/** Who answered what, and when, newest first; opened on demand. */
export function ItemHistory(props: {
  id: string;
  h: string | undefined;
  kind?: 'governanceItem' | 'finding';
}) {
  const { id, h, kind = 'governanceItem' } = props;
  const ledger = useLedger();
  const nameOf = useMemberName();
  const [open, setOpen] = useState(false);
  const steps = useLive(async () => (open ? ledger.historyOf(id) : []), [id, h, open]);
  const shown = (steps ?? []).filter((step) => !QUIET.has(step.field)).slice(0, LIMIT);
  return (
    <details class="text-meta text-ink-2" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="text-red-ink inline-block cursor-pointer rounded-s">{t('governance.history')}</summary>
      {open && shown.length === 0 && <p class="mt-1">{t('governance.history.none')}</p>}
      <ul class="border-line mt-1 space-y-1 border-l-2 pl-2.5">
        {shown.map((step) => {
          const at = stampTime(step.h);
          const who = nameOf(step.by);
          return (
            <li key={`${step.field}${step.h}`}>
              {t('governance.history.line', {
                field: fieldWord(kind, step.field, nameOf),
                value:
                  step.value === null
                    ? t('governance.history.cleared')
                    : valueWord(kind, step.field, step.value, nameOf),
              })}
              <span class="text-ink-3">
                {' · '}
                {who && `${who} `}
                {localDate(at)} {localTime(at)}
                {step.label === 'undo' && ` · ${t('common.undo')}`}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
