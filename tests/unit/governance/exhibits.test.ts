import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import {
  attachEvidence,
  changedFields,
  changedItems,
  detachEvidence,
  exhibitsOfItem,
  itemRecordId,
  noteLook,
  refOf,
} from '../../../lib/governance';
import { EXHIBITED } from '../../../lib/governance/exhibit-table';
import { followExhibits, tendExhibitsAlone } from '../../../lib/governance/exhibit-follow';
import { exhibitId, tendExhibits } from '../../../lib/governance/exhibits';
import { change, create, type Ledger, remove, restore } from '../../../lib/ledger';
import type { KindName } from '../../../lib/records';
import { schemaFields } from '../../../lib/sync/compartments';
import { openTestLedger } from '../support/ledger';
import { founder, heldBy, letIn, meet, type Profile } from '../support/shared';

const today = '2026-11-26';
const ref = refOf({ companyId: 'c1' }, 'E3', '2026Q4');
const item = itemRecordId(ref);

/** People of the branch; `wei` is the person of the secretary's profile. */
const people = () => [
  create('member', { name: '标记甲', category: 'full', posts: ['secretary'], phone: '13800001111' }, 'wei'),
  create('member', { name: '标记乙', category: 'full', posts: ['organization'] }, 'lin'),
  create('member', { name: '标记丙', category: 'full' }, 'he'),
];

const meeting = () =>
  create(
    'meeting',
    {
      types: { general: true },
      title: '示例党员大会',
      startsAt: '2026-11-05T15:00',
      place: '标记会议室',
      host: 'wei',
      recorder: 'he',
      lecturer: '标记外请讲师',
      agenda: {
        b: { order: 2, text: '请标记丙和标记乙汇报，标记丙补充' },
        a: { order: 1, text: '讨论制度' },
      },
      minutes: '标记记录正文',
      roughNotes: '标记原始笔记',
      criticism: '标记批评',
      attendance: {
        wei: { state: 'present' },
        lin: { state: 'present' },
        he: { state: 'leave', reason: 'sick' },
      },
      ballots: { v: { order: 1, kind: 'ordinary', text: '通过标记乙的方案', yes: 2, no: 0 } as never },
      attachments: {
        f: { sha256: 'a'.repeat(64), size: 2048, type: 'image/jpeg', name: '标记丙签到.jpg', role: 'photo' },
      },
    },
    'm1',
  );

const state = async (ledger: Ledger, record = 'm1') =>
  (await ledger.get('exhibit', exhibitId(item, record)))?.fields.state;

async function attach(ledger: Ledger, record = 'm1', kind: KindName = 'meeting') {
  return attachEvidence(ledger, ref, { id: record, kind }, { today });
}

describe('an exhibit', () => {
  let ledger: Ledger;
  let time: { now: number };
  beforeEach(async () => {
    ({ ledger, time } = await openTestLedger({ me: 'wei' }));
    await ledger.commit([...people(), meeting()], { label: 'test' });
  });

  it('shows what the table says, roles for names, counts for people, and files without bytes', async () => {
    await attach(ledger);
    expect(await state(ledger)).toEqual({
      revision: 1,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      seen: (await ledger.get('meeting', 'm1'))!.h,
      at: new Date(time.now).toISOString(),
      by: 'secretary',
      shown: {
        types: ['general'],
        title: '示例党员大会',
        startsAt: '2026-11-05T15:00',
        host: 'secretary',
        lecturer: 'outside',
        agenda: ['讨论制度', '请党员1和委员1汇报，党员1补充'],
        ballots: [{ text: '通过委员1的方案', yes: 2, no: 0 }],
        attendance: { present: 2, leave: 1 },
        minutes: true,
        attachments: [{ name: '党员1签到.jpg', size: 2048, sha256: 'a'.repeat(64) }],
      },
    });
  });

  it('names only fields that its kinds have', () => {
    for (const [kind, fields] of Object.entries(EXHIBITED)) {
      const known = schemaFields(kind as KindName);
      for (const name of Object.keys(fields)) expect(known, `${kind}.${name}`).toContain(name);
    }
  });

  it('is written in the commit that attaches the record, and stays when that is undone, outside of the trash', async () => {
    const { n } = await attach(ledger);
    expect((await ledger.recentCommits(1))[0]!.lines.map(({ t }) => t)).toEqual([
      'governanceItem',
      'exhibit',
    ]);
    await ledger.undo(n!);
    expect((await ledger.trash()).map(({ kind }) => kind)).toEqual(['governanceItem']);
    expect((await state(ledger))!.revision).toBe(1);
    await attach(ledger);
    expect((await state(ledger))!.revision).toBe(1);
  });

  it('has a new revision when the record changed, was deleted or restored, and none when nothing did', async () => {
    await attach(ledger);
    expect(await tendExhibits(ledger)).toBe(0);
    await ledger.commit([change((await ledger.get('meeting', 'm1'))!, { title: '改过的名称' })], {
      label: 'test',
    });
    expect(await tendExhibits(ledger)).toBe(1);
    expect(await tendExhibits(ledger)).toBe(0);
    expect(await state(ledger)).toMatchObject({ revision: 2, shown: { title: '改过的名称' } });
    // What is not shown changes it too, without showing it.
    await ledger.commit([change((await ledger.get('meeting', 'm1'))!, { criticism: '别的批评' })], {
      label: 'test',
    });
    await tendExhibits(ledger);
    expect(await state(ledger)).toMatchObject({ revision: 3 });
    await ledger.commit([remove((await ledger.get('meeting', 'm1'))!)], { label: 'test' });
    await tendExhibits(ledger);
    expect(await state(ledger)).toMatchObject({ revision: 4, gone: true, shown: { title: '改过的名称' } });
    await ledger.commit([restore((await ledger.find('m1'))!)], { label: 'test' });
    await tendExhibits(ledger);
    expect(await state(ledger)).toMatchObject({ revision: 5 });
    expect((await state(ledger))!.gone).toBeUndefined();
    // Back to what it was: a change and its undoing in one go are no news.
    const was = (await ledger.get('meeting', 'm1'))!;
    const { n } = await ledger.commit([change(was, { title: '又一次' })], { label: 'test' });
    await ledger.undo(n!);
    expect(await tendExhibits(ledger)).toBe(0);
  });

  it('is made for evidence that was attached before there were exhibits, from where the work was broken off', async () => {
    const items = ['2026Q1', '2026Q2', '2026Q3'].map((period) => {
      const one = refOf({ companyId: 'c1' }, 'E3', period);
      const evidence = { m1: { record: { kind: 'meeting', id: 'm1' }, addedOn: today } };
      return create('governanceItem', { companyId: 'c1', item: 'E3', period, evidence }, itemRecordId(one));
    });
    await ledger.commit(items, { label: 'test' });
    const ids = items.map(({ id }) => id).sort();
    const kept: string[] = [];
    expect(await tendExhibits(ledger, { after: ids[0], keep: async (id) => void kept.push(id) })).toBe(2);
    expect(kept).toEqual([ids[2]]);
    expect(await tendExhibitsAlone(ledger)).toBe(1);
    expect(await ledger.count('exhibit')).toBe(3);
  });

  it('is shown as changed, field by field, since a person looked', async () => {
    await attach(ledger);
    const first = (await exhibitsOfItem(ledger, item)).get('m1')!;
    expect(first).toMatchObject({ looked: false });
    await noteLook(ledger, [first.exhibit]);
    expect(await changedItems(ledger)).toEqual(new Set());
    await ledger.commit(
      [
        change((await ledger.get('meeting', 'm1'))!, {
          startsAt: '2026-11-06T15:00',
          attendance: { he: null },
        }),
      ],
      { label: 'test' },
    );
    await tendExhibits(ledger);
    expect(await changedItems(ledger)).toEqual(new Set([item]));
    const { before, now } = (await exhibitsOfItem(ledger, item)).get('m1')!;
    expect(changedFields(before!, now)).toEqual(['startsAt', 'attendance']);
    expect(before!.shown.attendance).toEqual({ present: 2, leave: 1 });
    expect(now.shown.attendance).toEqual({ present: 2 });
    await noteLook(ledger, [(await exhibitsOfItem(ledger, item)).get('m1')!.exhibit]);
    const looked = (await exhibitsOfItem(ledger, item)).get('m1')!;
    expect(looked).toMatchObject({ looked: true });
    expect(looked.before).toBeUndefined();
    expect(await changedItems(ledger)).toEqual(new Set());
  });

  it('shows of a reflection that was taken back nothing, and of a member no name', async () => {
    await ledger.commit(
      [
        create(
          'reflection',
          { member: 'he', on: today, title: '标记标题', text: '标记正文', sharedOn: today },
          'r1',
        ),
        create('member', { name: '标记丁', category: 'probationary', phone: '13900002222' }, 'ding'),
      ],
      { label: 'test' },
    );
    await attach(ledger, 'r1', 'reflection');
    await attach(ledger, 'ding', 'member');
    expect((await state(ledger, 'r1'))!.shown).toEqual({ on: today, member: 'member:1', sharedOn: today });
    expect((await state(ledger, 'ding'))!.shown).toEqual({ role: 'member:1', category: 'probationary' });
    await ledger.commit([change((await ledger.get('reflection', 'r1'))!, { sharedOn: null })], {
      label: 'test',
    });
    await tendExhibits(ledger);
    expect((await state(ledger, 'r1'))!.shown).toEqual({});
  });

  it('is seen to while a window is open, once it is quiet', async () => {
    const waiting: (() => void)[] = [];
    const stop = followExhibits(ledger, (work) => {
      waiting.push(work);
      return () => void waiting.splice(waiting.indexOf(work), 1);
    });
    await attach(ledger);
    await ledger.commit([change((await ledger.get('meeting', 'm1'))!, { title: '改' })], { label: 'test' });
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]!();
    await expect.poll(async () => (await state(ledger))!.revision).toBe(2);
    stop();
    expect(waiting).toEqual([]);
  });

  it('is looked at whole once for a window, and then only where something was written', async () => {
    const looked: string[] = [];
    const getMany = ledger.getMany.bind(ledger);
    ledger.getMany = (kind, ids) => {
      if (kind === 'governanceItem') looked.push(...ids);
      return getMany(kind, ids);
    };
    const waiting: (() => void)[] = [];
    const stop = followExhibits(ledger, (work) => {
      waiting.push(work);
      return () => void waiting.splice(waiting.indexOf(work), 1);
    });
    const quiet = async () => {
      await expect.poll(() => waiting.length).toBe(1);
      waiting.splice(0)[0]!();
    };
    await attach(ledger);
    const other = refOf({ companyId: 'c1' }, 'E4', '2026Q4');
    await ledger.commit([create('meeting', { ...meeting().set, title: '另一次' } as never, 'm2')], {
      label: 'test',
    });
    await attachEvidence(ledger, other, { id: 'm2', kind: 'meeting' }, { today });
    await quiet();
    await expect.poll(() => new Set(looked)).toEqual(new Set([item, itemRecordId(other)]));
    looked.length = 0;
    await ledger.commit([change((await ledger.get('meeting', 'm1'))!, { title: '改' })], { label: 'test' });
    await quiet();
    await expect.poll(async () => (await state(ledger))!.revision).toBe(2);
    expect(new Set(looked)).toEqual(new Set([item]));
    stop();
  });
});

/** Everything that a profile holds, as text: records, commits, overwritten values, held segments, drafts. */
async function everything({ ledger }: Profile): Promise<string> {
  const { db } = ledger;
  const tables = [db.records, db.changes, db.history, db.segments, db.drafts, db.quarantine, db.meta];
  return JSON.stringify(await Promise.all(tables.map((table) => (table as typeof db.records).toArray())));
}

describe('a reviewer', () => {
  it('holds no field of what is for members or the committee, and sees exhibits and their revisions', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'committee');
    const fan = await letIn(wei, 'fan', 'reviewer');
    await wei.ledger.commit([...people(), meeting()], { label: 'test' });
    await wei.ledger.commit(
      [
        create('talk', { on: today, talker: 'wei', partner: 'he', content: '标记谈话' }, 't1'),
        create(
          'clip',
          { title: '示例文章', url: 'https://a.example/标记', coverage: 'article', excerpt: '标记摘要' },
          'k1',
        ),
      ],
      { label: 'test' },
    );
    await attach(wei.ledger);
    await attach(wei.ledger, 'k1', 'clip');
    await meet(carrier, [wei, lin, fan]);

    expect(await everything(fan)).not.toMatch(/标记|13800001111|sick/);
    expect(await fan.ledger.count('meeting')).toBe(0);
    const [mine, theirs] = [await state(wei.ledger), await state(fan.ledger)];
    expect(theirs).toEqual(mine);
    expect((await state(fan.ledger, 'k1'))!.shown).toEqual({ title: '示例文章' });
    const found = await exhibitsOfItem(fan.ledger, item);
    await noteLook(
      fan.ledger,
      [...found.values()].map(({ exhibit }) => exhibit),
    );
    // Nothing of it is this person's to write.
    expect(await tendExhibits(fan.ledger)).toBe(0);

    // The committee member changes the meeting; whose device notices first does not matter.
    await lin.ledger.commit(
      [change((await lin.ledger.get('meeting', 'm1'))!, { title: '改名', minutes: '标记新的正文' })],
      { label: 'test' },
    );
    await meet(carrier, [lin, wei], 1);
    expect(await tendExhibits(wei.ledger)).toBe(1);
    await meet(carrier, [wei, lin, fan]);
    expect(await tendExhibits(lin.ledger)).toBe(0);
    expect(await state(fan.ledger)).toMatchObject({ revision: 2, shown: { title: '改名' } });
    const { before, now } = (await exhibitsOfItem(fan.ledger, item)).get('m1')!;
    expect(changedFields(before!, now)).toEqual(['title']);
    expect(await everything(fan)).not.toMatch(/标记/);
    for (const one of [wei, lin, fan]) expect(await heldBy(one.ledger)).toEqual([]);
  });

  it('sees one state when two devices write a revision each, and nobody is asked to choose', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'committee');
    await wei.ledger.commit([...people(), meeting()], { label: 'test' });
    await attach(wei.ledger);
    await meet(carrier, [wei, lin]);
    for (const [one, fields] of [
      [wei, { title: '一' }],
      [lin, { endsAt: '2026-11-05T17:00' }],
    ] as const) {
      one.time.now += 60_000;
      await one.ledger.commit([change((await one.ledger.get('meeting', 'm1'))!, fields)], { label: 'test' });
      expect(await tendExhibits(one.ledger)).toBe(1);
    }
    await meet(carrier, [wei, lin]);
    for (const one of [wei, lin]) await tendExhibits(one.ledger);
    await meet(carrier, [wei, lin]);
    for (const one of [wei, lin]) {
      expect(await tendExhibits(one.ledger)).toBe(0);
      expect(await state(one.ledger)).toMatchObject({
        revision: 3,
        shown: { title: '一', endsAt: '2026-11-05T17:00' },
      });
      expect(await one.ledger.conflicts()).toEqual([]);
    }
    expect(await state(lin.ledger)).toEqual(await state(wei.ledger));
  });

  it('is not told an older state by a device that has the exhibit already and the change not yet', async () => {
    const { ledger } = await openTestLedger({ me: 'wei' });
    await ledger.commit([...people(), meeting()], { label: 'test' });
    await attach(ledger);
    const exhibit = (await ledger.get('exhibit', exhibitId(item, 'm1')))!;
    const later = {
      ...exhibit.fields.state,
      revision: 2,
      hash: 'b'.repeat(64),
      seen: `z${exhibit.fields.state.seen}`,
    };
    await ledger.commit([{ kind: 'exhibit', id: exhibit.id, set: { state: later as never } }], {
      label: 'test',
    });
    expect(await tendExhibits(ledger)).toBe(0);
    expect((await state(ledger))!.revision).toBe(2);
  });

  it('keeps the exhibit of evidence that was taken off, and has no new ones of it', async () => {
    const { ledger } = await openTestLedger({ me: 'wei' });
    await ledger.commit([...people(), meeting()], { label: 'test' });
    await attach(ledger);
    await detachEvidence(ledger, (await ledger.get('governanceItem', item))!, 'm1');
    await ledger.commit([change((await ledger.get('meeting', 'm1'))!, { title: '改' })], { label: 'test' });
    expect(await tendExhibits(ledger)).toBe(0);
  });
});
