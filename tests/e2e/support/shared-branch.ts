import { MemoryCarrier } from '../../../lib/carrier';
import {
  change,
  create,
  DATABASES,
  Ledger,
  newId,
  openSpace,
  putPlaceRow,
  remove,
  sharedSpaces,
  SyncStore,
} from '../../../lib/ledger';
import { attachEvidence } from '../../../lib/governance';
import { tendExhibits } from '../../../lib/governance/exhibits';
import { ANSWERS, itemRecordId } from '../../../lib/governance/item-id';
import { erase } from '../../../lib/members/privacy';
import { nameColleague } from '../../../lib/share/colleague';
import {
  certify,
  exchange,
  fetchAhead,
  foundCompanySpace,
  foundSpace,
  joinCompanySpace,
  joinSpace,
  place as placeOf,
  removeFromSpace,
  requestToJoin,
  type SpaceAddress,
  type SpaceRole,
} from '../../../lib/sync';

/** Invented colleagues: short name, name on the roster, role in the space. */
const COLLEAGUES: readonly [owner: string, name: string, role: SpaceRole][] = [
  ['lin', '示例林', 'committee'],
  ['he', '示例何', 'deputy'],
  ['zhou', '示例周晓晓晓', 'member'],
  ['shen', '示例审', 'reviewer'],
  ['gao', '示例高', 'committee'],
];
const HOUR = 3_600_000;

interface Colleague {
  ledger: Ledger;
  time: { now: number };
}

/**
 * Fills the own space of this profile with a branch that several people share, in a state in which everything that
 * sharing can show is to be seen at once: two values of an ordinary and of a strict field, a batch that would delete
 * much, chains that do not add up, a clock that is ahead, files that did not arrive, somebody who was removed and wrote
 * on, somebody who never came; a record that proves an item and changed; texts and files that are here, on the way or
 * missing, and more of them than was allowed; an erasure. All of it is brought about by the colleagues' own profiles at a
 * place in memory. `sort` is what the place is said to be: files by hand, or a folder that cannot be opened.
 */
export async function fill(sort: 'file' | 'folder' = 'file', withCompany = false): Promise<void> {
  const started = Date.now();
  const carrier = new MemoryCarrier();
  const mine = await openSpace('own');
  await mine.setMe({ member: 'wei', role: 'secretary' });
  const companyId = newId();
  await mine.commit(
    [
      create(
        'branch',
        { name: '示例物流支部', company: '示例物流有限公司', companyId, form: 'single', hasCommittee: true },
        'branch',
      ),
      create('member', { name: '示例卫', category: 'full', posts: ['secretary'] }, 'wei'),
      ...COLLEAGUES.filter(([, , role]) => role !== 'reviewer').map(([owner, name]) =>
        create('member', { name, category: 'full', phone: '13800000000', address: '示例路 1 号' }, owner),
      ),
      ...Array.from({ length: 80 }, (_, index) =>
        create(
          'meeting',
          {
            types: { themeDay: true },
            startsAt: `2026-${String(10 - (index % 9)).padStart(2, '0')}-20T15:00`,
            title: `示例主题党日 ${index + 1}`,
            place: '示例一号会议室',
          },
          `m${index}`,
        ),
      ),
    ],
    { label: 'branchCreate' },
  );
  const item = itemRecordId({ companyId, packId: ANSWERS, item: 'B1', period: '2026' });
  await mine.commit(
    [create('governanceItem', { companyId, item: 'B1', period: '2026', design: 'met' as const }, item)],
    { label: 'test' },
  );
  const address = await foundSpace(mine, 'wei');
  await putPlaceRow(mine, { id: 'place', address: { sort }, found: { weak: false } });

  const there = new Map<string, Colleague>();
  for (const [owner, , role] of COLLEAGUES)
    there.set(owner, await letIn(mine, address, owner, role, started));
  const of = (owner: string): Colleague => there.get(owner) as Colleague;
  const [lin, he, gao] = [of('lin'), of('he'), of('gao')];
  await nameColleague(mine, { member: 'shen', name: '示例审' });
  // 示例周 was let in and never came.
  const meet = async (...people: Ledger[]): Promise<void> => {
    for (const ledger of people) await exchange(ledger, carrier);
  };
  await meet(mine, lin.ledger, he.ledger, gao.ledger, of('shen').ledger, mine);

  if (withCompany) await companyBeside(mine, carrier, started);

  // Files of a colleague: one is fetched, one is not, and of a text the bytes were lost at the place.
  await mine.setMeta('filesAhead', 1);
  const [photo, scan] = [
    await lin.ledger.putBlob(bytes(300_000, 'image/jpeg')),
    await lin.ledger.putBlob(bytes(3_000_000, 'application/pdf')),
  ];
  const filed = {
    a: { ...photo, name: '示例照片.jpg', role: 'photo' as const },
    b: { ...scan, name: '示例签到表.pdf', role: 'file' as const },
  };
  await lin.ledger.commit(
    [
      create(
        'meeting',
        {
          types: { themeDay: true },
          startsAt: '2026-11-20T15:00',
          title: '示例：带附件的主题党日',
          place: '示例一号会议室',
          minutes: LONG,
          attachments: filed,
        },
        'withFiles',
      ),
    ],
    { label: 'meetingRecord' },
  );
  await meet(lin.ledger);
  const before = new Set(carrier.files().map(({ name }) => name));
  const text = await lin.ledger.putBlob(bytes(60_000, 'text/html'));
  const clip = {
    title: '示例：正文还没有传到的材料',
    url: 'https://example.com/a',
    coverage: 'article' as const,
  };
  await lin.ledger.commit([create('clip', { ...clip, length: 20_000, body: text }, 'withoutText')], {
    label: 'clip',
  });
  await meet(lin.ledger);
  for (const { name } of carrier.files())
    if (!before.has(name) && name.includes('/x/')) carrier.tamper(name, undefined);
  await meet(mine);
  await fetchTo(mine, carrier, 1 << 20);
  await mine.setMeta('filesAhead', 0);

  // A record that proves an item, and is another one since.
  const proved = { companyId, packId: ANSWERS, item: 'B1', period: '2026' };
  await attachEvidence(mine, proved, { id: 'm1', kind: 'meeting' }, { today: '2026-11-20' });
  const evidence = await mine.get('meeting', 'm1');
  if (evidence) await mine.commit([change(evidence, { place: '示例三号会议室' })], { label: 'meetingEdit' });
  await tendExhibits(mine);

  // Both change the same fields without knowing of each other.
  const edit = async (ledger: Ledger, place: string, design: 'partly' | 'notMet'): Promise<void> => {
    const [meeting, state] = [await ledger.get('meeting', 'm0'), await ledger.get('governanceItem', item)];
    if (!meeting || !state) throw new Error('nothing to edit');
    await ledger.commit([change(meeting, { place })], { label: 'meetingEdit' });
    await ledger.commit([change(state, { design })], { label: 'governanceAnswer' });
  };
  await edit(mine, '示例二号会议室（二楼，靠近电梯，可容纳三十人）', 'partly');
  lin.time.now += 1000;
  await edit(lin.ledger, '示例三号会议室', 'notMet');

  // The head that stands now comes back later.
  await meet(lin.ledger);
  const head = `v1/b/${address.space}/h/lin-${lin.ledger.clock.device}`;
  const oldHead = carrier.files().find(({ name }) => name === head)?.bytes;
  lin.time.now += 3 * 24 * HOUR;
  await lin.ledger.commit([create('meeting', { types: { lecture: true }, startsAt: '2026-11-26T15:00' })], {
    label: 'meetingRecord',
  });
  await meet(lin.ledger, mine);
  if (oldHead) await carrier.put(head, oldHead);

  // 示例何 deletes a quarter of everything.
  const gone = (await he.ledger.list('meeting')).slice(0, 40);
  await he.ledger.commit(
    gone.map((record) => remove(record)),
    { label: 'life.delete' },
  );
  await meet(he.ledger);

  // 示例高 is removed, and wrote on in his own time.
  await meet(mine, gao.ledger);
  await removeFromSpace(mine, { owner: 'gao' });
  gao.time.now += HOUR;
  await gao.ledger.commit([create('meeting', { types: { lecture: true }, startsAt: '2026-11-25T09:00' })], {
    label: 'meetingRecord',
  });
  await meet(gao.ledger, mine, mine);

  // Asked for by 示例周.
  const zhou = await mine.get('member', 'zhou');
  if (zhou) await erase(mine, zhou, { ...ERASURE, keys: ['member:phone'] });
  await meet(mine);
  // A file of one's own that is not sent yet.
  const own = await mine.putBlob(bytes(120_000, 'application/pdf'));
  const meeting = await mine.get('meeting', 'm2');
  if (meeting) {
    const attachments = { a: { ...own, name: '示例决议.pdf', role: 'file' as const } };
    await mine.commit([change(meeting, { attachments })], { label: 'meetingEdit' });
  }
  await putPlaceRow(mine, { id: 'run', at: started, doneAt: started });
  for (const [owner, { ledger }] of there) {
    ledger.close();
    indexedDB.deleteDatabase(databaseOf(owner));
  }
  mine.close();
}

/** Fills the own space as that of somebody who was let in by the secretary to review, or as a member. */
export async function fillAs(role: 'reviewer' | 'member'): Promise<void> {
  const carrier = new MemoryCarrier();
  const wei = await Ledger.open({ name: databaseOf('wei') });
  await wei.setMe({ member: 'wei', role: 'secretary' });
  const companyId = newId();
  const mine = await openSpace('own');
  await mine.setMe({ member: 'he', role: role === 'member' ? 'member' : 'compliance' });
  await wei.commit(
    [
      create(
        'branch',
        { name: '示例物流支部', company: '示例物流有限公司', companyId, form: 'single', hasCommittee: true },
        'branch',
      ),
      create('member', { name: '示例卫', category: 'full', posts: ['secretary'] }, 'wei'),
      ...(role === 'member' ? [create('member', { name: '示例何', category: 'full' as const }, 'he')] : []),
      create(
        'meeting',
        { types: { general: true }, startsAt: '2026-10-20T15:00', title: '示例党员大会', host: 'wei' },
        'm0',
      ),
    ],
    { label: 'branchCreate' },
  );
  const item = { companyId, packId: ANSWERS, item: 'B1', period: '2026' };
  await attachEvidence(wei, item, { id: 'm0', kind: 'meeting' }, { today: '2026-11-20' });
  const address = await foundSpace(wei, 'wei');
  await certify(wei, await requestToJoin(mine, 'he'), role);
  await joinSpace(mine, address, 'he');
  await putPlaceRow(mine, { id: 'place', address: { sort: 'file' }, found: { weak: false } });
  for (const ledger of [wei, mine, wei, mine]) await exchange(ledger, carrier);
  wei.close();
  indexedDB.deleteDatabase(databaseOf('wei'));
  mine.close();
}

const LONG = '会议记录（示例）：讨论站点休息点的开放时间和责任人。'.repeat(800);
const ERASURE = {
  newName: '',
  requestedBy: '本人',
  requestedOn: '2026-11-25',
  reason: '不再需要',
  kept: '党费按规定保留',
  on: '2026-11-26',
};

/** Bytes that compress to nothing smaller, of a size. */
function bytes(size: number, type: string): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let left = size; left > 0; left -= 65_536)
    parts.push(crypto.getRandomValues(new Uint8Array(Math.min(left, 65_536))));
  return new Blob(parts, { type });
}

/** Fetches texts, and files as far as the budget goes. */
async function fetchTo(ledger: Ledger, carrier: MemoryCarrier, budget: number): Promise<void> {
  for (const share of await sharedSpaces(ledger)) {
    const store = new SyncStore(ledger, share.space);
    await fetchAhead({ ledger, store, share, at: placeOf(share.space) }, carrier, { budget });
  }
}

/**
 * Another company, whose checklist this person leads: with somebody of another branch, who answered the same item at the
 * same time, and somebody of compliance, who never came.
 */
async function companyBeside(mine: Ledger, carrier: MemoryCarrier, now: number): Promise<void> {
  const companyId = '示例仓储';
  const title = '示例仓储有限公司';
  const item = itemRecordId({ companyId, packId: ANSWERS, item: 'B1', period: '2026' });
  const answer = { companyId, item: 'B1', period: '2026' } as const;
  const address = await foundCompanySpace(mine, companyId, 'wei', { title });
  await mine.commit([create('governanceItem', { ...answer, design: 'met' }, item)], { label: 'test' });
  const people = [
    ['zhang', 'committee'],
    ['fan', 'reviewer'],
  ] as const;
  for (const [owner, role] of people) {
    const time = { now };
    const ledger = await Ledger.open({ name: databaseOf(owner), wall: () => time.now });
    await ledger.setMe({ member: owner, role: 'secretary' });
    await certify(mine, await requestToJoin(ledger, owner), role, { space: address.space });
    await joinCompanySpace(ledger, { ...address, company: companyId, title }, owner, role);
    if (role === 'committee') {
      await exchange(mine, carrier);
      await exchange(ledger, carrier);
      for (const [one, design] of [
        [mine, 'partly'],
        [ledger, 'notMet'],
      ] as const) {
        const state = await one.get('governanceItem', item);
        if (state) await one.commit([change(state, { design })], { label: 'governanceAnswer' });
        time.now += 1000;
      }
      await exchange(ledger, carrier);
      await exchange(mine, carrier);
    }
    ledger.close();
    indexedDB.deleteDatabase(databaseOf(owner));
  }
}

const databaseOf = (owner: string): string => `${DATABASES.own}-shared-${owner}`;

async function letIn(
  lead: Ledger,
  address: SpaceAddress,
  owner: string,
  role: SpaceRole,
  now: number,
): Promise<Colleague> {
  const time = { now };
  const ledger = await Ledger.open({ name: databaseOf(owner), wall: () => time.now });
  await ledger.setMe({ member: owner, role: role === 'member' ? 'member' : 'secretary' });
  await certify(lead, await requestToJoin(ledger, owner), role);
  await joinSpace(ledger, address, owner);
  return { ledger, time };
}
