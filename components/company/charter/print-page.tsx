import { companyPosts } from '../../../lib/company/appointments';
import { charterPaper } from '../../../lib/company/charter/paper';
import { companyInForce } from '../../../lib/rulebook/whole-packs';
import { useCompany } from '../../governance/use-checklist';
import { PaperRecord } from '../../life/register-paper';
import { caught, PrintPage } from '../../life/register-print';
import { useLedger, useLive, useQuery, useToday } from '../../ui';
import { charterRoute } from './use-charters';

/** One version on A4 with lines to sign on; with `?with=` also what differs from another version. */
export function PrintCharterPage({ params }: { params: Record<string, string> }) {
  const id = params.id ?? '';
  const ledger = useLedger();
  const today = useToday();
  const company = useCompany();
  const before = useQuery().get('with') ?? undefined;
  const found = useLive(
    async () =>
      company &&
      (await caught(
        Promise.all([companyPosts(ledger, company.companyId), companyInForce(ledger)]).then(
          ([{ units }, pack]) =>
            charterPaper(ledger, id, { company: company.name, units, pack, today }, before),
        ),
      )),
    [id, before, company?.companyId, company?.name, today],
  );
  return (
    <PrintPage orientation="portrait" back={charterRoute(id)} found={found}>
      {(paper) => <PaperRecord paper={paper} />}
    </PrintPage>
  );
}
