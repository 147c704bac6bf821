import { MEMBER_REGISTERS, type MemberRegister, memberSheet, paperSheets } from '../../lib/members/export';
import { PaperTable } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import { useLedger, useLive, useQuery, useToday } from '../ui';

const BACK: Record<MemberRegister, string> = {
  development: '/branch/development',
  terms: '/branch/terms',
  floating: '/branch/floating',
};

/** A register of members on A4 landscape, for the printer. */
export function PrintMembersPage() {
  const ledger = useLedger();
  const today = useToday();
  const asked = useQuery().get('register');
  const register = MEMBER_REGISTERS.find((one) => one === asked) ?? MEMBER_REGISTERS[0];
  const found = useLive(
    () => caught(memberSheet(ledger, register, today).then((sheet) => paperSheets(register, sheet))),
    [register, today],
  );
  return (
    <PrintPage
      orientation={register === 'terms' ? 'portrait' : 'landscape'}
      back={BACK[register]}
      found={found}
    >
      {(sheets) => sheets.map((sheet) => <PaperTable key={sheet.sheetName} sheet={sheet} />)}
    </PrintPage>
  );
}
