import { Fault } from '../records/fault';
import { ZONE } from './bytes';
import { COLUMNS, coverage, type Mapping } from './columns';
import type { Head } from './head';
import { Intake } from './intake';
import { Sorter } from './order';
import { countPromises } from './promises';
import { countOffers, countOrders, countRefused } from './refusals';
import { countRest } from './rest';
import { absent, type CheckResult, type Figure, type Part } from './result';
import { FEWEST } from './rows';
import { RowScanner } from './scan';

/** Bytes read from the file at once. */
const PIECE = 1024 * 1024;
/** Share of values of one column, or of rows, that may make no sense before the whole is refused. */
const UNREADABLE_SHARE = 0.2;
const WRONG_SHARE = 0.1;
/** Values or rows from which on that share is judged. */
const JUDGED_FROM = 20;

/** What is to be counted. */
export interface CheckRequest {
  file: Blob;
  name: string;
  head: Pick<Head, 'form' | 'encoding' | 'bodyAt' | 'header'>;
  mapping: Mapping;
  /** Lowest pay for an hour in the place, in fen. */
  floor?: number;
}

/** Bytes read, of how many, and rows found so far. */
export type CheckProgress = (done: number, total: number, rows: number) => void;

/**
 * Reads a dispatch export from beginning to end and counts. Nothing of the file is kept but figures of the whole; no
 * courier can be told from them. Throws E980 (no rows), E985 (a row without end), E986 (a column whose values cannot be
 * read, or columns are missing for every part), E987 (too many rows of wrong length), E988 (the file moved), E989 (fewer
 * than ten couriers).
 */
export async function checkFile(
  request: CheckRequest,
  onProgress: CheckProgress = () => {},
  piece: number = PIECE,
): Promise<CheckResult> {
  const { head, mapping, name } = request;
  const covered = coverage(mapping);
  if (!covered.time && !covered.rest) throw new Fault('E986', { name, column: '' });
  const intake = new Intake(head.header, mapping);
  const scanner = new RowScanner(head.form, intake.slots, (bytes) => intake.take(bytes));
  intake.from(scanner);
  for await (const { bytes, done } of pieces(request, piece)) {
    scanner.push(bytes);
    onProgress(done, request.file.size, scanner.rows);
  }
  scanner.end();
  refuse(request, intake, scanner);
  return count(request, intake, scanner.wrongLength);
}

/** The bytes of a file in UTF-8 or GB18030, one piece after the other; the next is read while one is counted. */
async function* pieces(
  { file, head, name }: CheckRequest,
  size: number,
): AsyncGenerator<{ bytes: Uint8Array; done: number }> {
  const wide = head.encoding.startsWith('utf-16') ? new TextDecoder(head.encoding) : undefined;
  const encoder = wide && new TextEncoder();
  const load = (from: number): Promise<ArrayBuffer> => {
    const loading = file.slice(from, from + size).arrayBuffer();
    // Whoever asks for it hears of a failure; nobody may ask any more.
    loading.catch(() => {});
    return loading;
  };
  let next = load(head.bodyAt);
  for (let from = head.bodyAt; from < file.size; from += size) {
    let buffer: ArrayBuffer;
    try {
      buffer = await next;
    } catch (thrown) {
      throw new Fault('E988', { name }, { cause: thrown, transient: true });
    }
    next = load(from + size);
    const bytes = new Uint8Array(buffer);
    const done = Math.min(file.size, from + size);
    yield { bytes: wide && encoder ? encoder.encode(wide.decode(bytes, { stream: true })) : bytes, done };
    release(buffer);
  }
}

/** Gives the memory of used bytes back at once instead of when somebody next sweeps. */
function release(buffer: ArrayBuffer & { transfer?: (length: number) => ArrayBuffer }): void {
  buffer.transfer?.(0);
}

/** Refuses a file of which figures would mislead or point at somebody. */
function refuse({ name, head, mapping }: CheckRequest, intake: Intake, scanner: RowScanner): void {
  const total = scanner.rows + scanner.wrongLength;
  if (total === 0) throw new Fault('E980', { name });
  if (total >= JUDGED_FROM ? scanner.wrongLength > total * WRONG_SHARE : scanner.rows === 0) {
    throw new Fault('E987', { name, count: scanner.wrongLength, total });
  }
  for (const column of COLUMNS) {
    const { failed, filled } = intake.failures(column);
    if (filled >= JUDGED_FROM ? failed > filled * UNREADABLE_SHARE : failed > 0 && failed === filled)
      throw new Fault('E986', { name, column: head.header[mapping[column] ?? -1] ?? '' });
  }
  const couriers = intake.couriers.count;
  if (couriers > 0 && couriers < FEWEST) throw new Fault('E989', { name, count: couriers });
}

const day = (time: number): string => new Date((time + ZONE) * 1000).toISOString().slice(0, 10);

function count({ mapping, floor }: CheckRequest, intake: Intake, wrongLength: number): CheckResult {
  const { rows } = intake;
  const covered = coverage(mapping);
  const named = intake.couriers.count > 0;
  const has = (...columns: (keyof Mapping)[]): boolean =>
    columns.every((column) => mapping[column] !== undefined);
  const far = has('distance') || has('fromLat', 'fromLng', 'toLat', 'toLng');
  const flagged = has('accepted');
  const sorter = new Sorter(rows.length);

  const orders = has('order') ? countOrders(rows, sorter, named, flagged) : undefined;
  const rest = covered.rest && named ? countRest(rows, sorter, covered.pay ? floor : undefined) : undefined;
  const offers = has('dispatch') && named ? countOffers(rows, sorter, rest?.windows, flagged) : undefined;
  const gone: Figure = absent('noColumn');
  const result: CheckResult = {
    rows: rows.length,
    wrongLength,
    couriers: named ? intake.couriers.count : undefined,
    orders: orders?.orders,
    from: intake.last ? day(intake.first) : undefined,
    to: intake.last ? day(intake.last) : undefined,
    unreadable: Object.fromEntries(
      COLUMNS.map((column) => [column, intake.failures(column).failed] as const).filter(
        ([, failed]) => failed,
      ),
    ),
  };
  if (covered.time) {
    const { promise, tight, adverse, bands } = countPromises(rows, sorter, named);
    const { adverse: judged, ...divisions } = bands;
    const time: Part = {
      figures: {
        promise,
        tight: far ? tight : gone,
        speed: far ? intake.promised.figure() : gone,
        speedLeft: far && has('fetch') ? intake.left.figure() : gone,
        concurrent: rest?.concurrent ?? gone,
        refused: flagged ? countRefused(rows, named) : gone,
        again: orders?.again ?? gone,
        gap: offers?.gap ?? gone,
      },
      bands: divisions,
    };
    result.time = time;
    if (covered.exempt) result.exempt = { figures: { adverse }, bands: { adverse: judged } };
  }
  if (rest) {
    result.rest = {
      figures: {
        spells: rest.spells,
        pushed: offers?.pushed ?? gone,
        days: rest.days,
        daysWaiting: rest.daysWaiting,
      },
    };
    if (covered.pay) result.pay = { figures: { hourly: rest.hourly, floor: rest.floor } };
  }
  return JSON.parse(JSON.stringify(result)) as CheckResult;
}
