import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { fileName } from '../../lib/exchange/sheet-write';
import { openWorkbench } from '../../lib/platform/workbench';
import { handbook } from '../../lib/papers/handbook';
import { handbookFile } from '../../lib/papers/handbook-file';
import { Fault } from '../../lib/records/fault';
import { dateParts } from '../../lib/rules/calendar';
import {
  Button,
  Card,
  CheckField,
  downloadBlob,
  FaultNote,
  navigate,
  Note,
  Page,
  Pill,
  Section,
  SelectField,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { found, useExportAllowed, useReader } from './hooks';
import { useLongWork, WorkNote } from './work';

/** 支部工作手册: one Word file of a year, or the same for the printer. */
export function HandbookPage() {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch()?.fields.name ?? '';
  const allowed = useExportAllowed();
  const present = dateParts(today).year;
  const [year, setYear] = useState(present);
  const [asked, setAsked] = useState(false);
  const work = useLongWork();
  const reader = useReader();
  const penalties = asked && reader.role === 'secretary';
  const book = useLive(
    () => found(() => handbook(ledger, { year, today, reader, penalties })),
    [year, today, reader.role, reader.me, penalties],
  );

  const make = () =>
    work.run(async ({ signal, onProgress }) => {
      if (!allowed) throw new Fault('E423');
      const blob = await handbookFile(ledger, { year, today, reader, penalties, signal, onProgress });
      downloadBlob(blob, fileName([t('papers.hb.title'), branch, String(year)], 'docx'));
    });
  const print = () => {
    const route = `/print/handbook?year=${year}${penalties ? '&penalties=1' : ''}&now=1`;
    // The panel would print its own width.
    if (location.pathname.includes('workbench')) navigate(route);
    else openWorkbench(route).catch(toastFault);
  };
  const missing = new Set(book?.value?.missing);

  return (
    <Page
      title={t('papers.hb.title')}
      back="/register"
      foot={
        <>
          <Button icon="print" disabled={!allowed || !book?.value} onClick={print}>
            {t('exchange.print')}
          </Button>
          <Button
            kind="primary"
            icon="download"
            action="handbook-make"
            busy={Boolean(work.state)}
            disabled={!allowed || !book?.value}
            onClick={() => void make()}
          >
            {t('papers.hb.make')}
          </Button>
        </>
      }
    >
      <p class="text-ink-2">{t('papers.hb.intro')}</p>
      {!allowed && <Note tone="info">{t('fault.E423')}</Note>}
      <SelectField
        label={t('exchange.year')}
        name="year"
        value={String(year)}
        options={[0, 1, 2, 3, 4].map((back) => ({
          value: String(present - back),
          label: t('papers.hb.year', { year: present - back }),
        }))}
        onChange={(value) => setYear(Number(value))}
      />
      {reader.role === 'secretary' && (
        <CheckField
          label={t('affairs.honour.withPenalties')}
          hint={t('affairs.honour.withPenaltiesHint')}
          checked={asked}
          onChange={setAsked}
        />
      )}
      <WorkNote work={work} label={t('papers.hb.making')} />
      {book?.fault && <FaultNote fault={book.fault} />}
      {book?.value && (
        <Section title={t('papers.hb.contents')} remark={t('exchange.count', { count: book.value.total })}>
          <Card>
            {book.value.chapters.map(({ title, count }) => (
              <div key={title} class="flex items-center gap-3 px-3 py-2">
                <span class="min-w-0 flex-1">{title}</span>
                {missing.has(title) ? (
                  <Pill tone="unknown">{t('common.unknown')}</Pill>
                ) : (
                  count !== undefined && <span class="text-meta text-ink-3">{count}</span>
                )}
              </div>
            ))}
          </Card>
        </Section>
      )}
      {book?.value?.leftOut.map((line) => (
        <Note key={line} tone="info">
          {line}
        </Note>
      ))}
      <Note tone="info">{t('papers.hb.pageNumbers')}</Note>
    </Page>
  );
}
