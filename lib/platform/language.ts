import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { type Language, LANGUAGES, matchLanguage, setLanguage } from '../i18n';
import { storedItem } from './storage';

/**
 * The language that the person chose, beside the ledger: the worker needs it for menus and badge before, and
 * without, opening the database.
 */
const chosen = storedItem('local', 'language', z.enum(LANGUAGES));

/** Keeps the person's choice; `null` follows the browser again. */
export const chooseLanguage = (language: Language | null): Promise<void> =>
  language === null ? chosen.remove() : chosen.set(language);

/** The choice if there is one, else the best of ours for the browser's language. */
export const preferredLanguage = async (): Promise<Language> =>
  (await chosen.get()) ?? matchLanguage([browser.i18n.getUILanguage()]);

/** Makes this context speak the preferred language. */
export async function applyLanguage(): Promise<Language> {
  const language = await preferredLanguage();
  await setLanguage(language);
  return language;
}

/** Keeps this context in the preferred language; `changed` is called after each switch. */
export function followLanguage(changed: (language: Language) => void): () => void {
  return chosen.watch(() => void applyLanguage().then(changed));
}
