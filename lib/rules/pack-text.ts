import type { Language } from '../i18n';

/** A text of a pack. Chinese is the source; Traditional Chinese is derived from it by script. */
export interface PackText {
  zh: string;
  en: string;
  zhTW?: string | undefined;
}

/** A pack's text in the language in use. */
export const packText = (text: PackText, language: Language): string =>
  language === 'en' ? text.en : language === 'zh-TW' ? (text.zhTW ?? text.zh) : text.zh;

/**
 * What is about a pack itself; everything else in it are sections with rules. Named here, and not taken from the
 * schema, because the panel opens without the shapes of packs.
 */
export const HEAD_KEYS: ReadonlySet<string> = new Set([
  'kind',
  'sources',
  'id',
  'title',
  'version',
  'edition',
  'issuer',
  'effective',
]);
