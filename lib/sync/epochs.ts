import type { RingRow, RosterRow } from '../ledger';
import { type Compartment, LEADS, READS } from './compartments';
import type { Context } from './context';
import { commitment, type Gift, newKey, wrapKeys, wrappedIn } from './key-files';
import { chainOwner } from './names';
import { type Certificate, nextEpoch, standing, writeEntry } from './roster';
import type { Act } from './roster-entry';
import { epochNumber } from './roster-state';
import { randomName } from './suite';

/** The compartments with an epoch in the roster: all but what is one person's alone. */
export const COMMON = ['r', 'o', 'w', 'g', 's'] as const satisfies readonly Compartment[];

/** New keys of some compartments, with what the roster says of them. */
export async function newEpochs(
  roster: Pick<Context['roster'], 'epochs'>,
  compartments: readonly Compartment[],
): Promise<{ rows: RingRow[]; epochs: NonNullable<Act['epochs']> }> {
  const id = randomName(8);
  const rows = compartments.map((q) => newKey(q, nextEpoch(roster, q), id));
  const epochs: NonNullable<Act['epochs']> = {};
  for (const row of rows) epochs[row.q as Compartment] = { k: row.k, c: await commitment(row) };
  return { rows, epochs };
}

/** Everybody who reads the compartments of these keys, and what of them each is to have. */
export function giftsFor(
  devices: readonly Pick<Certificate, 'd' | 'kem' | 'role'>[],
  recovery: { d: string; kem: string } | undefined,
  rows: readonly RingRow[],
): Gift[] {
  const gifts = devices.map((to) => ({
    to: { d: to.d, kem: to.kem },
    rows: rows.filter(({ q }) => (READS[to.role] as readonly string[]).includes(q)),
  }));
  if (recovery) gifts.push({ to: { d: recovery.d, kem: recovery.kem }, rows: [...rows] });
  return gifts.filter((gift) => gift.rows.length > 0);
}

/** Keeps an entry of the roster and the keys that go with it; both are sent with the next push. */
export async function keepAct(
  { store, share, roster, at, ledger, me }: Context,
  signer: { device: string; key: CryptoKey },
  act: Act,
  { rows = [], gifts = [] }: { rows?: readonly RingRow[]; gifts?: readonly Gift[] } = {},
): Promise<void> {
  const now = ledger.clock.wall();
  const entry = await writeEntry(share.space, roster, signer, act, now);
  const isOwn = me !== undefined && !LEADS.includes(me.role);
  const named = (folder: string, name: string): string =>
    isOwn ? `${at.self}/${share.owner}-${name}` : `${folder}/${name}`;
  const files: RosterRow[] = [
    { name: named(at.roster, entry.name), sort: 'entry', bytes: entry.bytes, sent: false },
  ];
  if (gifts.length) {
    const { name, bytes } = await wrapKeys(share.space, gifts, signer, now);
    files.push({ name: named(at.keys, name), sort: 'keys', bytes, sent: false });
  }
  await store.learn(files, rows);
}

/**
 * What secretary and deputy see to whenever the roster has changed: a compartment whose key is known to somebody who
 * was removed gets a new epoch (two people may have removed somebody at the same time, each without knowing of the
 * other's), and everybody has the keys that are theirs. True when something was added.
 */
export async function tendEpochs(context: Context): Promise<boolean> {
  const { me, store, share, ring, keys, roster, at, given, ledger } = context;
  if (!me || !LEADS.includes(me.role)) return false;
  const under = `${roster.ro} ${ring.length}`;
  if (share.tendedUnder === under) return false;
  const signer = { device: me.d, key: keys.sign.privateKey };
  const stale = COMMON.filter((q) => roster.stale.has(q) && READS[me.role].includes(q));
  if (stale.length) {
    const { rows, epochs } = await newEpochs(roster, stale);
    const gifts = giftsFor(standing(roster), roster.recovery, rows);
    await keepAct(context, signer, { act: 'epoch', epochs }, { rows, gifts });
    return true;
  }
  const missing = missingGifts({ roster, ring, given });
  if (missing.length) {
    const { name, bytes } = await wrapKeys(share.space, missing, signer, ledger.clock.wall());
    await store.learn([{ name: `${at.keys}/${name}`, sort: 'keys', bytes, sent: false }], []);
  }
  await store.changeShare((now) => ({ ...now, tendedUnder: under }));
  return missing.length > 0;
}

/**
 * Gives others keys that their heads ask for, whoever this device is. Who leads gives everybody what is theirs unasked;
 * but the only one of them who had a key may have been removed, or lead no more, before a profile that goes on as a new
 * device could fetch it. True when something was added.
 */
export async function giveAsked(context: Context): Promise<boolean> {
  const { me, store, share, keys, at, ledger } = context;
  if (!me) return false;
  const asked = new Map((await store.peers()).map(({ d, head }) => [d, head?.needs ?? []]));
  if (![...asked.values()].some((needs) => needs.length)) return false;
  const files = (await store.rosterFiles()).filter(({ sort }) => sort === 'keys');
  // A file of somebody whom the roster does not count opens nothing.
  const given = await wrappedIn(share.space, files, context.roster);
  const needs = (d: string, { k, q }: RingRow): boolean =>
    asked.get(chainOwner(context.roster.devices.get(d)?.owner ?? '', d))?.includes(`${k} ${q}`) === true &&
    !given.has(`${k} ${q} ${d}`);
  const gifts = missingGifts(context)
    .map(({ to, rows }) => ({ to, rows: rows.filter((row) => needs(to.d, row)) }))
    .filter(({ rows }) => rows.length > 0);
  if (!gifts.length) return false;
  const signer = { device: me.d, key: keys.sign.privateKey };
  const { name, bytes } = await wrapKeys(share.space, gifts, signer, ledger.clock.wall());
  const place = LEADS.includes(me.role) ? `${at.keys}/${name}` : `${at.self}/${share.owner}-${name}`;
  await store.learn([{ name: place, sort: 'keys', bytes, sent: false }], []);
  return true;
}

/**
 * Keys that a device should have and was not given: those of its compartments from the first on that it was given. A
 * profile that goes on as a new device has what it had in its ring, and not what was wrapped since to the device that
 * it was; so the first one that either was given counts.
 */
function missingGifts({ roster, ring, given }: Pick<Context, 'roster' | 'ring' | 'given'>): Gift[] {
  const own = ring.filter(({ k, q }) => roster.epochs.has(`${k} ${q}`));
  const has = (d: string, { k, q }: RingRow): boolean => given.get(`${k} ${q}`)?.has(d) ?? false;
  // Who made a key has it; other devices of the same person have it when it was given to them.
  const madeBy = ({ k, q }: RingRow): string | undefined => roster.epochs.get(`${k} ${q}`)?.by;
  const gifts = giftsFor(standing(roster), undefined, own).map(({ to, rows }) => {
    const line = lineOf(roster, to.d);
    return {
      to,
      rows: rows.filter((row) => {
        if (has(to.d, row) || madeBy(row) === to.d) return false;
        const first = rows.filter(
          (other) => other.q === row.q && line.some((d) => has(d, other) || madeBy(other) === d),
        );
        const isCurrent = roster.current.get(row.q as Compartment)?.k === row.k;
        return isCurrent || first.some((other) => epochNumber(other.k) <= epochNumber(row.k));
      }),
    };
  });
  const { recovery } = roster;
  if (recovery) {
    gifts.push({
      to: { d: recovery.d, kem: recovery.kem },
      rows: own.filter((row) => !has(recovery.d, row)),
    });
  }
  return gifts.filter(({ rows }) => rows.length > 0);
}

/** A device, and those of the same person that it follows. */
function lineOf({ follows }: Context['roster'], d: string): string[] {
  const line = [d];
  for (
    let before = follows.get(d);
    before !== undefined && !line.includes(before);
    before = follows.get(before)
  )
    line.push(before);
  return line;
}
