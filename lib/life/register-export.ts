import type { Ledger } from '../ledger';
import type { SheetModel } from '../exchange/sheet-write';
import type { CivilDate } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import { meetingRegister, type RegisterRow } from './register';
import { registerContext } from './register-columns';
import { type Chunked, registerSheets, type SheetHead, statisticsSheet } from './register-sheets';
import { lifeStatistics } from './register-stats';

export interface RegisterSheetsQuery extends Chunked {
  view: 'meetings' | 'stats';
  /** Days of the register; the year of the statistics. */
  from: CivilDate;
  to: CivilDate;
  year: number;
  today: CivilDate;
  pack: LifePack;
  head: SheetHead;
  /** Lines already at hand, filtered as the person wants them. */
  rows?: readonly RegisterRow[];
}

/** The sheets of a register file: the printed and the full one, or the statistics by quarter and by month. */
export async function sheetsFor(ledger: Ledger, query: RegisterSheetsQuery): Promise<SheetModel[]> {
  if (query.view === 'stats') {
    const [quarters, months] = await Promise.all([
      lifeStatistics(ledger, query.year, 'quarter', query),
      lifeStatistics(ledger, query.year, 'month', query),
    ]);
    return [statisticsSheet(quarters, query.head), statisticsSheet(months, query.head)];
  }
  const rows = query.rows ?? (await meetingRegister(ledger, query));
  return registerSheets(ledger, rows, await registerContext(ledger, query.pack), query.head, query);
}
