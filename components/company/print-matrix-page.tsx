import { matrixSheet } from '../../lib/company/matrix-sheet';
import { companyPosts } from '../../lib/company/appointments';
import { matrixOn } from '../../lib/company/matrix';
import { PaperTable } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import { useCompany } from '../governance/use-checklist';
import { useLedger, useLive } from '../ui';
import { useAsked } from './use-posts';

/** The matrix as of its day, on A4 across. */
export function PrintMatrixPage() {
  const ledger = useLedger();
  const company = useCompany();
  const { on, at } = useAsked();
  const found = useLive(
    async () =>
      company &&
      (await caught(
        companyPosts(ledger, company.companyId).then(({ posts, units }) =>
          matrixSheet(matrixOn(posts, units, on), { company: company.name, units }),
        ),
      )),
    [company?.companyId, company?.name, on],
  );
  return (
    <PrintPage orientation="landscape" back={at({})} found={found}>
      {(sheet) => <PaperTable sheet={sheet} />}
    </PrintPage>
  );
}
