import { isCompanySpace } from '../ledger';
import { NAME_HASH } from './bytes';

/**
 * Names of files at the place: plain ASCII, never renamed. Whoever keeps the place sees them, with sizes and times.
 *
 * The space of a company lies under `v1/c/<space>` in the same way.
 *
 * - `v1/b/<space>/roster/<n8>-<hash24>`: entries of the roster chain
 * - `v1/b/<space>/keys/<n8>-<hash24>`: keys of an epoch, wrapped to devices
 * - `v1/b/<space>/join/<hash24>` and `…-a`: what somebody who was invited asks, and the answer; each has one writer
 * - `v1/b/<space>/self/<owner>-<n8>-<hash24>`: entries and keys by which somebody who does not lead sees to devices of
 *   their own; apart from the others, so that a server can keep `roster` and `keys` for those who lead
 * - `v1/b/<space>/own/<owner>-<n8>-<hash24>`: one key of one member, by whoever of the committee made it, or given on;
 *   overwritten with nothing when it is destroyed
 * - `v1/b/<space>/h/<owner>-<device>`: the head of a device, the one file that is overwritten, by its device alone
 * - `v1/b/<space>/x/<compartment>/<hash24>`: sealed pieces of files and long texts
 * - `v1/b/<space>/d/<owner>-<device>/<compartment>/<yyyymm>/<seq8>-<hash24>`: segments
 */
export const place = (space: string) => {
  const base = isCompanySpace(space) ? `v1/${space}` : `v1/b/${space}`;
  return {
    base,
    roster: `${base}/roster`,
    keys: `${base}/keys`,
    join: (name: string): string => `${base}/join/${name}`,
    self: `${base}/self`,
    own: `${base}/own`,
    heads: `${base}/h`,
    head: (d: string): string => `${base}/h/${d}`,
    blobs: (q: string): string => `${base}/x/${q}`,
    blob: (q: string, name: string): string => `${base}/x/${q}/${name}`,
    device: (d: string): string => `${base}/d/${d}`,
    chain: (d: string, q: string): string => `${base}/d/${d}/${q}`,
  };
};

/** Name of a device in paths. */
export const chainOwner = (owner: string, device: string): string => `${owner}-${device}`;

const CHAIN = /^([a-z0-9]{1,32})-([0-9a-z]{8})$/;

/** Owner and device of a chain's name; undefined when it is none. */
export function parseChain(d: string): { owner: string; device: string } | undefined {
  const found = CHAIN.exec(d);
  return found ? { owner: found[1] as string, device: found[2] as string } : undefined;
}

/** Name of the nth file of a chain: `<n8>-<hash24>`. */
export const fileName = (n: number, hash: string): string =>
  `${String(n).padStart(8, '0')}-${hash.slice(0, NAME_HASH)}`;

const FILE = /^(\d{8})-([0-9a-f]{24})$/;

/** Number and hash of {@link fileName}; undefined when it is none. */
export function parseFile(name: string): { n: number; hash: string } | undefined {
  const found = FILE.exec(name);
  return found ? { n: Number(found[1]), hash: found[2] as string } : undefined;
}

const OWN_FILE = /^[a-z0-9]{1,32}-(\d{8}-[0-9a-f]{24})$/;

/** Number and hash of an entry or a file of keys, by its full name, whoever wrote it; undefined when it is none. */
export function parseRosterFile(name: string): { n: number; hash: string } | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return parseFile(OWN_FILE.exec(last)?.[1] ?? last);
}

/** A segment's name below its chain: `<yyyymm>/<seq8>-<hash24>`. */
export const isTailName = (name: string): boolean => /^\d{6}\/\d{8}-[0-9a-f]{24}$/.test(name);

/** The month of a time in milliseconds, `yyyymm` in UTC. */
export const monthFolder = (time: number): string =>
  new Date(time).toISOString().slice(0, 7).replace('-', '');
