// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { extract } from '../extract/page';

const PROSE =
  '支部把会开在换班的十分钟里，议的都是身边事。大家一条一条说，书记一条一条记，散会前当场分工。'.repeat(3);
const images = (markup: string): string[] =>
  extract(
    `<title>十分钟议事</title><div class="content"><p>${PROSE}</p><p>${markup}</p><p>${PROSE}</p></div>`,
  ).images;

describe('the address of a picture that is loaded late', () => {
  it.each([
    ['data-original', '<img src="/img/loading.gif" data-original="/p/1.jpg">', '/p/1.jpg'],
    ['data-src', '<img src="data:image/gif;base64,R0" data-src="/p/1.jpg">', '/p/1.jpg'],
    [
      'the fittest of a set',
      '<img src="data:x" srcset="/p/s.jpg 320w, /p/m.jpg 1200w, /p/xl.jpg 4000w">',
      '/p/m.jpg',
    ],
    [
      'a set behind a placeholder',
      '<img src="/img/blank.gif" srcset="/p/1.jpg 1x, /p/2.jpg 2x">',
      '/p/2.jpg',
    ],
    [
      'the late set of a picture element',
      '<picture><source data-srcset="/p/1.webp"><img></picture>',
      '/p/1.webp',
    ],
    ['what is shown', '<img src="/p/1.jpg" srcset="/p/2.jpg 2x">', '/p/1.jpg'],
  ])('%s', (_, markup, path) => {
    expect(images(markup)).toEqual([`https://news.example${path}`]);
  });
});
