import { signal } from '@preact/signals';
import { type Language, matchLanguage, setLanguage, t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { chooseLanguage } from '../../lib/platform/language';

export interface Settings {
  language: Language;
  theme: 'system' | 'light' | 'dark';
  textSize: 'normal' | 'large';
}

/** Mirror that a window can read before its database is open, so that it never opens in the wrong colours. */
const MIRROR = 'look';

const settings = signal<Settings>({ language: 'zh-CN', theme: 'system', textSize: 'normal' });
let store: Ledger | undefined;

function paint(): void {
  const { theme, textSize, language } = settings.value;
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.textSize = textSize;
  root.lang = language;
  document.title = t('common.appName');
}

/** Sets the look from the mirror, at once; called before the first paint of every window. */
export async function startSettings(): Promise<void> {
  try {
    const mirrored = JSON.parse(localStorage.getItem(MIRROR) ?? '{}') as Partial<Settings>;
    settings.value = {
      ...settings.value,
      language: matchLanguage(navigator.languages),
      ...mirrored,
    };
  } catch {
    // A damaged mirror only costs the first paint; the database holds the real values.
  }
  paint();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
  await setLanguage(settings.value.language);
}

/** Takes the settings from the profile's own ledger and keeps following them. */
export function followSettings(own: Ledger): void {
  store = own;
  own.live(
    async () => ({
      language: await own.meta('language'),
      theme: await own.meta('theme'),
      textSize: await own.meta('textSize'),
    }),
    (stored) => {
      void apply({
        language: stored.language ?? settings.value.language,
        theme: stored.theme ?? 'system',
        textSize: stored.textSize ?? 'normal',
      });
    },
    () => undefined,
  );
}

async function apply(next: Settings): Promise<void> {
  settings.value = next;
  localStorage.setItem(MIRROR, JSON.stringify(next));
  await setLanguage(next.language);
  paint();
}

/** Language, theme and text size of this profile, and how to set them. */
export function useSettings(): Settings & { set: (patch: Partial<Settings>) => Promise<void> } {
  return {
    ...settings.value,
    set: async (patch) => {
      await apply({ ...settings.value, ...patch });
      // The worker speaks to the user too (menus, badge), and does not open the database for that.
      if (patch.language) await chooseLanguage(patch.language);
      for (const [key, value] of Object.entries(patch))
        await store?.setMeta(key as 'theme', value as 'light');
    },
  };
}
