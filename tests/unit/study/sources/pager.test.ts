// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extract } from '../extract/page';

const PROSE =
  '支部把会开在换班的十分钟里，议的都是身边事。大家一条一条说，书记一条一条记，散会前当场分工。'.repeat(4);
const page = (foot: string, head = ''): string =>
  `<html><head><title>十分钟议事_示例网</title>${head}</head><body><div class="article"><h1>十分钟议事</h1><div class="content"><p>${PROSE}</p><p>${PROSE}</p></div></div>${foot}</body></html>`;
const read = (url: string, foot: string, head?: string) => extract(page(foot, head), { url }).pager;
const urls = (pager: ReturnType<typeof read>) =>
  pager?.pages.map(({ n, url }) => `${n} ${url.replace(/^https:\/\/[^/]+/, '')}`);

describe('the pages of an article', () => {
  it.each([
    [
      'numbers with _2, the first without one',
      'https://n.example/2026/a17.html',
      '<div class="page">上一页 1 <a href="a17_2.html">2</a> <a href="a17_3.html">3</a> <a href="a17_2.html">下一页</a></div>',
      1,
      ['1 /2026/a17.html', '2 /2026/a17_2.html', '3 /2026/a17_3.html'],
    ],
    [
      'numbers counted from nought in the address',
      'https://n.example/c_99.htm',
      '<p><b>1</b><a href="/c_99_1.htm">2</a><a href="/c_99_2.htm">3</a></p>',
      1,
      ['1 /c_99.htm', '2 /c_99_1.htm', '3 /c_99_2.htm'],
    ],
    [
      'a parameter, seen from the second page',
      'https://n.example/view?id=5&page=2&utm_source=x',
      '<a href="?id=5">上一页</a><a href="?id=5&page=1">1</a><a href="?id=5&page=3">[3]</a>',
      2,
      ['1 /view?id=5', '2 /view?id=5&page=2', '3 /view?id=5&page=3'],
    ],
    [
      'a pager that names only some, with 共 5 页',
      'https://n.example/b/index.html',
      '<div>共5页 <a href="index_2.html">2</a> <a href="index_5.html">尾页</a></div>',
      1,
      ['1 /b/index.html', '2 /b/index_2.html', '3 /b/index_3.html', '4 /b/index_4.html', '5 /b/index_5.html'],
    ],
    [
      'nothing but 下一页',
      'https://n.example/x/1234.shtml',
      '<a href="1234_1.shtml">下一页 &gt;&gt;</a>',
      1,
      ['1 /x/1234.shtml', '2 /x/1234_1.shtml'],
    ],
    [
      'folders',
      'https://n.example/story/77/',
      '<a href="/story/77/2/">2</a><a href="/story/77/3/">3</a>',
      1,
      ['1 /story/77', '2 /story/77/2', '3 /story/77/3'].map((line) => `${line}/`),
    ],
  ])('%s', (_, url, foot, at, pages) => {
    const pager = read(url, foot);
    expect(pager?.at).toBe(at);
    expect(urls(pager)).toEqual(pages);
    expect(pager?.total).toBe(pages.length);
  });

  it('are read from a pager that a script writes', () => {
    const pager = read(
      'https://gov.example/t20261118_88_1.html',
      '<script>createPageHTML(3, 1, "t20261118_88", "html");</script>',
    );
    expect(pager?.at).toBe(2);
    expect(urls(pager)).toEqual(['1 /t20261118_88.html', '2 /t20261118_88_1.html', '3 /t20261118_88_2.html']);
  });

  it('the whole text is told by its words and its address', () => {
    const pager = read(
      'https://n.example/a17.html',
      '<a href="a17_2.html">2</a><a href="a17_all.html">在本页阅读全文</a>',
    );
    expect(pager?.whole).toBe('https://n.example/a17_all.html');
  });

  it.each([
    ['the next article', '<a href="a18.html">下一篇</a><a href="a18.html">下一篇：别的事</a>'],
    ['下一页 that leads to another article', '<a href="a18.html">下一页</a>'],
    ['another site', '<a href="https://m.example/a17_2.html">2</a>'],
    ['pages of readers’ comments', '<div class="comment-list"><div><a href="a17_2.html">2</a></div></div>'],
    [
      'an archive',
      '<a href="/list_2.html">2</a><a href="/list_3.html">3</a><a href="/list_2.html">下一页</a>',
    ],
    ['全文 of other articles', '<a href="b99.html">阅读全文</a>'],
    ['a script', '<a href="javascript:go(2)">2</a>'],
  ])('%s is none', (_, foot) => {
    expect(read('https://n.example/a17.html', foot)).toBeUndefined();
  });

  it('answers in a forum are none', () => {
    expect(
      read('https://bbs.example/thread-88-1-1.html', '<a href="thread-88-2-1.html">2</a>'),
    ).toBeUndefined();
  });
});
