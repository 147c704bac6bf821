import { browser } from 'wxt/browser';
import { t } from '../i18n';
import { applyLanguage } from './language';

/**
 * The keyword of the address bar (`zb`, a space, then what is looked for). Nothing is searched there: the line is
 * handed to `search`, which shows the results in a window of ours, where the index lives.
 */
export function setupOmnibox(search: (typed: string) => unknown): void {
  const { omnibox } = browser;
  if (!omnibox) return;
  omnibox.onInputStarted.addListener(() => {
    void applyLanguage().then(() => omnibox.setDefaultSuggestion({ description: t('common.menu.search') }));
  });
  omnibox.onInputEntered.addListener((typed) => void search(typed));
}
