import { Fault } from '../records/fault';

const QUOTE = 34;
const CR = 13;

/** The longest row that is taken for one. A quote that nobody closed makes a row of the rest of the file. */
export const LONGEST_ROW = 1024 * 1024;
/** Bytes taken in at once. */
const PIECE = 1024 * 1024;

/** How the rows of a file are set apart. */
export interface RowForm {
  /** Byte between fields. */
  delimiter: number;
  /** Byte that ends a row: LF, or CR where there is none. A CR before the LF belongs to the end. */
  eol: number;
  /** Fields of a whole row. */
  columns: number;
}

/**
 * Finds the wanted fields of every row in bytes that come in pieces, cut anywhere. No text is made: `starts` and `ends`
 * say where in the bytes given to `onRow` each wanted field lies, until that call returns. A field in quotes lies
 * between them. Bytes of UTF-8, and of GB18030 with a comma, tab or semicolon between fields, never hide a separator
 * inside a character. The first row is the header and is passed over.
 */
export class RowScanner {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Rows with too few or too many fields; they are passed over. */
  wrongLength = 0;
  /** Rows given on. */
  rows = 0;
  /** One byte more than is ever filled: it ends the search for the end of a field. */
  private readonly buffer = new Uint8Array(LONGEST_ROW + PIECE + 1);
  private filled = 0;
  private header = true;

  /** `slots`: for each column of the file its place in `starts` and `ends`, or -1. */
  constructor(
    private readonly form: RowForm,
    private readonly slots: Int16Array,
    private readonly onRow: (bytes: Uint8Array) => void,
  ) {
    const wanted = Math.max(0, ...slots) + 1;
    this.starts = new Int32Array(wanted);
    this.ends = new Int32Array(wanted);
  }

  /** Takes the next bytes in. Throws E985 for a row that has no end within {@link LONGEST_ROW}. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      this.buffer.set(piece, this.filled);
      this.filled += piece.length;
      this.keep(this.scan(false));
      if (this.filled > LONGEST_ROW) throw this.tooLong();
    }
  }

  /** There is no more: what is left is the last row. */
  end(): void {
    this.keep(this.scan(true));
    if (this.filled) throw this.tooLong();
  }

  private tooLong(): Fault {
    return new Fault('E985', { row: this.rows + this.wrongLength + 2, limit: LONGEST_ROW / 1024 / 1024 });
  }

  /** Moves what was not used up to the front. */
  private keep(used: number): void {
    if (used > 0) this.buffer.copyWithin(0, used, this.filled);
    this.filled -= used;
  }

  /** Goes through all rows that are whole; answers how many bytes those were. */
  private scan(final: boolean): number {
    const { buffer, starts, ends, slots } = this;
    const { delimiter, eol, columns } = this.form;
    const end = this.filled;
    // Letters and digits, which is nearly everything, are told from both separators by one comparison.
    const top = Math.max(delimiter, eol);
    buffer[end] = eol;
    let at = 0;
    while (at < end) {
      const row = at;
      let column = 0;
      let empty = true;
      for (;;) {
        let from = at;
        let to: number;
        if (at < end && buffer[at] === QUOTE) {
          from = at + 1;
          to = this.closing(from, end, final);
          if (to < 0) return row;
          at = to + 1;
          // Whatever stands behind the closing quote is no part of the value.
          while (buffer[at] !== delimiter && buffer[at] !== eol) at += 1;
          empty = false;
        } else {
          for (;;) {
            const byte = buffer[at] as number;
            if (byte <= top && (byte === delimiter || byte === eol)) break;
            at += 1;
          }
          to = at;
        }
        if (at >= end && !final) return row;
        const more = at < end && buffer[at] === delimiter;
        if (!more && to > from && buffer[to - 1] === CR) to -= 1;
        if (to > from) empty = false;
        if (column < columns) {
          const slot = slots[column] as number;
          if (slot >= 0) {
            starts[slot] = from;
            ends[slot] = to;
          }
        }
        column += 1;
        at += 1;
        if (!more) break;
      }
      if (empty && column === 1) continue;
      if (this.header) this.header = false;
      else if (column === columns) {
        this.onRow(buffer);
        this.rows += 1;
      } else this.wrongLength += 1;
    }
    return end;
  }

  /** Where the quoted field that begins at `from` ends; -1 when that is not known yet. */
  private closing(from: number, end: number, final: boolean): number {
    const { buffer } = this;
    let at = from;
    for (;;) {
      while (at < end && buffer[at] !== QUOTE) at += 1;
      if (at >= end) return -1;
      if (at + 1 >= end) return final ? at : -1;
      if (buffer[at + 1] !== QUOTE) return at;
      at += 2;
    }
  }
}
