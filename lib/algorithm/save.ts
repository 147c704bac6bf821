import * as z from 'zod/mini';
import { attachEvidence, itemsProvedBy, refOf } from '../governance';
import { type CommitResult, create, type Ledger, type Rec, remove } from '../ledger';
import type { AlgorithmCheck } from '../records';
import type { CivilDate } from '../rules/calendar';
import type { ChecklistPack } from '../rules/pack';
import { COLUMNS, type Mapping } from './columns';
import { type CheckResult, PARTS, resultSchema } from './result';

/** A file that was counted. */
export interface CheckedFile {
  name: string;
  bytes: number;
  hash: string;
  header: readonly string[];
  mapping: Mapping;
  result: CheckResult;
}

/** Keeps what was counted: name, size and hash of the file, which column was what, and the figures. */
export async function saveCheck(
  ledger: Ledger,
  companyId: string,
  file: CheckedFile,
  on: CivilDate,
): Promise<Rec<'algorithmCheck'> & { n?: number }> {
  const { time, rest, exempt, pay, ...counts } = file.result;
  const fields: AlgorithmCheck = {
    companyId,
    on,
    fileName: file.name,
    fileHash: file.hash,
    bytes: file.bytes,
    mapping: Object.fromEntries(
      COLUMNS.flatMap((column) => {
        const index = file.mapping[column];
        return index === undefined ? [] : [[column, file.header[index] || String(index + 1)]];
      }),
    ),
    counts,
    ...(time ? { time } : {}),
    ...(rest ? { rest } : {}),
    ...(exempt ? { exempt } : {}),
    ...(pay ? { pay } : {}),
  };
  const write = create('algorithmCheck', fields);
  const { n } = await ledger.commit([write], { label: 'algorithmCheck' });
  const record = await ledger.get('algorithmCheck', write.id);
  if (!record) throw new Error(write.id);
  return { ...record, n };
}

/** What a kept check says; undefined where another version kept it in a shape that this one cannot read. */
export function resultOf({ fields }: Rec<'algorithmCheck'>): CheckResult | undefined {
  const parts = Object.fromEntries(PARTS.flatMap((part) => (fields[part] ? [[part, fields[part]]] : [])));
  const read = z.safeParse(resultSchema, { ...fields.counts, ...parts });
  return read.success ? read.data : undefined;
}

/** Codes of the items that a check can prove, by the table of the pack. */
export const provedItems = (pack: ChecklistPack, record: Rec<'algorithmCheck'>, today: CivilDate): string[] =>
  itemsProvedBy(pack, record, today, {}).map(({ item }) => item.code);

/** Attaches a check to every item that it can prove and to which it is not attached yet, in the period of its day. */
export async function attachCheck(
  ledger: Ledger,
  pack: ChecklistPack,
  record: Rec<'algorithmCheck'>,
  company: { companyId: string; termStart?: string },
  today: CivilDate,
): Promise<{ items: string[]; commits: number[] }> {
  const items: string[] = [];
  const commits: number[] = [];
  const attached = new Set(
    (await ledger.linked(record.id, 'governanceItem'))
      .filter(({ fields }) => fields.evidence && record.id in fields.evidence)
      .map(({ fields }) => fields.item),
  );
  for (const { item, period, event } of itemsProvedBy(pack, record, today, company)) {
    if (attached.has(item.code)) continue;
    const result: CommitResult = await attachEvidence(ledger, refOf(company, item.code, period), record, {
      today,
      ...(event ? { event: { title: record.fields.fileName, on: record.fields.on } } : {}),
    });
    items.push(item.code);
    if (result.n !== undefined) commits.push(result.n);
  }
  return { items, commits };
}

/** Kept checks of a company, the latest first. */
export const checksOf = async (ledger: Ledger, companyId: string): Promise<Rec<'algorithmCheck'>[]> =>
  (await ledger.list('algorithmCheck', { reverse: true })).filter(
    ({ fields }) => fields.companyId === companyId,
  );

/** Puts a check in the trash. Answers the number of the commit, for undo. */
export const removeCheck = async (
  ledger: Ledger,
  record: Rec<'algorithmCheck'>,
): Promise<number | undefined> => (await ledger.commit([remove(record)], { label: 'algorithmRemove' })).n;
