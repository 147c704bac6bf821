import type { Ledger } from '../ledger';
import { type Accusation, isSigned, reviewHash, startExamining, type Tips } from '../verify';
import { signersOf } from './devices';
import { notedTips } from './sign';

/** What holds of everything that was signed for a company. */
export interface Integrity {
  /** Signed records, revocations among them. */
  signed: number;
  /** Those that hold in every respect. */
  good: number;
  /** False when nobody else vouches for the keys: nothing is shared. */
  certified: boolean;
  accusations: (Accusation & {
    /** Code and period of the item, where its record is here. */
    code?: string;
    period?: string;
    /** Member whose device it is, as far as somebody certified it. */
    member?: string;
  })[];
}

/** Reviews that are read at a time, and signatures that are checked before the window may draw again. */
const LOT = 50;
const AT_ONCE = 6;

/** Signatures that held in this window, by key and hash of text and signature: arithmetic that need not be done again. */
const proved = new Set<string>();
const MOST_PROVED = 50_000;

const holds: typeof isSigned = (key, signature, text) => {
  const name = `${key} ${reviewHash(String(text), signature)}`;
  if (proved.has(name)) return true;
  if (!isSigned(key, signature, text)) return false;
  if (proved.size >= MOST_PROVED) proved.clear();
  proved.add(name);
  return true;
};

const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * Examines every review of a company: what the storage holds may have been changed by other programs. Of thousands it
 * takes seconds, in small pieces, between which the window is free.
 */
export async function integrityOf(ledger: Ledger, companyId: string): Promise<Integrity> {
  const [ids, { devices, certified }, noted] = await Promise.all([
    ledger.ids('review'),
    signersOf(ledger, companyId),
    notedTips(ledger, companyId),
  ]);
  const examining = startExamining(devices, { holds });
  let signed = 0;
  for (let from = 0; from < ids.length; from += LOT) {
    const records = await ledger.getMany('review', ids.slice(from, from + LOT));
    for (const { fields } of records) {
      if (fields.companyId !== companyId) continue;
      signed += 1;
      examining.take({ ...fields, state: await stateText(ledger, fields.state) });
      if (signed % AT_ONCE === 0) await drawn();
    }
  }
  const { good, accusations } = examining.end(tipsHere(noted, devices));
  const items = await ledger.getMany('governanceItem', [
    ...new Set(accusations.flatMap(({ item }) => (item ? [item] : []))),
  ]);
  const named = new Map(items.map(({ id, fields }) => [id, fields]));
  return {
    signed,
    good: good.length,
    certified,
    accusations: accusations.map((one) => {
      const fields = one.item ? named.get(one.item) : undefined;
      return {
        ...one,
        code: fields?.item,
        period: fields?.period,
        member: devices.get(one.device)?.member,
      };
    }),
  };
}

/** A text whose bytes are not here is another one than was signed, as far as can be seen. */
const stateText = (ledger: Ledger, state: Parameters<Ledger['text']>[0]): Promise<string> =>
  ledger.text(state).catch(() => '');

/** The noted ends of chains whose devices sign for this company. */
const tipsHere = (tips: Tips = {}, devices: ReadonlyMap<string, unknown>): Tips =>
  Object.fromEntries(Object.entries(tips).filter(([device]) => devices.has(device)));

/** Lines for a report of a fault: counts and kinds, numbers and devices; no name and no text. */
export async function reviewDiagnostics(ledger: Ledger): Promise<string[]> {
  const companies = new Set((await ledger.list('review')).map(({ fields }) => fields.companyId));
  const lines = await Promise.all(
    [...companies].map(async (company) => {
      const { signed, good, certified, accusations } = await integrityOf(ledger, company);
      const wrong = accusations
        .map(({ problem, device, n }) => `${problem}(${device} ${n ?? '?'})`)
        .join(' ');
      return `reviews signed=${signed} good=${good} certified=${certified} wrong ${wrong || 0}`;
    }),
  );
  return lines.length ? lines : ['reviews 0'];
}
