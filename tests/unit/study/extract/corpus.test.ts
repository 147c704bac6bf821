// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { corpus } from '../../../fixtures/corpus/index.mjs';
import { mark } from '../../../fixtures/corpus/score.mjs';
import { decodePage } from '../../../../scripts/lib/charset.mjs';
import { addressOf } from '../../../../scripts/lib/saved-page.mjs';
import { extractFrom, openPage } from './page';

describe('the corpus', () => {
  it('is large, and no page of it is there twice', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(64);
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  });

  it.each(corpus)('$name is read as a careful reader would', ({ bytes, url, expected }) => {
    const html = decodePage(bytes);
    const document = openPage(html);
    const before = document.documentElement.outerHTML;
    const found = extractFrom(document, { url: url ?? addressOf(html) ?? 'https://page.invalid/' });
    expect(document.documentElement.outerHTML).toBe(before);
    const { why, ...marks } = mark(expected, found);
    expect(Object.values(marks), why.join('\n')).not.toContain(false);
  });
});
