import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { monthWord, monthsText, stateWord } from '../../lib/dues/words';
import { cellsIn, type DuesRow, type DuesYear, quarterOf } from '../../lib/dues/year';
import type { DuesMethod } from '../../lib/records/dues';
import { type DuesCell, type Month, sumCells } from '../../lib/rules/dues';
import { yuanText } from '../../lib/rules/money';
import { Button, Card, Chips, Pill, Row, Section, Segments } from '../ui';
import { openOf, usePayFull } from './hooks';
import { PaymentDialog } from './payment-dialog';
import { type DuesGroup, groupOf, STATE_TONES } from './words';

const GROUPS: readonly DuesGroup[] = ['open', 'paid', 'unknown', 'free'];

/** Who has paid in a month: one press records a payment in full, of the month or of its quarter. */
export function MonthList(props: { view: DuesYear; month: Month; method?: DuesMethod }) {
  const { view, month } = props;
  const [cover, setCover] = useState<'month' | 'quarter'>('month');
  const [group, setGroup] = useState<DuesGroup | undefined>(undefined);
  const [open, setOpen] = useState<DuesRow | undefined>(undefined);
  const lines = view.rows.flatMap((row) => {
    const cell = row.cells.find((one) => one.month === month);
    return cell && cell.state !== 'none' ? [{ row, cell }] : [];
  });
  const sum = sumCells(lines.map(({ cell }) => cell));
  const count = (of: DuesGroup) => lines.filter(({ cell }) => groupOf(cell) === of).length;
  const shown = lines.filter(({ cell }) => !group || groupOf(cell) === group);
  const months = cover === 'month' ? [month] : quarterOf(month);
  return (
    <Section
      title={t('dues.monthTitle', { month: monthWord(month) })}
      remark={t('dues.monthSum', { paid: yuanText(sum.paid), due: yuanText(sum.due) })}
    >
      <Chips
        label={t('common.filter')}
        options={GROUPS.filter((value) => count(value) > 0).map((value) => ({
          value,
          label: t(`dues.group.${value}`, { count: count(value) }),
        }))}
        selected={group ? [group] : []}
        onToggle={(value) => setGroup(group === value ? undefined : value)}
      />
      <Segments
        label={t('dues.cover')}
        showLabel
        options={[
          { value: 'month', label: t('dues.cover.month', { month: monthWord(month) }) },
          { value: 'quarter', label: t('dues.cover.quarter') },
        ]}
        value={cover}
        onChange={setCover}
      />
      <Card>
        {shown.map(({ row, cell }) => (
          <MonthLine
            key={row.member.id}
            row={row}
            cell={cell}
            months={months}
            method={props.method}
            onOpen={() => setOpen(row)}
          />
        ))}
        {!shown.length && <Row title={<span class="font-normal">{t('dues.nobody')}</span>} />}
      </Card>
      {open && <PaymentDialog row={open} month={month} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

function MonthLine(props: {
  row: DuesRow;
  cell: DuesCell;
  months: readonly Month[];
  method?: DuesMethod;
  onOpen: () => void;
}) {
  const { row, cell } = props;
  const payFull = usePayFull();
  const [busy, setBusy] = useState(false);
  const name = row.member.fields.name;
  const open = cellsIn(row, props.months).filter((one) => openOf(one) > 0);
  const amount = open.reduce((sum, one) => sum + openOf(one), 0);
  const meta = [
    cell.due === undefined ? undefined : t('dues.dueAmount', { amount: yuanText(cell.due) }),
    cell.paid > 0 && cell.state !== 'paid'
      ? t('dues.paidAmount', { amount: yuanText(cell.paid) })
      : undefined,
    row.records.get(cell.month)?.fields.on,
    cell.carried ? t('dues.carried') : undefined,
  ].filter(Boolean);
  return (
    <Row
      title={name}
      meta={meta.join(' · ')}
      to={`/dues/member/${row.member.id}`}
      tail={
        <>
          {amount > 0 && cell.state !== 'paid' && (
            <Button
              small
              busy={busy}
              action="dues-take"
              label={t('dues.takeFor', {
                name,
                months: monthsText(
                  open.map((one) => one.month),
                  Number(cell.month.slice(0, 4)),
                ),
                amount: yuanText(amount),
              })}
              onClick={() => {
                setBusy(true);
                void payFull(row, open, props.method).finally(() => setBusy(false));
              }}
            >
              {t('dues.take', { amount: yuanText(amount) })}
            </Button>
          )}
          <button
            type="button"
            class="min-h-7 rounded-full"
            aria-label={t('dues.openMonth', {
              name,
              month: monthWord(cell.month),
              state: cell.paid ? `${stateWord(cell)} ${yuanText(cell.paid)}` : stateWord(cell),
            })}
            onClick={props.onOpen}
          >
            <Pill tone={STATE_TONES[cell.state]}>
              {cell.state === 'paid' ? yuanText(cell.paid) : stateWord(cell)}
            </Pill>
          </button>
        </>
      }
    />
  );
}
