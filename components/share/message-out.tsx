import { useEffect, useState } from 'preact/hooks';
import { drawQr, type QrPath } from '../../lib/exchange/qr';
import { t } from '../../lib/i18n';
import { Button, Dialog, downloadBlob, toast, toastFault } from '../ui';

/** Three ways for a message to go by hand: copied, as a QR code, as a file. */
export function MessageOut(props: {
  text: string;
  copyLabel: string;
  /** Of the file, without its ending. */
  fileName: string;
  /** What stands above the address in the file and in what is copied. */
  words?: string;
  action: string;
}) {
  const [shown, setShown] = useState(false);
  const message = props.words ? `${props.words}\n${props.text}` : props.text;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(message);
      toast(t('shareInvite.copied'));
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="flex flex-wrap gap-2" data-message={props.text}>
      <Button kind="primary" icon="copy" action={`${props.action}-copy`} onClick={() => void copy()}>
        {props.copyLabel}
      </Button>
      <Button action={`${props.action}-qr`} onClick={() => setShown(true)}>
        {t('shareInvite.qrShow')}
      </Button>
      <Button
        icon="download"
        action={`${props.action}-file`}
        onClick={() => downloadBlob(new Blob([message], { type: 'text/plain' }), `${props.fileName}.txt`)}
      >
        {t('shareInvite.intoFile')}
      </Button>
      <Dialog open={shown} title={props.fileName} onClose={() => setShown(false)}>
        <QrPicture text={props.text} label={props.fileName} />
      </Dialog>
    </div>
  );
}

/** A text as a QR code, dark on white whatever the colours of the window: readers need that. */
function QrPicture({ text, label }: { text: string; label: string }) {
  const [qr, setQr] = useState<{ drawn: QrPath | undefined } | undefined>(undefined);
  useEffect(() => {
    let alive = true;
    drawQr(text).then((drawn) => alive && setQr({ drawn }), toastFault);
    return () => {
      alive = false;
    };
  }, [text]);
  if (!qr)
    return (
      <p aria-busy="true" class="text-meta text-ink-3">
        {t('common.loading')}
      </p>
    );
  if (!qr.drawn) return <p>{t('shareInvite.qrLong')}</p>;
  const { size, path } = qr.drawn;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      class="mx-auto w-full max-w-96 bg-white"
      shape-rendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
