// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extract, extractFrom, openPage, pageText } from './page';

interface Expected {
  page: string;
  url?: string;
  title: string;
  siteName?: string;
  source?: string;
  author?: string;
  editor?: string;
  published?: string;
  first: string;
  last: string;
  images?: number;
  without: string[];
}

const PAGES: Expected[] = [
  {
    page: 'portal-news.html',
    title: '骑手驿站延长开放两小时 示例市新增四处充电柜',
    siteName: '示例门户',
    source: '示例晚报',
    author: '温言',
    editor: '唐果',
    published: '2026-11-18 09:46',
    first: '驿站外新装的充电柜。',
    last: '中心负责人介绍，下一步将按月公布各驿站的使用情况，接受骑手和居民的监督。',
    images: 1,
    without: ['原标题', '责任编辑', '网友甲', '热门推荐', '版权所有', '延伸', '关键词', 'never'],
  },
  {
    page: 'official-media.html',
    title: '把服务送到家门口',
    siteName: '示例网',
    source: '示例网－示例日报',
    author: '林知秋、徐来',
    editor: '白露、丁香',
    published: '2026-11-17 08:12',
    first: '下午五点半，示例区公交总站的休息室里，一堂只有二十分钟的党课开始了。',
    last: '一年下来，表上的事办成了三百八十七件，剩下的十三件写明了原因和下一步。',
    without: ['第 06 版', '责编', '推荐阅读', '分享让更多人看到', '小字号', '老站长'],
  },
  {
    page: 'agency-news.html',
    title: '示例省启动冬季供暖走访',
    siteName: '示例社网',
    source: '示例社',
    author: '周一鸣、何立',
    editor: '马骁',
    published: '2026-11-16 19:05',
    first:
      '示例社示例城11月16日电（记者 周一鸣 何立）记者16日从示例省住房保障部门获悉，全省供暖企业已组织三千余名职工入户走访。',
    last: '今年新增的“一户一档”记录了每户的管道年限和历年报修情况，便于提前更换老旧阀门。',
    images: 1,
    without: ['纠错', '责任编辑', '阅读下一篇', '深度观察', '字体'],
  },
  {
    page: 'account-article.html',
    url: 'https://mp.weixin.qq.com/s?__biz=MzA0&mid=22&idx=1&sn=ab&chksm=cd&scene=27#rd',
    title: '一名网约车司机的入党申请书',
    siteName: '微信公众平台',
    source: '示例出行先锋',
    author: '苏合',
    published: '2026-11-20 09:46',
    first: '去年冬天，石磊把一份手写的申请书交到支部书记手里，纸角已经被体温捂软了。',
    last: '大家一个接一个说完，最后是掌声。',
    images: 1,
    without: ['点击蓝字', '微信号', '预览时', '喜欢此内容', '微信扫一扫'],
  },
  {
    page: 'notice.html',
    title: '关于做好2026年度组织生活会有关工作的通知',
    siteName: '示例区两企三新工委',
    source: '示例区两企三新工委办公室',
    published: '2026-11-12 16:20',
    first: '示例两新发〔2026〕18号',
    last: '2026年11月12日',
    without: ['当前位置', '浏览次数', '打印本页', '上一篇', '主办单位'],
  },
  {
    page: 'law.html',
    title: '示例市新就业形态劳动者服务条例',
    source: '示例市人民代表大会常务委员会',
    published: '2026-06-02',
    first: '（2026年5月28日示例市第十届人民代表大会常务委员会第二十次会议通过）',
    last: '第五条 本条例自2026年8月1日起施行。',
    without: ['索 引 号', '分享', 'ICP备'],
  },
  {
    page: 'forum.html',
    title: '夜里十点以后哪儿能给电动车换电？',
    siteName: '示例社区',
    author: '北站小丁',
    published: '2026-11-15 22:41',
    first: '各位师傅，我跑东桥到北站这一片，晚上十点以后充电柜就锁门了。',
    last: '有没有师傅知道附近二十四小时能换电的地方？先谢谢大家了！',
    without: ['西桥加油站', '我们支部正在', '积分', '只看该作者'],
  },
  {
    page: 'old-portal-gbk.html',
    title: '老站台上的新支部',
    siteName: '示例在线',
    source: '示例在线',
    author: '温言',
    editor: '唐果',
    published: '2018-07-01 10:05',
    first: '站台建于一九五八年，青砖墙上还留着当年的标语。',
    last: '支部的第一件事，是给站区的搬运工们装了一排带锁的柜子。',
    without: ['字号', '编辑', '热点新闻', '打印', '未经许可'],
  },
  {
    page: 'self-media.html',
    title: '算法“取中”到底是什么意思？',
    // The account is all that the page names.
    source: '白话平台治理',
    author: '白话平台治理',
    published: '2026-11-09 21:33',
    first: '很多人听过“算法取中”，却说不清它取的是什么。',
    last: '取中之后，准时率没有明显下降，违章却少了。',
    images: 1,
    without: ['关注', '举报', '大家都在看', '终于有人讲明白'],
  },
  {
    page: 'digital-edition.html',
    title: '把关键小事办在骑手等单的十分钟里',
    siteName: '示例日报',
    source: '示例日报',
    author: '何小满',
    published: '2026-11-18',
    first: '中午十二点四十，午高峰刚过，示例街道的骑手驿站里坐满了人。',
    last: '十分钟里，三件事议成了两件，剩下一件约好下周三再谈。',
    without: ['上一版', '图片报道', '本报记者', '版权所有'],
  },
  {
    page: 'campus-news.html',
    title: '信息工程党支部开展主题党日活动',
    siteName: '示例学院党建网',
    author: '丁香、吴桐',
    published: '2026-10-27',
    first:
      '10月26日下午，信息工程党支部在图书馆报告厅开展“我为学校改造提建议”主题党日活动，二十一名党员和六名入党积极分子参加。',
    last: '会后，支部将三份清单送交后勤部门，并约定两周后回访。',
    images: 1,
    without: ['您现在的位置', '浏览次数', '上一条', '关闭', '审核'],
  },
  {
    page: 'short-notice.html',
    title: '关于驿站停水的通知',
    siteName: '示例物业',
    published: '2026-11-20',
    first: '因管道检修，东桥驿站定于11月22日9时至17时停水。',
    last: '示例物业服务中心',
    without: ['关于我们', 'Copyright'],
  },
  {
    page: 'new-media.html',
    title: '深夜食堂里的支部委员会',
    siteName: '示例新闻',
    source: '示例新闻',
    author: '白露、马骁',
    editor: '徐来',
    published: '2026-11-19 23:15',
    first: '晚上十点二十，最后一拨食客散去，老板把卷帘门拉下一半，支委会才算正式开始。',
    last: '散会时已近十一点。厨师给每人盛了一碗热汤，说明天见。',
    images: 1,
    without: ['责任编辑', '校对', '报料', '热新闻', '字号'],
  },
  {
    page: 'essay-fragment.html',
    title: '灯下的账本',
    source: '示例文摘',
    author: '吴桐',
    first: '外婆有一本账本，封皮是蓝布的，里面记的不是钱。',
    last: '如今我做了支部的组织委员，也有一本账本。每次翻开，都想起那盏灯。',
    without: ['作者系', '标签', '撰文'],
  },
  {
    page: 'table-article.html',
    title: '三季度驿站使用情况公布',
    siteName: '示例市总服务台',
    author: '唐果',
    published: '2026-10-12 08:30',
    first: '第三季度，全市二十六处驿站共接待骑手、驾驶员和环卫工人十八万人次，比上季度增加两成。',
    last: '服务台表示，三件事都已写入四季度任务，由专人负责，十二月底公布结果。',
    without: ['微博', '相关文章', '二季度情况', '归档'],
  },
];

const clip = ({ page, url }: Expected) =>
  extract(pageText(page), { url: url ?? 'https://pages.example/n/1.html' });

describe.each(PAGES)('$page', (expected) => {
  const found = clip(expected);
  const lines = found.text.split('\n');

  it('finds the headline without the names of site and column', () => {
    expect(found.title).toBe(expected.title);
    if (expected.siteName) expect(found.siteName).toBe(expected.siteName);
  });

  it('reads what the page credits, and nothing where it credits nothing', () => {
    const { source, author, editor, published } = found;
    expect({ source, author, editor, published }).toEqual({
      source: expected.source,
      author: expected.author,
      editor: expected.editor,
      published: expected.published,
    });
  });

  it('keeps the text from its first to its last sentence and nothing around it', () => {
    expect(found.coverage).toBe('article');
    expect(lines[0]).toBe(expected.first);
    expect(lines.at(-1)).toBe(expected.last);
    for (const noise of expected.without) expect(found.text).not.toContain(noise);
    expect(found.images).toHaveLength(expected.images ?? 0);
  });
});

describe('what is kept of a page', () => {
  it('is a clean address', () => {
    const account = PAGES.find(({ page }) => page === 'account-article.html') as Expected;
    expect(clip(account).url).toBe('https://mp.weixin.qq.com/s?__biz=MzA0&mid=22&idx=1&sn=ab');
  });

  it('holds tables, lists, headings and emphasis', () => {
    const { html } = extract(pageText('table-article.html'));
    expect(html).toContain('<td>61,200</td>');
    expect(html).toContain('<ol>\n<li>夜间开放时间太短。</li>');
    expect(html).toContain('<h3>意见最多的三件事</h3>');
    expect(extract(pageText('portal-news.html')).html).toContain(
      '<strong>每处可同时为十二块电池充电</strong>',
    );
  });

  it('keeps the files under a notice as links', () => {
    expect(extract(pageText('notice.html'), { url: 'https://gov.example/tz/1.html' }).html).toContain(
      '<a href="https://gov.example/files/form.docx" rel="noopener noreferrer nofollow" target="_blank">',
    );
  });

  it('is all that is visible, and says so, when the page has no article', () => {
    const found = extract(pageText('index-page.html'));
    expect(found.coverage).toBe('visible');
    expect(found.title).toBe('示例社区党群服务中心');
    expect(found.text).toContain('关于冬季走访的安排 11-20');
    expect(found.text).toContain('首页 党建 服务');
  });

  it('takes the selection as the quotation beside the article', () => {
    const found = extract(pageText('forum.html'), { selection: ' 推着车走了四十分钟 ' });
    expect(found.quotation).toBe('推着车走了四十分钟');
    expect(found.coverage).toBe('article');
  });

  it('takes the selection as the text where there is no article', () => {
    const found = extract(pageText('index-page.html'), {
      selection: '骑手支部走进社区\n银发讲堂开课',
    });
    expect(found.coverage).toBe('selection');
    expect(found.html).toBe('<p>骑手支部走进社区</p>\n<p>银发讲堂开课</p>');
  });

  it('leaves the page as it was', () => {
    for (const { page } of PAGES) {
      const document = openPage(pageText(page));
      const before = document.documentElement.outerHTML;
      extractFrom(document);
      expect(document.documentElement.outerHTML).toBe(before);
    }
  });
});
