import { flagAt, hashAt, hashed, NOTHING, numberAt, timeAt, UNREADABLE, ZONE } from './bytes';
import { type Column, COLUMNS, type Mapping, scaleOf } from './columns';
import {
  ACCEPTED,
  ADVERSE,
  FARTHEST,
  JUDGED,
  NO_PAY,
  NOBODY,
  Numbering,
  PREBOOK,
  REFUSED,
  Rows,
  WEEKEND,
} from './rows';
import { Speeds } from './speeds';

/** Metres of one degree of latitude. */
const DEGREE = 111_195;

/** Numbers of the columns: what belongs to one is found by its number, millions of times. */
const AT = Object.fromEntries(COLUMNS.map((column, at) => [column, at])) as Record<Column, number>;

/** Takes rows in: reads the wanted fields out of bytes and keeps what is needed of them. */
export class Intake {
  readonly rows: Rows;
  readonly couriers = new Numbering();
  /** Speeds that promises leave: when they are made, and when the order is picked up. */
  readonly promised = new Speeds();
  readonly left = new Speeds();
  /** Place of each column's field among those that are scanned. */
  readonly slots: Int16Array;
  first = Number.POSITIVE_INFINITY;
  last = 0;
  /** For each column its place among the scanned fields, or -1. */
  private readonly places = new Int16Array(COLUMNS.length).fill(-1);
  private readonly filled = new Float64Array(COLUMNS.length);
  private readonly failed = new Float64Array(COLUMNS.length);
  private readonly metresIn: number;
  private readonly fenIn: number;
  private bytes: Uint8Array = new Uint8Array();
  private starts: Int32Array = new Int32Array();
  private ends: Int32Array = new Int32Array();

  constructor(
    private readonly header: readonly string[],
    private readonly mapping: Mapping,
  ) {
    this.slots = new Int16Array(header.length).fill(-1);
    let slot = 0;
    for (const column of COLUMNS) {
      const index = mapping[column];
      if (index === undefined) continue;
      // Two meanings may be given to one column: it is scanned once.
      if ((this.slots[index] as number) < 0) this.slots[index] = slot++;
      this.places[AT[column]] = this.slots[index] as number;
    }
    this.rows = new Rows(mapping.pay !== undefined);
    this.metresIn = scaleOf('distance', this.nameOf('distance'));
    this.fenIn = scaleOf('pay', this.nameOf('pay'));
  }

  /** Says where the scanner tells of fields. */
  from(fields: { starts: Int32Array; ends: Int32Array }): void {
    this.starts = fields.starts;
    this.ends = fields.ends;
  }

  private nameOf(column: Column): string {
    return this.header[this.mapping[column] ?? -1] ?? '';
  }

  /** Values of a column that could not be read, and how many there were at all. */
  failures(column: Column): { failed: number; filled: number } {
    const at = AT[column];
    return { failed: this.failed[at] as number, filled: this.filled[at] as number };
  }

  private note(column: number, failed: boolean): void {
    this.filled[column] = (this.filled[column] as number) + 1;
    if (failed) this.failed[column] = (this.failed[column] as number) + 1;
  }

  private time(column: number): number {
    const place = this.places[column] as number;
    if (place < 0) return 0;
    const value = timeAt(this.bytes, this.starts[place] as number, this.ends[place] as number);
    if (value === 0) return 0;
    this.note(column, value === UNREADABLE);
    return value === UNREADABLE ? 0 : value;
  }

  private flag(column: number): number {
    const place = this.places[column] as number;
    if (place < 0) return -1;
    const value = flagAt(this.bytes, this.starts[place] as number, this.ends[place] as number);
    if (value === -1) return -1;
    this.note(column, value === NOTHING);
    return value === NOTHING ? -1 : value;
  }

  /** A number, `NaN` where there is none. */
  private number(column: number): number {
    const place = this.places[column] as number;
    if (place < 0) return Number.NaN;
    const value = numberAt(this.bytes, this.starts[place] as number, this.ends[place] as number);
    if (value === NOTHING) return Number.NaN;
    this.note(column, Number.isNaN(value));
    return value;
  }

  /** Degrees, `NaN` where there are none; millionths of a degree are recognised by their size. 0 is no place. */
  private degrees(column: number, most: number): number {
    const value = this.number(column);
    if (value === 0) return Number.NaN;
    const degrees = Math.abs(value) > 180 ? value / 1e6 : value;
    return Math.abs(degrees) <= most ? degrees : Number.NaN;
  }

  private id(column: number): boolean {
    const place = this.places[column] as number;
    return place >= 0 && hashAt(this.bytes, this.starts[place] as number, this.ends[place] as number);
  }

  /** Metres as the crow flies, or as the file says; -1 where they are not known. */
  private metres(): number {
    if ((this.places[AT.distance] as number) >= 0) {
      const metres = this.number(AT.distance) * this.metresIn;
      return metres > 0 && metres <= FARTHEST ? metres : -1;
    }
    const lat = this.degrees(AT.fromLat, 90);
    const lng = this.degrees(AT.fromLng, 180);
    const toLat = this.degrees(AT.toLat, 90);
    const toLng = this.degrees(AT.toLng, 180);
    // What is not known makes everything that is counted with it unknown.
    if (Number.isNaN(lat + lng + toLat + toLng)) return -1;
    const down = (toLat - lat) * DEGREE;
    const across = (toLng - lng) * DEGREE * Math.cos(((lat + toLat) / 360) * Math.PI);
    const metres = Math.sqrt(down * down + across * across);
    return metres > FARTHEST ? -1 : metres;
  }

  /** Takes the row whose fields the scanner has just found. */
  take(bytes: Uint8Array): void {
    this.bytes = bytes;
    const { rows } = this;
    const row = rows.length++;
    const courier = this.id(AT.courier) ? this.couriers.of(hashed.lo, hashed.hi) : NOBODY;
    rows.courier.set(row, courier);
    rows.couriers = this.couriers.count;
    // An order without an id is an order of its own.
    const known = this.id(AT.order);
    rows.orderLow.set(row, known ? hashed.lo : row);
    rows.orderHigh.set(row, known ? hashed.hi : NOBODY);
    const dispatch = this.time(AT.dispatch);
    const grab = this.time(AT.grab);
    const arrive = this.time(AT.arrive);
    const promised = this.time(AT.promised);
    const start = (this.places[AT.grab] as number) < 0 ? dispatch : grab;
    const taken = this.flag(AT.accepted);
    const accepted = taken === 1 || (taken === -1 && (grab > 0 || arrive > 0));
    const prebook = this.flag(AT.prebook) === 1;
    const adverse = this.flag(AT.adverse);
    const weekend = this.flag(AT.weekend);
    const any = start || dispatch || arrive;
    let flags = accepted ? ACCEPTED : taken === 0 ? REFUSED : 0;
    if (prebook) flags |= PREBOOK;
    if (adverse !== -1) flags |= JUDGED | (adverse ? ADVERSE : 0);
    if (weekend === -1 ? isWeekend(any) : weekend) flags |= WEEKEND;
    rows.dispatch.set(row, dispatch);
    rows.start.set(row, accepted ? start : 0);
    rows.arrive.set(row, accepted ? arrive : 0);
    rows.promised.set(row, promised);
    const metres = this.metres();
    rows.mark(row, flags, metres);
    if (rows.pay) {
      const pay = this.number(AT.pay);
      rows.pay.set(row, pay >= 0 ? Math.round(pay * this.fenIn) : NO_PAY);
    }
    if (any) {
      if (any < this.first) this.first = any;
      if (any > this.last) this.last = any;
    }
    if (accepted && !prebook) this.speeds(metres, start, promised, courier === NOBODY ? row : courier);
  }

  private speeds(metres: number, start: number, promised: number, courier: number): void {
    const mealReady = this.time(AT.mealReady);
    const fetch = this.time(AT.fetch);
    if (metres < 0 || !promised || !start) this.promised.missing += 1;
    else this.promised.add(metres, promised - Math.max(start, mealReady), courier);
    if (metres < 0 || !promised || !fetch) this.left.missing += 1;
    else this.left.add(metres, promised - fetch, courier);
  }
}

/** Saturday or Sunday, UTC+8. 1 January 1970 was a Thursday. */
const isWeekend = (time: number): boolean =>
  time > 0 && ((Math.floor((time + ZONE) / 86_400) + 4) % 7) % 6 === 0;
