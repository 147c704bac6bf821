import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toHex } from '../../../lib/records/bytes-text';
import { holds, PACK_FILES, type PackManifest, verifyPack } from '../../../lib/verify';
import { makeTestPack, readerOf, TestSigner } from '../../unit/support/review-pack';

/** Changes to a pack that was handed over, and as many made before it was signed. */
const CHANGES = 250;
const WHOLE = 500;
type Files = Map<string, Uint8Array>;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (files: Files, path: string): string => new TextDecoder().decode(files.get(path));
const linesOf = (files: Files, path: string): string[] => textOf(files, path).split('\n').filter(Boolean);
const setLines = (files: Files, path: string, lines: string[]): void => {
  files.set(path, utf8(lines.map((line) => `${line}\n`).join('')));
};

/**
 * What somebody may do who has the key of the pack's maker, as whoever tampers with the database before the pack is made
 * has in effect: hashes and list are made to fit again, so that only reviews and items can give the change away.
 */
function seal(files: Files, seed: number): void {
  const maker = new TestSigner('dev1', 'fan', seed);
  const manifest = JSON.parse(textOf(files, PACK_FILES.manifest)) as PackManifest;
  const parts = [...files].filter(([path]) => path !== PACK_FILES.manifest && path !== PACK_FILES.signature);
  manifest.files = parts.map(([path, bytes]) => ({ path, size: bytes.length, sha256: toHex(sha256(bytes)) }));
  const text = JSON.stringify(manifest);
  files.set(PACK_FILES.manifest, utf8(text));
  files.set(PACK_FILES.signature, utf8(maker.sign(text)));
}

/** One change: `a` and `b` choose where. Each makes a difference, whatever they are. */
type Change = (files: Files, a: number, b: number, seed: number) => void;

const pick = <T>(values: readonly T[], n: number): T => values[n % values.length] as T;

const outside: Record<string, Change> = {
  flippedByte(files, a, b) {
    const path = pick([...files.keys()], a);
    const bytes = Uint8Array.from(files.get(path) as Uint8Array);
    const at = b % bytes.length;
    bytes[at] = (bytes[at] as number) ^ (1 << (a % 8));
    files.set(path, bytes);
  },
  shortened(files, a) {
    const path = pick([...files.keys()], a);
    files.set(path, (files.get(path) as Uint8Array).slice(0, -1));
  },
  takenOut: (files, a) => void files.delete(pick([...files.keys()], a)),
  putIn: (files, a) => void files.set(`evidence/x${a}`, utf8('x')),
  swapped(files, a) {
    const [one, two] = [`evidence/${a % 4}.txt`, `evidence/${(a + 1) % 4}.txt`];
    const bytes = files.get(one) as Uint8Array;
    files.set(one, files.get(two) as Uint8Array);
    files.set(two, bytes);
  },
};

const inside: Record<string, Change> = {
  reviewRemoved(files, a) {
    const lines = linesOf(files, PACK_FILES.reviews);
    lines.splice(a % lines.length, 1);
    setLines(files, PACK_FILES.reviews, lines);
  },
  reviewReworded(files, a) {
    const lines = linesOf(files, PACK_FILES.reviews);
    lines[a % lines.length] = pick(lines, a).replace(/2026-11-20T02/, '2026-11-20T03');
    setLines(files, PACK_FILES.reviews, lines);
  },
  reviewOfAnotherItem(files, a) {
    const lines = linesOf(files, PACK_FILES.reviews);
    lines[a % lines.length] = pick(lines, a).replace(/"item":"item\d"/, '"item":"item9"');
    setLines(files, PACK_FILES.reviews, lines);
  },
  stateReworded(files, a) {
    const lines = linesOf(files, PACK_FILES.reviews);
    lines[a % lines.length] = pick(lines, a).replace(/\\"v\\":1/, '\\"v\\":1,\\"x\\":1');
    setLines(files, PACK_FILES.reviews, lines);
  },
  itemChanged(files, a) {
    const lines = linesOf(files, PACK_FILES.items);
    const signed = lines.filter((line) => line.includes('"signed"'));
    const line = pick(signed, a);
    lines[lines.indexOf(line)] = line.replace(
      /"state":"../,
      (start) => `${start.slice(0, -2)}${start.endsWith('ff') ? '00' : 'ff'}`,
    );
    setLines(files, PACK_FILES.items, lines);
  },
  signatureHidden(files, a) {
    const lines = linesOf(files, PACK_FILES.items);
    const signed = lines.filter((line) => line.includes('"review"'));
    const line = pick(signed, a);
    lines[lines.indexOf(line)] = line.replace(
      /"standing":"signed","review":"[0-9a-f]+"/,
      '"standing":"draft"',
    );
    setLines(files, PACK_FILES.items, lines);
  },
  revocationHidden(files) {
    const lines = linesOf(files, PACK_FILES.items);
    setLines(
      files,
      PACK_FILES.items,
      lines.map((line) => line.replace('"revoked"', '"signed"')),
    );
  },
  keySwapped(files, a) {
    const known = JSON.parse(textOf(files, PACK_FILES.devices)) as { key: string }[];
    (known[a % 2] as { key: string }).key = new TestSigner('other', 'other', a).key;
    files.set(PACK_FILES.devices, utf8(JSON.stringify(known)));
  },
  signerRenamed(files, a) {
    const known = JSON.parse(textOf(files, PACK_FILES.devices)) as { member: string }[];
    (known[a % 2] as { member: string }).member = 'someone';
    files.set(PACK_FILES.devices, utf8(JSON.stringify(known)));
  },
  evidenceExchanged(files, a) {
    files.set(`evidence/${a % 4}.txt`, utf8(`换过的 ${a}`));
  },
  chainEndOlder(files, a) {
    // An old head: the end of a chain that names a review which is not there.
    const manifest = JSON.parse(textOf(files, PACK_FILES.manifest)) as PackManifest;
    const tip = manifest.tips[pick(Object.keys(manifest.tips), a)] as { hash: string };
    tip.hash = `${tip.hash.startsWith('0') ? '1' : '0'}${tip.hash.slice(1)}`;
    files.set(PACK_FILES.manifest, utf8(JSON.stringify(manifest)));
  },
};

const packs = new Map<number, Files>();

/** The pack of a seed, made once; what somebody does to one touches no other. */
function packOf(seed: number): Files {
  const whole = packs.get(seed) ?? makeTestPack(seed);
  packs.set(seed, whole);
  return new Map(whole);
}

const where = fc.record({ a: fc.nat(100_000), b: fc.nat(100_000), seed: fc.nat(20) });

it(`finds each of ${CHANGES} single changes to a pack that was handed over`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(outside)), where, async (name, { a, b, seed }) => {
      const files = packOf(seed);
      (outside[name] as Change)(files, a, b, seed);
      expect(holds(await verifyPack(readerOf(files)))).toBe(false);
    }),
    { numRuns: CHANGES },
  );
}, 120_000);

it(`finds each of ${CHANGES} single changes that were made before the pack was signed`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(inside)), where, async (name, { a, b, seed }) => {
      const files = packOf(seed);
      (inside[name] as Change)(files, a, b, seed);
      seal(files, seed);
      expect(holds(await verifyPack(readerOf(files)))).toBe(false);
    }),
    { numRuns: CHANGES },
  );
}, 120_000);

it(`accuses none of ${WHOLE} packs that nobody touched`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 3 }), async (seed, items) => {
      expect(await verifyPack(readerOf(makeTestPack(seed, items)))).toMatchObject({
        problems: [],
        accusations: [],
      });
    }),
    { numRuns: WHOLE },
  );
}, 120_000);
