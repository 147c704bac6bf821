import { createHash } from 'node:crypto';
import {
  type AttachmentRow,
  erasureStamps,
  type HistoryRow,
  type PeerRow,
  type RecordRow,
  type SegmentRow,
  type ShareRow,
  SyncStore,
} from '../../../../lib/ledger';
import type { Json } from '../../../../lib/records/kind';
import { READS, valueByCompartment } from '../../../../lib/sync/compartments';
import { type Context, readContext } from '../../../../lib/sync/context';
import { concernOf } from '../../../../lib/sync/concerns';
import { isGone as isEmptied, toldBy } from '../../../../lib/sync/member-keys';
import { erasedUpTo } from '../../../../lib/sync/own-keys';
import { limitOf } from '../../../../lib/sync/limits';
import { openConflicts } from '../../../../lib/share/conflicts';
import { valuesIn } from '../ledger-state';
import { stores } from '../quick/engine';
import { heldBy, known } from '../shared';
import { filesLacking, ownRecords } from './own-steps';
import { isWhole } from './relay';
import { type Device, PLACES, type World } from './world';

/** Everything that may still change: when it is as it was a round ago, there is nothing left to do. */
export function stateOfAll({ devices, places }: World): string {
  const parts = devices.map(({ name }) => {
    const tables = stores.get(name)?.tables;
    const count = (table: string): number => tables?.get(table)?.size ?? 0;
    const held = [...(tables?.get('segments')?.values() ?? [])].filter(
      ({ value }) => (value as SegmentRow).state === 'held',
    ).length;
    // What a device asks for in its head is on its way still.
    const share = tables?.get('identity')?.get('share')?.value as ShareRow | undefined;
    const counts = ['segments', 'roster', 'ring', 'changes', 'history', 'attachments'].map(count);
    return [...counts, held, share?.headLack ?? ''].join(' ');
  });
  const files = PLACES.map(
    (name) => [...places[name].held().keys()].filter((file) => !file.includes('/h/')).length,
  );
  return [...parts, ...files].join('|');
}

interface Seen {
  device: Device;
  context: Context;
  values: Set<string>;
  /** What is present, by record. */
  records: Map<string, RecordRow>;
  /** Everything that commits, records and history hold, as text. */
  text: string;
  segments: SegmentRow[];
}

/** Throws when something is not as it has to be once everything has arrived. */
export async function judge(world: World): Promise<void> {
  const all = await Promise.all(world.devices.map(look));
  const [first] = all as [Seen, ...Seen[]];
  const { roster } = first.context;
  const isGone = (d: string): boolean => roster.removed.has(d) || !roster.devices.has(d);
  const stay = all.filter(({ device }) => !isGone(device.ledger.clock.device));
  for (const seen of stay) await judgeOne(world, seen, first.context);
  const upTo = erasedUpTo(await erasureStamps(first.device.ledger));
  judgeValues(world, stay, first.context, upTo);
  await judgeErased(world, stay, upTo);
  await judgeOwnKeys(world, first.context);
  await judgeFiles(stay);
  for (const seen of all) judgeSecrets(world, seen, first.context);
  const whole = stay.filter(({ context }) => context.me && context.me.role !== 'member');
  const isSame = whole.filter(({ device }) => !world.demoted.has(device.owner));
  const [model, ...others] = await Promise.all(isSame.map(({ device }) => knownBy(world, device)));
  for (const [at, other] of others.entries()) {
    compare(model as Known, other, `${isSame[at + 1]?.device.owner}${isSame[at + 1]?.device.index}`);
  }
  judgeChains(world);
}

async function look(device: Device): Promise<Seen> {
  const { db } = device.ledger;
  const records = (await db.records.toArray()) as RecordRow[];
  const history = (await db.history.toArray()) as HistoryRow[];
  return {
    device,
    context: await readContext(device.ledger),
    values: valuesIn(records, history),
    records: new Map(records.map((row) => [row.id, row])),
    text: JSON.stringify([records, history, await db.changes.toArray()]),
    segments: (await db.segments.toArray()) as SegmentRow[],
  };
}

const nameOf = ({ owner, index }: Device): string => `${owner}${index}`;

/** What holds of each device that stays. */
async function judgeOne(world: World, { device, context, segments }: Seen, first: Context): Promise<void> {
  const who = nameOf(device);
  if (!context.me) throw new Error(`${who} was not let in`);
  if (context.roster.ro !== first.roster.ro) throw new Error(`${who} knows another roster`);
  for (const row of await heldBy(device.ledger)) {
    const owner = row.d.split('-')[0] ?? '';
    const from = row.d.split('-')[1] ?? '';
    const isOut = first.roster.removed.has(from) || !first.roster.devices.has(from);
    const isFine =
      (row.reason === 'removed' && isOut) ||
      (['role', 'notGiven'].includes(row.reason ?? '') && (world.demoted.has(owner) || isOut)) ||
      // Written after this device was let in anew, under a key of a time before.
      row.reason === 'before';
    if (!isFine) throw new Error(`${who} holds ${JSON.stringify(row)}`);
  }
  for (const { d, gaps, events } of (await device.ledger.db.devices.toArray()) as PeerRow[]) {
    if (Object.keys(gaps).length && !first.roster.removed.has(d.split('-')[1] ?? '')) {
      throw new Error(`${who} lacks ${JSON.stringify(gaps)} of ${d}`);
    }
    // Two profiles that wrote under one name: both are kept, and it is said.
    const wasCopied = world.copied.has(d.split('-')[1] ?? '');
    const bad = events.find(({ what }) => !wasCopied && ['fork', 'broken', 'split'].includes(what));
    if (bad) throw new Error(`${who} saw ${JSON.stringify(bad)} of ${d}`);
  }
  const store = new SyncStore(device.ledger);
  const share = await store.share();
  const unsent = (await store.allOutbox()).filter(({ state }) => state === 'sealed' || state === 'stored');
  if (device.at !== 'hand' && (unsent.length || (share?.confirmed ?? 0) < (share?.lastSealed ?? 0))) {
    throw new Error(`${who} has not sent ${unsent.map(({ name }) => name).join(' ') || 'everything'}`);
  }
  if (share?.withheld.length && !world.demoted.has(device.owner)) {
    throw new Error(`${who} withholds ${JSON.stringify(share.withheld)}`);
  }
  judgeLimits(device, context, segments);
}

/** Whoever was removed has no key under which is written now, and members know nothing of what is the committee's. */
function judgeSecrets(world: World, { device, context, values }: Seen, { roster }: Context): void {
  if (roster.removed.has(device.ledger.clock.device)) {
    const key = context.ring.find(({ k, q }) => roster.current.get(q as 'r')?.k === k);
    if (key) throw new Error(`${nameOf(device)} was removed and has the key ${key.k} of ${key.q}`);
  }
  if (device.role === 'member' && !world.demoted.has(device.owner)) {
    const reason = [...values].find((text) => text.includes('"sick"'));
    if (reason) throw new Error(`${nameOf(device)} knows ${reason}`);
  }
}

/** Of a removed device, everything up to the limit is in and nothing beyond it. */
function judgeLimits(device: Device, { roster, me }: Context, segments: readonly SegmentRow[]): void {
  for (const d of roster.removed.keys()) {
    for (const q of me ? READS[me.role] : []) {
      const [end] = limitOf(roster, d, q) ?? [0];
      const merged = segments.filter((row) => row.d.endsWith(d) && row.q === q && row.state === 'merged');
      const beyond = merged.find(({ s }) => s > end);
      if (beyond) throw new Error(`${nameOf(device)} took in ${beyond.name} beyond ${end}`);
    }
  }
}

/** Every committed value is where it has to be, and nowhere else. */
function judgeValues(
  world: World,
  stay: readonly Seen[],
  { roster }: Context,
  upTo: ReadonlyMap<string, string>,
): void {
  /** Compartments in which a line arrived, of devices that were removed or whose role changed. */
  const arrived = new Map<string, Set<string>>();
  for (const { segments, context } of stay) {
    const reads: readonly string[] = [...READS[context.me?.role ?? 'member'], 'p'];
    for (const { q, lines, state } of segments) {
      // What somebody read before their role changed stays with them, and is looked at no more.
      if (state !== 'merged' || !reads.includes(q)) continue;
      for (const line of lines ?? []) arrived.set(line, (arrived.get(line) ?? new Set()).add(q));
    }
  }
  const model = (stay.find(({ context }) => context.me && context.me.role !== 'member') as Seen).records;
  for (const { text, kind, r, h, field, value, line, by } of world.committed.values()) {
    const isOut = roster.removed.has(by.ledger.clock.device) || !roster.devices.has(by.ledger.clock.device);
    const isDoubtful = isOut || world.demoted.has(by.owner);
    const needs = [...valueByCompartment(kind, field, value as Json).keys()];
    const record = model.get(r);
    const own = needs.includes('o') ? concernOf(kind, r, field, (name) => record?.fields[name]) : undefined;
    // What was told late goes to its person as it stands then; so does what is kept after an erasure, to everybody.
    const isPast = record?.stamps[field] !== h && (kind === 'appraisal' || upTo.has(own?.person ?? ''));
    if (field === 'phone' && value !== null && h <= (upTo.get(r) ?? '')) continue;
    if (own && isPast) continue;
    for (const { device, context, values } of stay) {
      const role = context.me?.role ?? 'member';
      const isOwn = device.owner === by.owner;
      const isPrivate = kind === 'reflection' && !arrived.get(line)?.has('r');
      if (isPrivate) {
        if (!isOwn && values.has(text)) throw new Error(`${nameOf(device)} knows ${text}`);
        if (isOwn && !isOut && !values.has(text)) throw new Error(`${nameOf(device)} has lost ${text}`);
        continue;
      }
      // Of what is shared late, earlier versions stay with their writer.
      if (kind === 'reflection' && !isOwn) continue;
      if (!needs.every((q) => READS[role].includes(q))) {
        const isTheirs = own?.open === true && own.person === device.owner && needs.every((q) => q === 'o');
        if (isTheirs) {
          if ((isDoubtful ? arrived.get(line)?.has('w') : true) && !values.has(text))
            throw new Error(`${nameOf(device)} has not got ${text}, which is their own`);
        } else if (
          role === 'member' &&
          !isOwn &&
          !world.demoted.has(device.owner) &&
          values.has(text) &&
          needs.every((q) => q === 'o')
        )
          throw new Error(`${nameOf(device)} knows ${text}`);
        continue;
      }
      const isIn = (q: string): boolean | undefined => arrived.get(line)?.has(q === 'o' && own ? 'w' : q);
      const isExpected = isDoubtful ? needs.every(isIn) : true;
      if (isExpected && !values.has(text))
        throw new Error(`${nameOf(device)} has lost ${text} of ${nameOf(by)}`);
    }
  }
}

/** What was erased is nowhere: no value of it, no key, and no file of such a key at any place. */
async function judgeErased(
  world: World,
  stay: readonly Seen[],
  upTo: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { text, r, h, field, value } of world.committed.values()) {
    if (field !== 'phone' || value === null || h > (upTo.get(r) ?? '')) continue;
    for (const { device, values, text: all } of stay) {
      if (values.has(text) || all.includes(JSON.stringify(value)))
        throw new Error(`${nameOf(device)} still knows ${text}`);
    }
  }
  const isDead = (k: string): boolean => {
    const key = world.memberKeys.get(k);
    return key !== undefined && key.h <= (upTo.get(key.person) ?? '');
  };
  for (const { device, context } of stay) {
    const key = context.ring.find(({ k, q }) => /^[mc]\//.test(q) && isDead(k));
    if (key) throw new Error(`${nameOf(device)} still has the key ${key.k} of ${key.q}`);
  }
  for (const place of PLACES) {
    for (const [name, bytes] of world.places[place].held()) {
      if (!name.includes('/own/') || isEmptied(bytes) || !isWhole(name, bytes)) continue;
      const told = await toldBy(world.address?.space ?? '', { name, bytes });
      if (told && isDead(told.k)) throw new Error(`${place} still has the key ${told.k} in ${name}`);
    }
  }
}

/** Keys of members lie wrapped to devices of those members, and to nobody else's: what anybody could open is asked of the places. */
async function judgeOwnKeys(world: World, { roster }: Context): Promise<void> {
  for (const place of PLACES) {
    for (const [name, bytes] of world.places[place].held()) {
      if (!name.includes('/own/') || isEmptied(bytes) || !isWhole(name, bytes)) continue;
      const told = await toldBy(world.address?.space ?? '', { name, bytes });
      const person = world.memberKeys.get(told?.k ?? '')?.person;
      const other = told?.devices.find((d) => roster.devices.get(d)?.member !== person);
      if (other) throw new Error(`${other} was given a key of ${person} in ${name}`);
    }
  }
}

/** Every file that somebody knows of is here, whole, as far as anybody who stays has it. */
async function judgeFiles(stay: readonly Seen[]): Promise<void> {
  const had = new Set<string>();
  for (const { device } of stay) {
    for (const { sha256, data } of (await device.ledger.db.attachments.toArray()) as AttachmentRow[]) {
      const bytes = new Uint8Array(await data.arrayBuffer());
      const hash = createHash('sha256').update(bytes).digest('hex');
      if (hash !== sha256) throw new Error(`${nameOf(device)} has ${hash} as ${sha256}`);
      had.add(sha256);
    }
  }
  for (const { device, context } of stay) {
    const lacking = (await filesLacking(device)).filter((sha256) => had.has(sha256));
    if (lacking.length) throw new Error(`${nameOf(device)} lacks the files ${lacking.join(' ')}`);
    const pending = device.at === 'hand' ? [] : await context.store.blobs.pending();
    if (pending.length)
      throw new Error(`${nameOf(device)} has not put ${pending.map(({ id }) => id).join(' ')}`);
  }
}

/** The segments at the places: each chain has every number once, and each names the one before it. */
function judgeChains({ places, copied }: World): void {
  const chains = new Map<string, Map<number, { hash: string; p: string }>>();
  for (const place of PLACES) {
    for (const [name, bytes] of places[place].held()) {
      const [chain, number, hash] = /^(.*\/d\/.*)\/\d{6}\/(\d{8})-(.*)$/.exec(name)?.slice(1) ?? [];
      if (!chain || !number || !hash || !isWhole(name, bytes)) continue;
      if (copied.has(/-([0-9a-z]{8})\//.exec(chain)?.[1] ?? '')) continue;
      const text = new TextDecoder().decode(bytes.subarray(64, bytes.indexOf(10, 64)));
      const rows = chains.get(chain) ?? new Map<number, { hash: string; p: string }>();
      const other = rows.get(Number(number));
      if (other && other.hash !== hash) throw new Error(`two segments are ${chain} ${number}`);
      rows.set(Number(number), { hash, p: (JSON.parse(text) as { p: string }).p });
      chains.set(chain, rows);
    }
  }
  for (const [chain, rows] of chains) {
    for (const [s, { p }] of rows) {
      const before = rows.get(s - 1);
      if (before && !p.startsWith(before.hash)) throw new Error(`${chain} ${s} does not follow ${s - 1}`);
    }
  }
}

type Known = Record<string, string[]>;

/** What a device knows. Who looked at which mark is each one's own; what is open to rule on is everybody's. */
async function knownBy({ erased }: World, device: Device): Promise<Known> {
  const { history, records, commits, quarantine } = await known(device.ledger);
  const open = await openConflicts(device.ledger);
  /** Of records on people of whom something was erased, what stands now goes on, and not what stood before. */
  const past = new Set([...erased].flatMap(ownRecords));
  const isAside = (row: string): boolean =>
    row.includes('"refl-') ||
    [...past].some((id) => row.includes(`"r":"${id}"`) || row.startsWith(`"${id}"`));
  const presentLines = (row: string): string => {
    const commit = JSON.parse(row) as { lines: { r: string }[] };
    return JSON.stringify({ ...commit, lines: commit.lines.filter(({ r }) => !past.has(r)) });
  };
  return {
    records: records.filter((row) => !isAside(row)),
    commits: (past.size ? commits.map(presentLines) : commits).filter(
      (row) => !isAside(row) && !row.includes('"lines":[]'),
    ),
    quarantine,
    history: history.map((row) => row.replace(/"conflict":[01],?/, '')).filter((row) => !isAside(row)),
    conflicts: open
      .map(({ row }) => `"${row.r}" ${row.f} ${row.h}`)
      .filter((row) => !isAside(row))
      .sort(),
  };
}

function compare(mine: Known, theirs: Known, owner: string): void {
  for (const [part, rows] of Object.entries(mine)) {
    const other = theirs[part] ?? [];
    const missing = rows.filter((row) => !other.includes(row));
    const more = other.filter((row) => !rows.includes(row));
    if (missing.length || more.length || rows.length !== other.length) {
      throw new Error(`${owner} differs in ${part}:\n- ${missing.join('\n- ')}\n+ ${more.join('\n+ ')}`);
    }
  }
}
