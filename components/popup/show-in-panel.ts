import { openPanel } from '../../lib/platform/panel';

/** Opens the panel, at a screen if one is given, and lets the popup go. Call it first in a click handler. */
export function showInPanel(route?: string): void {
  void openPanel(route === undefined ? {} : { route }).then(() => close());
}
