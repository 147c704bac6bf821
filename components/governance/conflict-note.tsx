import { t } from '../../lib/i18n';
import { type HistoryRow, stampTime } from '../../lib/ledger';
import { answerItem, type ItemRecord, type ItemRef } from '../../lib/governance';
import { Button, localDate, localTime, Note, toastFault, useLedger, useLive, useMemberName } from '../ui';
import { fieldWord, valueWord } from './field-words';

/** Two people answered at once: both values with author and time, and the choice between them. */
export function ConflictNote({ target, record }: { target: ItemRef; record: ItemRecord }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const conflicts = useLive(async () => {
    const rows = await ledger.conflicts(record.id);
    return Promise.all(
      rows.map(async (row) => {
        const steps = await ledger.historyOf(record.id, row.f);
        return { row, by: steps.find((step) => step.h === row.h)?.by };
      }),
    );
  }, [record.id, record.h]);

  const settle = async (row: HistoryRow, takeOther: boolean): Promise<void> => {
    try {
      if (takeOther && !row.f.includes('/')) await answerItem(ledger, target, record, { [row.f]: row.v });
      await ledger.settleConflict(row);
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <>
      {conflicts?.map(({ row, by }) => {
        const fields = record.fields as Record<string, unknown>;
        const at = stampTime(row.h);
        return (
          <Note key={`${row.f}${row.h}`} tone="bad">
            <strong class="block">{t('governance.conflict', { field: fieldWord(row.f) })}</strong>
            {t('governance.conflict.values', {
              now: valueWord(row.f, fields[row.f] as HistoryRow['v'] | undefined, nameOf),
              other: valueWord(row.f, row.v, nameOf),
              by: nameOf(by),
              time: `${localDate(at)} ${localTime(at)}`,
            })}
            <span class="mt-1.5 flex flex-wrap gap-2">
              <Button small onClick={() => void settle(row, false)}>
                {t('governance.conflict.keep')}
              </Button>
              <Button small onClick={() => void settle(row, true)}>
                {t('governance.conflict.other')}
              </Button>
            </span>
          </Note>
        );
      })}
    </>
  );
}
