import { random } from './schedule/plan';

/** Makes JSON values that no program of ours writes, the same ones for the same seed. */
export class Nonsense {
  readonly #next: (below: number) => number;

  constructor(seed: number) {
    this.#next = random(seed);
  }

  get next(): (below: number) => number {
    return this.#next;
  }

  /** Something of the wrong type, size or depth. */
  value(): unknown {
    const next = this.#next;
    const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const all: (() => unknown)[] = [
      () => null,
      () => true,
      () => '',
      () => -1,
      () => 0.5,
      () => 1e308,
      () => 2 ** 53,
      () => 100_000_000,
      () => 'x'.repeat(next(6000)),
      () => '\u0000\ud800',
      () => '../../../v1',
      () => '00000000-'.padEnd(33, 'f'),
      () => [],
      () => ({}),
      () => deep(1 + next(3000)),
      () => Array.from({ length: next(6000) }, () => 1),
      () => JSON.parse('{"__proto__":{"a":1}}'),
      () => ({ constructor: 1, toString: 2 }),
      () => Object.fromEntries(Array.from({ length: next(400) }, (_, n) => [`k${n}`, n])),
    ];
    return all[next(all.length)]!();
  }

  /** A copy of a JSON value in which one to three places hold something else, or are gone. */
  edit(value: object): object {
    const copy = structuredClone(value);
    for (let times = 1 + this.#next(3); times > 0; times -= 1) this.#editOnce(copy);
    return copy;
  }

  #editOnce(value: object): void {
    let at = value as Record<string, unknown>;
    for (;;) {
      const names = Object.keys(at);
      const name = names[this.#next(names.length)];
      if (name === undefined) return;
      const inner = at[name];
      if (inner && typeof inner === 'object' && this.#next(3)) {
        at = inner as Record<string, unknown>;
        continue;
      }
      if (this.#next(8) === 0) delete at[name];
      else at[name] = this.value();
      return;
    }
  }

  /** Bytes changed as a bad disk, a bad line or a bad person does. */
  bytes(whole: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
    const next = this.#next;
    const copy = Uint8Array.from(whole);
    const place = next(copy.length);
    switch (next(5)) {
      case 0:
        return copy.slice(0, place);
      case 1: {
        // The beginning of one file and the end of another.
        const tail = other.slice(next(other.length));
        return Uint8Array.from([...copy.slice(0, place), ...tail]);
      }
      case 2: {
        const part = copy.slice(place, place + 40);
        copy.set(part, next(Math.max(1, copy.length - part.length)));
        return copy;
      }
      case 3:
        for (let byte = 0; byte < 8; byte += 1) copy[(place + byte) % copy.length] = next(256);
        return copy;
      default:
        copy[place] = copy[place]! ^ (1 << next(8));
        return copy;
    }
  }
}
