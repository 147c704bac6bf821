import { type ComponentChild, render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { create, type Ledger, type Role } from '../../../../lib/ledger';
import { LedgerContext, type LedgerScope } from '../../../../components/ui/ledger-context';
import { startRouter } from '../../../../components/ui/router';

let following = false;

/** Shows a screen on a ledger as the shell does, at a width of the side panel or of the workbench. */
export async function show(
  ledger: Ledger,
  screen: ComponentChild,
  options: { route?: string; wide?: boolean; role?: Role; me?: string } = {},
): Promise<HTMLElement> {
  vi.stubGlobal('matchMedia', () => ({
    matches: options.wide ?? false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  history.replaceState(null, '', `#${options.route ?? '/governance'}`);
  if (following) dispatchEvent(new Event('hashchange'));
  else startRouter();
  following = true;
  if ((await ledger.list('branch')).length === 0) {
    const branch = create('branch', {
      name: '示例出行第三党支部',
      company: '示例出行有限公司',
      companyId: 'c1',
      form: 'single',
      hasCommittee: true,
      termStart: '2025-03-19',
    });
    const me = create('member', { name: '示例甲', category: 'full' }, 'me');
    await ledger.commit([branch, me], { label: 'test' });
  }
  const [branch] = await ledger.list('branch');
  const scope: LedgerScope = {
    ledger,
    own: ledger,
    space: 'own',
    members: await ledger.list('member'),
    groups: [],
    branch,
    role: options.role ?? 'compliance',
    me: options.me ?? 'me',
  };
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  await act(() => render(<LedgerContext.Provider value={scope}>{screen}</LedgerContext.Provider>, root));
  return root;
}

/** Waits until `found` gives something, as a person would wait for the screen. */
export const until = <T,>(found: () => T): Promise<T> =>
  vi.waitFor(
    async () => {
      await act(() => undefined);
      return found();
    },
    { timeout: 4000, interval: 10 },
  );

/** A control by its role's tag and accessible text. */
export function control(root: HTMLElement, text: string): HTMLElement {
  const all = [...root.querySelectorAll<HTMLElement>('button, a, label, input, textarea')];
  const found = all.find(
    (element) => element.getAttribute('aria-label') === text || element.textContent?.trim() === text,
  );
  if (!found) throw new Error(`no control ${text}`);
  return found;
}

/** Types into the field with a label. */
export async function type(root: HTMLElement, label: string, text: string): Promise<void> {
  const name = [...root.querySelectorAll('label')].find((element) => element.textContent === label);
  const field = name && document.getElementById(name.htmlFor);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    throw new Error(`no field ${label}`);
  }
  field.value = text;
  await act(() => void field.dispatchEvent(new Event('input', { bubbles: true })));
}
