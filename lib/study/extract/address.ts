import { remembered } from './remember';
import { NAMING_PARAMETERS, SITES, TRACKING_FROM, TRACKING_PARAMETERS } from './vocabulary';

/**
 * The address under which a page is kept: without fragment and tracking parameters, so that the same page is
 * found again however it was reached. Fragments that are routes (`#/…`, `#!…`) name the page and stay.
 * Returns the text as it is when it is no http address.
 */
export const cleanAddress = remembered((address) => {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return address.slice(0, 4000);
  }
  if (!/^https?:$/.test(url.protocol)) return address.slice(0, 4000);
  // Each of these takes the address apart again.
  if (url.href.includes('#') && !/^#[!/]/.test(url.hash)) url.hash = '';
  if (url.username) url.username = '';
  if (url.password) url.password = '';
  if (!url.href.includes('?')) return url.href.slice(0, 4000);
  const naming = NAMING_PARAMETERS[url.hostname];
  const named = naming?.some((name) => url.searchParams.has(name));
  for (const name of new Set(url.searchParams.keys())) {
    const value = url.searchParams.get(name) ?? '';
    if (naming && named) {
      if (!naming.includes(name)) url.searchParams.delete(name);
    } else if (TRACKING_PARAMETERS.test(name) || (name === 'from' && TRACKING_FROM.test(value))) {
      url.searchParams.delete(name);
    }
  }
  const cleaned = url.href.replace(/\?(?=$|#)/, '');
  return cleaned.slice(0, 4000);
});

/** The name of a well-known site; undefined for any other. */
export function knownSite(address: string): string | undefined {
  const host = hostOf(address);
  let found: string | undefined;
  let length = 0;
  for (const [suffix, name] of Object.entries(SITES)) {
    if ((host === suffix || host.endsWith(`.${suffix}`)) && suffix.length > length) {
      found = name;
      length = suffix.length;
    }
  }
  return found;
}

/** Host name of an address, empty when it has none. */
export const hostOf = remembered((address) => {
  try {
    return new URL(address).hostname.toLowerCase();
  } catch {
    return '';
  }
});

/** An absolute http(s) address; undefined for anything else (`javascript:`, `data:`, broken ones). */
export function httpAddress(value: string | null | undefined, base: string): string | undefined {
  const trimmed = value?.trim();
  if (!trimmed || trimmed.length > 4000) return undefined;
  try {
    const url = new URL(trimmed, base);
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Day in the path of an address (`/2026/1118/`, `/202611/t20261118_1.html`), as `YYYY-MM-DD`. */
export function dateInAddress(address: string): string | undefined {
  const path = address.replace(/^https?:\/\/[^/]+/, '');
  const match =
    /(?:^|\D)(20[012]\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?:\D|$)/.exec(path) ??
    /(?:^|\D)(20[012]\d)[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])(?:\D|$)/.exec(path);
  return match ? `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}` : undefined;
}
