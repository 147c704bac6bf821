import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hoursRegister } from '../../lib/registers/hours';
import { columnsOf } from '../../lib/registers/register';
import { sources } from '../../scripts/lib/rules/source-tree.mjs';

test('no text of the product offers ranks, points, check-ins or streaks', () => {
  const offered = /(?<!不|无|没有)(排名|打卡|积分|连续学习)|(?<!排)名次/;
  const found = readdirSync('locales/zh-CN').flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(`locales/zh-CN/${file}`, 'utf8')) as Record<string, string>)
      .filter(([, text]) => offered.test(text))
      .map(([key, text]) => `${key}: ${text}`),
  );
  expect(found).toEqual([]);
});

test('nothing in the folders of study measures how long somebody reads', () => {
  const study = sources('product').filter(({ path }) => /^(components|lib)\/study\//.test(path));
  expect(study.length).toBeGreaterThan(10);
  const timed = study.filter(({ path }) =>
    /setInterval|visibilitychange|readingTime|dwell/.test(readFileSync(path, 'utf8')),
  );
  expect(timed.map(({ path }) => path)).toEqual([]);
});

test('the register of hours is in the order of names, whatever column is chosen', () => {
  expect(hoursRegister.sort).toEqual({ key: 'name', descending: false });
  const row = { member: { fields: { name: '甲' } }, hours: {} };
  const people = new Set(['name', 'group', 'category']);
  const orders = columnsOf(hoursRegister, undefined)
    .filter(({ key }) => !people.has(key))
    .map(({ sort }) => sort?.(row, undefined));
  expect(new Set(orders)).toEqual(new Set(['甲']));
});
