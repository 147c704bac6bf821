import { useEffect } from 'preact/hooks';
import { usePressedAgain, useQuery } from './router';

const CONTROL =
  'input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled), a[href]';

/** Brings a field of this window into sight and gives it the focus; false while it is not there. */
function giveFocus(field: string): boolean {
  if (!/^[\w-]+$/.test(field)) return true;
  const found = document.querySelector<HTMLElement>(`[data-field="${field}"], [name="${field}"]`);
  if (!found) return false;
  const control = found.matches(CONTROL) ? found : found.querySelector<HTMLElement>(CONTROL);
  // One that waits for its record takes no focus yet.
  if (!control && found.matches(':disabled')) return false;
  found.scrollIntoView({ block: 'center' });
  if (control) control.focus({ preventScroll: true });
  else {
    found.tabIndex = -1;
    found.focus({ preventScroll: true });
  }
  return true;
}

/**
 * Leads to the field that the address asks for (`?field=basis`), also when its link is pressed once more. It is waited
 * for until it is there, or until somebody presses or types something else: nobody is taken away from what they do.
 */
export function useAskedField(): void {
  const query = useQuery();
  const field = query.get('field');
  const asked = query.toString();
  const pressed = usePressedAgain();
  useEffect(() => {
    if (!field || giveFocus(field)) return;
    const watch = new MutationObserver(() => {
      if (giveFocus(field)) stop();
    });
    const stop = (): void => {
      watch.disconnect();
      removeEventListener('keydown', stop, true);
      removeEventListener('pointerdown', stop, true);
    };
    watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    addEventListener('keydown', stop, true);
    addEventListener('pointerdown', stop, true);
    return stop;
  }, [field, asked, pressed]);
}
