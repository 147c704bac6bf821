import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { noticeSheet } from '../../lib/dues/register-sheets';
import { duesYear } from '../../lib/dues/year';
import type { SheetModel } from '../../lib/exchange/sheet-write';
import { parsePeriod } from '../../lib/rules/periods';
import { useExportAllowed } from '../life/export-allowed';
import { openPrint } from '../life/register-actions';
import {
  Button,
  CheckField,
  DataTable,
  Pill,
  Section,
  SelectField,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useMemberName,
  useQuery,
  useToday,
} from '../ui';

/** The list of dues to publish: who paid in a period, with or without amounts. */
export function DuesNotice({ year }: { year: number }) {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch();
  const nameOf = useMemberName();
  const allowed = useExportAllowed();
  const asked = useQuery().get('notice') ?? '';
  const [chosen, setPeriod] = useState(asked);
  const period =
    parsePeriod(chosen)?.year === year ? chosen : `${year}Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`;
  const [amounts, setAmounts] = useState(false);
  const sheet = useLive(async () => {
    const head = { branch: branch?.fields.name ?? '', today, nameOf };
    return noticeSheet(await duesYear(ledger, year, today), period, head, { amounts });
  }, [year, today, branch, period, amounts]);
  const print = (): void => {
    try {
      openPrint(`/print/dues?year=${year}&notice=${period}&amounts=${amounts ? 1 : 0}&now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  if (!sheet) return null;
  return (
    <Section title={t('dues.noticeTitle')} remark={t('dues.noticeRemark')}>
      <div class="flex flex-wrap items-end gap-3">
        <SelectField
          label={t('dues.col.period')}
          name="notice"
          value={period}
          options={noticePeriods(year)}
          onChange={setPeriod}
        />
        <CheckField label={t('dues.noticeAmounts')} checked={amounts} onChange={setAmounts} />
        {allowed && (
          <Button icon="print" action="print-notice" onClick={print}>
            {t('dues.printNotice')}
          </Button>
        )}
      </div>
      <SheetTable sheet={sheet} />
    </Section>
  );
}

const noticePeriods = (year: number) =>
  [...[1, 2, 3, 4].map((quarter) => `${year}Q${quarter}`), String(year)].map((value) => ({
    value,
    label: value.includes('Q') ? t('dues.quarter', { quarter: value.slice(5) }) : t('exchange.wholeYear'),
  }));

/** A sheet on the screen, as it will stand on paper. */
function SheetTable({ sheet }: { sheet: SheetModel }) {
  const rows = sheet.rows.map((cells, index) => ({ cells, index }));
  return (
    <>
      <DataTable
        label={sheet.title}
        rows={rows}
        rowKey={(row) => String(row.index)}
        columns={sheet.columns.map((column, at) => ({
          key: String(at),
          header: column.header,
          align: column.kind === 'money' ? ('right' as const) : ('left' as const),
          cell: (row: (typeof rows)[number]) => {
            const value = row.cells[at];
            if (typeof value === 'number') return column.kind === 'money' ? value.toFixed(2) : String(value);
            const text = String(value ?? '');
            if (text === t('common.unknown')) return <Pill tone="unknown">{text}</Pill>;
            return <span class="whitespace-pre-line">{text}</span>;
          },
        }))}
      />
      {sheet.footer?.map((line) => (
        <p key={line} class="text-meta text-ink-3">
          {line}
        </p>
      ))}
    </>
  );
}
