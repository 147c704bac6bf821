import type { SheetModel } from '../exchange/sheet-write';
import type { Ledger } from '../ledger';
import type { CivilDate } from '../rules/calendar';
import { gridContext, gridSheet } from './grid';
import { GRIDS } from './grid-registers';

/** 学习记录 of a period as a sheet. */
export async function studySheet(
  ledger: Ledger,
  query: { from: CivilDate; to: CivilDate; head: { branch: string; period: string; asOf: string } },
): Promise<SheetModel> {
  return gridSheet(GRIDS.study, await GRIDS.study.rows(await gridContext(ledger), query), query.head);
}
