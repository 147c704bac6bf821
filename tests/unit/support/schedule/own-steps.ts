import { change, create, type Rec, type Write } from '../../../../lib/ledger';
import { erasableOf, erase } from '../../../../lib/members/privacy';
import { notHere } from '../../../../lib/sync/blobs-wanted';
import { readContext } from '../../../../lib/sync/context';
import { bytesOf } from '../blobs';
import { OWNERS, type Device, pick, type World } from './world';

/** Ids of the records that concern a person, beside the person's own. */
export const ownRecords = (person: string): string[] => [person, `dues-${person}`, `appraisal-${person}`];

/** What the committee writes on one person: particulars and dues, and an appraisal that is the person's once it is told. */
async function ownWrites({ next }: World, { ledger }: Device, person: string): Promise<Write[]> {
  const [dues, appraisal] = ownRecords(person).slice(1) as [string, string];
  // Whoever is on no roster is nobody who could read anything.
  if (!(await ledger.find(person)))
    return [create('member', { name: `示例${person}`, category: 'full' }, person)];
  switch (next(4)) {
    case 0: {
      const fields = { phone: `${1e9 + next(1e9)}`, note: `备注${next(99)}` };
      return [change((await ledger.find(person)) as Rec<'member'>, fields)];
    }
    case 1: {
      const present = (await ledger.find(appraisal)) as Rec<'appraisal'> | undefined;
      const grade = next(2) ? 'qualified' : 'basic';
      if (!present) return [create('appraisal', { member: person, year: '2026', grade }, appraisal)];
      return [change(present, next(2) ? { grade } : { feedbackOn: '2026-11-26' })];
    }
    default: {
      const present = (await ledger.find(dues)) as Rec<'duesRecord'> | undefined;
      if (present) return [change(present, { paid: 100 + next(900) })];
      return [create('duesRecord', { member: person, month: '2026-11', paid: 100 + next(900) }, dues)];
    }
  }
}

/** Writes what concerns one member. */
export async function writeOwn(world: World, device: Device): Promise<string> {
  const person = pick(world, OWNERS);
  const { n } = await device.ledger.commit(await ownWrites(world, device, person), { label: 'test' });
  return `${n ?? 'nothing'} of ${person}`;
}

/** Erases a member's telephone number on request. */
export async function eraseOwn(world: World, { ledger }: Device): Promise<string> {
  const person = pick(world, OWNERS);
  const member = (await ledger.find(person)) as Rec<'member'> | undefined;
  const keys = ['member:phone'];
  if (!member || !(await erasableOf(ledger, member)).some(({ key }) => key === keys[0])) return 'nothing';
  world.erased.add(person);
  await erase(ledger, member, {
    keys,
    newName: '',
    requestedBy: '本人',
    requestedOn: '2026-11-25',
    reason: '不再需要',
    kept: '党费按规定保留',
    on: '2026-11-26',
  });
  return `of ${person}`;
}

/** Keeps a file with an activity, with dues, or with a text of one's own; or a text too long for a record. */
export async function writeFile(world: World, { ledger, owner, role }: Device): Promise<string> {
  const { next } = world;
  const isMember = role === 'member' || !(await ledger.db.identity.get('share'));
  const sort = isMember ? 0 : next(4);
  const commit = async (write: Write): Promise<string> =>
    `${(await ledger.commit([write], { label: 'test' })).n ?? 'nothing'}`;
  if (sort === 1) {
    const meeting = (await ledger.find('m1')) as Rec<'meeting'> | undefined;
    // Above what a record holds itself.
    return meeting ? commit(change(meeting, { minutes: `${'记录'.repeat(3000)}${next(99)}` })) : 'nothing';
  }
  const data = new Blob([bytesOf(100 + next(3000), next(0xffff))], { type: 'application/pdf' });
  const file = { ...(await ledger.putBlob(data)), name: '示例.pdf', role: 'file' as const };
  const id = ['clip', '', 'm2', `dues-${pick(world, OWNERS)}`][sort] as string;
  if (sort === 0) {
    const clip = `clip-${owner}`;
    const present = (await ledger.find(clip)) as Rec<'clip'> | undefined;
    const fields = { title: '示例', url: 'https://a.example/', coverage: 'article', excerpt: '', length: 9 };
    return commit(present ? change(present, { file }) : create('clip', { ...fields, file } as never, clip));
  }
  const present = (await ledger.find(id)) as Rec<'meeting' | 'duesRecord'> | undefined;
  const element = pick(world, ['a', 'b']);
  return present
    ? commit(change(present as Rec<'meeting'>, { attachments: { [element]: file } }))
    : 'nothing';
}

/** Files and long texts that a device was told of and has not got. */
export const filesLacking = async ({ ledger }: Device): Promise<string[]> =>
  (await notHere(await readContext(ledger))).map(({ sha256 }) => sha256);
