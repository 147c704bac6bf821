import { describe, expect, it } from 'vitest';
import { partsIn, pointsOf } from '../../../../lib/study/analysis';
import { ALL, type SampleText } from './texts';

const of = (text: SampleText) => pointsOf({ html: text.html }, text);
const key = (text: SampleText): string =>
  of(text)
    .key.map((one) => one.text)
    .join('\n');
const terms = (text: SampleText): string[] => of(text).terms.map(({ term }) => term);
const dates = (text: SampleText) =>
  of(text).dates.map(({ value, until, printed }) => [value, until ?? printed]);

describe('key sentences are what a reader would underline', () => {
  it.each([
    [
      'SPEECH',
      ['会议指出，做好新就业群体党建工作', '推进会19日在示例市召开'],
      ['参加会议', '摄', '责任编辑', '图为', '电（记者'],
    ],
    [
      'NOTICE',
      ['决定在全市平台企业党支部中开展自查', '2026年12月20日前完成自查'],
      ['党总支、党支部）：', '特此通知', '联系人', '如下：'],
    ],
    ['FEATURE', ['示例驿站的做法正在全区推广'], ['干毛巾', '插座都难', '点击下方', '文/']],
    [
      'COMMENTARY',
      ['实际上改的是作风', '归根结底'],
      ['负担从哪里来', '为什么还要接着答', '第04版', '单位：'],
    ],
    [
      'REGULATION',
      ['制定本办法', '本办法适用于本市行政区域', '不得以流动为由'],
      ['部务会议通过', '负责解释'],
    ],
    ['ACCOUNT', ['一共报了87条隐患', '配送超时不扣款'], ['点击上方', '在看', '编辑：', '收工\n']],
    ['MEETING', ['会议认为，劳动者权益保障', '必须先听取骑手代表意见'], ['列席会议', '交流发言', '主持会议']],
    ['INTERVIEW', ['每堂党课只讲一个问题'], ['最难的是什么？', '能讲清楚吗', '整理']],
    [
      'STATISTICS',
      ['从业人员42.6万人，同比增长8.3%', '月均收入6840元'],
      ['四舍五入', '参保率（%）', '统计局'],
    ],
    [
      'MIXED',
      ['算法透明（algorithm transparency）是平台治理的核心议题', '平台企业党组织可以在算法透明中发挥作用'],
      ['This rule applies', '一位研究者'],
    ],
  ] as const)('%s', (name, wanted, unwanted) => {
    const found = key(ALL[name]);
    for (const words of wanted) expect(found).toContain(words);
    for (const words of unwanted) expect(found).not.toContain(words);
  });

  it('are few, in their order, none twice, and each stands in the text at the place given', () => {
    for (const text of Object.values(ALL)) {
      const { key: found } = of(text);
      const bare = partsIn({ html: text.html });
      expect(found.length).toBeLessThanOrEqual(5);
      expect(found.map(({ start }) => start)).toEqual(found.map(({ start }) => start).sort((a, b) => a - b));
      expect(new Set(found.map((one) => one.text)).size).toBe(found.length);
      const whole = text.html.replace(/<[^>]*>/g, '').replace(/\s+/gu, '');
      for (const one of [...found, ...bare.sentences]) {
        expect(whole.slice(one.start, one.start + one.length)).toBe(one.text.replace(/\s+/gu, ''));
      }
    }
  });

  it('are not made of a text that is short itself', () => {
    expect(of(ALL.SHORT).key).toEqual([]);
    expect(of({ title: '空', html: '' })).toMatchObject({ key: [], terms: [], dates: [], outline: [] });
    expect(
      of({ title: '只有图', html: '<p><img data-src="https://example.invalid/a.jpg" alt="x"></p>' }).key,
    ).toEqual([]);
  });

  it('are not the same thing said twice', () => {
    const one = '支部要把骑手反映的休息难问题列入年度计划，明确责任人和完成时限。';
    const again = '支部要把骑手反映的休息难的问题列入年度计划，并明确责任人和完成时限。';
    const rest = [
      '站点设置充电柜和饮水机共十二处。',
      '街道每月召开一次议事会听取意见。',
      '平台公布了时限测算的方法和依据。',
      '党员轮流值守到晚上十一点才关门。',
      '志愿服务队累计上报安全隐患八十七条。',
      '社区当天把松动的井盖修好并且回复。',
      '流动党员的联系方式每个季度核对一遍。',
    ];
    const html = [one, ...rest.slice(0, 4), again, ...rest.slice(4)].map((text) => `<p>${text}</p>`).join('');
    const found = pointsOf({ html }, { title: '骑手休息难问题列入年度计划' }).key.map(({ text }) => text);
    expect(found.filter((text) => text.includes('列入年度计划'))).toHaveLength(1);
  });

  it('are the same each time, for ten thousand characters too', () => {
    const html = Array.from(
      { length: 10 },
      (_, n) => ALL.COMMENTARY.html.replaceAll('减负', `减负${n}`) + ALL.MEETING.html,
    ).join('');
    expect(pointsOf({ html }, ALL.COMMENTARY)).toEqual(pointsOf({ html }, ALL.COMMENTARY));
  });
});

describe('key terms', () => {
  it.each([
    ['SPEECH', ['新就业群体党建工作', '流动党员']],
    ['REGULATION', ['流动党员', '正式组织关系所在党支部']],
    ['COMMENTARY', ['减负', '形式主义', '考核']],
    ['STATISTICS', ['从业人员', '网约配送员']],
    ['MIXED', ['算法透明', '劳动者', 'algorithm']],
  ] as const)('%s', (name, wanted) => {
    expect(terms(ALL[name])).toEqual(expect.arrayContaining([...wanted]));
  });

  it('hold no particles, numbers or parts of each other', () => {
    for (const text of Object.values(ALL)) {
      const found = terms(text);
      expect(found.length).toBeLessThanOrEqual(8);
      for (const term of found) {
        expect(term).not.toMatch(/^[的了是在和]|[的了和]$|^\d/);
        expect(found.filter((other) => other !== term && other.includes(term))).toEqual([]);
      }
    }
  });
});

describe('dates', () => {
  it('count from the day of publication only where that is certain', () => {
    expect(dates(ALL.SPEECH)).toEqual([
      ['2026-11-19', '19日'],
      ['2026-12-31', '12月31日'],
      ['2027-03', '明年3月'],
    ]);
    expect(dates({ ...ALL.SPEECH, published: undefined })).toEqual([
      [undefined, '19日'],
      [undefined, '12月31日'],
      [undefined, '明年3月'],
    ]);
  });

  it('of a notice are its terms, spans as spans', () => {
    expect(dates(ALL.NOTICE)).toEqual([
      ['2026-12-01', '2027-01-15'],
      ['2026-12-20', '2026年12月20日'],
      ['2027-01-10', '2027年1月10日'],
    ]);
  });

  it.each([
    ['二〇二六年五月四日，支部成立。', undefined, ['2026-05-04']],
    ['２０２６年１１月３日召开会议。', undefined, ['2026-11-03']],
    ['2025年11月20日至12月5日集中学习，12月20日总结。', undefined, ['2025-11-20~2025-12-05', '2025-12-20']],
    ['12月28日至1月5日集中整改。', '2026-12-20', ['2026-12-28~2027-01-05']],
    ['1月5日召开组织生活会。', '2026-12-20', ['2027-01-05']],
    [
      '11月26日公布（2026-11-25更新，2026.11.24起草）。',
      '2026-11-26',
      ['2026-11-24', '2026-11-25', '2026-11-26'],
    ],
    ['昨天下午，示例驿站举行揭牌仪式。', '2026-03-01', ['2026-02-28']],
    ['“昨天下午公布了结果。”他说。', '2026-03-01', ['?昨天']],
    ['今天的幸福，是昨天的奋斗换来的。', '2026-03-01', []],
    ['学习《2019－2023年全国党员教育培训工作规划》和示例发〔2026〕5号。', '2026-03-01', []],
    ['共办理2026条建议，用时20年，2.5版，1000年前的故事。', '2026-03-01', []],
    ['2026年2月30日没有这一天。', undefined, []],
    ['6月1日召开。', '2026-12-01', ['?6月1日']],
    ['公示七日，每月5日前报送，在30日内答复。', '2026-11-26', []],
    ['会议30日召开。', '2026-11-26', ['?30日']],
    ['1921年7月，党的一大召开；1949年10月1日，新中国成立。', '2026-07-01', ['1921-07', '1949-10-01']],
  ])('%s', (text, published, wanted) => {
    const found = pointsOf({ text }, { published }).dates;
    expect(
      found.map((one) => (one.value ? [one.value, one.until].filter(Boolean).join('~') : `?${one.printed}`)),
    ).toEqual(wanted);
  });

  it('stand with their sentence', () => {
    expect(of(ALL.REGULATION).dates.at(-1)).toMatchObject({
      value: '2026-10-01',
      text: '本办法自2026年10月1日起施行，有效期两年。',
    });
  });
});

it('of a regulation shows chapters with their articles, and names the article of each sentence', () => {
  const points = of(ALL.REGULATION);
  expect(points.outline.map(({ text, articles }) => [text, articles])).toEqual([
    ['第一章　总则', ['第一条', '第三条']],
    ['第二章　日常管理', ['第四条', '第七条']],
    ['第三章　附则', ['第八条', '第九条']],
  ]);
  expect(points.key.map(({ article }) => article)).toEqual(['第一条', '第二条', '第七条']);
});
