import {
  DELETED,
  type Ledger,
  recordCount,
  type RecordRow,
  sameValue,
  type SegmentRow,
  segmentsNamed,
  SyncStore,
} from '../ledger';
import type { WireLine } from './shapes';

/** A batch is stopped when it would delete or overwrite at least so many records, and more than this part of all. */
export const LEAST_RECORDS = 20;
export const LARGEST_PART = 1 / 5;

/** What a segment would do to records that are here, by their ids. */
export type Would = NonNullable<SegmentRow['would']>;

/** A segment that was checked and not taken in yet. */
export interface Checked {
  name: string;
  lines: readonly WireLine[];
}

/** Why a segment was stopped: it waits for a person, or a person refused it. */
export interface Stopped {
  reason: 'many' | 'refused';
  would: Would;
}

/**
 * Looks at what one device sent before it is merged. A single act of another person, or of a program that went wrong
 * there, must not empty a ledger: what would delete or overwrite more than a fifth of the records, and at least 20,
 * waits until a person has seen it. Holds for one fetching from the place.
 */
export class Failsafe {
  readonly #ledger: Ledger;
  readonly #records: number;
  readonly #touched = new Map<string, Set<string>>();

  private constructor(ledger: Ledger, records: number) {
    this.#ledger = ledger;
    this.#records = records;
  }

  /** Begins with the records that are here now: those that come meanwhile are nobody's loss. */
  static async begin(ledger: Ledger): Promise<Failsafe> {
    return new Failsafe(ledger, await recordCount(ledger));
  }

  /** Which of these segments of a device are not to be taken in now, and what they would do. */
  async judge(device: string, batch: readonly Checked[]): Promise<Map<string, Stopped>> {
    const stopped = new Map<string, Stopped>();
    if (this.#records < LEAST_RECORDS || !batch.length) return stopped;
    const before = new Map(
      (
        await segmentsNamed(
          this.#ledger,
          batch.map(({ name }) => name),
        )
      ).map((row) => [row.name, row]),
    );
    const effects = await this.#effects(batch);
    const touched = this.#touched.get(device) ?? new Set<string>();
    const open: Checked[] = [];
    for (const one of batch) {
      const known = before.get(one.name);
      if (known?.decided === 'accept') continue;
      const would = effects.get(one.name) as Would;
      if (known?.decided === 'refuse') stopped.set(one.name, { reason: 'refused', would });
      else if (known?.reason === 'many') stopped.set(one.name, { reason: 'many', would });
      else open.push(one);
    }
    for (const { name } of open) {
      const { deleted, overwritten } = effects.get(name) as Would;
      for (const id of [...deleted, ...overwritten]) touched.add(id);
    }
    this.#touched.set(device, touched);
    if (touched.size < LEAST_RECORDS || touched.size <= this.#records * LARGEST_PART) return stopped;
    for (const { name } of open) {
      const would = effects.get(name) as Would;
      if (would.deleted.length + would.overwritten.length) stopped.set(name, { reason: 'many', would });
    }
    return stopped;
  }

  async #effects(batch: readonly Checked[]): Promise<Map<string, Would>> {
    const ids = new Set(batch.flatMap(({ lines }) => lines.map(({ r }) => r)));
    const rows = new Map((await new SyncStore(this.#ledger).records([...ids])).map((row) => [row.id, row]));
    return new Map(batch.map(({ name, lines }) => [name, effectOf(lines, rows)]));
  }
}

function effectOf(lines: readonly WireLine[], rows: ReadonlyMap<string, RecordRow>): Would {
  const deleted = new Set<string>();
  const overwritten = new Set<string>();
  for (const { r, h, f } of lines) {
    const row = rows.get(r);
    if (!row || row.gone) continue;
    for (const [name, value] of Object.entries(f)) {
      if (h <= (row.stamps[name] ?? '')) continue;
      if (name === DELETED) {
        if (value) deleted.add(r);
        continue;
      }
      const old = row.fields[name];
      if (old !== undefined && !sameValue(old, value)) overwritten.add(r);
    }
  }
  for (const r of deleted) overwritten.delete(r);
  return { deleted: [...deleted], overwritten: [...overwritten] };
}
