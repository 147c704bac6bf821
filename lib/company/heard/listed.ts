import { v5 } from 'uuid';
import { currentLanguage, t } from '../../i18n';
import {
  asSeen,
  change,
  type CommitResult,
  create,
  type Ledger,
  type Partially,
  type Rec,
  remove,
  renew,
  type Seen,
  type Write,
} from '../../ledger';
import type { FieldsOf } from '../../records';
import { Fault } from '../../records/fault';
import { type CivilDate, isCivilDate } from '../../rules/calendar';
import type { CompanyPack, OfferedMatter } from '../../rules/company-pack';
import { packText, type Source } from '../../rules/pack';

/** Where ids of lines taken from the program's list come from. Fixed for ever: two devices then make one line. */
const NAMESPACE = '5c0b8a4e-6a55-5d1f-9f0a-0c3f2f7b9a51';

export type Listed = Rec<'listedMatter'>;

export interface ListedInput {
  unit: string;
  title: string;
  category: string;
  basis: string;
  from: string;
  to: string;
}
export const EMPTY_LISTED: ListedInput = { unit: '', title: '', category: '', basis: '', from: '', to: '' };

/** The 议事清单 of a company in its order; lines that were taken off stand last. */
export async function companyList(ledger: Ledger, companyId: string): Promise<Listed[]> {
  return (await ledger.list('listedMatter'))
    .filter(({ fields }) => fields.companyId === companyId)
    .sort(
      (a, b) =>
        Number(Boolean(a.fields.to)) - Number(Boolean(b.fields.to)) ||
        (a.fields.order ?? 0) - (b.fields.order ?? 0) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** True while a line stands on the list. */
export const isListed = ({ fields }: Listed, day: CivilDate): boolean =>
  !(fields.to && fields.to < day) && !(fields.from && fields.from > day);

export const offeredId = (companyId: string, id: string): string => v5(`${companyId}|${id}`, NAMESPACE);

const plain = (text: string): string => text.replace(/[\s，。、；：,.;:（）()《》“”"]+/gu, '');

/** Lines of the program's list that are not on the company's: neither taken over nor written in the same words. */
export function offeredLines(pack: CompanyPack, companyId: string, list: readonly Listed[]): OfferedMatter[] {
  const ids = new Set(list.map(({ id }) => id));
  const titles = new Set(list.map(({ fields }) => plain(fields.title)));
  return pack.matters.filter(
    ({ id, title }) => !ids.has(offeredId(companyId, id)) && !titles.has(plain(title.zh)),
  );
}

/** The documents behind a line in one text: 参照 where it is an analogy, as the record keeps it. */
export function basisWords({ basis }: OfferedMatter, sources: Record<string, Source>): string {
  const language = currentLanguage();
  return basis
    .flatMap(({ source, article, analogy }) => {
      const found = sources[source];
      if (!found) return [];
      const words = [packText(found.document, language), article && packText(article, language)];
      return `${analogy ? t('common.analogy') : ''}${words.filter(Boolean).join(' ')}`;
    })
    .join(t('exchange.sentenceJoin'));
}

/** Puts lines of the program's list on the company's, with their basis and how sure that is. */
export async function takeOffered(
  ledger: Ledger,
  companyId: string,
  pack: CompanyPack,
  lines: readonly OfferedMatter[],
  options: { today: CivilDate; order: number },
): Promise<CommitResult> {
  const language = currentLanguage();
  const writes = await Promise.all(
    lines.map(async (line, index): Promise<Write> => {
      const id = offeredId(companyId, line.id);
      const fields: FieldsOf<'listedMatter'> = {
        companyId,
        title: packText(line.title, language),
        category: packText(line.category, language),
        basis: basisWords(line, pack.sources),
        confidence: line.confidence,
        from: options.today,
        order: options.order + index,
      };
      return renew((await ledger.find(id)) as Listed | undefined, 'listedMatter', fields, id);
    }),
  );
  return ledger.commit(writes, { label: 'listedTake' });
}

function fieldsOf(input: ListedInput): Omit<FieldsOf<'listedMatter'>, 'companyId'> {
  const title = input.title.trim();
  if (!title) throw new Fault('E409');
  const said = (text: string): string | undefined => text.trim() || undefined;
  for (const text of [input.from, input.to])
    if (text.trim() && !isCivilDate(text.trim())) throw new Fault('E405', { text: text.trim() });
  return {
    title: title.slice(0, 200),
    unit: said(input.unit),
    category: said(input.category),
    basis: said(input.basis),
    from: said(input.from),
    to: said(input.to),
  };
}

/**
 * Enters a line or changes one. A basis that somebody wrote is the company's own, and its confidence is no longer the
 * program's. Throws E409 (no title), E405 (a day that is none), E408 (the record is gone).
 */
export async function saveListed(
  ledger: Ledger,
  companyId: string,
  input: ListedInput,
  options: { id?: string; seen?: Seen; draft?: string; order?: number } = {},
): Promise<CommitResult & { id: string }> {
  const fields = fieldsOf(input);
  const { draft } = options;
  if (options.id === undefined) {
    const made = create('listedMatter', { ...fields, companyId, order: options.order ?? 0 });
    return { ...(await ledger.commit([made], { label: 'listedAdd', draft })), id: made.id };
  }
  const record = await ledger.get('listedMatter', options.id);
  if (!record) throw new Fault('E408');
  const next = {
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null])),
    ...(fields.basis === record.fields.basis ? {} : { confidence: null }),
  } as Partially<'listedMatter'>;
  const result = await ledger.commit([change(asSeen(record, options.seen), next)], {
    label: 'listedEdit',
    draft,
  });
  return { ...result, id: record.id };
}

/** Puts a line in the trash: for one entered by mistake. What is no longer heard is taken off with a day instead. */
export const removeListed = (ledger: Ledger, record: Listed): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'listedRemove' });
