import { type CommitResult, type Ledger, type Rec, remove, type Seen, type Write } from '../ledger';
import type { DuesRecord } from '../records';
import { Fault } from '../records/fault';
import { isCivilDate } from '../rules/calendar';
import { duesRecordId } from './ids';
import { wholeWrite } from './write';

/** What was paid for one month by or for one member. */
export interface Payment extends Pick<
  DuesRecord,
  'member' | 'month' | 'paid' | 'on' | 'method' | 'handler' | 'proxy' | 'note' | 'attachments'
> {
  /** The record that the person saw; undefined when there was none. */
  seen?: Seen;
}

/**
 * Throws E430 (not an amount above zero), E431 (no day, or one that is still to come), E433 (no month).
 */
function checkPayment(payment: Payment, today: string): void {
  if (!Number.isSafeInteger(payment.paid) || payment.paid <= 0) throw new Fault('E430');
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(payment.month)) throw new Fault('E433');
  if (payment.on !== undefined && (!isCivilDate(payment.on) || payment.on > today)) throw new Fault('E431');
}

const text = (value: string | undefined): string | undefined => value?.trim() || undefined;

/** The stored fields of a payment. */
function fieldsOf(payment: Payment): DuesRecord {
  const fields: DuesRecord = {
    member: payment.member,
    month: payment.month,
    paid: payment.paid,
    on: payment.on || undefined,
    method: payment.method,
    handler: text(payment.handler),
    proxy: text(payment.proxy),
    note: text(payment.note),
    attachments: payment.attachments,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as DuesRecord;
}

/**
 * Records payments, one record for each member and month, in one commit. `paid` is the whole amount paid for the
 * month, what was paid before included. Throws E435 (nothing to record) and as {@link checkPayment}; then nothing is
 * written.
 */
export async function recordPayments(
  ledger: Ledger,
  payments: readonly Payment[],
  options: { today: string; draft?: string },
): Promise<CommitResult> {
  if (!payments.length) throw new Fault('E435');
  const writes: Write[] = [];
  for (const payment of payments) {
    checkPayment(payment, options.today);
    const id = duesRecordId(payment.member, payment.month);
    writes.push(await wholeWrite(ledger, 'duesRecord', id, fieldsOf(payment), payment.seen));
  }
  return ledger.commit(writes, { label: 'duesPay', draft: options.draft });
}

/** Puts a payment that was entered by mistake in the trash. */
export const removePayment = (ledger: Ledger, record: Rec<'duesRecord'>): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'duesPayRemove' });
