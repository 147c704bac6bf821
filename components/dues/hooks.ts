import { t } from '../../lib/i18n';
import { type Payment, recordPayments } from '../../lib/dues/payments';
import { type DuesRow, type DuesYear, duesYear } from '../../lib/dues/year';
import { monthsText } from '../../lib/dues/words';
import { type Rec, seenOf } from '../../lib/ledger';
import type { DuesMethod } from '../../lib/records/dues';
import type { DuesCell, Month } from '../../lib/rules/dues';
import { yuanText } from '../../lib/rules/money';
import { toast, toastFault, useLedger, useLive, useScope, useToday } from '../ui';

/** The dues of a year, now and after every change. */
export function useDuesYear(year: number): DuesYear | undefined {
  const ledger = useLedger();
  const today = useToday();
  return useLive(() => duesYear(ledger, year, today), [year, today]);
}

/** Says what was done, with 撤销. */
export function useToastUndo(): (message: string, n: number | undefined) => void {
  const ledger = useLedger();
  return (message, n) => {
    if (n === undefined) {
      toast(message);
      return;
    }
    const run = async (): Promise<void> => {
      const { kept } = await ledger.undo(n);
      toast(kept.length ? t('dues.undoKept', { count: kept.length }) : t('common.undone'));
    };
    toast(message, { action: { label: t('common.undo'), run } });
  };
}

/**
 * What can still be taken for a month, in fen; 0 when nothing is due or when the amount is unknown. A month before
 * the ledger began has an amount too: whether it was paid is what is unknown.
 */
export const openOf = (cell: DuesCell): number => Math.max(0, (cell.due ?? 0) - cell.paid);

/** The payment that makes a month full, with what was recorded of it before. */
export function fullPayment(
  row: DuesRow,
  cell: DuesCell,
  facts: { on: string; method?: DuesMethod; handler?: string },
  fen = openOf(cell),
): Payment {
  const record = row.records.get(cell.month) ?? row.earlier.get(cell.month);
  const { proxy, note, attachments } = record?.fields ?? {};
  return {
    member: row.member.id,
    month: cell.month,
    paid: cell.paid + fen,
    ...facts,
    method: facts.method ?? record?.fields.method,
    proxy,
    note,
    attachments,
    seen: record && seenOf(record as Rec),
  };
}

/** Records months of one member as paid in full today, by one press. */
export function usePayFull(): (
  row: DuesRow,
  cells: readonly DuesCell[],
  method?: DuesMethod,
) => Promise<void> {
  const ledger = useLedger();
  const today = useToday();
  const { me } = useScope();
  const said = useToastUndo();
  return async (row, cells, method) => {
    const open = cells.filter((cell) => openOf(cell) > 0);
    try {
      const { n } = await recordPayments(
        ledger,
        open.map((cell) => fullPayment(row, cell, { on: today, method, handler: me })),
        { today },
      );
      const months: Month[] = open.map((cell) => cell.month);
      const amount = open.reduce((sum, cell) => sum + openOf(cell), 0);
      said(
        t('dues.paidToast', {
          name: row.member.fields.name,
          months: monthsText(months, Number(today.slice(0, 4))),
          amount: yuanText(amount),
        }),
        n,
      );
    } catch (thrown) {
      toastFault(thrown);
    }
  };
}

/** The method of the payment that was entered last: most branches always use the same. */
export function lastMethod(rows: readonly DuesRow[]): DuesMethod | undefined {
  let last: Rec<'duesRecord'> | undefined;
  for (const row of rows)
    for (const record of row.records.values())
      if (record.fields.method && (!last || record.h > last.h)) last = record;
  return last?.fields.method;
}
