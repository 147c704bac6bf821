import { offsetMinutesAt } from '../../lib/life/meetings';
import { useBranch, useLedger, useLive, useQuery, useRole, useToday } from '../ui';
import { PaperTable } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import { type SheetName, SHEETS } from './sheets';
import { PrintSummary } from './summary-paper';

/** What is printed of this place, by its name. */
export const PrintSheetPage = ({ params }: { params: Record<string, string> }) =>
  params.name === 'summary' ? (
    <PrintSummary />
  ) : (
    <PrintSheet name={params.name && params.name in SHEETS ? (params.name as SheetName) : 'requests'} />
  );

/** A register on A4 landscape. Penalties are printed for the secretary alone. */
function PrintSheet({ name }: { name: SheetName }) {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const role = useRole();
  const branch = useBranch()?.fields.name ?? '';
  const year = query.get('year') ?? today.slice(0, 4);
  const penalties = role === 'secretary' && query.get('penalties') === '1';
  const found = useLive(
    () =>
      caught(
        SHEETS[name].make(ledger, {
          year,
          today,
          branch,
          penalties,
          offsetMinutes: offsetMinutesAt(ledger.clock.wall()),
        }),
      ),
    [name, year, today, branch, penalties],
  );
  if (role === 'member') return null;
  return (
    <PrintPage orientation="landscape" back={`${SHEETS[name].back}?year=${year}`} found={found}>
      {(sheet) => <PaperTable sheet={sheet} />}
    </PrintPage>
  );
}
