import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { pictureFile, pictureId } from '../../lib/study/sources/pictures';
import { useLedger } from '../ui';
import { ObjectUrls } from './object-urls';

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
  const urls = useRef(new ObjectUrls());
  // The files of one clip say nothing of the next one's.
  useEffect(() => () => urls.current.keep(new Set()), [ledger, clip.id]);
  useEffect(() => {
    const { current } = root;
    if (!current) return undefined;
    urls.current.keep(new Set(kept.split(',')));
    const seen = new WeakSet<HTMLImageElement>();
    let alive = true;
    const look = (): void => {
      for (const image of current.querySelectorAll<HTMLImageElement>('img[data-src]')) {
        if (seen.has(image)) continue;
        seen.add(image);
        if (!image.alt) image.alt = t('sources.pictures.one');
        const source = image.dataset.src ?? '';
        const { sha256 } = pictures?.[pictureId(source)] ?? {};
        if (!sha256) {
          image.removeAttribute('src');
          continue;
        }
        void urls.current
          .of(sha256, () => pictureFile(ledger, clip, source))
          .then((address) => {
            if (!alive) return;
            if (address) image.src = address;
            else image.removeAttribute('src');
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
    };
  }, [ledger, clip.id, kept]);
  return <div ref={root}>{children}</div>;
}
