// @alone: pinyin tables and spelt names stay once somebody has asked for them.
import { beforeAll, describe, expect, it } from 'vitest';
import { asksReadings, loadPinyin, searchNames, textAnswers } from '../../../lib/branch/name-search';

const texts = [
  '示例曾家桥支部',
  '示例行业银行重庆党支部',
  '示例女子绿城第12党支部',
  '中共示例公司委员会',
  'Alibaba 示例党总支',
];

describe('names of organisations', () => {
  it('are found by their characters before the tables of pinyin are there', () => {
    expect(texts.filter(textAnswers('曾'))).toEqual([texts[0]]);
    expect(texts.filter(textAnswers('zeng'))).toEqual([]);
  });

  describe('with the tables of pinyin', () => {
    beforeAll(loadPinyin);

    it.each([
      ['sl', '曾家桥、银行、女子、中共、Alibaba 示例', 5],
      ['zengjiaqiao', '曾家桥', 1],
      ['cengjq', '曾家桥, by its other reading', 1],
      ['yinhang', '银行', 1],
      ['chongqing', '重庆', 1],
      ['nvzi', '女子', 1],
      ['nuzi', '女子', 1],
      ['lücheng', '绿城', 1],
      ['di12', '第12', 1],
      ['alibaba', 'Alibaba', 1],
      ['xyz', 'nobody', 0],
      ['', 'everybody', 5],
    ])('answer %s: %s', (query, _, count) => {
      expect(texts.filter(textAnswers(query))).toHaveLength(count);
    });

    it('answer whatever a search for people of such names would find', () => {
      const people = texts.map((name) => ({ fields: { name } }));
      for (const query of ['slz', 'shilizeng', 'zhibu', 'yhcq', 'dzz', '12', '党'])
        expect(people.filter(({ fields }) => textAnswers(query)(fields.name))).toEqual(
          people.filter((one) => searchNames(people, query).includes(one)),
        );
    });
  });

  it('are asked for by readings with letters only', () => {
    expect(['zx', 'Lü', '曾x'].every(asksReadings)).toBe(true);
    expect(['曾小满', '3', ''].some(asksReadings)).toBe(false);
  });
});
