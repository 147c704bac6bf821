import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { pictureFile } from '../../lib/study/pictures';
import { useLedger } from '../ui';

/**
 * Shows the pictures of the texts inside that are kept as files, from these files alone; the others are boxes with
 * what the page says of them. Their addresses are never loaded from.
 */
export function ShownPictures({ clip, children }: { clip: Rec<'clip'>; children: ComponentChildren }) {
  const ledger = useLedger();
  const root = useRef<HTMLDivElement>(null);
  const { pictures } = clip.fields;
  const kept = Object.values(pictures ?? {})
    .map((picture) => picture.sha256)
    .join();
  useEffect(() => {
    const { current } = root;
    if (!current) return undefined;
    const addresses: string[] = [];
    const seen = new WeakSet<HTMLImageElement>();
    let alive = true;
    const look = (): void => {
      for (const image of current.querySelectorAll<HTMLImageElement>('img[data-src]')) {
        if (seen.has(image)) continue;
        seen.add(image);
        image.removeAttribute('src');
        if (!image.alt) image.alt = t('sources.pictures.one');
        void pictureFile(ledger, clip, image.dataset.src ?? '').then((file) => {
          if (!alive || !file) return;
          const address = URL.createObjectURL(file);
          addresses.push(address);
          image.src = address;
        });
      }
    };
    // A text is drawn when its bytes have been read, and anew when it is marked.
    const observer = new MutationObserver(look);
    observer.observe(current, { childList: true, subtree: true });
    look();
    return () => {
      alive = false;
      observer.disconnect();
      for (const address of addresses) URL.revokeObjectURL(address);
    };
  }, [ledger, clip.id, kept]);
  return <div ref={root}>{children}</div>;
}
