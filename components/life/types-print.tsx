import { offsetMinutesAt } from '../../lib/life/meetings';
import { talkSheets } from '../../lib/life/talk-register';
import { lifePack } from '../../lib/rules/packs';
import { useBranch, useLedger, useLive, useQuery, useScope, useToday } from '../ui';
import { PaperTable } from './register-paper';
import { caught, PrintPage } from './register-print';

/** 谈心谈话台账 of a year on A4 landscape, for the printer. */
export function PrintTalksPage() {
  const ledger = useLedger();
  const { me } = useScope();
  const today = useToday();
  const query = useQuery();
  const branch = useBranch();
  const year = query.get('year') ?? today.slice(0, 4);
  const content = query.get('content') === '1';
  const found = useLive(
    () =>
      caught(
        talkSheets(ledger, {
          year,
          today,
          pack: lifePack(),
          branch: branch?.fields.name ?? '',
          me,
          content,
          offsetMinutes: offsetMinutesAt(ledger.clock.wall()),
        }),
      ),
    [year, content, today, branch, me],
  );
  return (
    <PrintPage orientation="landscape" back={`/life/talks?year=${year}`} found={found}>
      {([sheet]) => <PaperTable sheet={sheet} />}
    </PrintPage>
  );
}
