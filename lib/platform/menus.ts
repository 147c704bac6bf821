import { browser } from 'wxt/browser';
import { t } from '../i18n';
import { applyLanguage, followLanguage } from './language';

/** What a menu entry does; also its id in the browser. */
export type MenuAction = 'clip' | 'quote' | 'panel' | 'workbench';

export interface MenuClick {
  tab: { id?: number; windowId?: number };
  /** The marked text, for `quote`. */
  selection?: string;
}

type Context = 'page' | 'selection' | 'action';

const readable = ['http://*/*', 'https://*/*', 'file:///*'];

/** The entries in their order, with the places where each is offered. */
const ENTRIES: readonly { id: MenuAction; contexts: [Context, ...Context[]]; patterns?: string[] }[] = [
  { id: 'clip', contexts: ['page', 'action'] },
  { id: 'quote', contexts: ['selection'], patterns: readable },
  { id: 'panel', contexts: ['page', 'action'] },
  { id: 'workbench', contexts: ['page', 'action'] },
];

const title = (id: MenuAction): string =>
  ({
    clip: t('common.menu.clip'),
    quote: t('common.menu.quote'),
    panel: t('common.menu.panel'),
    workbench: t('common.menu.workbench'),
  })[id];

let building: Promise<void> = Promise.resolve();

/** Makes the entries anew in the present language, one making after another: ids must not be taken twice. */
export function buildMenus(): Promise<void> {
  const build = async (): Promise<void> => {
    await applyLanguage();
    // Chrome before 123 does not say when it is done, but does one after the other.
    await browser.contextMenus.removeAll();
    for (const { id, contexts, patterns } of ENTRIES) {
      browser.contextMenus.create({
        id,
        title: title(id),
        contexts,
        ...(patterns ? { documentUrlPatterns: patterns } : {}),
      });
    }
  };
  // A making that failed must not keep the next one from being tried.
  building = building.then(build, build);
  return building;
}

/**
 * Context menus on page, selection and toolbar button. `clicked` is called synchronously, so that it can open
 * the panel with the gesture of the click.
 */
export function setupMenus(clicked: Record<MenuAction, (click: MenuClick) => unknown>): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    const action = ENTRIES.find(({ id }) => id === info.menuItemId)?.id;
    if (!action) return;
    void clicked[action]({
      tab: tab ?? {},
      ...(info.selectionText ? { selection: info.selectionText } : {}),
    });
  });
  browser.runtime.onInstalled.addListener(() => void buildMenus());
  browser.runtime.onStartup.addListener(() => void buildMenus());
  followLanguage(() => void buildMenus());
}
