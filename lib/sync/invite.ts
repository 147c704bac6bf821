import type { Carrier } from '../carrier';
import {
  changeInvitation,
  dropInvite,
  invitationId,
  invitationRow,
  type InvitationRow,
  invitationRows,
  keepInvite,
  type Ledger,
  SyncStore,
} from '../ledger';
import { Fault } from '../records/fault';
import type { Json } from '../records/kind';
import { asBytes, sha256, textOf, toHex } from './bytes';
import { LEADS, type SpaceRole } from './compartments';
import { type Context, readContext } from './context';
import {
  type AnswerMessage,
  type AnswerState,
  readInvitation,
  readRequest,
  requestMessage,
  writeInvitation,
} from './invitation';
import {
  codeOf,
  commitment,
  inviteName,
  keysHash,
  openMessage,
  SECRET,
  sealMessage,
  sixDigits,
} from './invitation-code';
import { toBase64Url } from '../records/bytes-text';
import { joinRequest, type JoinRequest } from './roster';
import { jsonOf, signJson } from './signed';
import { certify } from './people';
import { publicHex, random } from './suite';

/** Whom somebody lets in, and what the invitation says of the branch. */
export interface NewInvitation {
  role: SpaceRole;
  /** Record of the person in the roster, and name. */
  member: string;
  name: string;
  /** Where the files lie, without credentials. */
  place: Json;
  /** Milliseconds for which it counts. */
  lasts: number;
  branch: string;
  inviter: string;
  /** Devices of the same person that are lost: they are taken out as the new one is let in. */
  replaces?: readonly string[];
  /** The space of a company, where it is not that of the branch. Whoever asks says then whose device it is. */
  space?: string;
}

/** An invitation as the inviter sees it. */
export interface Given {
  id: string;
  name: string;
  member: string;
  role: SpaceRole;
  state: InvitationRow['state'] | 'expired';
  expiry: number;
  at: number;
  text: string;
  /** Name that the asker gave, and the six digits to compare; once somebody asked. */
  asker?: string;
  code?: string;
  /** Six digits to read out first, where the request came by hand. */
  spoken?: string;
  /** Two devices asked with this invitation: somebody else has it. */
  twice: boolean;
  /** The space of a company that it lets into, where it is not the branch's. */
  space?: string;
  /** Who asked, as that person's own devices say: in a company somebody may be known under the number of a branch. */
  askedAs?: string;
}

/**
 * Makes an invitation and keeps it on this device alone. It says where the branch is and lets one device ask; it opens
 * nothing. Throws E881, E885 (not this person's to give: members invite further devices of their own only).
 */
export async function invite(ledger: Ledger, of: NewInvitation): Promise<Given> {
  const context = await readContext(ledger, new SyncStore(ledger, of.space));
  const { me, share, roster } = context;
  const isOwn = me && of.member === me.member && of.role === me.role;
  if (!me || (!LEADS.includes(me.role) && !isOwn)) throw new Fault('E885');
  const secret = random(SECRET);
  const nonce = random(SECRET);
  const at = ledger.clock.wall();
  const expiry = at + of.lasts;
  const own = await keysHash(await ownRequest(context));
  const text = await writeInvitation({
    space: share.space,
    root: share.root,
    secret: toBase64Url(secret),
    expiry,
    role: of.role,
    branch: of.branch,
    inviter: of.inviter,
    member: of.member,
    name: of.name,
    owner: [...roster.devices.values()].find(({ member }) => member === of.member)?.owner,
    company: share.company,
    inviterKeys: own,
    commitment: await commitment(nonce, own, share.space, share.root),
    place: of.place,
  });
  const { role, member, name } = of;
  const id = invitationId(await inviteName(secret));
  const row: InvitationRow = {
    id,
    secret,
    nonce,
    device: me.d,
    text,
    expiry,
    at,
    state: 'open',
    role,
    member,
    name,
    ...(of.space ? { space: of.space } : {}),
    ...(of.replaces?.length ? { replaces: [...of.replaces] } : {}),
  };
  await keepInvite(ledger, row);
  return givenOf(row, at);
}

/** The invitations of this profile, newest first. */
export async function invitations(ledger: Ledger): Promise<Given[]> {
  const rows = await invitationRows(ledger);
  const given = await Promise.all(rows.map((row) => givenOf(row, ledger.clock.wall())));
  return given.sort((a, b) => b.at - a.at);
}

/**
 * Looks at the place who asks, and tells whoever asked what the six digits need. Of each invitation the first request
 * counts. With `space`, only of that space's invitations (the branch's: ''). Throws the refusals of the carrier, E881.
 */
export async function lookForRequests(
  ledger: Ledger,
  carrier: Carrier,
  options: { signal?: AbortSignal; space?: string } = {},
): Promise<void> {
  const contexts = new Map<string | undefined, Context>();
  for (const row of await invitationRows(ledger)) {
    if (options.space !== undefined && options.space !== (row.space ?? '')) continue;
    const context = contexts.get(row.space) ?? (await contextOf(ledger, row));
    contexts.set(row.space, context);
    if (row.device !== context.me?.d) continue;
    const isOpen = row.state === 'open' && row.expiry > ledger.clock.wall();
    if (isOpen || row.state === 'asked') {
      const got = await carrier.get(context.at.join(nameOf(row)), options);
      if (got && got !== 'same') await take(ledger, row, got.bytes);
    }
    await answer(context, carrier, row.id, options);
  }
}

/** The present state of the space that somebody is let into. */
const contextOf = (ledger: Ledger, { space }: Pick<InvitationRow, 'space'>): Promise<Context> =>
  readContext(ledger, new SyncStore(ledger, space));

/** Keeps a request as the one of its invitation. Answers whether it counts. */
async function take(
  ledger: Ledger,
  row: InvitationRow,
  sealed: Uint8Array,
  spoken?: string,
): Promise<boolean> {
  const plain = await openMessage(row.secret, 'request', sealed);
  const read = requestMessage.safeParse(plain && jsonOf(textOf(plain)));
  // Who comes to a company from another branch is in that branch's roster; the six digits say that it is that person.
  if (!read.success || (!row.space && read.data.keys.member !== row.member)) return false;
  const hash = await sha256(asBytes(sealed));
  const next = await changeInvitation(ledger, row.id, (now) => {
    if (now.request) return now.request.hash === hash ? now : { ...now, twice: true };
    if (now.state !== 'open') return now;
    return {
      ...now,
      state: 'asked',
      request: { hash, value: read.data as Json },
      ...(spoken ? { spoken } : {}),
    };
  });
  return next?.request?.hash === hash;
}

/**
 * Takes a request that came by hand, as text or as the text of a file. Throws E910, E911, E912, E918 (none of this
 * profile's invitations fits), E913 (too late), E914 (another device asked with it), E915 (it was withdrawn), E916.
 */
export async function takeRequest(ledger: Ledger, text: string): Promise<string> {
  const { name, sealed } = await readRequest(text);
  const row = await invitationRow(ledger, invitationId(name));
  if (!row) throw new Fault('E918');
  if (row.state === 'revoked') throw new Fault('E915');
  if (row.state === 'refused') throw new Fault('E916');
  if (row.state === 'open' && row.expiry <= ledger.clock.wall()) throw new Fault('E913');
  if (await take(ledger, row, sealed, sixDigits())) return row.id;
  const now = await invitationRow(ledger, row.id);
  throw new Fault(now?.request ? 'E914' : 'E918');
}

/**
 * Both sides saw the same six digits: lets the device in. Answers what was given. Sent with the next exchange, and told
 * by {@link lookForRequests}. Throws E885, E918 (nobody asked).
 */
export async function admit(ledger: Ledger, id: string): Promise<void> {
  const row = await invitationRow(ledger, id);
  const keys = joinRequest.safeParse((row?.request?.value as { keys?: unknown } | undefined)?.keys);
  if (row?.state !== 'asked' || !keys.success) throw new Fault('E918');
  const { replaces, space } = row;
  await certify(ledger, keys.data, row.role as SpaceRole, { replaces, space });
  await changeInvitation(ledger, id, (now) => ({ ...now, state: 'admitted' }));
}

/** The digits differ, or the invitation is withdrawn: whoever asks is told so. What was admitted stays. */
export async function close(ledger: Ledger, id: string, state: 'refused' | 'revoked'): Promise<void> {
  await changeInvitation(ledger, id, (now) => (now.state === 'admitted' ? now : { ...now, state }));
}

/** Takes an invitation off the list; it must be closed, used or past its day. */
export const forgetInvitation = (ledger: Ledger, id: string): Promise<void> => dropInvite(ledger, id);

/** The answer of an invitation as a file for the way by hand; undefined while there is none. */
export async function answerFile(
  ledger: Ledger,
  id: string,
): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const row = await invitationRow(ledger, id);
  const state = row && ANSWERS[row.state];
  if (!row || !state) return undefined;
  const context = await contextOf(ledger, row);
  return { name: context.at.join(`${nameOf(row)}-a`), bytes: await answerBytes(context, row, state) };
}

const ANSWERS: Record<InvitationRow['state'], AnswerState | undefined> = {
  open: undefined,
  asked: 'told',
  admitted: 'admitted',
  refused: 'refused',
  revoked: 'revoked',
};

async function answer(
  context: Context,
  carrier: Carrier,
  id: string,
  options: { signal?: AbortSignal },
): Promise<void> {
  const row = await invitationRow(context.ledger, id);
  const state = row && ANSWERS[row.state];
  if (!row || !state || row.told === state || row.spoken) return;
  await carrier.put(context.at.join(`${nameOf(row)}-a`), await answerBytes(context, row, state), options);
  await changeInvitation(context.ledger, id, (now) => ({ ...now, told: state }));
}

async function answerBytes(context: Context, row: InvitationRow, state: AnswerState) {
  const value: AnswerMessage = {
    what: 'answer',
    state,
    keys: await ownRequest(context),
    ...(row.request ? { nonce: toHex(row.nonce), request: row.request.hash } : {}),
  };
  return sealMessage(row.secret, 'answer', await signJson(context.keys.sign.privateKey, value));
}

const nameOf = (row: InvitationRow): string => row.id.slice(row.id.indexOf(':') + 1);

/** What this device says of itself, as its own entry in the roster has it. */
async function ownRequest({ me, keys, share }: Context): Promise<JoinRequest> {
  return {
    d: share.device,
    owner: share.owner,
    member: share.member,
    sign: await publicHex(keys.sign.publicKey),
    kem: await publicHex(keys.kem.publicKey),
    also: me?.also ?? [],
  };
}

async function givenOf(row: InvitationRow, now: number): Promise<Given> {
  const { id, name, member, expiry, at, text, spoken } = row;
  const isOver = row.state === 'open' && expiry <= now;
  const given: Given = {
    id,
    name,
    member,
    role: row.role as SpaceRole,
    expiry,
    at,
    text,
    state: isOver ? 'expired' : row.state,
    twice: row.twice ?? false,
    ...(spoken ? { spoken } : {}),
    ...(row.space ? { space: row.space } : {}),
  };
  const read = requestMessage.safeParse(row.request?.value);
  if (!read.success) return given;
  const { space, root, inviterKeys } = await readInvitation(text);
  const code = await codeOf({
    space,
    root,
    inviter: inviterKeys,
    joiner: await keysHash(read.data.keys),
    nonce: read.data.nonce,
    told: spoken ?? toHex(row.nonce),
  });
  return { ...given, asker: read.data.name, askedAs: read.data.keys.member, code };
}
