/** True for a key that belongs to a field, a dialog, a composition, or a shortcut of the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as Partial<HTMLElement> | null;
  return (
    event.isComposing ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    Boolean(target?.closest?.('input:not([type=radio]), textarea, select, [contenteditable], dialog'))
  );
}
