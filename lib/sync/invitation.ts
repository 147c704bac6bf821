import * as z from 'zod/mini';
import { isCompanySpace } from '../ledger';
import { Fault } from '../records/fault';
import type { Json } from '../records/kind';
import { textOf, utf8 } from './bytes';
import { SPACE_ROLES } from './compartments';
import { secretOf } from './invitation-code';
import { readAddressText, writeAddress } from './invitation-text';
import { joinRequest } from './roster';
import { ownerName, shortHash, sharedSpace, time } from './shapes';
import { jsonOf } from './signed';

const line = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const hash16 = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));
const nonceHex = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/** The fields of an invitation as they travel; short names keep the QR code coarse. */
const wire = z.looseObject({
  /** Space and hash of its founding entry. */
  s: sharedSpace,
  ro: shortHash,
  /** Secret, 128 bits. */
  x: hash16,
  /** Second since 1970 after which it counts no longer. */
  e: z.int().check(z.gte(1), z.maximum(9_999_999_999)),
  /** Role that the person will have. */
  r: z.enum(SPACE_ROLES),
  /** Names of the branch and of the inviter. */
  b: z.string().check(z.maxLength(200)),
  f: z.string().check(z.maxLength(100)),
  /** Who is invited: record of the member, and name. */
  m: line(100),
  n: line(100),
  /** Short name in paths that the person has already. */
  o: z.optional(ownerName),
  /** Keys of the inviter's device, and what she bound herself to. */
  i: hash16,
  c: hash16,
  /** The company whose space it is. */
  k: z.optional(line(100)),
  /** Where the files lie, without credentials. */
  p: z.unknown(),
});

/** An invitation as it was given: what somebody needs to ask to be let in, and nothing that opens a record. */
export interface Invitation {
  space: string;
  root: string;
  secret: string;
  /** Milliseconds after which it counts no longer. */
  expiry: number;
  role: z.infer<typeof wire>['r'];
  branch: string;
  inviter: string;
  member: string;
  name: string;
  owner: string | undefined;
  /** The company, where it is the space of one; `branch` is its name then. */
  company: string | undefined;
  inviterKeys: string;
  commitment: string;
  /** Checked by whoever knows of places. */
  place: Json;
}

/** Writes an invitation as one address. */
export function writeInvitation(of: Invitation): Promise<string> {
  const value: z.infer<typeof wire> = {
    s: of.space,
    ro: of.root,
    x: of.secret,
    e: Math.floor(of.expiry / 1000),
    r: of.role,
    b: of.branch.slice(0, 200),
    f: of.inviter.slice(0, 100),
    m: of.member,
    n: of.name.slice(0, 100),
    ...(of.owner ? { o: of.owner } : {}),
    ...(of.company ? { k: of.company } : {}),
    i: of.inviterKeys,
    c: of.commitment,
    p: of.place,
  };
  return writeAddress('join', utf8(JSON.stringify(value)));
}

/**
 * Reads an invitation from a text in which it stands. Throws E910 (there is none), E911 (cut off or changed), E912 (of a
 * newer version), E918 (a request instead of an invitation).
 */
export async function readInvitation(text: string): Promise<Invitation> {
  const bytes = await readAddressText('join', text);
  const read = wire.safeParse(jsonOf(textOf(bytes)));
  if (!read.success || !secretOf(read.data.x)) throw new Fault('E911');
  if (isCompanySpace(read.data.s) !== (read.data.k !== undefined)) throw new Fault('E911');
  const { s, ro, x, e, r, b, f, m, n, o, i, c, k, p } = read.data;
  return {
    space: s,
    root: ro,
    secret: x,
    expiry: e * 1000,
    role: r,
    branch: b,
    inviter: f,
    member: m,
    name: n,
    owner: o,
    company: k,
    inviterKeys: i,
    commitment: c,
    place: p as Json,
  };
}

/** What a device says when it asks: its keys, its random number, and the name of the person. */
export const requestMessage = z.looseObject({
  what: z.literal('ask'),
  keys: joinRequest,
  nonce: nonceHex,
  name: line(100),
  at: time,
});
export type RequestMessage = z.infer<typeof requestMessage>;

/** How the inviter answers. `told`: she got a request and tells her random number. */
const answerState = z.enum(['told', 'admitted', 'refused', 'revoked']);
export type AnswerState = z.infer<typeof answerState>;

/** The signed answer. It names the request that it answers; another device's is not ours. */
export const answerMessage = z.looseObject({
  what: z.literal('answer'),
  state: answerState,
  /** The inviter's keys, which the invitation names by their hash. */
  keys: joinRequest,
  /** Her random number, and the hash of the request; absent before there was one. */
  nonce: z.optional(nonceHex),
  request: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
});
export type AnswerMessage = z.infer<typeof answerMessage>;

/** Writes a request for the way by hand. */
export const writeRequest = (name: string, sealed: Uint8Array): Promise<string> =>
  writeAddress('ask', Uint8Array.from([...utf8(name), ...sealed]));

/** Name of the invitation and sealed request from a text. Throws E910, E911, E912, E918. */
export async function readRequest(text: string): Promise<{ name: string; sealed: Uint8Array }> {
  const bytes = await readAddressText('ask', text);
  const name = textOf(bytes.slice(0, 24)) ?? '';
  if (!shortHash.safeParse(name).success) throw new Fault('E911');
  return { name, sealed: bytes.slice(24) };
}
