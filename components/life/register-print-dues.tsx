import { duesSheets, noticeSheet } from '../../lib/dues/register-sheets';
import { duesYear } from '../../lib/dues/year';
import { parsePeriod } from '../../lib/rules/periods';
import { useLedger, useLive, useQuery, useToday } from '../ui';
import { duesHead } from './register-dues-actions';
import { PaperTable } from './register-paper';
import { caught, PrintPage } from './register-print';

/** 党费台账 of a year on A4 landscape, or the list to publish, with or without amounts. */
export function PrintDuesPage() {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const notice = query.get('notice') ?? '';
  const amounts = query.get('amounts') === '1';
  const year = Number(query.get('year')) || Number(today.slice(0, 4));
  const isNotice = parsePeriod(notice)?.year === year;
  const found = useLive(
    () =>
      caught(
        (async () => {
          const head = await duesHead(ledger, today);
          if (isNotice) return noticeSheet(await duesYear(ledger, year, today), notice, head, { amounts });
          return (await duesSheets(ledger, year, head))[0];
        })(),
      ),
    [year, notice, amounts, today],
  );
  const landscape = found && 'paper' in found && found.paper?.landscape !== false;
  return (
    <PrintPage
      orientation={landscape ? 'landscape' : 'portrait'}
      back={`/register?view=dues&period=${year}`}
      found={found}
    >
      {(sheet) => sheet && <PaperTable sheet={sheet} />}
    </PrintPage>
  );
}
