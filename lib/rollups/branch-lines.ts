import type { Ledger } from '../ledger';
import { newBranchId, type NewStatement, organisationList, sayOfBranches } from './organisation';

/** One line of a list of branches that somebody pasted. */
export interface BranchLine {
  name: string;
  superior?: string;
  region?: string;
  code?: string;
}

const HEADING = /^(支部|党支部|支部名称|党支部名称|名称|branch|name)$/i;
/** Lines that are taken at once, and characters of a list. */
const MOST = 20_000;
const LONGEST = 4_000_000;

/**
 * Reads pasted lines: name, superior, region in this order, split by tabs, and the code anywhere among them (16 digits,
 * with or without spaces). A heading, empty lines and lines without a name are left out.
 */
export function readBranchLines(text: string): BranchLine[] {
  const lines: BranchLine[] = [];
  for (const line of text.slice(0, LONGEST).split(/\r?\n/)) {
    if (lines.length >= MOST) break;
    const cells = line.split(/\t|，|,/).map((cell) => cell.normalize('NFKC').trim());
    const code = cells.map((cell) => cell.replace(/[\s-]/g, '')).find((cell) => /^\d{16}$/.test(cell));
    const words = cells.filter((cell) => !/^[\d\s-]*$/.test(cell) || cell === '');
    const [name = '', superior, region] = words;
    if (!name || HEADING.test(name)) continue;
    lines.push({
      name: name.slice(0, 80),
      ...(superior ? { superior: superior.slice(0, 200) } : {}),
      ...(region ? { region: region.slice(0, 80) } : {}),
      ...(code ? { code: code.replace(/(\d{4})(?=\d)/g, '$1 ') } : {}),
    });
  }
  return lines;
}

/**
 * Puts branches on the organisation's list, or completes those of the same name. A code that is given says which key is
 * the branch's. Throws E929.
 */
export async function addBranches(
  ledger: Ledger,
  lines: readonly BranchLine[],
): Promise<{ added: number; changed: number }> {
  const {
    list: { branches },
  } = await organisationList(ledger);
  const byName = new Map(branches.map((one) => [one.name, one]));
  const statements: NewStatement[] = [];
  const named = new Map<string, string>();
  let [added, changed] = [0, 0];
  for (const { name, superior, region, code } of lines) {
    const known = byName.get(name);
    const says = {
      ...(superior !== undefined && superior !== known?.superior ? { superior } : {}),
      ...(region !== undefined && region !== known?.region ? { region } : {}),
      ...(code !== undefined && !known?.codes.has(code) ? { code } : {}),
      ...(known?.off ? { off: false } : {}),
    };
    const before = known?.id ?? named.get(name);
    if (before && !Object.keys(says).length) continue;
    const id = before ?? newBranchId();
    named.set(name, id);
    statements.push({ id, ...(before ? {} : { name }), ...says });
    if (before) changed += 1;
    else added += 1;
  }
  await sayOfBranches(ledger, statements);
  return { added, changed };
}
