import { type Carrier, type Entry, listDeep, type Listed, readBundle, writeBundle } from '../carrier';
import { addDays, type CivilDate } from '../rules/calendar';
import { type PeriodKey, periodRange } from '../rules/periods';
import { asBytes } from '../sync/bytes';
import { sideBySide } from '../sync/side-by-side';
import { NEW, reportsIn } from './bundles';
import { LARGEST_REPORT } from './format';
import { organisationPlace, parseReportName } from './names';

/** Bytes of reports in one bundle: with its index it stays below what a place hands out in one file. */
const LARGEST = 12 << 20;

/** So many files come down at once. */
const AT_ONCE = 12;

/** Days after its end for which reports of a period may still come or change. */
const STILL = 120;

const DIGITS = [...'0123456789abcdef'];

/** What one gathering did. */
export interface Gathered {
  /** Reports that the place lists, and those of them that had to be fetched. */
  listed: number;
  fetched: number;
  /** Bundles that were written. */
  written: number;
}

/**
 * Organisations at a place with those periods of `only` of which there are reports; without `only`, with those to which
 * reports may still come. Throws what the carrier throws.
 */
export async function openPeriods(
  carrier: Carrier,
  today: CivilDate,
  only?: readonly PeriodKey[],
): Promise<{ org: string; period: PeriodKey }[]> {
  const found: { org: string; period: PeriodKey }[] = [];
  for (const { name: org, folder } of await carrier.list('v1/o')) {
    if (!folder) continue;
    for (const one of await carrier.list(organisationPlace(org).periods)) {
      const range = one.folder ? periodRange(one.name) : undefined;
      const isOpen = range && range.from <= today && addDays(range.to, STILL) >= today;
      if (only ? only.includes(one.name) : isOpen) {
        found.push({ org, period: one.name });
      }
    }
  }
  return found;
}

/**
 * Lays the reports of a period together as they lie at the place, each with the mark that the place gives it: one
 * bundle for each first digit of the branches' names, and one of what changed since those were written. Needs no key and
 * opens nothing; whoever reads a bundle checks every file in it as if it had been fetched by itself. A report counts only
 * when it had one mark before and after it was fetched. Throws what the carrier throws.
 */
export async function gatherReports(
  carrier: Carrier,
  org: string,
  period: PeriodKey,
  options: { signal?: AbortSignal } = {},
): Promise<Gathered> {
  const at = organisationPlace(org);
  const folder = at.bundle(period);
  const before = await marksAt(carrier, at.period(period), options);
  const kept = await bundlesAt(carrier, folder, org, period, options);
  const recent = kept.get(NEW) ?? new Map<string, Entry>();
  const baseOf = (b: string): Entry | undefined => kept.get(b.slice(0, 1))?.get(b);
  const have = new Map<string, Entry>();
  for (const [b, mark] of before) {
    const one = [baseOf(b), recent.get(b)].find((entry) => entry?.mark === mark);
    if (one) have.set(b, one);
  }
  const missing = [...before.keys()].filter((b) => !have.has(b));
  const fetched = new Map<string, Entry>();
  const fetchOne = async (b: string): Promise<void> => {
    const name = at.report(period, b);
    const got = await carrier.get(name, options);
    if (got && got !== 'same' && got.bytes.length <= LARGEST_REPORT) {
      fetched.set(b, { name, bytes: got.bytes, mark: before.get(b) });
    }
  };
  await sideBySide(missing, fetchOne, AT_ONCE);
  const after = missing.length ? await marksAt(carrier, at.period(period), options) : before;
  for (const [b, one] of fetched) if (after.get(b) === one.mark) have.set(b, one);

  const changed = [...have].filter(([b, one]) => baseOf(b)?.mark !== one.mark);
  const isMuch = changed.length * 5 > have.size || sizeOf(changed) > LARGEST;
  const put = async (name: string, entries: Iterable<[string, Entry]>): Promise<void> => {
    const blob = await writeBundle(upTo(LARGEST, entries));
    await carrier.put(`${folder}/${name}`, asBytes(new Uint8Array(await blob.arrayBuffer())), options);
  };
  let written = 0;
  if (isMuch) {
    for (const x of DIGITS) {
      if (!changed.some(([b]) => b.startsWith(x))) continue;
      await put(
        x,
        [...have].filter(([b]) => b.startsWith(x)),
      );
      written += 1;
    }
  }
  const rest = isMuch ? [] : changed;
  const isKept = rest.length === recent.size && rest.every(([b, one]) => recent.get(b)?.mark === one.mark);
  if (!isKept) {
    await put(NEW, rest);
    written += 1;
  }
  return { listed: before.size, fetched: missing.length, written };
}

/** The reports of a period with their marks, by branch. Those to which the place gives none are left out. */
async function marksAt(
  carrier: Carrier,
  folder: string,
  options: { signal?: AbortSignal },
): Promise<Map<string, string>> {
  const lines = await listDeep(carrier, folder, options);
  return new Map(
    lines.flatMap(({ name, mark, size = 0 }: Listed) => {
      const b = parseReportName(`${folder}/${name}`)?.b;
      return b && mark && size <= LARGEST_REPORT ? [[b, mark] as const] : [];
    }),
  );
}

/** What lies in the bundles of a period already, by their names. Damaged files are left out and fetched again. */
async function bundlesAt(
  carrier: Carrier,
  folder: string,
  org: string,
  period: PeriodKey,
  options: { signal?: AbortSignal },
): Promise<Map<string, Map<string, Entry>>> {
  const found = new Map<string, Map<string, Entry>>();
  for (const { name } of await carrier.list(folder, options)) {
    if (name !== NEW && !DIGITS.includes(name)) continue;
    const got = await carrier.get(`${folder}/${name}`, options);
    if (!got || got === 'same') continue;
    const bundle = await readBundle(new Blob([asBytes(got.bytes)])).catch(() => undefined);
    const whole = new Set(bundle?.names);
    const entries = [...reportsIn(got.bytes, org, period)];
    found.set(
      name,
      new Map(entries.filter(([b, one]) => whole.has(one.name) && (name === NEW || b.startsWith(name)))),
    );
  }
  return found;
}

const sizeOf = (entries: readonly [string, Entry][]): number =>
  entries.reduce((sum, [, { bytes }]) => sum + bytes.length, 0);

/** As many as there is room for, by name; whoever reads fetches the others by themselves. */
function upTo(most: number, entries: Iterable<[string, Entry]>): Entry[] {
  let size = 0;
  return [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, one]) => {
      size += one.bytes.length;
      return size <= most ? [one] : [];
    });
}
