import type { Carrier } from '../carrier';
import { dropInvite, joiningRow, type JoiningRow, keepInvite, type Ledger, SyncStore } from '../ledger';
import { Fault } from '../records/fault';
import { asBytes, fromHex, sameBytes, sha256, textOf, toHex, utf8 } from './bytes';
import {
  answerMessage,
  type AnswerMessage,
  type Invitation,
  readInvitation,
  requestMessage,
  type RequestMessage,
  writeRequest,
} from './invitation';
import {
  codeOf,
  commitment,
  inviteName,
  keysHash,
  openMessage,
  SECRET,
  sealMessage,
  secretOf,
} from './invitation-code';
import { place } from './names';
import { rosterAt } from './refresh';
import { ownerName } from './shapes';
import { jsonOf, readSigned } from './signed';
import { companySpace, requestToJoin } from './space';
import { random, randomName } from './suite';

/** What this profile is joining, as the joiner sees it. */
export interface Joining {
  invitation: Invitation;
  /** Messages go by hand. */
  byHand: boolean;
  /** Short name in paths that was asked for. */
  owner: string;
  at: number;
  stage: JoiningRow['stage'];
  /** The person has found the six digits equal: it goes on by itself once the inviter has too. */
  confirmed: boolean;
  /** The request as text, for the way by hand. */
  request: string;
  /** The six digits, where what they need was read out. */
  code?: string;
}

/** How it stands with a request. `told`: the inviter has it, and both sides can see the six digits. */
export interface Answer {
  state: 'waiting' | 'told' | 'admitted';
  code?: string;
}

type Options = { signal?: AbortSignal };

/**
 * The short name under which somebody is to be known in paths: the one that the person has already, that of the
 * account where nobody else has it (so that rules of the server can name it), or a random one. Where the place can be
 * asked, it has to hold the space: else E917.
 */
export async function ownerFor(
  invitation: Invitation,
  account: string | undefined,
  carrier?: Carrier,
  options: Options = {},
): Promise<string> {
  const taken = carrier ? await ownersAt(invitation, carrier, options) : undefined;
  if (invitation.owner) return invitation.owner;
  const named = ownerName.safeParse(account?.toLowerCase());
  const other = named.success && taken?.get(named.data);
  if (named.success && taken && (!other || other === invitation.member)) return named.data;
  return `m${randomName(7)}`;
}

async function ownersAt(
  { space, root }: Invitation,
  carrier: Carrier,
  options: Options,
): Promise<Map<string, string>> {
  const roster = await rosterAt(carrier, { space, root }, options);
  if (!roster.hashes.has(root)) throw new Fault('E917');
  return new Map([...roster.devices.values()].map(({ owner, member }) => [owner, member]));
}

/**
 * Begins to join by an invitation: makes the request and keeps it. Nothing else of the ledger changes. Begun again with
 * the same invitation and name, it goes on. Throws E910–E913, E918, E880, E883 (this profile shares already), E955 (it is in a
 * space of that company).
 */
export async function ask(
  ledger: Ledger,
  text: string,
  { owner, byHand, name }: { owner: string; byHand: boolean; name?: string },
): Promise<void> {
  const invitation = await readInvitation(text);
  const here = await joiningRow(ledger);
  if (here?.stage === 'entering') return;
  const { space, company } = invitation;
  if (await new SyncStore(ledger, space).share()) throw new Fault('E883');
  if (company !== undefined && (await companySpace(ledger, company))) throw new Fault('E955');
  const now = ledger.clock.wall();
  if (invitation.expiry <= now) throw new Fault('E913');
  const before = here && (await readInvitation(here.text));
  if (here && before?.secret === invitation.secret && here.owner === owner && here.byHand === byHand) return;
  const nonce = random(SECRET);
  const message: RequestMessage = {
    what: 'ask',
    // Beside a branch of one's own one stays who one is there.
    keys: await requestToJoin(
      ledger,
      owner,
      (company !== undefined && ledger.me?.member) || invitation.member,
    ),
    nonce: toHex(nonce),
    name: name?.trim() || invitation.name,
    at: now,
  };
  const request = await sealMessage(secretBytes(invitation), 'request', utf8(JSON.stringify(message)));
  await keepInvite(ledger, { id: 'joining', text, byHand, nonce, owner, request, at: now, stage: 'asked' });
}

/** What this profile is joining; undefined when it is not. */
export async function joining(ledger: Ledger): Promise<Joining | undefined> {
  const row = await joiningRow(ledger);
  if (!row) return undefined;
  const invitation = await readInvitation(row.text);
  const { byHand, owner, at, stage, spoken, choice } = row;
  const confirmed = stage === 'entering' || choice !== undefined;
  const request = await writeRequest(await inviteName(secretBytes(invitation)), row.request);
  const code = spoken ? await ownCode(ledger, row, invitation, spoken) : undefined;
  return { invitation, byHand, owner, at, stage, confirmed, request, ...(code ? { code } : {}) };
}

/** Stops joining. What was asked stays unanswered; nothing in the ledger was changed. */
export async function stopJoining(ledger: Ledger): Promise<void> {
  const row = await joiningRow(ledger);
  if (row?.stage === 'asked') await dropInvite(ledger, 'joining');
}

/**
 * Puts the request at the place. Throws E914 (another device asked with this invitation) and the refusals of the
 * carrier.
 */
export async function sendRequest(ledger: Ledger, carrier: Carrier, options: Options = {}): Promise<void> {
  const row = await joiningRow(ledger);
  if (!row) return;
  const invitation = await readInvitation(row.text);
  const secret = secretBytes(invitation);
  const name = place(invitation.space).join(await inviteName(secret));
  const bytes = asBytes(row.request);
  if (await isOurs()) return;
  // What does not open under the secret was put there by somebody without the invitation, or broke off on the way.
  if ((await carrier.put(name, bytes, { ...options, create: true })) === 'exists' && !(await isOurs())) {
    await carrier.put(name, bytes, options);
  }

  async function isOurs(): Promise<boolean> {
    const got = await carrier.get(name, options);
    if (!got || got === 'same') return false;
    if (sameBytes(got.bytes, bytes)) return true;
    if (await openMessage(secret, 'request', got.bytes)) throw new Fault('E914');
    return false;
  }
}

/**
 * Looks for the inviter's answer. Throws E913 (too late, and nobody answered), E914 (another device was answered), E915
 * (withdrawn), E916 (the six digits differed), and the refusals of the carrier.
 */
export async function readAnswer(ledger: Ledger, carrier: Carrier, options: Options = {}): Promise<Answer> {
  const row = await joiningRow(ledger);
  if (!row) return { state: 'waiting' };
  const invitation = await readInvitation(row.text);
  const name = place(invitation.space).join(`${await inviteName(secretBytes(invitation))}-a`);
  const got = await carrier.get(name, options);
  const answer = got && got !== 'same' ? await openAnswer(invitation, got.bytes) : undefined;
  if (!answer) {
    if (invitation.expiry <= ledger.clock.wall()) throw new Fault('E913');
    return { state: 'waiting' };
  }
  const { state, nonce, request } = answer;
  if (state === 'revoked') throw new Fault('E915');
  if (request !== (await sha256(asBytes(row.request)))) throw new Fault('E914');
  if (state === 'refused') throw new Fault('E916');
  const told = row.byHand ? row.spoken : nonce;
  return { state, ...(told ? { code: await ownCode(ledger, row, invitation, told) } : {}) };
}

/** Keeps the six digits that the inviter read out, and answers the code to compare. Throws E918 (no six digits). */
export async function hear(ledger: Ledger, digits: string): Promise<string> {
  const spoken = digits.replace(/[\s-]/g, '');
  const row = await joiningRow(ledger);
  if (!row || !/^\d{6}$/.test(spoken)) throw new Fault('E918');
  await keepInvite(ledger, { ...row, spoken });
  return ownCode(ledger, row, await readInvitation(row.text), spoken);
}

async function openAnswer(invitation: Invitation, bytes: Uint8Array): Promise<AnswerMessage | undefined> {
  const { secret: _, space, root, inviterKeys, commitment: bound } = invitation;
  const plain = await openMessage(secretBytes(invitation), 'answer', bytes);
  const read = plain && readSigned(plain, answerMessage);
  if (!read || (await keysHash(read.value.keys)) !== inviterKeys) return undefined;
  if (!(await read.signedBy(read.value.keys.sign))) return undefined;
  const { nonce, state } = read.value;
  if (nonce === undefined) return state === 'revoked' ? read.value : undefined;
  return (await commitment(fromHex(nonce), inviterKeys, space, root)) === bound ? read.value : undefined;
}

async function ownCode(
  ledger: Ledger,
  row: JoiningRow,
  invitation: Invitation,
  told: string,
): Promise<string> {
  const plain = await openMessage(secretBytes(invitation), 'request', row.request);
  const own = requestMessage.safeParse(plain && jsonOf(textOf(plain)));
  // A profile that got a new device id since has to ask anew.
  if (!own.success || own.data.keys.d !== ledger.clock.device) throw new Fault('E914');
  const { space, root, inviterKeys } = invitation;
  return codeOf({
    space,
    root,
    inviter: inviterKeys,
    told,
    nonce: own.data.nonce,
    joiner: await keysHash(own.data.keys),
  });
}

const secretBytes = ({ secret }: Invitation): Uint8Array => secretOf(secret) as Uint8Array;
