import { checkPaper } from '../../lib/algorithm/report';
import { resultOf } from '../../lib/algorithm/save';
import { Fault } from '../../lib/records/fault';
import { checklistInForce } from '../../lib/rulebook/whole-packs';
import { branchName } from '../life/register-actions';
import { PaperRecord } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import { useLedger, useLive } from '../ui';
import { Drawing } from './chart';
import { chartsOf } from './models';

/** The report of a check on A4 with its charts, black on white, for the printer. */
export function PrintAlgorithmPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id ?? '';
  const found = useLive(
    () =>
      caught(
        Promise.all([ledger.get('algorithmCheck', id), checklistInForce(ledger), branchName(ledger)]).then(
          ([record, pack, branch]) => {
            const result = record && resultOf(record);
            if (!record || !result) throw new Fault('E703');
            return { paper: checkPaper(record, result, { branch, sources: pack.sources }), result };
          },
        ),
      ),
    [id],
  );
  return (
    <PrintPage orientation="portrait" back={`/algorithm/${id}`} found={found}>
      {({ paper, result }) => (
        <>
          <PaperRecord paper={paper} />
          <div class="paper-sheet">
            {(['time', 'exempt'] as const)
              .flatMap((part) => chartsOf(result, part))
              .map(({ key, model }) => (
                <section key={key} style={{ breakInside: 'avoid' }}>
                  <h2>{model.title}</h2>
                  <Drawing model={model} paper />
                </section>
              ))}
          </div>
        </>
      )}
    </PrintPage>
  );
}
