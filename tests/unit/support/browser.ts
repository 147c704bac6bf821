/** An in-memory browser for unit tests: storage with change events, and recorded calls of the rest. */

type Listener = (...args: never[]) => unknown;

class FakeEvent {
  listeners = new Set<Listener>();
  addListener = (listener: Listener): void => void this.listeners.add(listener);
  removeListener = (listener: Listener): void => void this.listeners.delete(listener);
  emit(...args: unknown[]): unknown[] {
    return [...this.listeners].map((listener) => listener(...(args as never[])));
  }
}

export const EXTENSION = 'chrome-extension://sidebookid';

export interface FakeTab {
  id: number;
  windowId: number;
  active?: boolean;
  url?: string;
  title?: string;
}

/** One browser. Contexts of the extension share it; `calls` lists what was done to the browser's frame. */
export function fakeBrowser() {
  const calls: [name: string, ...args: unknown[]][] = [];
  const record =
    <R>(name: string, result: (...args: never[]) => R) =>
    (...args: unknown[]): R => {
      calls.push([name, ...args]);
      return result(...(args as never[]));
    };
  const storageChanged = new FakeEvent();
  const area = (name: string) => {
    const values: Record<string, unknown> = {};
    const change = (key: string, newValue: unknown): void => {
      const oldValue = values[key];
      if (newValue === undefined) delete values[key];
      else values[key] = newValue;
      if (JSON.stringify(oldValue) !== JSON.stringify(newValue))
        storageChanged.emit({ [key]: { oldValue, newValue } }, name);
    };
    return {
      values,
      get: async (key?: string) =>
        structuredClone(key === undefined ? values : key in values ? { [key]: values[key] } : {}),
      set: async (patch: Record<string, unknown>) => {
        for (const [key, value] of Object.entries(structuredClone(patch))) change(key, value);
      },
      remove: async (key: string) => change(key, undefined),
    };
  };
  const state = {
    tabs: [] as FakeTab[],
    origins: [] as string[],
    shortcuts: { 'clip-page': 'Alt+Shift+S', 'open-panel': 'Alt+Shift+L' } as Record<string, string>,
    uiLanguage: 'zh-CN',
    /** Answers of `scripting.executeScript`, by what is injected. */
    contentType: (): unknown => 'text/html',
    page: (): unknown => ({}),
    openPanel: async (): Promise<void> => undefined,
    managed: async (): Promise<Record<string, unknown>> => ({}),
  };
  const api = {
    runtime: {
      id: 'sidebookid',
      getURL: (path: string) => `${EXTENSION}${path}`,
      onMessage: new FakeEvent(),
      onInstalled: new FakeEvent(),
      onStartup: new FakeEvent(),
      sendMessage: async (message: unknown) => {
        const sender = { id: 'sidebookid', url: `${EXTENSION}/popup.html` };
        return new Promise((resolve, reject) => {
          const kept = api.runtime.onMessage.emit(structuredClone(message), sender, resolve);
          if (!kept.includes(true)) reject(new Error('Could not establish connection.'));
        });
      },
    },
    storage: {
      local: area('local'),
      session: area('session'),
      managed: { get: () => state.managed() },
      onChanged: storageChanged,
    },
    alarms: {
      create: record('alarms.create', async () => undefined),
      clear: record('alarms.clear', async () => true),
      onAlarm: new FakeEvent(),
    },
    i18n: { getUILanguage: () => state.uiLanguage },
    commands: {
      getAll: async () => Object.entries(state.shortcuts).map(([name, shortcut]) => ({ name, shortcut })),
      onCommand: new FakeEvent(),
    },
    contextMenus: {
      removeAll: record('menus.removeAll', async () => undefined),
      create: record('menus.create', () => undefined),
      onClicked: new FakeEvent(),
    },
    action: {
      setBadgeText: record('badge.text', async () => undefined),
      setBadgeBackgroundColor: async () => undefined,
      setBadgeTextColor: async () => undefined,
      setTitle: record('badge.title', async () => undefined),
    },
    permissions: {
      contains: async ({ origins }: { origins: string[] }) =>
        origins.every((origin) => state.origins.includes(origin)),
      request: record('permissions.request', async ({ origins }: { origins: string[] }) => {
        state.origins.push(...origins);
        return true;
      }),
      remove: async ({ origins }: { origins: string[] }) => {
        state.origins = state.origins.filter((origin) => !origins.includes(origin));
        return true;
      },
      getAll: async () => ({ origins: state.origins, permissions: [] }),
      onAdded: new FakeEvent(),
      onRemoved: new FakeEvent(),
    },
    tabs: {
      TAB_ID_NONE: -1,
      get: async (id: number) => {
        const tab = state.tabs.find((one) => one.id === id);
        if (!tab) throw new Error(`No tab with id: ${id}.`);
        return tab;
      },
      query: async (query: { active?: boolean }) => state.tabs.filter((tab) => !query.active || tab.active),
      create: record('tabs.create', async () => undefined),
      update: record('tabs.update', async () => undefined),
    },
    windows: {
      WINDOW_ID_CURRENT: -2,
      getCurrent: async () => ({ id: 1 }),
      update: record('windows.update', async () => undefined),
    },
    scripting: {
      executeScript: async ({ files }: { files?: string[] }) => [
        { result: await (files ? state.page() : state.contentType()) },
      ],
    },
    sidePanel: { open: record('sidePanel.open', () => state.openPanel()) } as unknown,
    sidebarAction: undefined as unknown,
  };
  return { api, state, calls };
}
