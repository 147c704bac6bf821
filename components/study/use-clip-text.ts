import { useEffect, useState } from 'preact/hooks';
import { held, type Rec } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import { clipBody } from '../../lib/study/clip/clips';
import { mapText, type TextMap } from '../../lib/study/read/text-map';
import { useLedger, useLive } from '../ui';

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
  const { body } = clip.fields;
  const hash = body?.sha256;
  // True while it has not come yet; when it comes it is read.
  const isAway = useLive(
    async () => body !== undefined && !(await held(ledger, [body])).has(body.sha256),
    [hash],
  );
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
  }, [ledger, clip.id, hash, isAway === true]);
  return found;
}
