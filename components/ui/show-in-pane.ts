/**
 * Scrolls the pane that an element lies in until the element is in view, and nothing around the pane: the browser's own
 * `scrollIntoView` moves the window as well, which pushes what stands beside the pane under the head.
 */
export function showInPane(element: HTMLElement | null): void {
  const pane = element?.closest<HTMLElement>('[data-pane]');
  if (!element || !pane) return;
  const [line, view] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (line.top < view.top) pane.scrollTop -= view.top - line.top;
  else if (line.bottom > view.bottom) pane.scrollTop += line.bottom - view.bottom;
}
