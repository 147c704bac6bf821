import { useEffect, useState } from 'preact/hooks';
import type { Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { clipBody } from '../../lib/study/clip/clips';
import { mapText, type TextMap } from '../../lib/study/read/text-map';
import { useLedger } from '../ui';

/** The main text of a clip, parsed and made inert, on no page yet. */
export interface ClipText {
  body: HTMLElement;
  map: TextMap;
}

/** HTML that was stored, reduced to the allow-list once more and parsed without loading anything. */
export async function readHtml(html: string): Promise<ClipText> {
  const { sanitise } = await import('../../lib/study/sanitise');
  const { body } = new DOMParser().parseFromString(sanitise(html, window), 'text/html');
  return { body, map: mapText(body) };
}

/** Reads the main text of a clip; again only when its bytes are others. */
export function useClipText(clip: Rec<'clip'>): { text?: ClipText; fault?: Fault } {
  const ledger = useLedger();
  const [found, setFound] = useState<{ text?: ClipText; fault?: Fault }>({});
  const hash = clip.fields.body?.sha256;
  useEffect(() => {
    let alive = true;
    clipBody(ledger, clip)
      .then(readHtml)
      .then(
        (text) => alive && setFound({ text }),
        (thrown: unknown) => alive && setFound({ fault: asFault(thrown) }),
      );
    return () => {
      alive = false;
    };
    // The body is named by its hash; other changes of the clip do not concern it.
  }, [ledger, clip.id, hash]);
  return found;
}
