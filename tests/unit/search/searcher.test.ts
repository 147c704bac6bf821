import { beforeEach, describe, expect, it } from 'vitest';
import { change, create, type Ledger, remove, SearchStore } from '../../../lib/ledger';
import { recordMeeting } from '../../../lib/life/meetings';
import { erase } from '../../../lib/members/privacy';
import { Searcher } from '../../../lib/search/searcher';
import type { Segment } from '../../../lib/search/segment';
import { loadSpell } from '../../../lib/search/spell';
import { enrol, form } from '../life/support';
import { openTestLedger } from '../support/ledger';

let ledger: Ledger;
let serial = 0;
let name: string;

beforeEach(async () => {
  serial += 1;
  name = `search-${process.pid}-${serial}`;
  ({ ledger } = await openTestLedger({ name }));
  await enrol(ledger, ['曾晓楠', { job: '骑手站长' }], ['路遥知']);
});

const open = async () =>
  Searcher.open({
    ledger,
    store: new SearchStore<Segment>(name),
    spell: await loadSpell(),
    sources: async () => ({ nameOf: (id) => id, itemText: (code) => `${code} 的要求` }),
    words: 'zh-CN',
  });
const ready = async () => {
  const searcher = await open();
  await searcher.catchUp();
  return searcher;
};
const titles = async (searcher: Searcher, typed: string, filters = {}) =>
  (await searcher.find(typed, filters)).found.map(({ title }) => title);

describe('one box over all records', () => {
  it('finds minutes, titles and people, by characters, pinyin and initials', async () => {
    await recordMeeting(
      ledger,
      form({ title: '学习算法推荐管理规定', minutes: '讨论时限与红灯，路遥知发言。', host: '曾晓楠' }),
    );
    const searcher = await ready();
    expect(await titles(searcher, '时限与红灯')).toEqual(['学习算法推荐管理规定']);
    expect(await titles(searcher, 'suanfatuijian')).toEqual(['学习算法推荐管理规定']);
    expect(await titles(searcher, 'zxn')).toEqual(['曾晓楠', '学习算法推荐管理规定']);
    expect(await titles(searcher, 'zengxiaonan 红灯')).toEqual(['学习算法推荐管理规定']);
    expect(await titles(searcher, '限与时')).toEqual([]);
    const { found } = await searcher.find('红灯', {});
    expect(found[0]?.snippet?.text).toContain('讨论时限与红灯');
    expect(found[0]).toMatchObject({ kind: 'meeting', day: '2026-11-18' });
  });

  it('finds clauses of a charter and matters heard by their words, and never by who stood back and why', async () => {
    const company = { companyId: 'co' };
    await ledger.commit(
      [
        create('charter', {
          ...company,
          version: '示例章程 第三版',
          adoptedOn: '2026-03-01',
          clauses: {
            b: { no: '第九条', text: '公司为党组织的活动提供必要条件。', order: 1 },
            a: { no: '第八条', text: '设立党的组织，开展党的活动。', part: '第二章 党的组织', order: 0 },
          },
        }),
        create('matter', {
          ...company,
          title: '年度派单规则调整',
          opinion: '建议放宽恶劣天气时限',
          decision: '按意见修改后通过',
          decidedOn: '2026-05-06',
          recusals: { x: { name: '单雄信', reason: '其亲属持有承包商股份' } },
        }),
        create('listedMatter', { ...company, title: '算法规则的重大调整', category: '算法' }),
      ],
      { label: 'test' },
    );
    const searcher = await ready();
    const { found } = await searcher.find('提供必要条件', {});
    expect(found).toMatchObject([{ title: '示例章程 第三版', kind: 'charter', day: '2026-03-01' }]);
    expect(found[0]?.snippet?.text).toContain('第九条');
    expect(await titles(searcher, '恶劣天气时限')).toEqual(['年度派单规则调整']);
    expect(await titles(searcher, '派单规则', { kinds: ['matter'] })).toEqual(['年度派单规则调整']);
    expect(await titles(searcher, '算法规则的重大')).toEqual(['算法规则的重大调整']);
    expect(await titles(searcher, '单雄信')).toEqual([]);
    expect(await titles(searcher, '承包商股份')).toEqual([]);
  });

  it('finds what a review found, and the words and places of evidence', async () => {
    const company = { companyId: 'co' };
    await ledger.commit(
      [
        create('finding', {
          ...company,
          item: 'i',
          problem: '名单没有日期',
          foundOn: '2026-11-01',
          state: 'open',
        }),
        create('governanceItem', {
          ...company,
          item: 'B1',
          period: '2026',
          evidence: { e: { quote: '应当设立党的组织', place: '档案室甲柜', addedOn: '2026-11-01' } },
        }),
      ],
      { label: 'test' },
    );
    const searcher = await ready();
    expect(await titles(searcher, '没有日期')).toEqual(['名单没有日期']);
    expect(await titles(searcher, '设立党的组织')).toEqual(['B1 B1 的要求']);
    expect(await titles(searcher, '档案室甲柜')).toEqual(['B1 B1 的要求']);
  });

  it('puts titles before texts, and the newest first', async () => {
    for (const [date, title, minutes] of [
      ['2026-09-01', '关键小事', ''],
      ['2026-10-01', '别的', '谈到关键小事'],
      ['2026-11-01', '再谈关键小事', ''],
    ] as const) {
      await recordMeeting(ledger, form({ date, title, minutes }));
    }
    expect(await titles(await ready(), '关键小事')).toEqual(['再谈关键小事', '关键小事', '别的']);
  });

  it('filters by kind, day, person and type', async () => {
    await recordMeeting(ledger, form({ title: '甲会', date: '2026-03-05', host: '曾晓楠' }));
    await recordMeeting(ledger, form({ title: '乙会', date: '2026-06-05', types: ['lecture'] }));
    const searcher = await ready();
    expect(await titles(searcher, '', { kinds: ['meeting'] })).toEqual(['乙会', '甲会']);
    expect(await titles(searcher, '会', { to: '2026-05' })).toEqual(['甲会']);
    expect(await titles(searcher, '会', { person: '曾晓楠' })).toEqual(['甲会']);
    expect(await titles(searcher, '会', { tag: 'lecture' })).toEqual(['乙会']);
    expect(await titles(searcher, '会', { hidden: ['meeting'] })).toEqual([]);
  });

  it('never finds what was said in a talk, a telephone number or an amount', async () => {
    await ledger.commit(
      [
        create('talk', { on: '2026-11-01', talker: '曾晓楠', partner: '路遥知', content: '家里有困难' }),
        create('member', { name: '丁香', category: 'full', phone: '10000000009' }, 'd'),
      ],
      { label: 'test' },
    );
    const searcher = await ready();
    expect(await titles(searcher, '家里有困难')).toEqual([]);
    expect(await titles(searcher, '10000000009')).toEqual([]);
    expect(await titles(searcher, 'zxn', { kinds: ['talk'] })).toEqual(['曾晓楠—路遥知']);
  });
});

describe('what a material and an activity serve', () => {
  it('is a filter of its own, and the text of a material is shown before what it is from', async () => {
    await recordMeeting(ledger, form({ title: '甲会', education: ['purpose'] }));
    await recordMeeting(ledger, form({ title: '乙会' }));
    const body = await ledger.putBlob(new Blob(['<p>换班的十分钟里把事情议完。</p>'], { type: 'text/html' }));
    await ledger.commit(
      [
        create('clip', {
          title: '议事',
          url: '',
          coverage: 'article',
          source: '示例日报',
          body,
          tags: { 骑手: true },
          education: { purpose: true },
        }),
      ],
      { label: 'test' },
    );
    const searcher = await ready();
    expect((await titles(searcher, '', { education: 'purpose' })).sort()).toEqual(['甲会', '议事'].sort());
    expect(await titles(searcher, '党的宗旨教育')).toHaveLength(2);
    const byInitials = (await searcher.find('ys', { kinds: ['clip'] })).found[0];
    expect(byInitials?.snippet?.text).toMatch(/^换班的十分钟里把事情议完。/);
  });
});

describe('the index that is kept', () => {
  it('goes on where it was left, and knows what was changed, removed and added since', async () => {
    const first = await recordMeeting(ledger, form({ title: '原来的题目' }));
    const second = await recordMeeting(ledger, form({ title: '另一个题目' }));
    await ready();
    const meeting = (await ledger.get('meeting', first.id))!;
    await ledger.commit([change(meeting, { title: '改过的题目' })], { label: 'test' });
    await ledger.commit([remove((await ledger.get('meeting', second.id))!)], { label: 'test' });
    await recordMeeting(ledger, form({ title: '新来的题目' }));
    const again = await open();
    expect(again.empty).toBe(false);
    expect(await titles(again, '题目')).toHaveLength(2);
    expect(await again.catchUp()).toBe(true);
    expect((await titles(again, '题目')).sort()).toEqual(['改过的题目', '新来的题目']);
    expect(await again.catchUp()).toBe(false);
  });

  it('stays in few parts over a year of single changes', async () => {
    const searcher = await ready();
    for (let day = 1; day <= 40; day += 1) {
      const on = `2026-01-${String((day % 28) + 1).padStart(2, '0')}`;
      await recordMeeting(ledger, form({ title: `第${day}次`, date: on }));
      await searcher.catchUp();
    }
    expect(await new SearchStore(name).parts.count()).toBe(1);
    expect(await titles(await open(), '第40次')).toEqual(['第40次']);
  });

  it('keeps no value of somebody whose data were erased', async () => {
    const searcher = await ready();
    await erase(ledger, (await ledger.get('member', '曾晓楠'))!, {
      keys: ['member:job'],
      newName: '已删除',
      requestedBy: '本人',
      requestedOn: '2026-11-20',
      reason: '',
      kept: '活动记录',
      on: '2026-11-20',
    });
    expect(await new SearchStore(name).texts.count()).toBe(0);
    await searcher.catchUp();
    expect(await titles(searcher, '骑手站长')).toEqual([]);
    expect(await titles(searcher, 'zxn')).toEqual([]);
    expect(await titles(searcher, '路遥知')).toEqual(['路遥知']);
  });

  it('is made anew in another language', async () => {
    await ready();
    const other = await Searcher.open({
      ledger,
      store: new SearchStore<Segment>(name),
      spell: await loadSpell(),
      sources: async () => ({ nameOf: (id) => id, itemText: () => undefined }),
      words: 'en',
    });
    expect(other.empty).toBe(true);
  });

  it('hands out the rest page by page', async () => {
    await ledger.commit(
      Array.from({ length: 45 }, (_, index) =>
        create('planItem', { on: '2026-12-01', title: `计划${index}`, types: {} }),
      ),
      { label: 'test' },
    );
    const searcher = await ready();
    const first = await searcher.find('计划', {});
    expect(first).toMatchObject({ total: 45, exact: true });
    const second = await searcher.find('计划', {}, first.next);
    const third = await searcher.find('计划', {}, second.next);
    expect([first, second, third].map(({ found }) => found.length)).toEqual([20, 20, 5]);
    expect(third.next).toBeUndefined();
  });
});
