import { browserWire } from '../platform/wire';
import { Fault } from '../records/fault';
import { type Carrier, listDeep } from './carrier';
import { sameBytes } from './hash';
import { REFUSED } from './refusals';

/** How often a file is looked for that the place does not show yet, and milliseconds before the first of them. */
const LOOKS = 3;
const WAIT = 200;

/**
 * A place whose every put is read back. What came back cut off or changed is put once more; what does not come back
 * as it was sent then throws E874. For places that the trial found weak.
 */
export function verified(
  place: Carrier,
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void> = browserWire.sleep,
): Carrier {
  return {
    get: (name, options) => place.get(name, options),
    list: (folder, options) => place.list(folder, options),
    listDeep: (folder, options) => listDeep(place, folder, options),
    async put(name, bytes, options = {}) {
      const { signal } = options;
      const answer = await place.put(name, bytes, options);
      // What was there before is the caller's to judge.
      if (answer === 'exists') return answer;
      if (await isKept(place, name, bytes, sleep, signal)) return answer;
      await place.put(name, bytes, { signal });
      if (await isKept(place, name, bytes, sleep, signal)) return answer;
      throw new Fault(REFUSED.notKept, { name });
    },
  };
}

async function isKept(
  place: Carrier,
  name: string,
  bytes: Uint8Array,
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    if (look) await sleep(WAIT * 2 ** (look - 1), signal);
    const got = await place.get(name, { signal });
    if (got && got !== 'same') return sameBytes(got.bytes, bytes);
  }
  return false;
}
