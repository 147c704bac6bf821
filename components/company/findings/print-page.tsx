import { filterFindings, findingLines } from '../../../lib/review';
import { findingsSheet } from '../../../lib/review/findings-register';
import { PaperTable } from '../../life/register-paper';
import { caught, PrintPage } from '../../life/register-print';
import { useLedger, useLive, useMemberName, useToday } from '../../ui';
import { useChecklistPack, useCompany } from '../../governance/use-checklist';
import { useFindingFilter } from './findings-page';

/** The findings that the list shows, on A4 across. */
export function PrintFindingsPage() {
  const ledger = useLedger();
  const company = useCompany();
  const pack = useChecklistPack();
  const today = useToday();
  const nameOf = useMemberName();
  const filter = useFindingFilter();
  const found = useLive(
    async () =>
      company && pack
        ? await caught(
            findingLines(ledger, pack, company.companyId).then((lines) => {
              const context = { today, nameOf };
              return findingsSheet(filterFindings(lines, filter, context), context, company.name);
            }),
          )
        : undefined,
    [pack, company?.companyId, filter.at({}), today],
  );
  return (
    <PrintPage orientation="landscape" back={filter.at({})} found={found}>
      {(sheet) => <PaperTable sheet={sheet} />}
    </PrintPage>
  );
}
