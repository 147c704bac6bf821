import type { Ledger } from '../ledger';
import { t } from '../i18n';
import type { SheetModel } from '../exchange/sheet-write';
import { developmentInForce } from '../rulebook/whole-packs';
import { listCases } from './cases';
import { developmentSheet, type SheetHead } from './development-sheet';
import { listFloating } from './floating';
import { floatingSheet } from './floating-sheet';
import { listTerms } from './terms';
import { termsSheet } from './terms-sheet';

/** The registers of members. */
export type MemberRegister = 'development' | 'terms' | 'floating';

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
      const [cases, pack] = await Promise.all([listCases(ledger), developmentInForce(ledger)]);
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
