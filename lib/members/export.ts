import type { Ledger } from '../ledger';
import { t } from '../i18n';
import type { SheetModel } from '../exchange/sheet-write';
import { developmentPack } from '../rules/development-pack';
import { listCases } from './cases';
import { developmentSheet, type SheetHead } from './development-sheet';
import { listFloating } from './floating';
import { floatingSheet } from './floating-sheet';
import { listTerms } from './terms';
import { termsSheet } from './terms-sheet';

/** The registers of members. */
export const MEMBER_REGISTERS = ['development', 'terms', 'floating'] as const;
export type MemberRegister = (typeof MEMBER_REGISTERS)[number];

/** A register of members as a sheet, from what the ledger holds now. */
export async function memberSheet(
  ledger: Ledger,
  register: MemberRegister,
  today: string,
): Promise<SheetModel> {
  const [members, branches] = await Promise.all([ledger.list('member'), ledger.list('branch', { limit: 1 })]);
  const head: SheetHead = { branch: branches[0]?.fields.name ?? '', today };
  switch (register) {
    case 'development': {
      const [cases, pack] = await Promise.all([listCases(ledger), developmentPack()]);
      return developmentSheet(cases, members, pack, head);
    }
    case 'floating':
      return floatingSheet(await listFloating(ledger), members, head);
    case 'terms': {
      const { termStart, termEnd } = branches[0]?.fields ?? {};
      const term =
        termStart || termEnd ? t('members.term.present', { from: termStart ?? '', to: termEnd ?? '' }) : '';
      return termsSheet(await listTerms(ledger, branches[0]?.fields, today), { ...head, term });
    }
  }
}

/** Columns of the admission register up to which the first of its two sheets of paper goes. */
const FIRST_PAPER = 15;

/** A register as it goes on paper: one that is too wide is cut into two tables that both begin with the person. */
export function paperSheets(register: MemberRegister, sheet: SheetModel): SheetModel[] {
  if (register !== 'development') return [sheet];
  const part = (columns: readonly number[], number: number): SheetModel => ({
    ...sheet,
    sheetName: `${sheet.sheetName} ${number}`,
    title: `${sheet.title} ${number}/2`,
    columns: columns.flatMap((at) => sheet.columns[at] ?? []),
    rows: sheet.rows.map((row) => columns.map((at) => row[at])),
  });
  const all = sheet.columns.map((_, at) => at);
  return [part(all.slice(0, FIRST_PAPER), 1), part([0, 1, ...all.slice(FIRST_PAPER)], 2)];
}
