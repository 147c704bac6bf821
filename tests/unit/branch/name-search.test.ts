// @alone: pinyin tables stay loaded once somebody has asked for them.
import { beforeAll, describe, expect, it } from 'vitest';
import { normalizeName } from '../../../lib/branch/member-name';
import { isPinyinReady, loadPinyin, searchNames, soundAlike } from '../../../lib/branch/name-search';

const people = ['曾小满', '单立夏', '解一鸣', '万俟知秋', '吕桐', '阿依古丽·示例', '何小满', '西安'].map(
  (name) => ({ fields: { name, aliases: name === '吕桐' ? ['桐姐', 'Tony'] : undefined } }),
);
const found = (query: string): string[] => searchNames(people, query).map((person) => person.fields.name);

describe('search by name before the pinyin tables are loaded', () => {
  it('finds people by characters and aliases, and says that pinyin is not searched', () => {
    expect(isPinyinReady()).toBe(false);
    expect(found('小满')).toEqual(['曾小满', '何小满']);
    expect(found('tony')).toEqual(['吕桐']);
    expect(found('zxm')).toEqual([]);
  });
});

describe('search by pinyin', () => {
  beforeAll(loadPinyin);

  it('reads surnames as surnames', () => {
    expect(found('zengxiaoman')).toEqual(['曾小满']);
    expect(found('shan')).toEqual(['单立夏']);
    expect(found('xieyiming')).toEqual(['解一鸣']);
    expect(found('moqi')).toEqual(['万俟知秋']);
  });

  it('still finds a surname under its everyday reading', () => {
    expect(found('dan')).toEqual(['单立夏']);
    expect(found('ceng')).toEqual(['曾小满']);
  });

  it('finds initials, mixtures, spaces, given names, and ü typed as v, u or ü', () => {
    expect(found('zxm')).toEqual(['曾小满']);
    expect(found('zengxm')).toEqual(['曾小满']);
    expect(found('zeng xiao man')).toEqual(['曾小满']);
    expect(found('xm')).toEqual(['曾小满', '何小满']);
    for (const query of ['lvtong', 'lutong', 'lütong', 'lt']) expect(found(query)).toEqual(['吕桐']);
    expect(found('xian')).toContain('西安');
  });

  it('puts the exact name first and finds everybody for an empty query', () => {
    expect(found('何小满')).toEqual(['何小满']);
    expect(found(' ')).toHaveLength(people.length);
    expect(found('zzz')).toEqual([]);
  });

  it('knows names that sound alike', () => {
    expect(soundAlike('何小满', '何晓曼')).toBe(true);
    expect(soundAlike('何小满', '何大满')).toBe(false);
  });
});

describe('names as they are stored', () => {
  it('drops alignment spaces and invisible characters and keeps the rest', () => {
    expect(normalizeName(' 李　四 ')).toBe('李四');
    expect(normalizeName('\u200b阿依古丽•示例')).toBe('阿依古丽·示例');
    expect(normalizeName('Ann  Example')).toBe('Ann Example');
  });
});
