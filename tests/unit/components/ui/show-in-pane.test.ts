// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { showInPane } from '../../../../components/ui';

/** A pane from 100 to 300 px of the window, and a line in it. */
function laidOut(top: number, bottom: number) {
  document.body.innerHTML = '<div data-pane><p>line</p></div>';
  const pane = document.querySelector('[data-pane]') as HTMLElement;
  const line = document.querySelector('p') as HTMLElement;
  const box = (from: number, to: number) => () => ({ top: from, bottom: to }) as DOMRect;
  pane.getBoundingClientRect = box(100, 300);
  line.getBoundingClientRect = box(top, bottom);
  pane.scrollTop = 50;
  return { pane, line };
}

describe('a line brought into view within its pane', () => {
  it.each([
    ['stays where it is seen', 120, 160, 50],
    ['comes down from above', 70, 110, 20],
    ['comes up from below', 290, 340, 90],
  ])('%s', (_, top, bottom, scrolled) => {
    const { pane, line } = laidOut(top, bottom);
    showInPane(line);
    expect(pane.scrollTop).toBe(scrolled);
  });

  it('leaves a line outside of any pane, and none at all, alone', () => {
    showInPane(document.body);
    showInPane(null);
    expect(document.documentElement.scrollTop).toBe(0);
  });
});
