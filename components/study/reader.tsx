import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { addQuotation, clipBody } from '../../lib/study/clips';
import { Button, FaultNote, Section, toast, toastFault, useLedger } from '../ui';

/** The main text in comfortable type. Sanitised once more; loads nothing from the network. */
export function Reader({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const [html, setHtml] = useState<string | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [marked, setMarked] = useState('');
  const hash = clip.fields.body?.sha256;
  useEffect(() => {
    let alive = true;
    Promise.all([clipBody(ledger, clip), import('../../lib/study/sanitise')]).then(
      ([body, { sanitise }]) => alive && setHtml(sanitise(body, window)),
      (thrown: unknown) => alive && setFault(asFault(thrown)),
    );
    return () => {
      alive = false;
    };
    // The body is named by its hash; other changes of the clip do not concern it.
  }, [ledger, clip.id, hash]);
  const quote = async () => {
    try {
      await addQuotation(ledger, clip, marked);
      setMarked('');
      toast(t('study.quoted'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Section
      title={t('study.text')}
      remark={clip.fields.images ? t('study.images', { count: clip.fields.images }) : undefined}
      link={
        marked && (
          <Button small action="quote-selection" onClick={() => void quote()}>
            {t('study.quoteMarked')}
          </Button>
        )
      }
    >
      {fault && <FaultNote fault={fault} />}
      {html === '' && <p class="text-meta text-ink-3">{t('study.noText')}</p>}
      {html && (
        <article
          class="reader border-line bg-card rounded-card border p-3.5"
          // The text was reduced to an allow-list twice: in the page it came from, and here.
          dangerouslySetInnerHTML={{ __html: html }}
          onMouseUp={() => setMarked(String(getSelection() ?? '').trim())}
          onKeyUp={() => setMarked(String(getSelection() ?? '').trim())}
        />
      )}
    </Section>
  );
}
