import { browser } from 'wxt/browser';

/**
 * The match pattern of the one site that an address belongs to (`https://news.example.org/*`); undefined for
 * addresses that are no web page. Ports are left out: patterns do not know them everywhere.
 */
export function originPattern(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? `${protocol}//${hostname}/*` : undefined;
}

/** True when the user lets us read the site of an address without a click there. */
export async function hasSite(address: string): Promise<boolean> {
  const pattern = originPattern(address);
  return pattern !== undefined && browser.permissions.contains({ origins: [pattern] });
}

/**
 * Asks the user for one site. Has to be the first statement of a click handler. False when the user or the
 * organisation refuses.
 */
export function requestSite(address: string): Promise<boolean> {
  const pattern = originPattern(address);
  if (pattern === undefined) return Promise.resolve(false);
  return browser.permissions.request({ origins: [pattern] }).catch(() => false);
}

/**
 * Asks the user for the sites of several addresses in one question. Has to be the first statement of a click handler.
 * False when the user or the organisation refuses, or none of the addresses is on the web.
 */
export function requestSites(addresses: readonly string[]): Promise<boolean> {
  const origins = [...new Set(addresses.flatMap((address) => originPattern(address) ?? []))];
  if (!origins.length) return Promise.resolve(false);
  return browser.permissions.request({ origins }).catch(() => false);
}

/** Gives a site back. */
export async function forgetSite(pattern: string): Promise<void> {
  await browser.permissions.remove({ origins: [pattern] });
}

/** Match patterns of the sites that the user has granted, in order. */
export async function grantedSites(): Promise<string[]> {
  const { origins } = await browser.permissions.getAll();
  return [...(origins ?? [])].sort();
}

/** Calls `listener` after every grant and withdrawal; returns the function that stops it. */
export function onPermissions(listener: () => void): () => void {
  const changed = (): void => listener();
  browser.permissions.onAdded.addListener(changed);
  browser.permissions.onRemoved.addListener(changed);
  return () => {
    browser.permissions.onAdded.removeListener(changed);
    browser.permissions.onRemoved.removeListener(changed);
  };
}
