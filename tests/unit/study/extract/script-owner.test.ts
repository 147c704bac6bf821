// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extract } from './page';

const TITLE = '支部把会开在换班的十分钟里';
const PROSE = '大家一条一条说，书记一条一条记，议的都是身边事，散会就有人去办。'.repeat(3);
const page = (script: string): string =>
  `<title>${TITLE}_示例网</title><script>${script}</script><h1>${TITLE}</h1><div class="content"><p>${PROSE}</p><p>${PROSE}</p></div>`;

describe('credits in scripts', () => {
  it.each([
    [
      'of a feed belong to others',
      'window.__F__={"list":[{"title":"又一知名连锁品牌宣布闭店","author":"张三丰","source":"示例日报"}]}',
      undefined,
      undefined,
    ],
    [
      'of a feed with escaped letters belong to others',
      'window.__F__={"list":[{"title":"\\u53c8\\u4e00\\u77e5\\u540d\\u8fde\\u9501\\u54c1\\u724c","author":"\\u5f20\\u4e09\\u4e30","source":"\\u793a\\u4f8b\\u65e5\\u62a5"}]}',
      undefined,
      undefined,
    ],
    [
      'beside the own headline are believed',
      `window.__D__={"hot":[{"title":"又一知名连锁品牌宣布闭店","source":"别处晚报"}],"doc":{"title":"${TITLE}","author":"张三丰","source":"示例日报"}}`,
      '张三丰',
      '示例日报',
    ],
    [
      'of an entry with the number of the page are believed',
      'window.__D__=[{"id":"8812345","title":"会开在换班时","author":"张三丰","source":"示例日报"}]',
      '张三丰',
      '示例日报',
    ],
    ['outside any object are believed', 'var author="张三丰";var source="示例日报";', '张三丰', '示例日报'],
  ])('%s', (_, script, author, source) => {
    const found = extract(page(script), { url: 'https://news.example/a/8812345.html' });
    expect([found.author, found.source]).toEqual([author, source]);
  });
});
