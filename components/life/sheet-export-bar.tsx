import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { Button, Note, toast, toastFault } from '../ui';
import { useExportAllowed } from './export-allowed';

/** Buttons that take a small register out: Excel, CSV, print. */
export function SheetExportBar(props: {
  save: (format: 'xlsx' | 'csv') => Promise<void>;
  print: () => void;
}) {
  const allowed = useExportAllowed();
  const [busy, setBusy] = useState('');
  if (!allowed) return <Note tone="info">{t('fault.E423')}</Note>;
  const save = async (format: 'xlsx' | 'csv') => {
    setBusy(format);
    try {
      await props.save(format);
      toast(t('exchange.exported'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy('');
    }
  };
  const print = () => {
    try {
      props.print();
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="flex flex-wrap gap-2">
      <Button icon="download" action="export-sheet" busy={busy === 'xlsx'} onClick={() => void save('xlsx')}>
        {t('exchange.toExcel')}
      </Button>
      <Button busy={busy === 'csv'} onClick={() => void save('csv')}>
        {t('exchange.toCsv')}
      </Button>
      <Button icon="print" onClick={print}>
        {t('exchange.print')}
      </Button>
    </div>
  );
}
