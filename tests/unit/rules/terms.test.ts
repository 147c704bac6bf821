import { describe, expect, it } from 'vitest';
import pack from '../../../lib/rules/packs/terms.json';
import { checkTerms, loadTerms, replaceTerm, revertTerm } from '../../../lib/rules/terms';

const checker = loadTerms(pack);
const words = (text: string) =>
  checkTerms(text, checker).map(({ found, suggestions }) => [found, ...suggestions]);

describe('the pack of terms', () => {
  it('has forty entries and more, each with suggestion, reason and confidence', () => {
    expect(pack.terms.length + pack.orders.length).toBeGreaterThanOrEqual(40);
    for (const entry of [...pack.terms, ...pack.orders]) {
      expect(entry.reason.zh && entry.reason.en && entry.confidence, entry.id).toBeTruthy();
    }
  });

  it.each(pack.terms.flatMap((term) => term.find.map((find) => [find.replaceAll('~', '')])))(
    'finds %s, and is content with what it suggests',
    (find) => {
      const text = `支部研究了${find}，已记录。`;
      const [finding, ...more] = checkTerms(text, checker);
      expect(finding?.found).toBe(find);
      expect(more).toEqual([]);
      for (const suggestion of finding?.suggestions ?? []) {
        expect(words(replaceTerm(text, finding!, suggestion))).toEqual([]);
      }
    },
  );

  it.each(pack.terms.flatMap((term) => (term.within ?? []).map((word) => [word])))(
    'says nothing of the longer word %s',
    (word) => expect(words(`关于${word}，大家发言。`)).toEqual([]),
  );

  it.each(pack.orders.map((order) => [order.standard]))('is content with the order of %s', (standard) =>
    expect(words(`要${standard}。`)).toEqual([]),
  );

  it.each(
    pack.orders.map((order) => [[...order.items].reverse().join('、').replaceAll('~', ''), order.standard]),
  )('puts %s in order', (reversed, standard) =>
    expect(words(`要${reversed}。`)).toEqual([[reversed, standard]]),
  );

  it('is refused whole when an entry is damaged', () => {
    const damaged = structuredClone(pack) as { terms: { find: unknown }[] };
    damaged.terms[2]!.find = [];
    expect(() => loadTerms(damaged)).toThrow(expect.objectContaining({ code: 'E810' }));
  });
});

describe('what is quoted', () => {
  it('leaves other people’s words alone, in every kind of quotation mark', () => {
    for (const [open, close] of ['“”', '「」', '『』', '‘’', '""']) {
      expect(words(`他说：${open}我把它写成了二个维护，记不住${close}，大家笑了。`)).toEqual([]);
    }
  });

  it('still sees a fixed expression that stands in quotation marks by itself', () => {
    expect(words('做到“二个维护”')).toEqual([['二个维护', '两个维护']]);
    expect(words('增强“四个自信”')).toEqual([['增强“四个自信”', '坚定“四个自信”']]);
  });

  it('leaves titles alone, save for the names of documents', () => {
    expect(words('学习《怎样开好三课一会》')).toEqual([]);
    expect(words('学习《中国共产党党支部工作条例（试行）》')).toEqual([
      ['中国共产党党支部工作条例', '中国共产党支部工作条例'],
    ]);
  });

  it('does not take a mark that is never closed for a quotation', () => {
    expect(words('“大家发言\n做到二个维护')).toEqual([['二个维护', '两个维护']]);
  });
});

describe('minutes as they are written', () => {
  it('says nothing of ordinary right text', () => {
    const text = [
      '11月25日，支部党员大会应到23人，实到20人，列席2人。增强“四个意识”、坚定“四个自信”、做到“两个维护”。',
      '支委会会议研究三会一课安排，党小组会交流学习体会，开展批评和自我批评；组织生活会议题由支委会提出。',
      '预备党员转正由支部大会讨论决定；按期交纳党费；十二个维护人员到场；过敏反应问题另行处理；树立正确的党员权力观。',
      '三会一科技公司的同志列席，惯例席位不变。优秀、合格、基本合格、不合格分别统计。创新、协调、绿色、开放、共享。',
    ].join('\n');
    expect(words(text)).toEqual([]);
  });

  it('reports each place once, the longer word before the shorter, in the order of the text', () => {
    expect(words('党支部大会落实三课一会，党员支部大会布署工作').map(([found]) => found)).toEqual([
      '党支部大会',
      '三课一会',
      '党员支部大会',
      '布署',
    ]);
  });

  it('does not call three of four out of order', () => {
    expect(words('文化自信、制度自信')).toEqual([]);
    expect(words('文化自信增强了，道路自信、理论自信、制度自信')).toEqual([]);
  });

  it('replaces one place only, and takes it back after more was typed', () => {
    const text = '落实三课一会。再抓三课一会。';
    const second = checkTerms(text, checker)[1]!;
    const after = replaceTerm(text, second, '三会一课');
    expect(after).toBe('落实三课一会。再抓三会一课。');
    const made = { start: second.start, found: second.found, suggestion: '三会一课' };
    expect(revertTerm(`会上说：${after}完`, made)).toBe(`会上说：${text}完`);
    expect(revertTerm('全部删掉了', made)).toBe('全部删掉了');
  });

  it('checks the longest minutes', () => {
    const text = '支部研究了二个维护，随后讨论。'.repeat(2000);
    expect(checkTerms(text, checker)).toHaveLength(2000);
  });
});
