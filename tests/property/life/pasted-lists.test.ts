import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readBallots } from '../../../lib/life/appraisal-table';
import { readTalkList } from '../../../lib/life/talk-list';
import { GRADES } from '../../../lib/records/appraisal';
import { lifePack } from '../../../lib/rules/packs';
import { pairKey, relationOf, talkCoverage, talkTotals, type TalkPair } from '../../../lib/rules/talks';
import { person } from '../../unit/life/support';

const NAMES = ['周一鸣', '马骁', '林知秋', '陈立夏', '苏合', '白露'];
const roster = NAMES.map((name) => person(name, { name }));
const WORDS = { excellent: '优秀', qualified: '合格', basic: '基本合格', unqualified: '不合格' };

it('a count of ballots reads back as it was written, with any order of columns and rows', () => {
  const votes = fc.tuple(...GRADES.map(() => fc.nat(400)));
  const grades = fc.shuffledSubarray([...GRADES], { minLength: 4, maxLength: 4 });
  const rows = fc.uniqueArray(fc.record({ name: fc.constantFrom(...NAMES), votes }), {
    selector: (row) => row.name,
    minLength: 1,
  });
  fc.assert(
    fc.property(grades, rows, fc.boolean(), (order, list, numbered) => {
      const head = [...(numbered ? ['序号'] : []), '姓名', ...order.map((grade) => WORDS[grade])].join('\t');
      const lines = list.map((row, index) =>
        [
          ...(numbered ? [index + 1] : []),
          row.name,
          ...order.map((grade) => row.votes[GRADES.indexOf(grade)]),
        ].join('\t'),
      );
      const table = readBallots([head, ...lines].join('\n'), roster);
      expect(table.ignored).toEqual([]);
      expect(
        table.rows.map((row) => [row.who.member?.id, ...GRADES.map((grade) => row.votes[grade])]),
      ).toEqual(list.map((row) => [row.name, ...row.votes]));
    }),
  );
});

it('a list of talks reads back as it was written, whatever stands between the names and wherever the day stands', () => {
  const line = fc
    .record({
      pair: fc.shuffledSubarray(NAMES, { minLength: 2, maxLength: 2 }),
      between: fc.constantFrom('—', '-', ' — ', '与', '和', '->', '\t', '：'),
      month: fc.integer({ min: 1, max: 11 }),
      day: fc.integer({ min: 1, max: 28 }),
      full: fc.boolean(),
      number: fc.constantFrom('', '1. ', '12、', '（3）'),
    })
    .filter(({ month, day }) => month < 11 || day <= 25);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const pad = (value: number) => String(value).padStart(2, '0');
      const text = lines
        .map(({ pair, between, month, day, full, number }) => {
          const when = full ? `2026-${pad(month)}-${pad(day)}` : `${month}月${day}日`;
          return `${number}${pair[0]}${between}${pair[1]} ${when} 谈工作`;
        })
        .join('\n');
      const list = readTalkList(text, roster, '2026-11-25');
      expect(
        list.lines.map((one) => [one.talker?.member?.id, one.partner.member?.id, one.on, one.content]),
      ).toEqual(
        lines.map(({ pair, month, day }) => [pair[0], pair[1], `2026-${pad(month)}-${pad(day)}`, '谈工作']),
      );
    }),
  );
});

it('never throws on what people paste, and names only what stands there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
      for (const line of readTalkList(text, roster, '2026-11-25').lines) expect(text).toContain(line.raw);
      for (const row of readBallots(text, roster).rows)
        expect(Object.keys(row.votes).length).toBeGreaterThan(0);
    }),
  );
});

it('coverage adds up, only grows with talks, and ignores their order and direction', () => {
  const people = fc.uniqueArray(
    fc.record({ id: fc.constantFrom(...NAMES), committee: fc.boolean(), exempt: fc.boolean() }),
    { selector: (one) => one.id },
  );
  const pair = fc.tuple(fc.constantFrom(...NAMES, '外来者'), fc.constantFrom(...NAMES));
  fc.assert(
    fc.property(people, fc.array(pair), pair, (who, talks, more) => {
      const pack = lifePack();
      const before = talkCoverage(pack, who, talks);
      const after = talkCoverage(pack, who, [...talks, more]);
      const turned = talks.map(([a, b]): TalkPair => [b, a]).reverse();
      expect(talkCoverage(pack, who, turned)).toEqual(before);
      for (const one of before) expect(one.covered + one.open.length).toBe(one.needed);
      expect(talkTotals(after).covered).toBeGreaterThanOrEqual(talkTotals(before).covered);
      expect(talkTotals(after).needed).toBe(talkTotals(before).needed);
      const known = new Map(who.map((one) => [one.id, one]));
      if (!relationOf(known, more)) expect(after).toEqual(before);
      expect(pairKey(...more)).toBe(pairKey(more[1], more[0]));
    }),
  );
});
