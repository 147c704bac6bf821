import { useEffect, useMemo, useState } from 'preact/hooks';
import { loadPinyin } from '../../lib/branch/name-search';
import { currentLanguage, t } from '../../lib/i18n';
import { rememberAlias } from '../../lib/life/attendance-list';
import { confirmedShares, type ListLine, planLine, readPaymentList } from '../../lib/dues/payment-list';
import { type Payment, recordPayments } from '../../lib/dues/payments';
import { cellOf, type DuesRow, quarterOf } from '../../lib/dues/year';
import type { DuesMethod } from '../../lib/records/dues';
import { asFault, type Fault } from '../../lib/records/fault';
import { type DuesCell, type Month, monthsOf } from '../../lib/rules/dues';
import { parseYuan, yuanText } from '../../lib/rules/money';
import { formatPeriod } from '../../lib/rules/periods';
import { packText } from '../../lib/rules/pack';
import {
  Button,
  Card,
  DateField,
  draftSaved,
  FaultNote,
  MemberPicker,
  navigate,
  Note,
  Page,
  Section,
  SelectField,
  TextAreaField,
  toastFault,
  useDraft,
  useLedger,
  useMembers,
  useScope,
  useToday,
} from '../ui';
import { fullPayment, lastMethod, useDuesYear, useToastUndo } from './hooks';
import { type Answer, NO_ANSWER, PayLine, type PlannedLine } from './pay-line';
import { methodOptions } from './words';

interface PayForm {
  text: string;
  on: string;
  method: DuesMethod | '';
  handler: string;
  /** `auto` = the oldest open months; else a month or a quarter of this year. */
  months: string;
  /** By the line as it was pasted and its place among equal ones. */
  answers: Record<string, Answer>;
}

const DRAFT = 'dues:pay';

/** A pasted list of payments becomes records in one go; what is not clear is asked in its place. */
export function DuesPayPage() {
  const ledger = useLedger();
  const today = useToday();
  const { me } = useScope();
  const members = useMembers();
  const year = Number(today.slice(0, 4));
  const view = useDuesYear(year);
  const said = useToastUndo();
  const [ready, setReady] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draft = useDraft<PayForm>({
    id: DRAFT,
    form: 'duesPay',
    title: () => t('dues.paste'),
    route: '/dues/pay',
    initial: () => ({ text: '', on: today, method: '', handler: me, months: 'auto', answers: {} }),
  });
  useEffect(() => {
    // Names that sound alike are offered once the tables are there; without them the rest works.
    void loadPinyin().then(() => setReady(true));
  }, []);
  const form = draft.value;
  const list = useMemo(
    () => (form?.text.trim() ? readPaymentList(form.text, members, today.slice(0, 7)) : undefined),
    [form?.text, members, today, ready],
  );
  const planned = useMemo(
    () => (form && list && view ? planAll(list.lines, view.rows, form, today) : []),
    [form, list, view, today],
  );
  if (!form || !view) {
    return (
      <Page title={t('dues.paste')} back="/dues">
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      </Page>
    );
  }
  const usual = form.method || lastMethod(view.rows);
  const answer = (key: string, patch: Partial<Answer>) =>
    draft.set((now) => ({
      ...now,
      answers: { ...now.answers, [key]: { ...NO_ANSWER, ...now.answers[key], ...patch } },
    }));
  const good = planned.filter((line) => line.ready);
  const asked = planned.filter((line) => !line.ready && !line.answer.skip);
  const total = good.reduce((sum, line) => sum + (line.fen ?? 0), 0);

  const save = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const payments = paymentsOf(good, { on: form.on, method: usual || undefined, handler: form.handler });
      const { n } = await recordPayments(ledger, payments, { today, draft: DRAFT });
      draft.done();
      said(t('dues.pasted', { count: good.length, amount: yuanText(total) }), n);
      await rememberAnswers();
      navigate('/dues', { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const rememberAnswers = async (): Promise<void> => {
    try {
      for (const line of good) {
        const { member, remember } = line.answer;
        if (member && remember) await rememberAlias(ledger, member, line.line.name);
      }
    } catch (thrown) {
      toastFault(thrown);
    }
  };

  return (
    <Page
      title={t('dues.paste')}
      back="/dues"
      state={draftSaved(draft)}
      foot={
        <>
          <span class="text-meta text-ink-3 flex-1" role="status">
            {list &&
              t('dues.pasteFoot', { ready: good.length, amount: yuanText(total), asked: asked.length })}
          </span>
          <Button
            kind="primary"
            busy={busy}
            disabled={!good.length}
            action="dues-pay-save"
            onClick={() => void save()}
          >
            {t('dues.paySave', { count: good.length })}
          </Button>
        </>
      }
    >
      <TextAreaField
        label={t('dues.pasteLabel')}
        name="list"
        value={form.text}
        rows={6}
        placeholder={t('dues.pastePlaceholder')}
        hint={t('dues.pasteHint')}
        onChange={(text) => draft.set({ text, answers: {} })}
      />
      <div class="grid grid-cols-2 gap-3 wide:grid-cols-4">
        <DateField
          label={t('dues.col.on')}
          name="on"
          value={form.on}
          max={today}
          onChange={(on) => draft.set({ on })}
        />
        <SelectField
          label={t('dues.col.method')}
          name="method"
          value={usual ?? ''}
          empty={t('dues.methodUnknown')}
          options={methodOptions()}
          onChange={(method) => draft.set({ method })}
        />
        <MemberPicker
          label={t('dues.col.handler')}
          value={form.handler || undefined}
          allowFree
          onChange={(handler) => draft.set({ handler: handler ?? '' })}
        />
        <SelectField
          label={t('dues.forMonths')}
          name="months"
          value={form.months}
          options={monthChoices(year, today)}
          onChange={(months) => draft.set({ months })}
        />
      </div>
      <p class="text-meta text-ink-3">{packText(view.pack.notes.pay.wording, currentLanguage())}</p>
      {planned.length > 0 && (
        <Section
          title={t('dues.pasteFound', { count: planned.length })}
          remark={asked.length ? t('dues.pasteAsked', { count: asked.length }) : undefined}
        >
          <Card>
            {[
              ...planned.filter((line) => line.plan.doubts.length),
              ...planned.filter((line) => !line.plan.doubts.length),
            ].map((line) => (
              <PayLine
                key={line.key}
                planned={line}
                year={year}
                onAnswer={(patch) => answer(line.key, patch)}
              />
            ))}
          </Card>
        </Section>
      )}
      {list && !planned.length && <Note tone="due">{t('dues.pasteNothing')}</Note>}
      {list && list.ignored.length > 0 && (
        <details class="text-meta text-ink-2">
          <summary class="cursor-pointer">{t('dues.pasteIgnored', { count: list.ignored.length })}</summary>
          {list.ignored.map((line, index) => (
            <p key={index} class="break-words">
              {line}
            </p>
          ))}
        </details>
      )}
      {fault && <FaultNote fault={fault} />}
    </Page>
  );
}

/** The year's quarters and months, and the last quarter of the year before while it is still paid. */
const monthChoices = (year: number, today: string) => [
  { value: 'auto', label: t('dues.oldestFirst') },
  ...[
    ...(today.slice(5, 7) <= '03' ? [`${year - 1}Q4`, ...monthsOf(year - 1).slice(9)] : []),
    `${year}Q1`,
    `${year}Q2`,
    `${year}Q3`,
    `${year}Q4`,
    ...monthsOf(year),
  ].map((value) => ({
    value,
    label: formatPeriod(value, currentLanguage()),
  })),
];

/** Months of the choice; none for the oldest open ones. */
function chosenMonths(choice: string): Month[] {
  if (/^\d{4}-\d\d$/.test(choice)) return [choice];
  const quarter = /^(\d{4})Q([1-4])$/.exec(choice);
  return quarter
    ? quarterOf(`${quarter[1]}-${String((Number(quarter[2]) - 1) * 3 + 1).padStart(2, '0')}`)
    : [];
}

/** Lays every line over months, with what the person answered about it. */
function planAll(
  lines: readonly ListLine[],
  rows: readonly DuesRow[],
  form: PayForm,
  today: string,
): PlannedLine[] {
  const present = today.slice(0, 7);
  const seen = new Map<string, number>();
  /** What earlier lines of the list give, by member and month. */
  const given = new Map<string, number>();
  const people = new Set<string>();
  return lines.map((line) => {
    const place = `${line.raw} ${line.name}`;
    seen.set(place, (seen.get(place) ?? 0) + 1);
    const key = `${place} ${seen.get(place)}`;
    const answer = { ...NO_ANSWER, ...form.answers[key] };
    const member = answer.member ?? line.member;
    const fen = answer.amount.trim() ? parseYuan(answer.amount) : line.fen;
    const found = rows.find((one) => one.member.id === member);
    const row = found && withGiven(found, given);
    const again = member !== undefined && people.has(member);
    if (member && !answer.skip) people.add(member);
    const months = chosenMonths(form.months);
    const plan = planLine({ ...line, fen }, row, {
      months,
      until: `${today.slice(0, 4)}-12`,
      present,
      again,
    });
    const blocked = plan.doubts.some(
      (doubt) => doubt === 'who' || doubt === 'noAmount' || doubt === 'amounts',
    );
    const month = line.months[0] ?? months[0] ?? present;
    const shares = confirmedShares(plan, month);
    const ready = !answer.skip && !blocked && shares.length > 0 && (!plan.doubts.length || answer.ok);
    if (ready)
      for (const share of shares) {
        const at = `${member} ${share.month}`;
        given.set(at, (given.get(at) ?? 0) + share.fen);
      }
    return { key, line, answer, row: found, fen, plan, shares, ready };
  });
}

/** A row as it will stand once the lines before are recorded. */
function withGiven(row: DuesRow, given: ReadonlyMap<string, number>): DuesRow {
  const later = (cell: DuesCell): DuesCell => {
    const more = given.get(`${row.member.id} ${cell.month}`);
    if (!more) return cell;
    const paid = cell.paid + more;
    return { ...cell, paid, state: cell.due !== undefined && paid >= cell.due ? 'paid' : cell.state };
  };
  return { ...row, before: row.before.map(later), cells: row.cells.map(later) };
}

/** One payment for each member and month; what several lines give to the same month is added up. */
function paymentsOf(
  lines: readonly PlannedLine[],
  facts: { on: string; method?: DuesMethod; handler: string },
): Payment[] {
  const payments = new Map<string, Payment>();
  for (const { row, line, shares } of lines) {
    if (!row) continue;
    for (const share of shares) {
      const cell = cellOf(row, share.month);
      if (!cell) continue;
      const key = `${row.member.id} ${share.month}`;
      const before = payments.get(key);
      const on = line.on ?? facts.on;
      const payment =
        before ??
        fullPayment(row, cell, { on, method: line.method ?? facts.method, handler: facts.handler }, 0);
      payments.set(key, { ...payment, paid: payment.paid + share.fen, proxy: line.proxy ?? payment.proxy });
    }
  }
  return [...payments.values()];
}
