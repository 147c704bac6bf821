/**
 * WebCrypto without its thread: the algorithms of sharing by Node's own synchronous functions, answered at once, with
 * every random byte from a seed. The bytes that come out are those of WebCrypto (`quick-parts.test.ts`).
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Before the 32 bytes of a private key (RFC 8410), and before those of a public one. */
const PRIVATE = { Ed25519: '302e020100300506032b657004220420', X25519: '302e020100300506032b656e04220420' };
const PUBLIC = { Ed25519: '302a300506032b6570032100', X25519: '302a300506032b656e032100' };
type Curve = keyof typeof PRIVATE;

const TAG = 16;

interface QuickKey {
  type: 'private' | 'public' | 'secret';
  extractable: boolean;
  algorithm: { name: string };
  usages: readonly string[];
  handle?: KeyObject;
  raw: Uint8Array;
}

class Key implements QuickKey {
  readonly type: QuickKey['type'];
  readonly extractable: boolean;
  readonly algorithm: { name: string };
  readonly usages: readonly string[];
  readonly handle?: KeyObject;
  readonly raw: Uint8Array;

  constructor({ type, extractable, algorithm, usages, handle, raw }: QuickKey) {
    this.type = type;
    this.extractable = extractable;
    this.algorithm = algorithm;
    this.usages = usages;
    this.handle = handle;
    this.raw = raw;
  }
}

type Algorithm = string | { name: string; [more: string]: unknown };
type Source = ArrayBuffer | Uint8Array;

const nameOf = (algorithm: Algorithm): string => (typeof algorithm === 'string' ? algorithm : algorithm.name);
const isCurve = (name: string): name is Curve => name in PRIVATE;
const bytesOf = (source: Source): Uint8Array =>
  source instanceof Uint8Array ? source : new Uint8Array(source as ArrayBuffer);

/** Bytes in a buffer of their own, as WebCrypto answers. */
const answer = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;

const der = (prefix: string, raw: Uint8Array): Buffer => Buffer.concat([Buffer.from(prefix, 'hex'), raw]);

const publicKeys = new Map<string, KeyObject>();

function publicHandle(name: Curve, raw: Uint8Array): KeyObject {
  const id = `${name} ${Buffer.from(raw).toString('hex')}`;
  let handle = publicKeys.get(id);
  if (!handle) {
    handle = createPublicKey({ key: der(PUBLIC[name], raw), format: 'der', type: 'spki' });
    publicKeys.set(id, handle);
  }
  return handle;
}

const privateHandle = (name: Curve, raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: der(PRIVATE[name], raw), format: 'der', type: 'pkcs8' });

/** The same check is made by every device, and what was signed here is right; the answers never change. */
const verified = new Map<string, boolean>();
const checkOf = (raw: Uint8Array, signature: Uint8Array, body: Uint8Array): string =>
  createHash('sha256').update(raw).update(signature).update(body).digest('base64');

function note(check: string, isRight: boolean): boolean {
  if (verified.size > 20_000) verified.clear();
  verified.set(check, isRight);
  return isRight;
}

let stream: () => number = () => 0;

/**
 * Sets where random bytes come from: `next` answers whole numbers below 2³². Key pairs begin anew as well, unless there
 * are devices that have some (`goOn`).
 */
export function seedBytes(next: () => number, goOn = false): void {
  stream = next;
  if (goOn) return;
  for (const name of Object.keys(drawn) as Curve[]) drawn[name] = 0;
}

/** How many pairs of each curve were drawn. */
export const drawnPairs = (): Readonly<Record<Curve, number>> => ({ ...drawn });

/** Goes on as if so many had been drawn: devices that have them are there. */
export function goOnFrom(pairs: Readonly<Record<Curve, number>>): void {
  Object.assign(drawn, pairs);
}

interface Pair {
  privateKey: { handle: KeyObject; raw: Uint8Array };
  publicKey: { handle: KeyObject; raw: Uint8Array };
}

/** Making a pair costs more than anything else here: each seed has the same ones, in the same order. */
const pairs: Record<Curve, Pair[]> = { Ed25519: [], X25519: [] };
const drawn: Record<Curve, number> = { Ed25519: 0, X25519: 0 };

function drawPair(name: Curve): Pair {
  const nth = drawn[name];
  drawn[name] += 1;
  let pair = pairs[name][nth];
  if (!pair) {
    const raw = new Uint8Array(createHash('sha256').update(`${name} ${nth}`).digest());
    const handle = privateHandle(name, raw);
    const spki = createPublicKey(handle).export({ format: 'der', type: 'spki' });
    const publicRaw = new Uint8Array(spki.subarray(-32));
    pair = {
      privateKey: { handle, raw },
      publicKey: { handle: publicHandle(name, publicRaw), raw: publicRaw },
    };
    pairs[name][nth] = pair;
  }
  return pair;
}

/** Public keys of this thread's own private ones, by handle. */
const publicOf = new Map<KeyObject, Uint8Array>();

/** What two keys agree on, by their public parts: whoever wraps and whoever unwraps come to the same. */
const agreements = new Map<string, Uint8Array>();

function agreed({ handle }: Key, other: Key): Uint8Array {
  const privateKey = handle as KeyObject;
  const own = publicOf.get(privateKey);
  const pair = own && [own, other.raw].map((raw) => Buffer.from(raw).toString('base64')).sort();
  const known = pair && agreements.get(pair.join(' '));
  if (known) return known;
  const shared = diffieHellman({ privateKey, publicKey: other.handle as KeyObject });
  if (agreements.size > 20_000) agreements.clear();
  if (pair) agreements.set(pair.join(' '), shared);
  return shared;
}

function fill<T extends ArrayBufferView>(into: T): T {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  for (let at = 0; at < bytes.length; at += 4) {
    const word = stream();
    for (let part = 0; part < 4 && at + part < bytes.length; part += 1) {
      bytes[at + part] = (word >>> (8 * part)) & 255;
    }
  }
  return into;
}

const subtle = {
  async digest(_algorithm: Algorithm, data: Source): Promise<ArrayBuffer> {
    return answer(createHash('sha256').update(bytesOf(data)).digest());
  },

  async generateKey(algorithm: Algorithm, extractable: boolean, usages: readonly string[]) {
    const name = nameOf(algorithm);
    if (!isCurve(name)) {
      const raw = fill(new Uint8Array(32));
      return new Key({ type: 'secret', extractable, algorithm: { name }, usages, raw });
    }
    const { privateKey, publicKey } = drawPair(name);
    publicOf.set(privateKey.handle, publicKey.raw);
    return {
      privateKey: new Key({ type: 'private', extractable, algorithm: { name }, usages, ...privateKey }),
      publicKey: new Key({
        type: 'public',
        extractable: true,
        algorithm: { name },
        usages: name === 'Ed25519' ? ['verify'] : [],
        ...publicKey,
      }),
    };
  },

  async importKey(
    format: string,
    data: Source,
    algorithm: Algorithm,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<Key> {
    const name = nameOf(algorithm);
    const raw = Uint8Array.from(bytesOf(data));
    if (isCurve(name)) {
      if (format === 'pkcs8') {
        const own = raw.subarray(-32);
        const handle = privateHandle(name, own);
        return new Key({ type: 'private', extractable, algorithm: { name }, usages, handle, raw: own });
      }
      if (format !== 'raw' || raw.length !== 32) throw new DOMException('no key', 'DataError');
      return new Key({
        type: 'public',
        extractable,
        algorithm: { name },
        usages,
        handle: publicHandle(name, raw),
        raw,
      });
    }
    if (format !== 'raw') throw new DOMException(format, 'NotSupportedError');
    return new Key({ type: 'secret', extractable, algorithm: { name }, usages, raw });
  },

  async exportKey(format: string, key: Key): Promise<ArrayBuffer> {
    if (!key.extractable) throw new DOMException('not extractable', 'InvalidAccessError');
    if (format === 'raw') return answer(key.raw);
    if (format !== 'pkcs8') throw new DOMException(format, 'NotSupportedError');
    return answer(der(PRIVATE[key.algorithm.name as Curve], key.raw));
  },

  async sign(algorithm: Algorithm, key: Key, data: Source): Promise<ArrayBuffer> {
    if (nameOf(algorithm) === 'HMAC') {
      return answer(createHmac('sha256', key.raw).update(bytesOf(data)).digest());
    }
    const handle = key.handle as KeyObject;
    const signature = sign(undefined, bytesOf(data), handle);
    const own = publicOf.get(handle);
    if (own) note(checkOf(own, signature, bytesOf(data)), true);
    return answer(signature);
  },

  async verify(_algorithm: Algorithm, key: Key, signature: Source, data: Source): Promise<boolean> {
    const check = checkOf(key.raw, bytesOf(signature), bytesOf(data));
    return (
      verified.get(check) ??
      note(check, verify(undefined, bytesOf(data), key.handle as KeyObject, bytesOf(signature)))
    );
  },

  async deriveBits(algorithm: { name: string; public?: Key } & HkdfParts, key: Key, length: number) {
    if (algorithm.name === 'HKDF') return answer(hkdf(algorithm, key, length));
    return answer(agreed(key, algorithm.public as Key));
  },

  async deriveKey(
    algorithm: { name: string } & HkdfParts,
    key: Key,
    target: { name: string; length: number },
    extractable: boolean,
    usages: readonly string[],
  ): Promise<Key> {
    const raw = hkdf(algorithm, key, target.length);
    return new Key({ type: 'secret', extractable, algorithm: { name: target.name }, usages, raw });
  },

  async encrypt(algorithm: AesParts, key: Key, data: Source): Promise<ArrayBuffer> {
    const cipher = createCipheriv(
      key.raw.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm',
      key.raw,
      bytesOf(algorithm.iv),
    );
    if (algorithm.additionalData) cipher.setAAD(bytesOf(algorithm.additionalData));
    return answer(Buffer.concat([cipher.update(bytesOf(data)), cipher.final(), cipher.getAuthTag()]));
  },

  async decrypt(algorithm: AesParts, key: Key, data: Source): Promise<ArrayBuffer> {
    const sealed = bytesOf(data);
    const cipher = createDecipheriv(
      key.raw.length === 32 ? 'aes-256-gcm' : 'aes-128-gcm',
      key.raw,
      bytesOf(algorithm.iv),
    );
    if (algorithm.additionalData) cipher.setAAD(bytesOf(algorithm.additionalData));
    try {
      cipher.setAuthTag(sealed.subarray(-TAG));
      return answer(Buffer.concat([cipher.update(sealed.subarray(0, -TAG)), cipher.final()]));
    } catch (thrown) {
      throw new DOMException(String(thrown), 'OperationError');
    }
  },
};

interface HkdfParts {
  salt?: Source;
  info?: Source;
}

interface AesParts {
  iv: Source;
  additionalData?: Source;
}

const hmac = (key: Uint8Array, ...parts: Uint8Array[]): Buffer => {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
};

/** HKDF-SHA256 (RFC 5869). */
function hkdf({ salt, info }: HkdfParts, key: Key, bits: number): Uint8Array {
  const secret = hmac(salt ? bytesOf(salt) : new Uint8Array(), key.raw);
  const parts: Buffer[] = [];
  for (let nth = 1; parts.length * 32 < bits / 8; nth += 1) {
    parts.push(
      hmac(
        secret,
        parts.at(-1) ?? new Uint8Array(),
        bytesOf(info ?? new Uint8Array()),
        new Uint8Array([nth]),
      ),
    );
  }
  return new Uint8Array(Buffer.concat(parts).subarray(0, bits / 8));
}

/** One direction of raw deflate, whole at once, in the two calls that the product makes of such a stream. */
class WholeStream {
  readonly writable: { getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> } };
  readonly readable: {
    getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
  };

  constructor(turn: (bytes: Uint8Array) => Uint8Array) {
    const given: Uint8Array[] = [];
    let isRead = false;
    this.writable = {
      getWriter: () => ({ write: async (bytes) => void given.push(bytes), close: async () => undefined }),
    };
    this.readable = {
      getReader: () => ({
        read: async () => {
          if (isRead) return { done: true };
          isRead = true;
          return { done: false, value: new Uint8Array(turn(Buffer.concat(given))) };
        },
        cancel: async () => undefined,
      }),
    };
  }
}

const wholeStream = (turn: (bytes: Uint8Array) => Uint8Array): unknown =>
  class extends WholeStream {
    constructor() {
      super(turn);
    }
  };

/** Puts the quick form in place of the globals of this thread. Answers what puts them back. */
export function useQuickCrypto(): () => void {
  const quick = {
    crypto: { subtle, getRandomValues: fill },
    CompressionStream: wholeStream((bytes) => deflateRawSync(bytes)),
    DecompressionStream: wholeStream((bytes) => inflateRawSync(bytes)),
  };
  const before = Object.keys(quick).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(quick)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return () => {
    for (const [name, descriptor] of before)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
  };
}
