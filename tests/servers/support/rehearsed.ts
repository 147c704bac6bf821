import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Carrier, type Got, type Listed, type MemoryOptions, REFUSED } from '../../../lib/carrier';
import { Fault } from '../../../lib/records/fault';
import { useQuickCrypto } from '../../unit/support/quick/crypto';
import { check } from '../../unit/support/schedule/run';
import type { RehearsedPlace } from '../../unit/support/schedule/world';

/** A real place, or a part of one that nobody used before. */
export interface RealPlace extends Carrier {
  erase(name: string): Promise<unknown>;
}

/** A real place on which things go wrong as a schedule says: calls that fail, cut-off files, answers that get lost. */
class Rehearsed implements RehearsedPlace {
  readonly #place: RealPlace;
  readonly #options: MemoryOptions;
  readonly #files = new Map<string, Uint8Array>();
  #calls = 0;

  constructor(place: RealPlace, options: MemoryOptions) {
    this.#place = place;
    this.#options = options;
  }

  held(): ReadonlyMap<string, Uint8Array> {
    return new Map(this.#files);
  }

  async tamper(name: string, bytes: Uint8Array | undefined): Promise<void> {
    if (bytes) await this.#put(name, bytes);
    else {
      await this.#place.erase(name);
      this.#files.delete(name);
    }
  }

  put(name: string, bytes: Uint8Array, options: { create?: boolean } = {}): Promise<'stored' | 'exists'> {
    return this.#act('put', name, async ({ torn, lost }) => {
      if (torn !== undefined && !this.#files.has(name)) {
        await this.#put(name, bytes.slice(0, Math.floor(bytes.length * torn)));
        throw refused(REFUSED.offline);
      }
      const answer = await this.#place.put(name, bytes, options);
      if (answer === 'stored') this.#files.set(name, bytes);
      if (lost) throw refused(REFUSED.timeout);
      return answer;
    });
  }

  get(name: string, options: { unless?: string } = {}): Promise<Got> {
    return this.#act('get', name, ({ stale }) =>
      stale ? Promise.resolve(undefined) : this.#place.get(name, options),
    );
  }

  list(folder: string): Promise<Listed[]> {
    return this.#act('list', folder, async ({ stale = 0 }) => {
      const listed = await this.#place.list(folder);
      return stale ? listed.slice(0, -stale) : listed;
    });
  }

  async #put(name: string, bytes: Uint8Array): Promise<void> {
    await this.#place.put(name, bytes);
    this.#files.set(name, bytes);
  }

  async #act<T>(
    verb: 'put' | 'get' | 'list',
    name: string,
    does: (mishap: { refuse?: string; torn?: number; lost?: boolean; stale?: number }) => Promise<T>,
  ): Promise<T> {
    const act = { verb, name, nth: (this.#calls += 1) };
    const mishap = (await this.#options.before?.(act)) ?? {};
    if (mishap.refuse) throw refused(mishap.refuse);
    const answer = await does(mishap);
    await this.#options.after?.(act);
    return answer;
  }
}

const refused = (code: string): Fault =>
  new Fault(code, { site: 'rehearsal', status: 0 }, { transient: true });

const SEED = Number(process.env.SCHEDULE_SEED ?? 20_261_126);
const COUNT = Number(process.env.SCHEDULE_SERVER_COUNT ?? 2);

/** Random schedules of which one of the three places is a real server, each in a part of it that is its own. */
export function scheduleSuite(title: string, part: (seed: number) => RealPlace): void {
  describe(`${title}: random schedules`, () => {
    let restore: (() => void) | undefined;
    beforeAll(() => {
      restore = useQuickCrypto();
    });
    afterAll(() => restore?.());

    test(`end in one state: ${COUNT} from seed ${SEED}`, { timeout: 60_000 + COUNT * 20_000 }, async () => {
      for (let seed = SEED; seed < SEED + COUNT; seed += 1) {
        const { devices } = await check(seed, (options) => new Rehearsed(part(seed), options));
        expect(devices).toBeGreaterThan(1);
      }
    });
  });
}
