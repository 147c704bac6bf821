import { MemoryCarrier } from '../../../../lib/carrier';
import { Ledger as LedgerClass } from '../../../../lib/ledger/ledger';
import { copyStored } from './begin';
import {
  change,
  create,
  type Rec,
  remove,
  restore,
  sendAllAgain,
  SyncStore,
  type Write,
} from '../../../../lib/ledger';
import { openConflicts, settle } from '../../../../lib/share/conflicts';
import {
  changeRole,
  exchange,
  fetchAhead,
  handOver,
  raiseLimit,
  removeFromSpace,
  SPACE_ROLES,
  takeOver,
} from '../../../../lib/sync';
import { readContext } from '../../../../lib/sync/context';
import { headNumber, relay } from './relay';
import type { Step } from './plan';
import { eraseOwn, writeFile, writeOwn } from './own-steps';
import { type Device, pick, PLACES, type PlaceName, type World } from './world';

const MEETINGS = ['m1', 'm2', 'm3'];
const ROOMS = ['东厅', '西厅', '南厅', '北厅'];

/** Activities, with reasons for absence that only the committee reads; dues and matters whose values are ruled on. */
async function committeeWrites(world: World, { ledger, owner }: Device): Promise<Write[]> {
  const { next } = world;
  const id = pick(world, MEETINGS);
  const present = (await ledger.find(id)) as Rec<'meeting'> | undefined;
  const place = pick(world, ROOMS);
  if (!present) {
    return [
      create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place }, id),
      create('resolution', { meeting: id, text: `${id} ${owner}`, state: 'open' }, `res-${id}-${owner}`),
    ];
  }
  const entry = next(2)
    ? { state: 'leave' as const, reason: 'sick' as const }
    : { state: 'present' as const };
  const element = pick(world, ['a', 'b']);
  switch (next(9)) {
    case 0:
      return [remove(present)];
    case 1:
      return [restore(present)];
    case 2:
      return [change(present, { attendance: { [element]: entry } })];
    case 3:
      return [change(present, { place: null, attendance: { [element]: null } })];
    case 4:
    case 5: {
      const dues = (await ledger.find('dues')) as Rec<'duesRecord'> | undefined;
      return dues
        ? [change(dues, { paid: 100 + next(50), note: pick(world, ROOMS) })]
        : [create('duesRecord', { member: 'p1', month: '2026-11', paid: 100 + next(5) }, 'dues')];
    }
    case 6: {
      const matter = (await ledger.find(`res-${id}-wei`)) as Rec<'resolution'> | undefined;
      return matter ? [change(matter, { state: pick(world, ['open', 'done', 'dropped']), owner })] : [];
    }
    default:
      return [change(present, { place, roughNotes: `${owner} ${next(100)}` })];
  }
}

/** Declared study, and reflections that are their writer's alone until they are shared. */
async function memberWrites(world: World, { ledger, owner }: Device): Promise<Write[]> {
  const { next } = world;
  const nth = next(2);
  if (next(3) === 0) {
    const id = `refl-${owner}-${nth}`;
    const present = (await ledger.find(id)) as Rec<'reflection'> | undefined;
    if (!present)
      return [create('reflection', { member: owner, on: '2026-11-25', text: `心得 ${next(99)}` }, id)];
    if (next(3) === 0) return [change(present, { sharedOn: '2026-11-26' })];
    return [change(present, { text: `心得 ${next(99)}` })];
  }
  const id = `study-${owner}-${nth}`;
  const present = (await ledger.find(id)) as Rec<'studyLog'> | undefined;
  if (present) return [change(present, { subject: pick(world, ROOMS) })];
  return [
    create('studyLog', { member: owner, on: '2026-11-25', form: 'self', hours: 1, state: 'declared' }, id),
  ];
}

async function write(world: World, device: Device): Promise<string> {
  const share = await device.ledger.db.identity.get('share');
  const isMember = device.role === 'member' || !share || world.next(5) === 0;
  const writes = await (isMember ? memberWrites : committeeWrites)(world, device);
  const { n } = await device.ledger.commit(writes, { label: 'test' });
  return `${n ?? 'nothing'}`;
}

/** One exchange of a device with its place. */
export async function meet(world: World, device: Device): Promise<string> {
  if (device.at === 'hand') return 'nowhere';
  const weak = device.at !== 'server';
  const done = await exchange(device.ledger, world.placeOf(device, device.at), { weak });
  if (world.isCalm || world.next(2)) {
    const context = await readContext(device.ledger);
    await fetchAhead(context, world.placeOf(device, device.at), { budget: 1e9 }, { again: true });
  }
  if (done?.pushed.state === 'sent' && !world.isDisturbed) await isThere(world, device, device.at);
  return `${done?.pulled.segments} in, ${done?.pushed.files} out, ${done?.pushed.state}`;
}

/** What counts as sent is named by a head that stands. */
async function isThere(world: World, device: Device, at: PlaceName): Promise<void> {
  const share = await new SyncStore(device.ledger).share();
  const name = `/h/${share?.owner}-${share?.device}`;
  const head = [...world.places[at].held()].find(([file]) => file.endsWith(name))?.[1];
  if (headNumber(head) < (share?.headN ?? 0)) throw new Error(`no head ${share?.headN} of ${name}`);
}

/** Makes a file of what a device wrote. */
export async function makeBundle(world: World, device: Device, all = false): Promise<string> {
  const { files } = await handOver(device.ledger, { all });
  world.bundles.push({ by: device.index, files });
  return `made file ${world.bundles.length - 1}`;
}

/** Takes a file in, whole or, in rough times, a part of it or a damaged one. */
export async function takeBundle(world: World, device: Device, nth: number): Promise<string> {
  const bundle = world.bundles[nth];
  if (!bundle) return 'no file';
  const place = new MemoryCarrier({ marks: false });
  for (const { name, bytes } of bundle.files) {
    const mishap = world.isCalm ? 9 : world.next(24);
    if (mishap === 0) continue;
    place.tamper(name, mishap === 1 ? bytes.slice(0, Math.floor(bytes.length / 2)) : bytes);
  }
  const { segments } = await takeOver(device.ledger, place);
  return `took file ${nth}: ${segments} in`;
}

async function hand(world: World, device: Device): Promise<string> {
  if (!world.bundles.length || world.next(3) === 0) return makeBundle(world, device, world.next(4) === 0);
  return takeBundle(world, device, world.next(world.bundles.length));
}

/** Somebody who leads does what only they may. */
async function lead(world: World, device: Device, only?: 'remove'): Promise<string> {
  const { next } = world;
  const { ledger } = device;
  const { roster } = await readContext(ledger);
  const others = world.devices.filter(({ owner }) => owner !== 'wei' && owner !== device.owner);
  switch (only ? 0 : next(6)) {
    case 0: {
      if (roster.removed.size > 2) return 'enough removed';
      const second = world.devices.find(({ owner, index }) => owner === 'wei' && index > 0);
      if (second && second !== device && next(3) === 0) {
        await removeFromSpace(ledger, { devices: [second.ledger.clock.device] });
        return `removed wei${second.index}`;
      }
      if (!others.length) return 'nobody to remove';
      const { owner } = pick(world, others);
      await removeFromSpace(ledger, { owner });
      return `removed ${owner}`;
    }
    case 1:
    case 2: {
      let raised = 0;
      for (const d of roster.removed.keys()) if (await raiseLimit(ledger, d)) raised += 1;
      return `accepted more of ${raised}`;
    }
    case 3: {
      if (!others.length) return 'no other role';
      const { owner } = pick(world, others);
      const role = pick(world, SPACE_ROLES.slice(1, 4));
      world.demoted.add(owner);
      await changeRole(ledger, owner, role);
      return `made ${owner} ${role}`;
    }
    default: {
      const open = await openConflicts(ledger);
      if (!open.length) return 'nothing to rule on';
      await settle(ledger, pick(world, open), next(2) === 0);
      return `ruled, ${open.length} were open`;
    }
  }
}

const leaders = ({ devices }: World): Device[] =>
  devices.filter(({ owner }) => owner === 'wei' || owner === 'lin');

function setClock(world: World, device: Device): string {
  const [name, offset] = pick(world, [
    ['+3 d', 3 * 86_400_000],
    ['-1 y', -365 * 86_400_000],
    ['right', 0],
    ['+10 min', 600_000],
  ] as const);
  device.time.now = world.now + offset;
  return name;
}

/** Something happens to a place that nobody asked for. */
async function spoil(world: World): Promise<string> {
  const name = pick(world, PLACES);
  const place = world.places[name];
  world.isDisturbed = true;
  const all = [...place.held()].map(([file, bytes]) => ({ name: file, bytes }));
  const heads = all.filter((file) => file.name.includes('/h/'));
  const files = all.filter((file) => file.name.includes('/d/'));
  const head = heads.length ? pick(world, heads) : undefined;
  const lost = files.length ? pick(world, files) : undefined;
  switch (world.next(5)) {
    case 0:
      if (head) await place.tamper(head.name, undefined);
      return `${name} lost head ${head?.name.slice(-14)}`;
    case 1:
      if (head) await place.tamper(head.name, head.bytes.slice(0, world.next(head.bytes.length)));
      return `${name} tore head ${head?.name.slice(-14)}`;
    case 2: {
      const pieces = all.filter((file) => file.name.includes('/x/'));
      const piece = pieces.length ? pick(world, pieces) : undefined;
      if (piece) await place.tamper(piece.name, undefined);
      return `${name} lost piece ${piece?.name.slice(-14)}`;
    }
    default: {
      // With the head its writer looks whether everything is there; without, others say what they lack.
      if (!lost) return `${name} had nothing to lose`;
      await place.tamper(lost.name, undefined);
      const own = heads.find((file) => file.name.endsWith(/\/d\/([^/]+)\//.exec(lost.name)?.[1] ?? '-'));
      if (own && world.next(2)) await place.tamper(own.name, undefined);
      return `${name} lost ${lost.name.slice(-44)}`;
    }
  }
}

async function move(world: World, device: Device): Promise<string> {
  const to: PlaceName = pick(world, PLACES);
  if (device.at === to || device.at === 'hand') return 'stays';
  device.at = to;
  await sendAllAgain(device.ledger);
  return `goes to ${to}`;
}

/** Goes on as another device, as a profile does that took in a backup. */
async function renew({ ledger }: Device): Promise<string> {
  await ledger.renewDevice();
  return ledger.clock.device;
}

/** Copies of one schedule. */
const MOST_COPIES = 2;

/** Somebody copies the folder of a profile to another computer, and both go on. */
async function copy(world: World, device: Device): Promise<string> {
  const copies = world.devices.filter(({ of }) => of);
  const name = `${device.name}-copy-${copies.length + 1}`;
  if (copies.length >= MOST_COPIES || !copyStored(device.name, name)) return 'not copied';
  const time = { now: device.time.now };
  const ledger = await LedgerClass.open({ name, wall: () => time.now });
  world.copied.add(ledger.clock.device);
  world.devices.push({ ...device, index: world.devices.length + 10, of: device, name, ledger, time });
  return 'copied';
}

/** The device of a step, or one that was copied from it. */
function deviceOf(world: World, step: Step): Device {
  const entered = world.devices.filter(({ of }) => !of);
  const device = (entered[step.who] ?? entered[0]) as Device;
  const all = world.devices.filter((one) => one === device || one.of === device);
  return all.length > 1 ? pick(world, all) : device;
}

/** Does one step of a schedule. */
export async function perform(world: World, step: Step): Promise<void> {
  const device = deviceOf(world, step);
  const leading = leaders(world);
  const leader = leading[step.who % leading.length] as Device;
  switch (step.sort) {
    case 'write':
      return world.run(device, 'wrote', () => write(world, device), 1);
    case 'own':
      if (device.role === 'member') return;
      return world.run(device, 'wrote', () => writeOwn(world, device), 1);
    case 'file':
      return world.run(device, 'kept', () => writeFile(world, device), 1);
    case 'erase':
      return world.run(leader, 'erased', () => eraseOwn(world, leader), 1);
    case 'meet':
      return world.run(device, 'met', () => meet(world, device), 4);
    case 'hand':
      return world.run(device, 'by hand', () => hand(world, device));
    case 'people':
      return world.run(leader, 'led', () => lead(world, leader));
    case 'both':
      for (const one of [leader, leading.find(({ index }) => index !== leader.index) ?? leader]) {
        await world.run(one, 'led', () => lead(world, one, 'remove'), 1);
      }
      return;
    case 'move':
      return world.run(device, 'moved', () => move(world, device));
    case 'renew':
      return world.run(device, 'became', () => renew(device), 1);
    case 'copy':
      return world.run(device, 'was', () => copy(world, device), 0);
    case 'clock':
      world.log.push(`${device.owner}${device.index} clock ${setClock(world, device)}`);
      return;
    case 'spoil':
      world.log.push(await spoil(world));
      return;
    default: {
      const from = pick(world, PLACES);
      const to = pick(
        world,
        PLACES.filter((name) => name !== from),
      );
      const blindly = world.next(4) === 0;
      world.isDisturbed ||= blindly;
      const count = await relay(world.places[from], world.places[to], blindly);
      world.log.push(`relayed ${count} files from ${from} to ${to}`);
    }
  }
}
