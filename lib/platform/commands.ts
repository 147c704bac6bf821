import { browser } from 'wxt/browser';

/** Names of the keyboard shortcuts in the manifest. */
export type CommandName = 'open-panel' | 'clip-page' | 'lock-now';

/** A shortcut's handler, called synchronously, so that it can open the panel with the gesture of the key. */
export type CommandHandler = (tab: { id?: number; windowId?: number }) => unknown;

/** Keyboard shortcuts. */
export function setupCommands(handlers: Record<CommandName, CommandHandler>): void {
  browser.commands.onCommand.addListener((command, tab) => {
    if (Object.hasOwn(handlers, command)) void handlers[command as CommandName](tab ?? {});
  });
}
