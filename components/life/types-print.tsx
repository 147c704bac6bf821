import { offsetMinutesAt } from '../../lib/life/meetings';
import { rectificationPaper } from '../../lib/life/rectification-paper';
import { talkSheets } from '../../lib/life/talk-register';
import { lifePack } from '../../lib/rules/packs';
import { useBranch, useLedger, useLive, useQuery, useScope, useToday } from '../ui';
import { PaperRecord, PaperTable } from './register-paper';
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

/** 整改清单 of an 组织生活会 on A4 with lines to sign on; with `?subject=` one person's part. */
export function PrintRectificationPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const today = useToday();
  const subject = useQuery().get('subject') ?? undefined;
  const id = params.id ?? '';
  const found = useLive(
    () => caught(rectificationPaper(ledger, id, { today, subject })),
    [id, today, subject],
  );
  return (
    <PrintPage orientation="portrait" back={`/life/meeting/${id}`} found={found}>
      {(paper) => <PaperRecord paper={paper} />}
    </PrintPage>
  );
}
