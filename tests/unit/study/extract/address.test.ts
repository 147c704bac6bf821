import { describe, expect, it } from 'vitest';
import { cleanAddress, dateInAddress, httpAddress, knownSite } from '../../../../lib/study/extract/address';

describe('cleanAddress', () => {
  it.each([
    ['https://news.example/a.html?utm_source=x&spm=1.2#top', 'https://news.example/a.html'],
    ['https://news.example/a?id=7&utm_medium=app', 'https://news.example/a?id=7'],
    ['https://news.example/a?id=7&from=timeline', 'https://news.example/a?id=7'],
    [
      'https://news.example/trains?from=示例东&to=示例西',
      'https://news.example/trains?from=%E7%A4%BA%E4%BE%8B%E4%B8%9C&to=%E7%A4%BA%E4%BE%8B%E8%A5%BF',
    ],
    ['https://app.example/#/article/12', 'https://app.example/#/article/12'],
    ['https://user:secret@news.example/a', 'https://news.example/a'],
    ['https://mp.weixin.qq.com/s/AbC-1?scene=1#rd', 'https://mp.weixin.qq.com/s/AbC-1?scene=1'],
    ['file:///home/x/a.html', 'file:///home/x/a.html'],
    ['nonsense', 'nonsense'],
  ])('makes %s %s', (address, clean) => {
    expect(cleanAddress(address)).toBe(clean);
  });
});

describe('addresses', () => {
  it('are kept only when they are of the web', () => {
    expect(httpAddress('/a.jpg', 'https://x.example/b/')).toBe('https://x.example/a.jpg');
    expect(httpAddress('//p.example/a', 'https://x.example/')).toBe('https://p.example/a');
    for (const address of [
      'javascript:1',
      ' java\nscript:1',
      'data:text/html,x',
      'blob:https://x.example/1',
      'mailto:a@x.example',
      '',
      null,
    ]) {
      expect(httpAddress(address, 'https://x.example/')).toBeUndefined();
    }
  });

  it('may hold a day', () => {
    expect(dateInAddress('https://x.example/n1/2026/1118/c1-4000.html')).toBe('2026-11-18');
    expect(dateInAddress('https://x.example/202611/t20261118_40.html')).toBe('2026-11-18');
    expect(dateInAddress('https://x.example/2026-11/18/c_1.htm')).toBe('2026-11-18');
    expect(dateInAddress('https://x.example/p/40002026')).toBeUndefined();
  });

  it('name well-known sites by the longest suffix', () => {
    expect(knownSite('https://cpc.people.com.cn/n1/1.html')).toBe('中国共产党新闻网');
    expect(knownSite('https://politics.people.com.cn/1')).toBe('人民网');
    expect(knownSite('https://notpeople.com.cn/')).toBeUndefined();
  });
});
