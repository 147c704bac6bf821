import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import type { DuesRow } from '../../lib/dues/year';
import type { DuesPack } from '../../lib/rules/dues-pack';
import { wayRule } from '../../lib/rules/dues-pack';
import { bandText, rateText } from '../../lib/dues/words';
import { parseYuan, yuanText } from '../../lib/rules/money';
import { Button, Card } from '../ui';
import { monthOptions, ReliefFields, type StepForm, stepNotices } from './step-fields';
import { wayOptions } from './words';

export interface FixRows {
  pack: DuesPack;
  /** `remark` says where an amount that is filled in comes from. */
  lines: readonly { row: DuesRow; form: StepForm; remark?: string }[];
  onChange: (row: DuesRow, patch: Partial<StepForm>) => void;
  onCalculate: (row: DuesRow) => void;
}

type Line = FixRows & FixRows['lines'][number];

function WaySelect({ pack, row, form, onChange }: Line) {
  return (
    <select
      class="field-input"
      aria-label={t('dues.wayFor', { name: row.member.fields.name })}
      value={form.way}
      onChange={(event) => {
        const way = event.currentTarget.value as StepForm['way'];
        const range = wayRule(pack, way)?.range;
        const amount = range ? yuanText(range[0]) : form.amount;
        onChange(row, { way, band: undefined, base: undefined, amount });
      }}
    >
      {wayOptions(pack).map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function AmountInput({ row, form, onChange }: Line) {
  const bad = form.amount.trim() !== '' && parseYuan(form.amount) === undefined;
  return (
    <input
      class="field-input text-right"
      data-amount
      inputMode="decimal"
      autocomplete="off"
      aria-label={t('dues.amountFor', { name: row.member.fields.name })}
      aria-invalid={bad ? 'true' : undefined}
      value={form.relief === 'exempt' ? '0.00' : form.amount}
      disabled={form.relief === 'exempt'}
      onInput={(event) =>
        onChange(row, { amount: event.currentTarget.value, band: undefined, base: undefined })
      }
      onKeyDown={moveInColumn}
    />
  );
}

/** Enter and the arrows go down and up the column of amounts, as in a spreadsheet. */
function moveInColumn(event: KeyboardEvent): void {
  const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (!step || event.isComposing) return;
  event.preventDefault();
  const all = [...document.querySelectorAll<HTMLInputElement>('input[data-amount]:not(:disabled)')];
  const next = all[all.indexOf(event.currentTarget as HTMLInputElement) + step];
  next?.focus();
  next?.select();
}

function FromSelect({ row, form, onChange }: Line) {
  return (
    <select
      class="field-input"
      aria-label={t('dues.fromFor', { name: row.member.fields.name })}
      value={form.from}
      onChange={(event) => onChange(row, { from: event.currentTarget.value })}
    >
      {monthOptions().map(({ value, label }) => (
        <option key={value} value={value}>
          {t('dues.from', { month: label })}
        </option>
      ))}
    </select>
  );
}

/** Where the amount comes from, and what is to be looked at. */
function LineRemark({ pack, row, form, remark }: Line) {
  const rule = wayRule(pack, form.way);
  const bands = rule?.table ? pack.tables[rule.table].bands : [];
  const band = bands.find((one) => one.id === form.band);
  const words = [
    remark ?? '',
    band ? `${bandText(bands, band)} · ${rateText(band.rate)}` : '',
    form.from !== '01' && row.member.fields.category === 'probationary' ? t('dues.fromAdmission') : '',
    form.amount.trim() && parseYuan(form.amount) === undefined ? t('fault.E430') : '',
    ...stepNotices(pack, form),
  ].filter(Boolean);
  return words.length ? <span class="text-meta text-ink-3 mr-2">{words.join(' · ')}</span> : null;
}

function Relief(line: Line) {
  const { row, form, onChange } = line;
  const [open, setOpen] = useState(form.relief !== '');
  return (
    <>
      <button
        type="button"
        class="text-red-ink text-meta min-h-6 rounded-s"
        aria-expanded={open}
        aria-label={t('dues.reliefFor', { name: row.member.fields.name })}
        onClick={() => setOpen(!open)}
      >
        {form.relief ? t(`dues.relief.${form.relief}`) : t('dues.relief')}
      </button>
      {open && (
        <ReliefFields pack={line.pack} form={form} withReason onChange={(patch) => onChange(row, patch)} />
      )}
    </>
  );
}

const CalculateButton = ({ pack, row, form, onCalculate }: Line) =>
  wayRule(pack, form.way)?.table ? (
    <Button
      small
      action="dues-calculate"
      label={t('dues.calculate', { name: row.member.fields.name })}
      onClick={() => onCalculate(row)}
    >
      {t('dues.calculateShort')}
    </Button>
  ) : null;

/** The table of the wide tab. */
export function FixTable(props: FixRows) {
  const head = 'border-line bg-sunk text-ink-3 sticky top-0 border-b px-2 py-2 text-left font-medium';
  return (
    <div class="border-line rounded-card bg-card border">
      <table class="text-meta w-full border-collapse">
        <thead>
          <tr>
            {(['name', 'way', 'monthly', 'from', 'calculate', 'basis'] as const).map((column) => (
              <th key={column} scope="col" class={head}>
                {t(`dues.fixCol.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.lines.map((one) => {
            const line = { ...props, ...one };
            return (
              <tr key={one.row.member.id} class="border-line border-b align-top">
                <th scope="row" class="px-2 py-1.5 text-left font-semibold whitespace-nowrap">
                  {one.row.member.fields.name}
                  {one.row.member.fields.category !== 'full' && (
                    <span class="text-ink-3 block font-normal">
                      {tDynamic(`today.category.${one.row.member.fields.category}`)}
                    </span>
                  )}
                </th>
                <td class="w-40 px-2 py-1.5">
                  <WaySelect {...line} />
                </td>
                <td class="w-32 px-2 py-1.5">
                  <AmountInput {...line} />
                </td>
                <td class="w-28 px-2 py-1.5">
                  <FromSelect {...line} />
                </td>
                <td class="px-2 py-1.5">
                  <CalculateButton {...line} />
                </td>
                <td class="px-2 py-1.5">
                  <LineRemark {...line} />
                  <Relief {...line} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The same for the panel. */
export function FixList(props: FixRows) {
  return (
    <Card>
      {props.lines.map((one) => {
        const line = { ...props, ...one };
        return (
          <div key={one.row.member.id} class="space-y-1 px-3 py-2.5">
            <div class="flex items-center gap-2">
              <strong class="min-w-0 flex-1 truncate font-semibold">{one.row.member.fields.name}</strong>
              <div class="w-24">
                <AmountInput {...line} />
              </div>
              <CalculateButton {...line} />
            </div>
            <div class="flex gap-2">
              <div class="min-w-0 flex-1">
                <WaySelect {...line} />
              </div>
              <div class="w-28">
                <FromSelect {...line} />
              </div>
            </div>
            <div>
              <LineRemark {...line} />
              <Relief {...line} />
            </div>
          </div>
        );
      })}
    </Card>
  );
}
