import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMinutes } from '../../../lib/life/minutes-read';
import { isCivilDate } from '../../../lib/rules/calendar';
import { person } from '../../unit/life/support';

const members = ['白露', '石磊', '周一鸣'].map((name) => person(name, { name }));
const word = fc.constantFrom(
  '白露',
  '石磊',
  '周',
  '张书记',
  '发言人 1',
  '：',
  ':',
  '，',
  '。',
  '；',
  ' ',
  '\n',
  '\n\n',
  '1、',
  '(2)',
  '①',
  '由',
  '负责',
  '牵头',
  '会议决定',
  '决议',
  '表决',
  '赞成',
  '反对',
  '弃权',
  '20票',
  '２０票',
  '无',
  '通过',
  '一致同意',
  '月底前',
  '下周五前',
  '12月5日',
  '2月30日',
  '99月99日',
  '三天内',
  '00:12',
  '15:03',
  '《',
  '》',
  '（',
  '）',
  '[图片]',
  '收到',
  '休息点',
  '巡查',
  '完成',
  '应到',
  '实到',
  '22人',
  '有表决权',
  '选举',
  '请假',
  '列席',
  '👍',
  '＠',
  '@',
  '—',
  '﻿',
);
const notes = fc.oneof(
  fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);
const days = fc.integer({ min: 0, max: 4000 }).map((offset) => {
  const at = new Date(Date.UTC(2020, 0, 1) + offset * 86_400_000);
  return at.toISOString().slice(0, 10);
});

describe('rough notes of any kind', () => {
  it('are read without error; every finding stands in the lines that it names', () => {
    fc.assert(
      fc.property(notes, days, (text, on) => {
        const lines = text.split(/\r?\n/);
        const { turns, proposals } = readMinutes(text, { members, on, general: true });
        for (const { lines: at } of [...turns, ...proposals]) {
          expect(at[0]).toBeGreaterThanOrEqual(1);
          expect(at[1]).toBeLessThanOrEqual(lines.length);
          expect(at[0]).toBeLessThanOrEqual(at[1]);
        }
        for (const { raw, lines: at } of proposals) {
          const source = lines.slice(at[0] - 1, at[1]).join('\n');
          for (const part of raw.split('\n')) expect(source).toContain(part.trim());
        }
      }),
    );
  });

  it('give only days that exist, members of the roster, and whole numbers of votes', () => {
    fc.assert(
      fc.property(notes, days, (text, on) => {
        for (const { due, owners, vote, kind } of readMinutes(text, { members, on }).proposals) {
          if (due?.on !== undefined) expect(isCivilDate(due.on)).toBe(true);
          for (const { member } of owners) {
            if (member !== undefined) expect(members.map(({ id }) => id)).toContain(member);
          }
          for (const count of [vote?.yes, vote?.no, vote?.abstain]) {
            if (count !== undefined) expect(Number.isInteger(count) && count >= 0).toBe(true);
          }
          expect(kind === 'vote').toBe(vote !== undefined);
        }
      }),
    );
  });

  it('lose no sentence: what is no finding is a line, and what is one still stands behind it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '大家学习了材料。',
            '由白露负责巡查，月底前完成。',
            '气氛很好；',
            '会议决定延长开放。',
          ),
          { minLength: 1, maxLength: 8 },
        ),
        days,
        (sentences, on) => {
          const { turns } = readMinutes(sentences.join('\n'), { members, on });
          const kept = turns.flatMap(({ parts }) => parts.map((part) => part.text));
          expect(kept).toEqual(sentences);
        },
      ),
    );
  });
});
