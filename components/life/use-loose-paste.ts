import { useEffect, useState } from 'preact/hooks';
import type { Rec } from '../../lib/ledger';
import { kindOfPaste } from '../../lib/life/loose-paste';

/** A text that was pasted onto the form; a new object for every paste. */
export interface Pasted {
  text: string;
}

/** Takes a text that is pasted while no field has the focus: 接龙 goes to attendance, other lines to the minutes. */
export function useLoosePaste(members: readonly Rec<'member'>[]): { list?: Pasted; notes?: Pasted } {
  const [pasted, setPasted] = useState<{ list?: Pasted; notes?: Pasted }>({});
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { target, clipboardData } = event;
      const inField = target instanceof HTMLElement && target.matches('input, textarea, select');
      if (inField || clipboardData?.files.length || document.querySelector('dialog[open]')) return;
      const text = clipboardData?.getData('text/plain') ?? '';
      const kind = kindOfPaste(text, members);
      if (!kind) return;
      event.preventDefault();
      setPasted({ [kind]: { text } });
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, [members]);
  return pasted;
}
