/** Puts the focus on the button of an open dialog that ends it, so that the Enter key presses it. */
export function focusAction(action: string): void {
  document.querySelector<HTMLElement>(`dialog[open] [data-action="${action}"]`)?.focus();
}
