import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { Button, FaultNote, FilePick, TextAreaField } from '../ui';
import { textOfFile } from './read-message';

/** Takes a message that came by hand: pasted as text or picture, dropped, or from a file. Says in its place what is wrong. */
export function MessageIn(props: {
  label: string;
  fileLabel: string;
  doLabel: string;
  action: string;
  onText: (text: string) => Promise<void>;
}) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const take = async (read: () => Promise<string> | string) => {
    setBusy(true);
    setFault(undefined);
    try {
      await props.onText(await read());
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void take(() => text);
      }}
      onPaste={(event) => {
        const picture = [...(event.clipboardData?.files ?? [])].find((file) =>
          file.type.startsWith('image/'),
        );
        if (!picture) return;
        event.preventDefault();
        void take(() => textOfFile(picture));
      }}
    >
      <TextAreaField label={props.label} name={props.action} value={text} onChange={setText} />
      <div class="flex flex-wrap items-center gap-2">
        <Button kind="primary" type="submit" busy={busy} disabled={!text.trim()} action={props.action}>
          {props.doLabel}
        </Button>
      </div>
      <FilePick
        accept=".txt,text/plain,image/*"
        label={props.fileLabel}
        hint={t('shareInvite.openFileHint')}
        disabled={busy}
        onFiles={([file]) => file && void take(() => textOfFile(file))}
      />
      {fault && <FaultNote fault={fault} />}
    </form>
  );
}
