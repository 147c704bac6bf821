import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { leaveCompany } from '../../lib/share';
import { shareDiagnostics } from '../../lib/share/diagnostics';
import { Button, confirmDialog, FaultNote, navigate, toast, toastFault, useLedger } from '../ui';

/** What somebody who helps has to know of one space, to be copied. Names stand as beginnings of hashes. */
export function DiagnosticsPart({ space }: { space: string }) {
  const ledger = useLedger();
  const [lines, setLines] = useState<readonly string[]>();
  const read = (event: Event) => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return;
    void shareDiagnostics(ledger, space).then(setLines, toastFault);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText((lines ?? []).join('\n'));
      toast(t('shareCompany.copied'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <details onToggle={read} class="text-meta text-ink-2">
      <summary>{t('shareCompany.diagnostics')}</summary>
      <p class="mt-1">{t('shareCompany.diagnosticsHint')}</p>
      {lines && (
        <>
          <pre class="bg-sunk my-2 rounded-lg p-2 break-all whitespace-pre-wrap" tabIndex={0}>
            {lines.join('\n')}
          </pre>
          <Button small icon="copy" onClick={() => void copy()}>
            {t('shareCompany.copy')}
          </Button>
        </>
      )}
    </details>
  );
}

/** Leaving 公司共享 on this computer: what stays, what does not, and who has to do the rest. */
export function LeavePart(props: { space: string; title: string; waiting: number }) {
  const ledger = useLedger();
  const { space, title, waiting } = props;
  const [fault, setFault] = useState<Fault>();
  const leave = async () => {
    const yes = await confirmDialog({
      title: t('shareCompany.leaveAsk', { company: title }),
      body: (
        <div class="space-y-2">
          {waiting > 0 && <p class="font-semibold">{t('shareCompany.leaveWaiting', { count: waiting })}</p>}
          <p>{t('shareCompany.leaveStays')}</p>
          <p>{t('shareCompany.leaveOthers')}</p>
        </div>
      ),
      confirm: t('shareCompany.leave'),
      danger: true,
    });
    if (!yes) return;
    try {
      await leaveCompany(ledger, space);
      navigate('/share', { replace: true });
      toast(t('shareCompany.left', { company: title }));
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <div class="space-y-2">
      {fault && <FaultNote fault={fault} />}
      <Button kind="quiet" action="company-leave" onClick={() => void leave()}>
        {t('shareCompany.leave')}
      </Button>
    </div>
  );
}
