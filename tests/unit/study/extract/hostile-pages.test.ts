// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { isInert } from '../../../../lib/study/markup';
import { sanitise } from '../../../../lib/study/sanitise';
import { hostileBodies, hostilePages } from '../../../fixtures/hostile/index.mjs';
import { extractFrom, openPage } from './page';

const pages = hostilePages(20_261_126, 200);
const RUNS_OR_LOADS =
  'script,style,svg,math,iframe,form,video,object,link,meta,template,base,dialog,[src],[srcset],[style],[id],[name],[onclick],[onerror],a[href]:not([href^="http"])';

it('200 hostile pages are read without a change, and leave only the markup of clips', () => {
  for (const html of pages) {
    const document = openPage(html);
    const before = document.documentElement.outerHTML;
    const found = extractFrom(document);
    expect(document.documentElement.outerHTML === before, html).toBe(true);
    expect(isInert(found.html), `${html}\n${found.html}`).toBe(true);
    expect(
      openPage(sanitise(found.html, window as never)).body.querySelector(RUNS_OR_LOADS),
      html,
    ).toBeNull();
  }
}, 60_000);

it('their shapes, had they been stored as they are, would be inert when shown', () => {
  for (const html of hostileBodies()) {
    const shown = sanitise(html, window as never);
    expect(openPage(shown).body.querySelector(RUNS_OR_LOADS), `${html}\n${shown}`).toBeNull();
  }
});
