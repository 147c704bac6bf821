import { describe, expect, it } from 'vitest';
import { timesIn } from '../../../lib/life/minutes-dates';
import { type Proposal, type ReadContext, readMinutes } from '../../../lib/life/minutes-read';
import type { Member } from '../../../lib/records';
import { person } from './support';

const roster = (
  [
    ['张望', { posts: ['secretary'] }],
    ['周一鸣', { posts: ['deputySecretary'] }],
    ['何小满', { posts: ['organization'] }],
    ['林知秋', { posts: ['publicity'] }],
    ['苏合', { posts: ['discipline'] }],
    ['马骁', { posts: ['groupLeader'] }],
    ['吴桐', { posts: ['groupLeader'] }],
    ['白露', {}],
    ['石磊', {}],
    ['唐果', { aliases: ['果果'] }],
    ['李四', {}],
    ['李想', {}],
  ] satisfies [string, Partial<Member>][]
).map(([name, over]) => person(name, { name, ...over }));

/** Wednesday. */
const ON = '2026-11-25';
const read = (notes: string, more: Partial<ReadContext> = {}) =>
  readMinutes(notes, { members: roster, on: ON, ...more });

/** A proposal in one line, as a secretary would say it back. */
function said({ kind, text, owners, due, vote, facts, tentative, lines }: Proposal): string {
  const parts: string[] = [`${lines[0]}${lines[1] > lines[0] ? `-${lines[1]}` : ''} ${kind}: ${text}`];
  if (owners.length) {
    parts.push(
      `@${owners.map((owner) => owner.member ?? `?${owner.name}(${owner.candidates.join('/')})`).join('+')}`,
    );
  }
  if (due) parts.push(`→${due.on ?? '待明确'}${due.inferred ? `(${due.words})` : ''}`);
  if (vote) {
    const { subject: _, candidates, ...rest } = vote;
    parts.push(
      Object.entries(rest)
        .map(([key, value]) => `${key}=${String(value)}`)
        .sort()
        .join(' '),
    );
    if (candidates) parts.push(candidates.map(({ name, yes }) => `${name}${yes ?? '?'}`).join(','));
  }
  if (facts) {
    const marks = Object.entries(facts.marks).map(
      ([id, mark]) => `${id}=${mark.state}${mark.reason ? `/${mark.reason}` : ''}`,
    );
    const numbers = Object.entries(facts.numbers).map(([key, value]) => `${key}:${value}`);
    return [
      `${lines[0]} facts:`,
      ...facts.facts.map(({ field, value }) => `${field}=${value}`),
      ...marks,
      ...numbers,
    ].join(' ');
  }
  if (tentative) parts.push('(提议)');
  return parts.join(' ');
}
const proposals = (notes: string, more: Partial<ReadContext> = {}) => read(notes, more).proposals.map(said);
/** The minutes as they would stand when every offer is taken. */
const minutes = (notes: string, more: Partial<ReadContext> = {}) =>
  read(notes, more)
    .turns.filter(({ taken }) => taken)
    .map(({ speaker, parts }) => {
      const text = parts
        .filter(({ of, noise }) => !of && !noise)
        .map((part) => part.text)
        .join('');
      return text && `${speaker ? `${speaker.member ?? `?${speaker.name}`}：` : ''}${text}`;
    })
    .filter(Boolean);

describe('rough notes as secretaries write them', () => {
  it('a decision in one sentence, and telegraphic lines', () => {
    const notes =
      '会议决定：三处休息点延长开放到23点，由李四负责，11月底前完成。\n下周五前 何小满 汇总骑手问题\n年度计划通过';
    expect(proposals(notes)).toEqual([
      '1 resolution: 三处休息点延长开放到23点 @李四 →2026-11-30(11月底前)',
      '2 task: 汇总骑手问题 @何小满 →2026-12-04(下周五前)',
      '3 resolution: 年度计划通过',
    ]);
    expect(minutes(notes)).toEqual([]);
  });

  it('a transcript with times: who said what, what was decided, what was only suggested', () => {
    const notes = [
      '支委会会议 文字记录',
      '2026-11-25 15:00',
      '发言人 1 00:00:05',
      '嗯，人齐了，我们开始。今天三个议题。',
      '张望 00:00:21',
      '先说休息点。上个月的巡查已经完成了，效果不错。',
      '白露 00:01:02',
      '呃，我补充一下，示例路那个点晚上八点就锁门，骑手进不去。',
      '建议由石磊去和物业谈。',
      '张望 00:02:10',
      '那就定了，会议决定由石磊牵头跟物业协商延长开放时间，下周五前给结果。',
      '石磊 00:02:31',
      '好的',
      '何小满 00:03:00',
      '流动党员还有两位没联系上，我来负责，月底前联系完。',
    ].join('\n');
    expect(proposals(notes)).toEqual([
      '2 facts: date=2026-11-25 start=15:00',
      '9 task: 建议由石磊去和物业谈 @石磊 (提议)',
      '11 resolution: 由石磊牵头跟物业协商延长开放时间，下周五前给结果 @石磊 →2026-12-04(下周五前)',
      '15 task: 流动党员还有两位没联系上，月底前联系完 @何小满 →2026-11-30(月底前)',
    ]);
    expect(read(notes).proposals.map(({ taken }) => taken)).toEqual([true, false, true, true]);
    expect(minutes(notes)).toEqual([
      '?发言人 1：人齐了，我们开始。今天三个议题。',
      '张望：先说休息点。上个月的巡查已经完成了，效果不错。',
      '白露：我补充一下，示例路那个点晚上八点就锁门，骑手进不去。',
    ]);
  });

  it('numbered minutes with titles for names', () => {
    const notes =
      '一、学习《关于加强新就业群体服务管理的意见》\n二、讨论站点休息点\n1、张书记：休息点关门太早，要想办法。\n2、周一鸣：可以先试一个月。\n3、苏合：注意经费使用要合规。\n三、决议\n1. 三处休息点试行延长开放一个月，白露负责，12月1日前落实；\n2. 经费由组织委员负责申请，12月10日前报上级党委。\n3. 通过11月工作总结';
    const agenda = [{ id: 'a2', text: '讨论站点休息点' }];
    expect(proposals(notes)).toEqual([
      '7 resolution: 三处休息点试行延长开放一个月 @白露 →2026-12-01',
      '8 resolution: 经费由组织委员负责申请，12月10日前报上级党委 @何小满 →2026-12-10',
      '9 resolution: 通过11月工作总结',
    ]);
    expect(read(notes, { agenda }).proposals.map(({ item }) => item)).toEqual(['a2', 'a2', 'a2']);
    expect(minutes(notes)).toEqual([
      '学习《关于加强新就业群体服务管理的意见》',
      '讨论站点休息点',
      '张望：休息点关门太早，要想办法。',
      '周一鸣：可以先试一个月。',
      '苏合：注意经费使用要合规。',
    ]);
  });

  it('chat messages: 我负责 is the person who wrote it, 收到 and pictures are left out', () => {
    const notes =
      '白露 11月25日 15:02\n休息点的事我们组商量过了\n白露 15:03\n12月5日前给出方案，我负责\n石磊 15:05\n收到\n马骁 15:06\n[图片]\n马骁 15:07\n@果果 请在明天下班前把照片发群里';
    expect(proposals(notes)).toEqual([
      '4 task: 12月5日前给出方案 @白露 →2026-12-05',
      '10 task: 请在明天下班前把照片发群里 @唐果 →2026-11-26(明天)',
    ]);
    expect(minutes(notes)).toEqual(['白露：休息点的事我们组商量过了']);
  });

  it('handwriting: numbers, names between dashes, a day without 前', () => {
    expect(
      proposals(
        '11.25 支委会  到会5 线上0\n请假 苏合(出差)\n休息点 延长1月 白露 12.1前\n经费——何小满——12月10日\n转正事 下次会议再议',
      ),
    ).toEqual([
      '1 facts: attended:5 online:0',
      '2 facts: 苏合=leave/trip',
      '3 task: 休息点 延长1月 @白露 →2026-12-01',
      '4 task: 经费 @何小满 →2026-12-10',
    ]);
  });

  it('votes with full-width digits, in a sentence and in lines of their own', () => {
    expect(
      proposals(
        '大会应到会有表决权的党员２６人，实到有表决权的党员２２人。\n会议以举手表决方式对年度工作计划进行表决：赞成２０票，反对０票，弃权２票，表决通过。\n无记名投票表决接收刘示例为预备党员：\n赞成：21票\n反对：无\n弃权：1票',
      ),
    ).toEqual([
      '1 facts: eligible:26 present:22',
      '2 vote: 年度工作计划 abstain=2 declared=passed eligible=26 method=hands no=0 present=22 yes=20',
      '3-6 vote: 接收刘示例为预备党员 abstain=1 eligible=26 kind=admission method=secret no=0 present=22 yes=21',
    ]);
  });

  it('a vote jotted down behind its subject, whatever was decided before it', () => {
    expect(
      proposals(
        '会议决定：三处休息点延长开放，由石磊负责\n年度工作计划：赞成３票，反对0票，弃权1票，表决通过\n重点事项：休息点延长：同意20 反对0 弃权1',
      ).slice(1),
    ).toEqual([
      '2 vote: 年度工作计划 abstain=1 declared=passed no=0 yes=3',
      '3 vote: 重点事项：休息点延长 abstain=1 no=0 yes=20',
    ]);
  });

  it('an election', () => {
    expect(
      proposals(
        '选举结果\n陈甲 21票、周一鸣 20票、何小满 19票、林知秋 12票、苏合 10票，应选4名\n周一鸣、何小满等4人当选',
      ),
    ).toEqual(['2-3 vote:  kind=election seats=4 陈甲21,周一鸣20,何小满19,林知秋12,苏合10']);
  });

  it('the head of a record: times, place, people, attendance', () => {
    expect(
      proposals(
        '时间：2026年11月24日（周二）下午3:00-4:30  地点：三号会议室\n主持人：张望    记录人：林知秋\n应到12人，实到10人，请假2人\n请假：白露（出差）、石磊（值班）\n列席：上级指导员\n主题：学习贯彻全会精神',
      ),
    ).toEqual([
      '1 facts: date=2026-11-24 start=15:00 end=16:30 place=三号会议室',
      '2 facts: host=张望 recorder=林知秋',
      '3 facts: expected:12 attended:10 leave:2',
      '4 facts: 白露=leave/trip 石磊=leave/shift',
      '5 facts: guests=上级指导员',
      '6 facts: title=学习贯彻全会精神',
    ]);
  });

  it('several speakers in one line by a single character: asked, not guessed', () => {
    const notes =
      '张：休息点怎么弄？李四：先和物业谈。白：我去，后天回话\n周：同意\n会议决定由李四负责，11月底前完成';
    expect(proposals(notes)).toEqual([
      '1 task: 我去，后天回话 @?白(白露) →2026-11-27(后天)',
      '3 resolution: 由李四负责，11月底前完成 @李四 →2026-11-30(11月底前)',
    ]);
    expect(minutes(notes)).toEqual(['?张：休息点怎么弄？', '李四：先和物业谈。', '?周：同意']);
  });

  it('two people, two days, a post, a department, and a day that is none', () => {
    expect(
      proposals(
        '年底前完成驿站改造，白露负责选点，石磊负责数据。\n11月底前完成巡查，12月10日前报支委会，由马骁负责。\n由白露、石磊共同负责志愿服务排班，本月底完成\n宣传委员牵头拍摄短片，春节前完成\n由行政部负责场地，三天内答复\n由大家负责卫生，尽快落实',
      ),
    ).toEqual([
      '1 task: 白露负责选点 @白露 →2026-12-31(年底前)',
      '1 task: 石磊负责数据 @石磊 →2026-12-31(年底前)',
      '2 task: 11月底前完成巡查 @马骁 →2026-11-30(11月底前)',
      '2 task: 12月10日前报支委会 @马骁 →2026-12-10',
      '3 task: 由白露、石磊共同负责志愿服务排班 @白露+石磊 →2026-11-30(本月底)',
      '4 task: 宣传委员牵头拍摄短片，春节前完成 @林知秋 →待明确(春节前)',
      '5 task: 由行政部负责场地，三天内答复 @?行政部() →2026-11-28(三天内)',
      '6 task: 由大家负责卫生，尽快落实 →待明确(尽快)',
    ]);
  });

  it('takes 由于 for no person, and a suggestion for no decision', () => {
    expect(proposals('由于组织不力，巡查没有落实\n建议由唐果做海报')).toEqual([
      '2 task: 建议由唐果做海报 @唐果 (提议)',
    ]);
  });

  it('offers nothing where nothing was decided, and loses no sentence', () => {
    const notes =
      '大家学习了材料，气氛很好。\n上级文件要求11月20日会议精神要传达到每名党员\n12月6日召开党员大会\n收到\n谢谢大家';
    expect(proposals(notes)).toEqual([]);
    expect(minutes(notes)).toEqual(notes.split('\n').slice(0, 3));
  });

  it('一致同意 is a resolution; the vote behind it has no numbers until somebody gives them', () => {
    const notes =
      '经讨论，一致同意将王示例列为发展对象。\n全票通过年度预算\n李想说，明年预算要留余地，是否先报60%？';
    expect(proposals(notes)).toEqual([
      '1 resolution: 同意将王示例列为发展对象',
      '1 vote: 将王示例列为发展对象 declared=passed',
      '2 resolution: 通过年度预算',
      '2 vote: 年度预算 declared=passed',
    ]);
    const votes = (general: boolean) =>
      read(notes, { general }).proposals.filter(({ kind }) => kind === 'vote');
    expect(votes(false).map(({ taken, about }) => [taken, about])).toEqual([
      [false, 'p0'],
      [false, 'p2'],
    ]);
    expect(votes(true).map(({ taken }) => taken)).toEqual([true, true]);
    expect(minutes(notes)).toEqual(['李想：明年预算要留余地，是否先报60%？']);
  });

  it('items in one line', () => {
    const notes = '1、学习讲话 2、讨论预算，何小满负责，12月15日前报送 3、其他';
    expect(proposals(notes)).toEqual(['1 task: 讨论预算，12月15日前报送 @何小满 →2026-12-15']);
    expect(minutes(notes)).toEqual(['学习讲话', '其他']);
  });

  it('a task of an earlier meeting that is reported as done', () => {
    const notes = '三处骑手休息点巡查已完成。走访问题汇总还没完成';
    const open = [
      { id: 'o1', text: '完成三处骑手休息点巡查' },
      { id: 'o2', text: '走访问题汇总' },
    ];
    const { proposals: found } = read(notes, { open });
    expect(found.map(({ kind, done }) => [kind, done])).toEqual([['done', 'o1']]);
    expect(minutes(notes)).toEqual([notes]);
  });
});

describe('a deadline', () => {
  const due = (words: string, on = ON) => {
    const found = read(`由石磊负责巡查，${words}完成`, { on }).proposals[0]?.due;
    return found && [found.on, found.inferred];
  };
  it.each([
    ['2026.12.05前', '2026-12-05', false],
    ['12-10前', '2026-12-10', false],
    ['1月15日前', '2027-01-15', false],
    ['十二月三十日前', '2026-12-30', false],
    ['12月1日至12月10日', '2026-12-10', false],
    ['11月底', '2026-11-30', true],
    ['本月底前', '2026-11-30', true],
    ['下月底前', '2026-12-31', true],
    ['12月上旬', '2026-12-10', true],
    ['本周五前', '2026-11-27', true],
    ['周五前', '2026-11-27', true],
    ['周三前', '2026-12-02', true],
    ['下周五前', '2026-12-04', true],
    ['下周内', '2026-12-06', true],
    ['30号前', '2026-11-30', true],
    ['5号前', '2026-12-05', true],
    ['两周内', '2026-12-09', true],
    ['10天内', '2026-12-05', true],
    ['一个月内', '2026-12-25', true],
    ['年底前', '2026-12-31', true],
    ['四季度末', '2026-12-31', true],
    ['明年一季度末前', '2027-03-31', true],
    ['第一季度末前', '2027-03-31', true],
    ['本季度末前', '2026-12-31', true],
    ['明年底前', '2027-12-31', true],
    ['2027年底前', '2027-12-31', true],
    ['2027年12月底前', '2027-12-31', true],
    ['明年12月1日前', '2027-12-01', true],
    ['2027年3月5日前', '2027-03-05', false],
    ['一个半月内', '2027-01-09', true],
    ['半个月内', '2026-12-10', true],
  ])('%s', (words, on, inferred) => {
    expect(due(words)).toEqual([on, inferred]);
  });
  it.each(['下次会议前', '尽快', '春节前', '5个工作日内'])('%s names no day', (words) => {
    expect(due(words)).toEqual([undefined, true]);
  });
  it('does not exist on 30 February, and is not chosen from two', () => {
    expect(due('2月30日前')?.[0]).toBeUndefined();
    expect(read('12月1日前由石磊完成巡查并于12月9日前上报').proposals[0]?.due).toBeUndefined();
  });
  it('a day of the head without a year is the nearest one', () => {
    expect(timesIn('时间：12月28日 15:00', '2027-01-05').date).toBe('2026-12-28');
    expect(timesIn('时间：1月5日 15:00', '2026-12-28').date).toBe('2027-01-05');
    expect(timesIn('时间：11月20日', '2026-11-25').date).toBe('2026-11-20');
  });
  it('is counted from the day of the meeting, over the turn of the year', () => {
    expect(due('下周五前', '2026-12-30')).toEqual(['2027-01-08', true]);
    expect(due('月底前', '2028-02-10')).toEqual(['2028-02-29', true]);
    expect(read('时间：2026年12月1日\n由石磊负责巡查，本周五前完成').proposals.at(-1)?.due?.on).toBe(
      '2026-12-04',
    );
  });
});

it('never takes a person of the wrong day, nor chooses between two', () => {
  const members = [
    person('a', { name: '同名' }),
    person('b', { name: '同名' }),
    person('c', { name: '离开', leftOn: '2026-01-31' }),
  ];
  const owners = (notes: string) =>
    readMinutes(notes, { members, on: ON }).proposals[0]?.owners.map(({ member, candidates }) => [
      member,
      candidates,
    ]);
  expect(owners('由同名负责巡查')).toEqual([[undefined, ['a', 'b']]]);
  expect(owners('由离开负责巡查')).toEqual([[undefined, []]]);
});

it('reads an hour of transcript', () => {
  const notes = Array.from(
    { length: 1500 },
    (_, index) =>
      `张望 00:${String(index % 60).padStart(2, '0')}:00\n关于休息点，我们再议一议，白露同志说说情况。`,
  ).join('\n');
  expect(read(notes).turns.length).toBeGreaterThan(0);
});
