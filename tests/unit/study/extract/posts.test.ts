// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extract } from './page';

const PROSE = [
  '换班的十分钟里，支部把会开在了充电柜旁边，议的都是身边的事情。',
  '有人说雨衣不够长，有人说站点的热水总是凉的，书记一条一条记在本子上。',
  '站长说热水的事情这一周就办，雨衣要等到月底，因为厂里的布料还没有到，到了先发夜班。',
  '散会的时候雨停了，最后一位骑手把本子合上，说下个月还在这里等他。',
];
const paragraphs = PROSE.map((text) => `<p>${text}</p>`).join('');

describe('posts', () => {
  const answer = '看完想起我们站点的师傅，他也是这样一条一条记的，记了整整三年，一页都没有丢。';
  it.each([
    [
      'in tables with their posters',
      `<table class="forumbox"><tr><td><a class="author">半块砖</a>级别: 学徒</td><td><span>2026-04-16 22:37</span><div class="c">${paragraphs}</div><div class="postsign">今天也要好好下班</div></td></tr></table>
       <table class="forumbox"><tr><td><a class="author">红茄子</a>级别: 精英</td><td><span>2026-04-16 22:41</span><div class="c">${answer}</div></td></tr></table>`,
    ],
    [
      'in boxes with who posted and when',
      `<div class="post bg2"><p class="author"><a>半块砖</a> 2026-04-16 22:37</p><div class="c">${paragraphs}</div></div>
       <div class="post bg1"><p class="author"><a>红茄子</a> 2026-04-16 22:41</p><div class="c"><p>${answer}</p></div></div>`,
    ],
  ])('%s: the first is the text', (_, posts) => {
    const { text } = extract(
      `<title>充电柜旁的十分钟会 - 示例论坛</title><body><h1>充电柜旁的十分钟会</h1><div>${posts}</div>`,
    );
    expect(text).toContain(PROSE[0]);
    expect(text).toContain(PROSE[3]);
    expect(text).not.toContain('三年');
    expect(text).not.toContain('好好下班');
  });

  it('like letters: head, signature and answers are no part of the words', () => {
    const letter = (name: string, title: string, words: string, time: string): string =>
      `<div class="a"><p>发信人: ${name} (昵称), 信区: Life <br>标&nbsp; 题: ${title} <br>发信站: 示例社区 (${time}), 站内 <br>&nbsp;<br>${words}<br>--<br>※ 来源:·示例社区 http://bbs.example·[FROM: 10.0.0.*]</p></div>`;
    const found = extract(
      `<title>示例社区-一个社群</title><body><div>${letter('oldbook', '充电柜旁的会', PROSE.join('<br>'), 'Sun Nov 15 21:08:33 2026')}${letter('whale', 'Re: 充电柜旁的会', answer, 'Sun Nov 15 21:30:02 2026')}</div>`,
    );
    expect(found).toMatchObject({ title: '充电柜旁的会', author: 'oldbook', published: '2026-11-15 21:08' });
    expect(found.text).toBe(PROSE.join('\n'));
  });
});

describe('what an account puts around a text', () => {
  const account = (words: string): ReturnType<typeof extract> =>
    extract(
      `<title>会</title><body><h1 class="rich_media_title">充电柜旁的十分钟会</h1><div id="meta_content"><a id="js_name">示例先锋</a><em id="publish_time">2026-11-15 21:08</em></div><div id="js_content">${words}</div>`,
      { url: 'https://mp.weixin.qq.com/s/abc' },
    );
  it.each([
    ['▲关注我，每天一个支部故事', ''],
    ['', '点亮❤转给身边的同事'],
    ['', '转给更多需要的人'],
    ['', '作者简介：温言，骑手，写诗。'],
    ['', '- END -</p><p>示例先锋十二月预告：周六上午党课，周日下午义诊。'],
    ['', '一审：白露　二审：丁香　三审：林知秋</p><p>示例先锋十二月预告：周六上午党课，周日下午义诊。'],
    ['', '关键词阅读：<a>支部</a> <a>骑手</a>'],
    ['', '<a>1</a> 2 <a>全文阅读</a> <a>下一页</a>'],
    ['', '&gt; 实用、好用的工具，示例先锋为你呈现 🚀'],
  ])('is left out: %s%s', (before, after) => {
    expect(account(`<p>${before}</p>${paragraphs}<p>${after}</p>`).text).toBe(PROSE.join('\n'));
  });

  it('stays where it is the text’s own', () => {
    const last = '方案试行一个月，有意见建议可拨打12345，或者在评论区留言。';
    expect(account(`${paragraphs}<p>${last}</p><p>点亮❤转给身边的同事</p>`).text).toBe(
      [...PROSE, last].join('\n'),
    );
  });

  it('a poem without a sentence is a text, and who recites it no author', () => {
    const verses = [
      '大寒这一天',
      '井口冒着白气',
      '像村庄还剩下的',
      '最后一口呼吸',
      '爷爷放下桶',
      '绳子一圈一圈',
      '松开他的年纪',
      '他正好二十岁',
      '缸满了',
      '天就亮了',
    ];
    const found = account(`<p>文/郗小楼　诵/夏侯鸣</p>${verses.map((line) => `<p>${line}</p>`).join('')}`);
    expect(found).toMatchObject({ coverage: 'article', author: '郗小楼', text: verses.join('\n') });
  });
});

describe('what is no author', () => {
  it.each([
    ['a site in the head of the page', '<meta name="author" content="华示网">', '<p>2026-11-15 21:08</p>'],
    ['a tag', '', '<table><tr><td class="blog_tag"><h3><a>木工</a></h3></td></tr></table>'],
    ['a board', '', '<div><span class="badge-category__name">野外记录</span></div>'],
  ])('%s', (_, head, line) => {
    const found = extract(
      `<head>${head}<title>充电柜旁的十分钟会</title></head><body><h1>充电柜旁的十分钟会</h1>${line}<div class="content">${paragraphs}</div>`,
    );
    expect(found.author).toBeUndefined();
  });
});

describe('lines of a label and a word', () => {
  it('go with the staff where persons stand behind them, and stay in the text where not', () => {
    const facts = ['学校：清河大学', '考核：合格', '行动计划：东城'];
    const staff = ['视频剪辑：李明', '审签：张伟 王芳'];
    const { text } = extract(
      `<title>两张名单</title><article><h1>两张名单</h1><div class="content">${paragraphs}${facts
        .map((line) => `<p>${line}</p>`)
        .join(
          '',
        )}${paragraphs.replaceAll('支部', '小组')}${staff.map((line) => `<p>${line}</p>`).join('')}</div></article>`,
    );
    for (const line of facts) expect(text).toContain(line);
    for (const line of staff) expect(text).not.toContain(line);
  });
});
