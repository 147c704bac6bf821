import { asksReadings, loadPinyin } from '../../lib/branch/name-search';
import { ownOrganisation } from '../../lib/rollups/organisation';
import { overview } from '../../lib/rollups/overview';
import { paperSheet } from '../../lib/rollups/sheets';
import { Fault } from '../../lib/records/fault';
import { PaperTable } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import { useLedger, useLive } from '../ui';
import { fitting, inOrder, useShown } from './shown';

/** The lines that were shown, on A4 across. */
export function PrintRollupsPage() {
  const ledger = useLedger();
  const shown = useShown();
  const { period, today, compare } = shown;
  const found = useLive(
    () =>
      caught(
        ownOrganisation(ledger).then(async (organisation) => {
          if (!organisation) throw new Fault('E929');
          const all = await overview(ledger, period, { today, compare });
          if (asksReadings(shown.text)) await loadPinyin();
          const rows = fitting(inOrder(all, shown.group), shown);
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
