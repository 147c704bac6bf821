import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { duesSheets, noticeSheet } from '../../lib/dues/register-sheets';
import { duesYear } from '../../lib/dues/year';
import type { SheetModel } from '../../lib/exchange/sheet-write';
import { parsePeriod } from '../../lib/rules/periods';
import {
  Button,
  CheckField,
  DataTable,
  EmptyState,
  navigate,
  Note,
  Pill,
  Section,
  SelectField,
  toast,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useMemberName,
  useQuery,
  useToday,
} from '../ui';
import { exportDues, printDues } from './register-dues-actions';
import { useExportAllowed } from './register-export-bar';

/** 党费台账 of a year as it goes out: on the screen, as Excel, on paper; and the list to publish. */
export function RegisterDues({ year }: { year: number }) {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch();
  const nameOf = useMemberName();
  const allowed = useExportAllowed();
  const asked = useQuery().get('notice') ?? '';
  const [busy, setBusy] = useState(false);
  const [period, setPeriod] = useState(
    parsePeriod(asked)?.year === year ? asked : `${year}Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`,
  );
  const [amounts, setAmounts] = useState(false);
  const found = useLive(async () => {
    const head = { branch: branch?.fields.name ?? '', today, nameOf };
    const [sheets, view] = await Promise.all([duesSheets(ledger, year, head), duesYear(ledger, year, today)]);
    return { paper: sheets[0], notice: noticeSheet(view, period, head, { amounts }), rows: view.rows.length };
  }, [year, today, branch, period, amounts]);
  if (!found?.paper) return <p class="text-meta text-ink-3">{t('common.loading')}</p>;
  if (!found.rows) {
    return (
      <EmptyState
        title={t('dues.empty')}
        action={<Button onClick={() => navigate('/branch/roster')}>{t('dues.toRoster')}</Button>}
      >
        {t('dues.emptyHint')}
      </EmptyState>
    );
  }
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      await exportDues(ledger, year);
      toast(t('exchange.exported'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const print = (notice?: { period: string; amounts: boolean }): void => {
    try {
      printDues(year, notice);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <>
      {!allowed ? (
        <Note tone="info">{t('fault.E423')}</Note>
      ) : (
        <div class="flex flex-wrap gap-2">
          <Button kind="primary" icon="download" action="export-dues" busy={busy} onClick={() => void run()}>
            {t('exchange.toExcel')}
          </Button>
          <Button icon="print" onClick={() => print()}>
            {t('exchange.print')}
          </Button>
          <Button onClick={() => navigate('/dues')}>{t('dues.toDues')}</Button>
        </div>
      )}
      <SheetTable sheet={found.paper} />
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
            <Button icon="print" action="print-notice" onClick={() => print({ period, amounts })}>
              {t('dues.printNotice')}
            </Button>
          )}
        </div>
        <SheetTable sheet={found.notice} />
      </Section>
    </>
  );
}

const noticePeriods = (year: number) =>
  [...[1, 2, 3, 4].map((quarter) => `${year}Q${quarter}`), String(year)].map((value) => ({
    value,
    label: value.includes('Q') ? t('dues.quarter', { quarter: value.slice(5) }) : t('exchange.wholeYear'),
  }));

/** A sheet on the screen, as it will stand in the file. */
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
