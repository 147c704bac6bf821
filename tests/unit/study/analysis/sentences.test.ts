import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOfHtml } from '../../../../lib/study/analysis/blocks';
import { splitSentences } from '../../../../lib/study/analysis/sentences';

const split = (text: string): string[] =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it.each([
    ['他说：“不能等。要马上办！”会后就办了。', ['他说：“不能等。要马上办！”', '会后就办了。']],
    ['“这事能办吗？”他问。能办。', ['“这事能办吗？”他问。', '能办。']],
    ['“要抓落实！”会议强调，“还要抓反复。”', ['“要抓落实！”会议强调，“还要抓反复。”']],
    ['回答“为谁办事？”的问题，要看行动。', ['回答“为谁办事？”的问题，要看行动。']],
    ['学习《谁是最可爱的人？》一文。大家讨论。', ['学习《谁是最可爱的人？》一文。', '大家讨论。']],
    ['收入增长3.5%。见 www.example.org/a?b=1。', ['收入增长3.5%。', '见 www.example.org/a?b=1。']],
    ['真的吗？！真的。', ['真的吗？！', '真的。']],
    ['会议通过了决议（见附件。共三页。）。散会。', ['会议通过了决议（见附件。共三页。）。', '散会。']],
    ['一是抓学习；二是抓整改；三是抓落实。', ['一是抓学习；二是抓整改；三是抓落实。']],
    ['「先看看。」他推开门。', ['「先看看。」', '他推开门。']],
    ['没有收尾的引号“开头。下一句。', ['没有收尾的引号“开头。', '下一句。']],
    [
      'The rule applies to Example Inc. and Mr. Li. It took 3.5 minutes. 之后上线。',
      ['The rule applies to Example Inc. and Mr. Li.', 'It took 3.5 minutes.', '之后上线。'],
    ],
    ['话没有说完……后来也没有再说。', ['话没有说完……后来也没有再说。']],
    ['没有标点的一行', ['没有标点的一行']],
    ['', []],
  ])('%s', (text, wanted) => expect(split(text)).toEqual(wanted));

  it('of a long speech in quotation marks are sentences of their own', () => {
    const speech = `他说：“${'要把党的组织建在站点上，把服务送到骑手身边去。'.repeat(8)}”`;
    expect(split(speech).length).toBeGreaterThan(4);
  });

  it('of a long enumeration are its members', () => {
    const members = [
      '一是抓好理论学习，每月集中学习一次，每次有记录有讨论有心得交流',
      '二是抓好流动党员管理，逐人建立台账，每月联系一次并且写明日期',
      '三是抓好关键小事，休息点充电柜热饭逐项明确责任人和完成时限',
      '四是抓好规则公示，凡涉及时限计价奖惩的调整至少公示七日，公示期间收到的意见逐条答复',
      '五是抓好督促检查，每季度向党员大会报告一次落实情况和下一步打算',
    ];
    expect(split(`${members.join('；')}。`)).toHaveLength(5);
  });

  it('leave nothing out and overlap nowhere', () => {
    const sign = fc.constantFrom(...'。！？!?.；;“”「」《》（），、…一二a1 \u3000'.split(''));
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 60 }).map((signs) => signs.join('')),
        (text) => {
          let last = 0;
          for (const { start, end } of splitSentences(text)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(text.slice(last, start).trim()).toBe('');
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(text.slice(last).trim()).toBe('');
        },
      ),
    );
  });
});

describe('blocks of a page', () => {
  const roles = (html: string) => blocksOfHtml(html).map(({ role, text }) => [role, text]);

  it('join lines that were broken by hand, and keep those that were not', () => {
    expect(
      roles('<p>平台公布了时间预估和路线规划的说明，<br>并请骑手代表先看一遍。<br>今天天气好。</p>'),
    ).toEqual([
      ['text', '平台公布了时间预估和路线规划的说明，并请骑手代表先看一遍。'],
      ['text', '今天天气好。'],
    ]);
  });

  it('know headings, captions, credits and cells', () => {
    expect(
      roles(
        '<h2>一、总体要求</h2><p>正文在这里，说了一件完整的事情。</p><p><strong>（一）抓好学习</strong></p><p>再说一件完整的事情。</p><p>图为现场。</p><p>资料图片</p><p>编辑：示例</p><p>长按识别二维码关注我们</p><table><tr><td>数</td></tr></table>',
      ),
    ).toEqual([
      ['heading', '一、总体要求'],
      ['text', '正文在这里，说了一件完整的事情。'],
      ['heading', '（一）抓好学习'],
      ['text', '再说一件完整的事情。'],
      ['aside', '图为现场。'],
      ['aside', '资料图片'],
      ['aside', '编辑：示例'],
      ['aside', '长按识别二维码关注我们'],
      ['cell', '数'],
    ]);
  });

  it('read entities, and count what stands before them without white space', () => {
    expect(blocksOfHtml('<p>甲 &amp; 乙。</p>\n<p>&#x4e19;丁。</p>')).toEqual([
      { role: 'text', level: 0, text: '甲 & 乙。', start: 0 },
      { role: 'text', level: 0, text: '丙丁。', start: 4 },
    ]);
  });
});
