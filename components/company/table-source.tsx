import { useState } from 'preact/hooks';
import { parsePasted, readSheet, type SheetFile } from '../../lib/exchange/sheet-read';
import { t } from '../../lib/i18n';
import type { Fault } from '../../lib/records/fault';
import { Button, FaultNote, FilePick, TextAreaField } from '../ui';

/** Where a table comes from: a file that is picked or dropped, or pasted cells; and why the last one was refused. */
export function TableSource(props: {
  label: string;
  /** Which columns are read. */
  hint: string;
  busy: boolean;
  fault: Fault | undefined;
  onTable: (open: () => Promise<SheetFile>) => Promise<void>;
}) {
  const { label, hint, busy, fault, onTable } = props;
  const [text, setText] = useState('');
  return (
    <>
      <FilePick
        accept=".xlsx,.xls,.csv,.ods"
        label={label}
        hint={hint}
        disabled={busy}
        onFiles={([file]) => file && void onTable(() => readSheet(file, file.name))}
      />
      <TextAreaField label={t('heard.importPaste')} name="cells" rows={3} value={text} onChange={setText} />
      <Button
        busy={busy}
        disabled={!text.trim()}
        action="read-pasted"
        onClick={() => void onTable(() => parsePasted(text))}
      >
        {t('heard.importRead')}
      </Button>
      {fault && <FaultNote fault={fault} />}
    </>
  );
}
