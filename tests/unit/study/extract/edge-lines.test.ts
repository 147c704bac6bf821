// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extract } from './page';

const PROSE = [
  '换班的十分钟里，支部把会开在了充电柜旁边，议的都是身边的事情。',
  '有人说雨衣不够长，有人说站点的热水总是凉的，书记一条一条记在本子上。',
  '散会的时候雨停了，最后一位骑手把本子合上，说下个月还在这里等他。',
];

/** A page whose text stands between some first lines and some last ones. */
const read = (first: readonly string[], last: readonly string[]): ReturnType<typeof extract> =>
  extract(
    `<title>充电柜旁的十分钟会_示例网</title><body><h1>充电柜旁的十分钟会</h1><div class="info">2026-11-18 09:46 来源：示例网</div><div class="article-content">${[...first, ...PROSE, ...last].map((text) => `<p>${text}</p>`).join('')}</div>`,
  );

describe('lines in front of a text that credit it', () => {
  it.each([
    ['示例网消息（记者 檀小川）', '檀小川'],
    ['示例新闻网白沙滩10月15日电 (记者 慕容舒)', '慕容舒'],
    ['示例青年报全媒体记者 冼小楼 文/图', '冼小楼'],
    ['作者：况青禾（示例师范学院文学院教授）', '况青禾'],
  ])('%s', (line, author) => {
    const found = read([line], []);
    expect(found.text).toBe(PROSE.join('\n'));
    expect(found.author).toBe(author);
  });

  it.each(['[摘要]一场会开了十分钟。', '全文约1500字，读完大约4分钟', '示 例 记 忆 · 第 二 一 七 期'])(
    '%s',
    (line) => {
      expect(read([line], []).text).toBe(PROSE.join('\n'));
    },
  );

  it.each(['好消息', '记者：您怎么看这件事', '（2023年第9期）', '工人的消息'])('%s is part of it', (line) => {
    expect(read([line], []).text).toContain(line);
  });
});

describe('notes behind a text', () => {
  it.each([
    '（作者单位：示例研究院）',
    '（文中部分人物为化名）',
    '图片由受访者提供',
    '运营丨小 满',
    '供稿：德育处 示例记者团',
    '#旧货市场 #周末去哪儿',
    '示例县文化馆 出品',
  ])('%s', (line) => {
    expect(read([], [line]).text).toBe(PROSE.join('\n'));
  });

  it.each(['记者：谢谢您今天接受采访。', '示例街道党工委', '这是书记用了多年的化名，后来大家都知道了。'])(
    '%s is part of it',
    (line) => {
      expect(read([], [line]).text).toContain(line);
    },
  );
});
