import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareClauses, countChanges, elementChanges } from '../../../lib/company/charter/compare';
import {
  type Clause,
  concernsParty,
  lackingOf,
  suggestElements,
} from '../../../lib/company/charter/elements';
import { splitCharter } from '../../../lib/company/charter/split-text';
import { chineseNumber, numberOf } from '../../../lib/exchange/chinese-number';
import { companyPack } from '../../../lib/rules/company-pack';

const pack = await companyPack();

it('reads every number that it writes, and numbers as they are printed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
      expect(numberOf(chineseNumber(value))).toBe(value);
      expect(numberOf(String(value))).toBe(value);
    }),
  );
  expect(['十', '二十一', '一百零三', '一百一十', '一〇二', '１２', '三 十'].map(numberOf)).toEqual([
    10, 21, 103, 110, 102, 12, 30,
  ]);
  expect(['条', '', '三款'].map(numberOf)).toEqual([undefined, undefined, undefined]);
});

const TEXT = `示例出行有限公司章程
（2026 年修订）
目录
第一章 总则……………1
第二章 党的组织………2
第一章 总则
第一条 为规范公司的组织和行为，制定本章程。
第二条　公司依照本章程开展活动。公司违反
第一条规定的，由股东会处理。
- 2 -
第二章  党的组织
第一节 设立
第三条：公司设立中国共产党的组织。
（一）党支部委员会由三人组成；
（二）书记由党员大会选举产生。
第四条公司为党组织的活动提供必要条件。
第四条之一 活动经费列入预算。
第六条 董事会决定重大事项，听取党组织意见。`;

it('splits at clauses, keeps chapters and every line, and leaves references of a broken line where they are', () => {
  const { title, before, clauses, by, missing, twice } = splitCharter(TEXT);
  expect(title).toBe('示例出行有限公司章程');
  expect(by).toBe('clauses');
  expect(before).toEqual([
    '示例出行有限公司章程',
    '（2026 年修订）',
    '目录',
    '第一章 总则……………1',
    '第二章 党的组织………2',
  ]);
  expect(clauses).toEqual([
    { no: '第一条', part: '第一章 总则', text: '为规范公司的组织和行为，制定本章程。' },
    {
      no: '第二条',
      part: '第一章 总则',
      text: '公司依照本章程开展活动。公司违反\n第一条规定的，由股东会处理。',
    },
    {
      no: '第三条',
      part: '第二章  党的组织 / 第一节 设立',
      text: '公司设立中国共产党的组织。\n（一）党支部委员会由三人组成；\n（二）书记由党员大会选举产生。',
    },
    {
      no: '第四条',
      part: '第二章  党的组织 / 第一节 设立',
      text: '公司为党组织的活动提供必要条件。',
    },
    { no: '第四条之一', part: '第二章  党的组织 / 第一节 设立', text: '活动经费列入预算。' },
    {
      no: '第六条',
      part: '第二章  党的组织 / 第一节 设立',
      text: '董事会决定重大事项，听取党组织意见。',
    },
  ]);
  expect(missing).toEqual([5]);
  expect(twice).toEqual([]);
  expect(splitCharter('第一条 甲\n第二条 乙\n第二条 丙').twice).toEqual(['第二条']);
});

it('splits what has no clauses at its points, and else at its paragraphs', () => {
  expect(splitCharter('前言\n一、设立党支部\n续行\n二、提供经费')).toMatchObject({
    by: 'points',
    before: ['前言'],
    clauses: [
      { no: '一', text: '设立党支部\n续行' },
      { no: '二', text: '提供经费' },
    ],
  });
  expect(splitCharter('只有一段\n另一段')).toMatchObject({ by: 'paragraphs', clauses: [{}, {}] });
  expect(splitCharter(' \n ').clauses).toEqual([]);
});

it('loses no character of any text that has no page numbers or contents', () => {
  const words = fc.constantFrom(
    '第一条',
    '第二条 ',
    '第十条',
    '规定的',
    '党组织',
    '、',
    '甲',
    '第二章 乙',
    ' ',
  );
  const line = fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
  const bare = (text: string): string => text.replace(/[\s:：、.．]/g, '');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const { before, clauses } = splitCharter(lines.join('\n'));
      const kept = bare(
        [...before, ...clauses.flatMap(({ no, text, part }) => [part ?? '', no, text])].join(''),
      );
      for (const one of lines) {
        const wanted = bare(one);
        // A chapter without a clause after it names nothing that could be kept.
        if (!/^第二章/.test(wanted)) expect(kept).toContain(wanted);
      }
    }),
  );
});

const clause = (no: string, text: string, elements: string[] = []): Clause => ({
  id: `${no}${text}`,
  no,
  text,
  order: Number(numberOf(no.slice(1, -1)) ?? 0),
  elements: Object.fromEntries(elements.map((one) => [one, true as const])),
});

it('suggests elements by the words of a clause on the Party organisation, and of no other', () => {
  expect(suggestElements(pack, { text: '公司设立党的组织，设党支部委员会。' })).toContain('setup');
  expect(suggestElements(pack, { text: '公司为党组织的活动提供必要条件，经费列入预算。' })).toEqual([
    'conditions',
    'funds',
  ]);
  expect(suggestElements(pack, { text: '公司设立董事会，经费由股东会决定。' })).toEqual([]);
  // The chapter says whom it is about.
  expect(suggestElements(pack, { part: '第二章 党的组织', text: '活动经费列入预算。' })).toEqual(['funds']);
  expect(concernsParty(pack, '股东会由全体股东组成')).toBe(false);
});

it('names what no clause covers, and nothing of it as a duty of a private company', () => {
  const clauses = [clause('第三条', '甲', ['setup', 'funds']), clause('第四条', '乙', ['duties'])];
  expect(lackingOf(pack, clauses).map(({ id }) => id)).toEqual([
    'mechanism',
    'activity',
    'conditions',
    'staff',
    'governance',
  ]);
  // Rules of state-owned enterprises are cited for comparison alone, here as everywhere.
  for (const { basis } of [...pack.elements, ...pack.matters])
    for (const one of basis) if (one.source === 'soe') expect(one.analogy).toBe(true);
  expect(JSON.stringify([pack.elements, pack.matters])).not.toContain('前置');
});

it('compares two versions by their words: renumbered, moved, changed, put in and taken out', () => {
  const before = [
    clause('第一条', '为规范公司的组织和行为，制定本章程。'),
    clause('第二条', '公司设立党的组织，开展党的活动。', ['setup']),
    clause('第三条', '股东会由全体股东组成，是公司的权力机构。'),
    clause('第三条之一', '公司为党组织的活动提供必要条件，场所由公司安排。', ['conditions']),
    clause('第四条', '本章程自通过之日起施行，由董事会负责解释。'),
    clause('第五条', '旧条款将被删去，内容与其他各条都不相干。', ['staff']),
  ];
  const now = [
    clause('第一条', '为规范公司的组织和行为，制定本章程。'),
    clause('第二条', '本章程自通过之日起施行，由董事会负责解释。'),
    clause('第三条', '公司设立党的组织，开展党的活动。', ['setup']),
    clause('第三条之一', '股东会由全体股东组成，是公司的权力机构。'),
    clause('第四条', '公司为党组织的活动提供必要条件，场所和经费由公司安排。', ['conditions', 'funds']),
    clause('第六条', '全新的一条说的是另一件事情而已。'),
  ];
  const changes = compareClauses(before, now);
  expect(countChanges(changes)).toEqual({ same: 3, moved: 1, changed: 1, added: 1, removed: 1 });
  expect(changes.find(({ what }) => what === 'moved')).toMatchObject({
    before: { no: '第四条' },
    now: { no: '第二条' },
  });
  const changed = changes.find((one) => one.what === 'changed')!;
  const marked = changed.what === 'changed' ? changed.pieces.find(({ kind }) => kind === 'added') : undefined;
  expect(marked?.text.slice(...(marked.core ?? []))).toBe('和经费');
  expect(elementChanges(pack, before, now)).toEqual({ gained: ['funds'], lost: ['staff'] });
});

it('accounts for every clause of both versions exactly once', () => {
  const texts = fc.array(fc.constantFrom('甲党组织', '乙董事会决定', '丙经费列入', '丁', '甲党组织和', ''), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(texts, texts, (old, fresh) => {
      const make = (list: string[]) =>
        list.map((text, order) => ({ id: `${order}`, no: `第${order}条`, text, order }));
      const [before, now] = [make(old), make(fresh)];
      const changes = compareClauses(before, now);
      const was = changes.flatMap((one) => ('before' in one ? [one.before] : []));
      const is = changes.flatMap((one) => ('now' in one ? [one.now] : []));
      expect(new Set(was)).toEqual(new Set(before));
      expect(was).toHaveLength(before.length);
      expect(is).toEqual(now);
      for (const one of changes)
        if (one.what === 'same' || one.what === 'moved') expect(one.before.text).toBe(one.now.text);
    }),
  );
});
