import { noticeSheet } from '../../lib/dues/register-sheets';
import { duesYear } from '../../lib/dues/year';
import { parsePeriod } from '../../lib/rules/periods';
import { PaperTable } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import { useBranch, useLedger, useLive, useMemberName, useQuery, useToday } from '../ui';

/** The list of dues to publish on A4, with or without amounts. */
export function PrintDuesPage() {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const branch = useBranch()?.fields.name ?? '';
  const nameOf = useMemberName();
  const amounts = query.get('amounts') === '1';
  const year = Number(query.get('year')) || Number(today.slice(0, 4));
  const asked = query.get('notice') ?? '';
  const notice = parsePeriod(asked)?.year === year ? asked : String(year);
  const found = useLive(
    () =>
      caught(
        duesYear(ledger, year, today).then((view) =>
          noticeSheet(view, notice, { branch, today, nameOf }, { amounts }),
        ),
      ),
    [year, notice, amounts, today, branch],
  );
  const landscape = found && 'paper' in found && found.paper.landscape !== false;
  return (
    <PrintPage
      orientation={landscape ? 'landscape' : 'portrait'}
      back={`/register?view=dues&period=${year}`}
      found={found}
    >
      {(sheet) => <PaperTable sheet={sheet} />}
    </PrintPage>
  );
}
