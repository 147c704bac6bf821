import { useEffect } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { markTab } from '../../lib/platform/badge';
import { studiedPage, studiedText } from '../../lib/study/clip/branch-studied';
import { Button, useLedger, useLive } from '../ui';
import { showInPanel } from './show-in-panel';

/**
 * 本支部已学: looked up in the ledger for the page on which the toolbar button was just clicked, and written on the
 * button of that tab. Nothing is looked up for any other page.
 */
export function StudiedHere({ tab, url }: { tab: number; url: string }) {
  const ledger = useLedger();
  const found = useLive(() => studiedPage(ledger, url), [url]);
  const text = found && studiedText(found.studied);
  useEffect(() => {
    if (text) void markTab(tab, t('popup.studied.badge'), text);
  }, [tab, text]);
  if (!found) return null;
  return (
    <div class="flex items-center gap-2 px-3 py-2" data-part="studied-here">
      <span class={`text-meta min-w-0 flex-1 break-words ${text ? 'text-ok' : 'text-ink-2'}`}>
        {text || t('popup.studied.notYet')}
      </span>
      <Button small kind="quiet" action="open-known" onClick={() => showInPanel(`/study/clip/${found.clip}`)}>
        {t('popup.studied.open')}
      </Button>
    </div>
  );
}
