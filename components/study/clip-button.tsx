import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { activeTab, hasGrant, shortcutOf } from '../../lib/platform/capture';
import { markTab } from '../../lib/platform/badge';
import { ask } from '../../lib/platform/messages';
import { asFault, type Fault } from '../../lib/records/fault';
import { studiedOf, studiedText } from '../../lib/study/clip/branch-studied';
import { Button, FaultNote, navigate, Note, toast, useLedger } from '../ui';

/**
 * Clips the page beside the panel. A click inside the panel grants nothing, so this works where the site was
 * remembered or the toolbar was clicked before; elsewhere it says which key to press.
 */
export function ClipButton() {
  const ledger = useLedger();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [shortcut, setShortcut] = useState<string | undefined>(undefined);
  const clip = async () => {
    setBusy(true);
    setFault(undefined);
    setShortcut(undefined);
    try {
      const tab = await activeTab();
      if (!hasGrant(tab)) {
        setShortcut(await shortcutOf('clip-page'));
        return;
      }
      const done = await ask('clip.tab', { tabId: tab.id, granted: false });
      if (done.changed) {
        toast(t('reader.clippedChanged'), {
          action: {
            label: t('reader.seeChanges'),
            run: () => navigate(`/study/clip/${done.id}/changes`),
          },
        });
      } else if (done.fresh) toast(t('study.clipped'));
      else {
        const studied = studiedText(await studiedOf(ledger, done.id));
        toast([t('study.clippedAgain'), studied].filter(Boolean).join(' · '));
        if (studied) void markTab(tab.id, t('popup.studied.badge'), studied);
      }
      navigate(`/study/clip/${done.id}`);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="space-y-2">
      <Button kind="primary" icon="clip" busy={busy} action="clip-page" onClick={() => void clip()}>
        {t('study.clipThis')}
      </Button>
      {shortcut !== undefined && (
        <Note tone="info">{shortcut ? t('study.needShortcut', { shortcut }) : t('study.needToolbar')}</Note>
      )}
      {fault && <FaultNote fault={fault} />}
    </div>
  );
}
