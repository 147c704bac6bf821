import type { Ledger } from '../ledger';
import { knownPacks } from '../rulebook/whole-packs';
import type { ChecklistItem, ChecklistPack } from '../rules/pack';
import type { Company, ItemRecord } from './checklist';

/** An item that was answered and is not on the checklist in force (不在现行清单). */
export interface GoneItem {
  code: string;
  /** As a checklist that the ledger knows words it; undefined when none has it. */
  item?: ChecklistItem;
  /** The checklist that the wording is of. */
  pack?: ChecklistPack;
  /** Answers and events, latest first. */
  records: ItemRecord[];
}

/**
 * What a company answered under other checklists. Nothing of it is lost or counted when another checklist takes the
 * place of the one before.
 */
export async function goneItems(
  ledger: Ledger,
  present: ChecklistPack,
  company: Pick<Company, 'companyId'>,
): Promise<GoneItem[]> {
  const here = new Set(present.items.map(({ code }) => code));
  const records = (await ledger.list('governanceItem')).filter(
    ({ fields }) => fields.companyId === company.companyId && !here.has(fields.item),
  );
  if (!records.length) return [];
  const packs = await knownPacks(ledger, 'checklist');
  return [...new Set(records.map(({ fields }) => fields.item))].sort(byCode).map((code) => {
    const pack = packs.find(({ items }) => items.some((item) => item.code === code));
    return {
      code,
      pack,
      item: pack?.items.find((item) => item.code === code),
      records: records.filter(({ fields }) => fields.item === code).sort(latestFirst),
    };
  });
}

const byCode = (a: string, b: string): number =>
  a.charAt(0).localeCompare(b.charAt(0)) || Number(a.slice(1)) - Number(b.slice(1));

const latestFirst = (a: ItemRecord, b: ItemRecord): number => {
  const day = ({ fields }: ItemRecord): string => fields.eventOn ?? fields.period;
  return day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : 0;
};
