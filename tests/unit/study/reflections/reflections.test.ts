import { beforeEach, describe, expect, it } from 'vitest';
import { create, type Ledger, mayUndo, type Rec, restore } from '../../../../lib/ledger';
import { personFile } from '../../../../lib/members/person-export';
import { erasableOf, erase } from '../../../../lib/members/privacy';
import { KINDS } from '../../../../lib/records';
import { documentOf } from '../../../../lib/search/documents';
import { reflectionPaper, reflectionText } from '../../../../lib/study/reflections/reflection-paper';
import {
  emptyReflection,
  mayReadReflection,
  ownReflections,
  type ReflectionDraft,
  reflectionDraftOf,
  reflectionsAbout,
  removeReflection,
  saveReflection,
  sharedReflections,
  shareReflection,
  takeBackReflection,
  tieReflection,
} from '../../../../lib/study/reflections/reflections';
import { textSources } from '../../../../lib/study/reflections/same-sources';
import { samePassages } from '../../../../lib/study/reflections/same-text';
import { enrol } from '../../life/support';
import { openTestLedger } from '../../support/ledger';

const TODAY = '2026-11-25';
const SECRET = '这一段只写给自己看，谁也不该在别处读到它。';
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ me: '甲', now: `${TODAY}T02:00:00Z` }));
  await enrol(ledger, ['甲'], ['乙']);
});

const write = async (over: Partial<ReflectionDraft> = {}, me = '甲'): Promise<Rec<'reflection'>> => {
  const { id } = await saveReflection(
    ledger,
    emptyReflection({ on: TODAY, title: '十分钟', text: SECRET, ...over }),
    { me, today: TODAY },
  );
  return (await ledger.get('reflection', id)) as Rec<'reflection'>;
};
const now = async (id: string) => (await ledger.get('reflection', id)) as Rec<'reflection'>;
const share = async (record: Rec<'reflection'>) => {
  await shareReflection(ledger, record, { me: '甲', today: TODAY });
  return now(record.id);
};
const takeBack = async (record: Rec<'reflection'>) => {
  await takeBackReflection(ledger, record, { me: '甲' });
  return now(record.id);
};
const found = (record: Rec) => documentOf(record, { ledger, nameOf: (id) => id, itemText: () => undefined });
const clip = async () => {
  const made = create('clip', { title: '十分钟议事', url: 'https://news.example/a', coverage: 'article' });
  await ledger.commit([made], { label: 'x' });
  return made.id;
};

describe('a reflection', () => {
  it('is private until it is shared, and again once it was taken back', async () => {
    const about = await clip();
    const mine = await write({ clip: about });
    const seenBy = async (who: string) => (await reflectionsAbout(ledger, about, who)).map(({ id }) => id);
    expect(await seenBy('甲')).toEqual([mine.id]);
    expect(await seenBy('乙')).toEqual([]);
    const shared = await share(mine);
    expect(await seenBy('乙')).toEqual([mine.id]);
    expect(await found(shared)).toMatchObject({ title: '甲 · 十分钟', text: SECRET });
    const back = await takeBack(shared);
    expect(await seenBy('乙')).toEqual([]);
    expect(await sharedReflections(ledger)).toEqual([]);
    expect(mayReadReflection(back.fields, '乙')).toBe(false);
    // Nothing that follows references, searches or lists the trash comes across it.
    expect(await ledger.linked(about)).toEqual([]);
    expect(await found(back)).toBeUndefined();
    expect(KINDS.reflection.title(back.fields)).toBe(TODAY);
  });

  it('is brought back into view by nobody else who undoes the last change', async () => {
    await takeBack(await share(await write()));
    const [last] = await ledger.recentCommits(1);
    if (!last) throw new Error('no commit');
    expect([mayUndo(last, '甲'), mayUndo(last, '乙')]).toEqual([true, false]);
    await clip();
    const [other] = await ledger.recentCommits(1);
    expect(other && mayUndo(other, '乙')).toBe(true);
    // Not only the button is missing: the ledger itself refuses, and nothing is written.
    await ledger.setMe({ member: '乙', role: 'secretary' });
    const before = await ledger.recentCommits(9);
    for (const { n } of before.filter(({ label }) => label.startsWith('reflection')))
      await expect(ledger.undo(n!)).rejects.toMatchObject({ code: 'E574' });
    expect(await ledger.recentCommits(9)).toEqual(before);
    expect(await sharedReflections(ledger)).toEqual([]);
    await ledger.setMe({ member: '甲', role: 'member' });
    await ledger.undo(last.n!);
    expect(await sharedReflections(ledger)).toHaveLength(1);
  });

  it('is shared, changed, tied, taken back and deleted by its author alone', async () => {
    const mine = await write();
    const other = { me: '乙', today: TODAY };
    const draft = await reflectionDraftOf(ledger, mine);
    for (const act of [
      () => saveReflection(ledger, { ...draft, text: '别的' }, other),
      () => shareReflection(ledger, mine, other),
      () => takeBackReflection(ledger, mine, other),
      () => tieReflection(ledger, mine, 'x', other),
      () => removeReflection(ledger, mine, other),
      () =>
        reflectionPaper(ledger, { id: mine.id, ...other, branch: '' }).then(
          () => undefined,
          (thrown) => {
            expect(thrown).toMatchObject({ code: 'E356' });
            throw Object.assign(thrown as Error, { code: 'E355' });
          },
        ),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'E355' });
    expect(await now(mine.id)).toEqual(mine);
  });

  it('says what is missing', async () => {
    await expect(write({ text: '  ' })).rejects.toMatchObject({ code: 'E352' });
    await expect(write({ on: '' })).rejects.toMatchObject({ code: 'E353' });
    await expect(write({ on: '2026-11-26' })).rejects.toMatchObject({ code: 'E353' });
    await expect(write({ text: '长'.repeat(50_001) })).rejects.toMatchObject({ code: 'E354' });
  });

  it('keeps a long text, and stays shared when it is edited', async () => {
    const long = '长文。'.repeat(10_000);
    const shared = await share(await write({ text: long }));
    const draft = await reflectionDraftOf(ledger, shared);
    expect(draft.text).toBe(long);
    await saveReflection(ledger, { ...draft, title: '改了' }, { me: '甲', today: TODAY });
    expect((await now(shared.id)).fields).toMatchObject({ title: '改了', sharedOn: TODAY });
  });

  it('comes back from the trash as private', async () => {
    const shared = await share(await write());
    await removeReflection(ledger, shared, { me: '甲' });
    const [thrown] = await ledger.trash();
    await ledger.commit([restore(thrown as Rec)], { label: 'x' });
    expect((await now(shared.id)).fields.sharedOn).toBeUndefined();
  });

  it('leaves the checklist when it is taken back', async () => {
    const shared = await share(await write());
    const item = create('governanceItem', {
      companyId: 'c',
      item: 'E6',
      period: '2026Q4',
      evidence: { [shared.id]: { record: { kind: 'reflection', id: shared.id }, addedOn: TODAY } },
    } as never);
    await ledger.commit([item], { label: 'x' });
    await takeBack(shared);
    expect((await ledger.get('governanceItem', item.id))?.fields.evidence ?? {}).toEqual({});
  });

  it('goes on paper and into plain text with author, day and what it is about', async () => {
    const mine = await write({ clip: await clip() });
    const paper = await reflectionPaper(ledger, { id: mine.id, me: '甲', today: TODAY, branch: '示例支部' });
    expect(paper).toMatchObject({ title: '十分钟', branch: '示例支部' });
    const text = reflectionText(paper);
    for (const part of ['十分钟', '作者：甲', '日期：2026-11-25', '学习材料：十分钟议事', SECRET])
      expect(text).toContain(part);
  });
});

describe('data of a person', () => {
  it('hold the own reflections whole, and of private ones of others that they exist', async () => {
    await write();
    await write({ title: '另一篇' }, '乙');
    const textsOf = async (id: string) =>
      JSON.stringify((await personFile(ledger, id)).records.filter(({ kind }) => kind === 'reflection'));
    expect(await textsOf('甲')).toContain(SECRET);
    const other = await textsOf('乙');
    expect(other).toContain(TODAY);
    expect(other).not.toContain(SECRET);
    expect(other).not.toContain('另一篇');
  });

  it('are erased with their reflections, in the trash too', async () => {
    const mine = await write();
    const thrown = await write({ title: '第二篇' });
    await removeReflection(ledger, thrown, { me: '甲' });
    const member = (await ledger.get('member', '甲')) as Rec<'member'>;
    const keys = (await erasableOf(ledger, member)).map(({ key }) => key);
    expect(keys).toContain('reflection');
    await erase(ledger, member, {
      keys: ['reflection'],
      newName: '',
      requestedBy: '本人',
      requestedOn: TODAY,
      reason: '',
      kept: '名册',
      on: TODAY,
    });
    expect((await now(mine.id)).fields.text).toBeUndefined();
    expect(JSON.stringify(await ledger.historyOf(mine.id))).not.toContain(SECRET);
    expect(JSON.stringify(await ledger.historyOf(thrown.id))).not.toContain('第二篇');
  });
});

describe('texts to compare with', () => {
  it('are materials, minutes, the own and the shared: never a private one of somebody else', async () => {
    const body = await ledger.putBlob(
      new Blob([`<p>${SECRET.slice(0, 8)}<b>${SECRET.slice(8)}</b>&nbsp;</p>`]),
    );
    await ledger.commit(
      [
        create('clip', {
          title: '一文',
          url: 'https://a.example/',
          coverage: 'article',
          source: '示例日报',
          body,
        }),
        create('meeting', {
          types: { themeDay: true },
          startsAt: '2026-11-10T15:00',
          minutes: `记：${SECRET}`,
        }),
      ],
      { label: 'x' },
    );
    const own = await write();
    const draft = await write({ title: '正在写' });
    const hidden = await write({ title: '乙的私下' }, '乙');
    const open = await write({ title: '乙的分享' }, '乙');
    await shareReflection(ledger, open, { me: '乙', today: TODAY });
    const [passage] = await samePassages(SECRET, textSources(ledger, '甲', draft.id));
    const ids = passage?.sources.map(({ id }) => id);
    expect(passage?.sources.map(({ kind, member }) => [kind, member])).toEqual([
      ['clip', undefined],
      ['meeting', undefined],
      ['reflection', undefined],
      ['reflection', '乙'],
    ]);
    expect(ids).toContain(own.id);
    expect(ids).not.toContain(hidden.id);
    expect(await ownReflections(ledger, '甲')).toHaveLength(2);
  });
});
