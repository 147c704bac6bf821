import { type Carrier, type Got } from './carrier';
import { asFault, type Fault } from '../records/fault';
import { sameBytes } from './hash';
import type { Remote } from './remote';
import { S3Carrier, type S3Settings } from './s3';
import type { Wire } from '../platform/wire';
import { REFUSED } from './refusals';

/** What a trial found out about a place. */
export interface Trial {
  /** What keeps us from using the place; the rest is then as far as the trial came. */
  refused?: Fault;
  /** Whether "only when new" is kept to. A place that ignores it overwrites. */
  createOnly?: boolean;
  /** Whether a file is read back as it was put, also after it was overwritten. */
  readsBack?: boolean;
  /** Whether a file is listed right after it was put. */
  lists?: boolean;
  /** Whether unchanged files are told without being sent. */
  marks?: boolean;
  /** Whether this account may delete. Undefined where the place has no say in it. */
  mayErase?: boolean;
  /** Milliseconds that the server's clock is ahead of ours. */
  offset?: number;
  /** Every put to this place should be read back: see `verified`. */
  weak: boolean;
  /** Requests that it took; undefined where there are none. */
  requests?: number;
}

export interface TrialOptions {
  /** A part of the names of the trial's files that nobody else uses. */
  id: string;
  signal?: AbortSignal;
}

/** Where the files of trials lie: beside everything else, and of no meaning. */
const FOLDER = 'probe';

/**
 * Tries a place out before it is used: nine or ten small requests on a server. What was cut off on its way cannot be
 * tried without an attack on the line, so `weak` is no promise for it; readers hold every file against its name.
 * Throws nothing but an abort: what goes wrong is in the answer.
 */
export async function tryOut(place: Carrier | Remote, options: TrialOptions): Promise<Trial> {
  const { id, signal } = options;
  const remote = 'look' in place ? place : undefined;
  const before = remote?.asked ?? 0;
  const trial: Trial = { weak: true };
  const name = `${FOLDER}/${id}`;
  const [first, second] = [new TextEncoder().encode(`1 ${id}`), new TextEncoder().encode(`2 ${id}`)];
  try {
    await remote?.look({ signal });
    await place.put(name, first, { create: true, signal });
    const answer = await place.put(name, second, { create: true, signal });
    const got = await place.get(name, { signal });
    trial.createOnly = answer === 'exists' && isWhole(got, first);
    trial.lists = (await place.list(FOLDER, { signal })).some((one) => one.name === id);
    await place.put(name, second, { signal });
    const again = await place.get(name, { signal });
    trial.readsBack = (isWhole(got, first) || isWhole(got, second)) && isWhole(again, second);
    const mark = again && again !== 'same' ? again.mark : undefined;
    trial.marks = mark !== undefined && (await place.get(name, { unless: mark, signal })) === 'same';
    if (remote) trial.mayErase = (await remote.erase(name, { signal })) === 'erased';
    trial.weak = !(trial.createOnly && trial.readsBack && trial.lists);
  } catch (thrown) {
    signal?.throwIfAborted();
    trial.refused = asFault(thrown);
  }
  trial.offset = remote?.offset;
  if (remote) trial.requests = remote.asked - before;
  return trial;
}

const isWhole = (got: Got, bytes: Uint8Array): boolean =>
  got !== undefined && got !== 'same' && sameBytes(got.bytes, bytes);

/**
 * The style of address (path or host) and the region under which a bucket answers, tried in this order: as given, the
 * other style, the region that the server names. Throws what the first try was refused with when none does.
 */
export async function findStyle(
  settings: S3Settings,
  options: { wire?: Wire; signal?: AbortSignal } = {},
): Promise<S3Settings> {
  const style = settings.style ?? 'path';
  let refused: Fault | undefined;
  let region: string | undefined;
  const tries: S3Settings[] = [
    { ...settings, style },
    { ...settings, style: style === 'path' ? 'host' : 'path' },
  ];
  for (let at = 0; at < tries.length; at += 1) {
    const one = tries[at] as S3Settings;
    try {
      await new S3Carrier(one, options.wire).look({ signal: options.signal });
      return one;
    } catch (thrown) {
      options.signal?.throwIfAborted();
      const fault = asFault(thrown);
      refused ??= fault;
      const named = fault.code === REFUSED.otherStyle ? String(fault.params.region) : '?';
      if (named === '?' || named === one.region || region) continue;
      region = named;
      tries.push(
        { ...settings, style, region },
        { ...settings, style: style === 'path' ? 'host' : 'path', region },
      );
    }
  }
  throw refused;
}
