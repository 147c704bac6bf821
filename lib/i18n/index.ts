import first, { type MessageKey } from './catalog';

export type { MessageKey } from './catalog';

export const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

type Catalog = Record<string, string>;

/** Catalogues other than the source language, each its own chunk, fetched when chosen. */
const LOADERS: Record<Exclude<Language, 'zh-CN'>, () => Promise<{ default: Catalog }>> = {
  'zh-TW': () => import('./zh-tw'),
  en: () => import('./en'),
};

/** The source language, as far as it has been loaded; every other language falls back to it. */
let zhCN: Catalog = first;
let loading: Promise<void> | undefined;
let language: Language = 'zh-CN';
let messages: Catalog = zhCN;
const listeners = new Set<() => void>();

/**
 * Loads the words of every place beyond the first screen. A window calls it when it starts and waits for it before
 * it shows another place; calling it again costs nothing.
 */
export function loadMessages(): Promise<void> {
  loading ??= import('./catalog-rest').then(({ default: rest }) => {
    zhCN = { ...first, ...rest };
    if (language === 'zh-CN') messages = zhCN;
    for (const listener of listeners) listener();
  });
  return loading;
}

/** The language in use. */
export const currentLanguage = (): Language => language;

/** The best of our languages for a list of browser languages; Simplified Chinese when none fits. */
export function matchLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const lower = tag.toLowerCase();
    if (/^zh\b/.test(lower)) return /-(tw|hk|mo|hant)\b/.test(lower) ? 'zh-TW' : 'zh-CN';
    if (lower.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

/** Switches the language; views that subscribed with {@link onLanguage} repaint. */
export async function setLanguage(next: Language): Promise<void> {
  if (next === language) return;
  messages = next === 'zh-CN' ? zhCN : (await LOADERS[next]()).default;
  language = next;
  for (const listener of listeners) listener();
}

/** Calls `listener` after each change of language; returns the function that stops it. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The message under `key` in the present language with `{name}` placeholders filled. With `count` = 1 the
 * variant `<key>.one` is used where the language has one. A missing key shows as itself and fails a test.
 */
export function t(key: MessageKey, params?: Record<string, string | number>): string {
  let text = messages[key] ?? zhCN[key] ?? key;
  if (!params) return text;
  if (params.count === 1) text = messages[`${key}.one`] ?? text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/**
 * Like {@link t} for keys that are composed at run time (`verdict.<value>`, `fault.<code>`). Returns undefined
 * when there is no such message, so that the caller can fall back.
 */
export function tMaybe(key: string, params?: Record<string, string | number>): string | undefined {
  return key in zhCN ? t(key as MessageKey, params) : undefined;
}

/** Like {@link t} for a key composed from values that a closed list guarantees; shows the key when missing. */
export const tDynamic = (key: string, params?: Record<string, string | number>): string =>
  tMaybe(key, params) ?? key;
