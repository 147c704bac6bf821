import { useEffect, useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { held, heldBlob } from '../../lib/ledger';
import type { AttachmentLine } from '../../lib/life/draft';
import { asFault, type Fault } from '../../lib/records/fault';
import { Icon, useLedger, useLive } from '../ui';
import { sizeText } from '../ui/size-text';

/** Types that a browser shows in an image element. Others are kept and named, not shown. */
const SHOWN = /^image\/(jpeg|png|webp|gif)$/;

/** The bytes of an attachment as an address for this page, given back when it is no longer shown. */
function useBlobAddress(file: AttachmentLine): { address?: string; fault?: Fault } {
  const ledger = useLedger();
  const [state, setState] = useState<{ address?: string; fault?: Fault }>({});
  // One that has not come yet is shown when it comes; a list of files fetches none.
  const isHere = useLive(async () => (await held(ledger, [file])).has(file.sha256), [file.sha256]);
  useEffect(() => {
    let address: string | undefined;
    let alive = true;
    if (!SHOWN.test(file.type)) return;
    heldBlob(ledger, file).then(
      (blob) => {
        if (!alive || !blob) return;
        address = URL.createObjectURL(blob);
        setState({ address });
      },
      (thrown: unknown) => alive && setState({ fault: asFault(thrown) }),
    );
    return () => {
      alive = false;
      if (address) URL.revokeObjectURL(address);
    };
  }, [ledger, file.sha256, isHere]);
  return state;
}

/** A small picture of a photo, or the sign of a file. */
export function Thumbnail({ file, large }: { file: AttachmentLine; large?: boolean }) {
  const { address, fault } = useBlobAddress(file);
  const size = large ? 'h-24 w-24' : 'h-12 w-12';
  if (address) {
    return (
      <img
        src={address}
        alt={file.name}
        class={`border-line rounded-s shrink-0 border object-cover ${size}`}
      />
    );
  }
  return (
    <span class={`border-line bg-sunk text-ink-3 rounded-s grid shrink-0 place-items-center border ${size}`}>
      <Icon name={fault ? 'warning' : file.role === 'photo' ? 'photo' : 'file'} />
    </span>
  );
}

/** Name, kind, size and fingerprint of an attachment, and what has to be known about it. */
export function AttachmentName({ file }: { file: AttachmentLine }) {
  const undecodable = /\.(heic|heif|avif)$/i.test(file.name) && file.role === 'file';
  return (
    <span class="min-w-0 flex-1">
      <span class="block break-all">{file.name}</span>
      <span class="text-meta text-ink-3 block break-all">
        {t('life.attachment.meta', {
          role: tDynamic(`life.attachment.role.${file.role}`),
          size: sizeText(file.size),
          hash: `${file.sha256.slice(0, 4)}…${file.sha256.slice(-4)}`,
        })}
      </span>
      {undecodable && <span class="text-meta text-due block">{t('life.attachment.undecodable')}</span>}
    </span>
  );
}
