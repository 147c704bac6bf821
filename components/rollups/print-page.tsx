import { ownOrganisation } from '../../lib/rollups/organisation';
import { overview } from '../../lib/rollups/overview';
import { paperSheet } from '../../lib/rollups/sheets';
import { Fault } from '../../lib/records/fault';
import { PaperTable } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import { useLedger } from '../ui';
import { fitting, useShown } from './reports-view';
import { useFresh } from './use-fresh';

/** The lines that were shown, on A4 across. */
export function PrintRollupsPage() {
  const ledger = useLedger();
  const shown = useShown();
  const { period, today, compare } = shown;
  const found = useFresh(
    () =>
      caught(
        ownOrganisation(ledger).then(async (organisation) => {
          if (!organisation) throw new Fault('E929');
          const rows = fitting(await overview(ledger, period, { today, compare }), shown);
          return paperSheet(rows, { organisation: organisation.own.name, period, today });
        }),
      ),
    [period, today, compare],
  );
  return (
    <PrintPage orientation="landscape" back={shown.at({ now: undefined })} found={found}>
      {(sheet) => <PaperTable sheet={sheet} />}
    </PrintPage>
  );
}
