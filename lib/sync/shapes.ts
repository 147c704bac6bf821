import * as z from 'zod/mini';

/** Shapes that several files share. All are loose: what a newer version adds is passed over. */
export const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

export const spaceName = z.string().check(z.regex(/^[a-z0-9]{12,32}$/));
/** Name of a space to share in; that of a company begins with `c/`. */
export const sharedSpace = z.string().check(z.regex(/^(c\/)?[a-z0-9]{12,32}$/));
export const ownerName = z.string().check(z.regex(/^[a-z0-9]{1,32}$/));
export const deviceName = z.string().check(z.regex(/^[0-9a-z]{8}$/));
export const compartment = z.enum(['r', 'o', 'w', 'g', 's', 'p']);
export const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const shortHash = z.string().check(z.regex(/^[0-9a-f]{24}$/));
/** Of suite 1 or 2: see `suiteOf`. */
export const publicKey = z.string().check(z.regex(/^([0-9a-f]{64}|04[0-9a-f]{128})$/));
/** Algorithms of the device that signed a file. */
export const suite = z.literal([1, 2]);
export const number = z.int().check(z.gte(1), z.maximum(99_999_999));
export const time = z.number().check(z.nonnegative());
/** `<n>-<8 characters>`: two people who begin an epoch at once begin two. */
export const epochName = z.string().check(z.regex(/^[1-9]\d{0,7}-[0-9a-z]{8}$/));
export const stamp = z.string().check(z.regex(/^[0-9a-z]{9}-[0-9a-z]{5}-[0-9a-z]{8}$/));

export const header = z.looseObject({
  v: z.literal(1),
  suite,
  b: sharedSpace,
  d: deviceName,
  s: number,
  k: epochName,
  q: compartment,
  /** Hash of the segment before it in the chain; '' for the first. */
  p: z.union([hash, z.literal('')]),
  /** State of the roster under which it was written. */
  ro: shortHash,
  /** Number of lines. */
  n: z.int().check(z.gte(1), z.maximum(500)),
});
export type Header = z.infer<typeof header>;

/** A change line on its way: the line, the first stamp of its commit, and what the person did. */
export const wireLine = z.looseObject({
  r: text(200),
  t: text(60),
  h: stamp,
  by: z.string().check(z.maxLength(200)),
  b: z.record(z.string(), stamp),
  f: z.record(z.string(), z.any()),
  sv: z.number(),
  /** First stamp of the commit. */
  c: stamp,
  /** Label of the commit. */
  l: z.string().check(z.maxLength(80)),
  /** First stamp of the commit that it undoes. */
  u: z.optional(stamp),
});
export type WireLine = z.infer<typeof wireLine>;
