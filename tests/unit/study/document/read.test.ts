// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { type DocumentCase, DOCUMENTS } from '../../../fixtures/documents/documents';
import { REPORTS } from '../../../fixtures/documents/reports';
import { type DocumentReading, readDocument } from '../../../../lib/study/document/read';
import { dense } from '../../../../lib/study/document/words';
import { extract } from '../extract/page';

const read = (page: DocumentCase): DocumentReading | undefined =>
  readDocument({
    title: page.title,
    text: page.text,
    coverage: 'article',
    around: { above: page.above ?? [], below: page.below ?? [] },
  });
const values = (reading: DocumentReading | undefined) =>
  reading && Object.fromEntries(Object.entries(reading).map(([field, { value }]) => [field, value]));

describe('readDocument', () => {
  it.each(DOCUMENTS)('reads $name', (page) => {
    expect(values(read(page))).toEqual(page.read);
  });

  it.each(REPORTS)('takes no report for a document: $name', (page) => {
    expect(values(read(page))).toBeUndefined();
  });

  it('shows the words of the page behind every value', () => {
    for (const page of DOCUMENTS) {
      const printed = dense([page.title, ...(page.above ?? []), page.text, ...(page.below ?? [])].join('\n'));
      for (const [field, reading] of Object.entries(read(page) ?? {})) {
        const parts = reading.passage.split(/\s+/).filter(Boolean);
        for (const part of parts) expect(printed, `${page.name} ${field}`).toContain(part);
        if (field !== 'standing' && !/^\d{4}-\d\d-\d\d$/.test(reading.value)) {
          expect(dense(reading.passage).replace(/[（）]/g, ''), `${page.name} ${field}`).toContain(
            dense(reading.value).replace(/[（）]/g, ''),
          );
        }
      }
    }
  });

  it('reads nothing from a marked passage alone', () => {
    const { title, text } = DOCUMENTS[0] as DocumentCase;
    expect(readDocument({ title, text, coverage: 'selection' })).toBeUndefined();
  });

  it('reads long and odd texts to their end', () => {
    const text = `${'本办法自'.repeat(40_000)}\n${'示例省人民政府、'.repeat(20_000)}\n${'（2019年'.repeat(20_000)}`;
    expect(() => readDocument({ title: '示例省管理办法', text, coverage: 'article' })).not.toThrow();
    const report = readDocument({
      title: '示例省出台管理办法',
      text: `${text}\n《管理办法》全文如下\n甲`,
      coverage: 'article',
    });
    expect(report?.number).toBeUndefined();
  });
});

describe('a page', () => {
  const body = `<p>各市、县人民政府：</p><p>为做好示例驿站管理工作，方便骑手歇脚、喝水、充电，现将有关事项通知如下。</p><p>一、明确分工。各地要落实责任，定期检查示例驿站的设施，发现问题及时整改。</p><p>二、加强宣传。各地要公布驿站的地点和开放时间，听取骑手的意见。</p>`;

  it('hands over the table above its text, in cells', () => {
    const page = extract(`<title>通知</title><body>
      <table class="head"><tr><td>索 引 号：</td><td>EX-1</td><td>发文机关：</td><td>示例省人民政府</td></tr>
      <tr><td>发文字号：</td><td>示政发〔2024〕5号</td><td>发布日期：</td><td>2024年3月8日</td></tr></table>
      <h1>示例省人民政府关于做好示例驿站管理工作的通知</h1>
      <div class="article-content">${body}<p>示例省人民政府</p><p>2024年3月5日</p></div></body>`);
    expect(values(readDocument(page))).toEqual({
      title: '示例省人民政府关于做好示例驿站管理工作的通知',
      issuer: '示例省人民政府',
      number: '示政发〔2024〕5号',
      writtenOn: '2024-03-05',
      issuedOn: '2024-03-08',
    });
  });

  it('hands over a list of labels in boxes, and keeps the number under the headline', () => {
    const page = extract(`<title>通知</title><body>
      <ul class="info"><li><b>发布机构：</b><span>示例市人民政府</span></li><li><b>有效性：</b><span>有效</span></li></ul>
      <h1>关于做好示例驿站管理工作的通知</h1><p class="num">示府办〔2025〕9号</p>
      <div class="article-content">${body}</div></body>`);
    expect(values(readDocument(page))).toEqual({
      title: '关于做好示例驿站管理工作的通知',
      issuer: '示例市人民政府',
      number: '示府办〔2025〕9号',
      standing: '现行有效',
    });
  });
});
