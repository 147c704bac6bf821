import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

/** The hash route of this window, without `#`: `/life/new?types=lecture`. */
const current = signal('/');

const read = () => globalThis.location?.hash.replace(/^#/, '') || '/today';

/** Counts how often a link to the route that is shown already was pressed, of which the browser says nothing. */
const again = signal(0);

/** True once this window has gone from one screen to another. */
let moved = false;

/** Starts following the address of the window. Called once by the shell. */
export function startRouter(): void {
  current.value = read();
  addEventListener('hashchange', () => {
    moved = true;
    current.value = read();
    // Each screen starts at its head; the browser restores the place on Back by itself.
    document.querySelector('main')?.scrollTo(0, 0);
  });
  addEventListener('click', ({ target }) => {
    const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[href^="#"]');
    if (link && link.hash === location.hash) again.value += 1;
  });
}

/** A value that changes when a link to the present route is pressed once more. */
export const usePressedAgain = (): number => again.value;

/**
 * Gives the focus to the new screen when the control that led to it is gone: a keyboard goes on from its head, and
 * not from the top of the window. Leaves a focus alone that is somewhere.
 */
export function keepFocus(): void {
  if (moved && (!document.activeElement || document.activeElement === document.body)) {
    document.getElementById('content')?.focus({ preventScroll: true });
  }
}

/** Goes to a route. `replace` leaves no step in the window's history. */
export function navigate(route: string, options: { replace?: boolean } = {}): void {
  if (options.replace) location.replace(`#${route}`);
  else location.hash = route;
}

/** Goes one step back, or to `fallback` when this window has no history. */
export function goBack(fallback: string): void {
  if (history.length > 1) history.back();
  else navigate(fallback);
}

/** The path of the present route, without its query. */
export const usePath = (): string => current.value.split('?')[0] || '/';

/** The query of the present route. */
export const useQuery = (): URLSearchParams => new URLSearchParams(current.value.split('?')[1] ?? '');

/** Values of `:name` parts when `path` fits `pattern` (`/life/meeting/:id`); undefined when it does not. */
export function matchRoute(pattern: string, path: string): Record<string, string> | undefined {
  const want = pattern.split('/');
  const have = path.split('/');
  if (want.length !== have.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of want.entries()) {
    const value = have[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}

/** A link to a route of this window. */
export function Link(props: { to: string; class?: string; label?: string; children?: ComponentChildren }) {
  return (
    <a href={`#${props.to}`} class={props.class ?? 'text-red-ink hover:underline'} aria-label={props.label}>
      {props.children}
    </a>
  );
}
