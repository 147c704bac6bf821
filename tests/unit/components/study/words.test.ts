import { describe, expect, it } from 'vitest';
import { allCitations, citation } from '../../../../components/study/words';
import type { Rec } from '../../../../lib/ledger';
import type { Clip } from '../../../../lib/records';

const clip = (over: Partial<Clip> = {}) =>
  ({
    id: 'c',
    fields: {
      title: '学习《条例》的体会',
      url: 'https://news.example/a.html',
      source: '示例日报',
      author: '温言',
      published: '2026-11-08 09:46',
      coverage: 'article',
      ...over,
    },
  }) as Rec<'clip'>;

describe('citation', () => {
  it('is what a writer puts into a Chinese text: title, source, day, page, address', () => {
    expect(citation(clip(), '要把“关键小事”办好。', 3)).toBe(
      '“要把‘关键小事’办好。”（温言：《学习〈条例〉的体会》，示例日报，2026年11月8日，第 3 页，https://news.example/a.html）',
    );
  });

  it('leaves out what is not known', () => {
    expect(citation(clip({ author: undefined, source: undefined, published: undefined }), '一句。')).toBe(
      '“一句。”（《学习〈条例〉的体会》，https://news.example/a.html）',
    );
    expect(citation(clip({ url: '', published: '十一月' }), '一句。')).toBe(
      '“一句。”（温言：《学习〈条例〉的体会》，示例日报，十一月）',
    );
  });

  it('names the work once for several quotations', () => {
    const lines = allCitations(clip(), [
      { text: '第一句。', at: '' },
      { text: '第二句。', at: '', page: 5 },
    ]).split('\n');
    expect(lines.slice(0, 2)).toEqual(['“第一句。”', '“第二句。”（第 5 页）']);
    expect(lines[2]).toMatch(/^——温言：《学习〈条例〉的体会》，示例日报/);
  });
});
