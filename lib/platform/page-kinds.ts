/**
 * Why a page cannot be read: a page of the browser or of an extension, an extension store, a local file without
 * the user's leave, a PDF shown by the browser, no grant of the user, a tab that closed or went on, an error of
 * our script, no answer from it, a policy of the organisation, a page that failed to load.
 */
export type PageRefusal =
  'browser' | 'store' | 'file' | 'pdf' | 'grant' | 'gone' | 'script' | 'silent' | 'policy' | 'error';

/** Sites where browsers run no extension, so that nobody can tamper with their stores. */
const STORES: readonly RegExp[] = [
  /^https:\/\/chromewebstore\.google\.com\//,
  /^https:\/\/chrome\.google\.com\/webstore/,
  /^https:\/\/microsoftedge\.microsoft\.com\/addons/,
  /^https:\/\/addons\.mozilla\.org\//,
];

/**
 * What the address alone says. `file:` and `.pdf` are not refused here: the user may have allowed local files,
 * and a path that ends in `.pdf` may be an ordinary page.
 */
export function refusalOf(url: string): 'browser' | 'store' | undefined {
  if (STORES.some((store) => store.test(url))) return 'store';
  return /^(https?|file|ftp):/.test(url) ? undefined : 'browser';
}

/** What a failed injection means. Browsers say it in English whatever their language is. */
export function refusalOfError(url: string, message: string): PageRefusal {
  if (/No tab with id|No frame with id|Invalid tab ID|tab was closed|Frame .* was removed/i.test(message))
    return 'gone';
  if (/ExtensionsSettings policy|blocked by (your|the) (administrator|organi[sz]ation)/i.test(message))
    return 'policy';
  if (/extensions gallery/i.test(message)) return 'store';
  if (/error page/i.test(message)) return 'error';
  if (/^file:/.test(url)) return 'file';
  if (/Cannot access a \S+ URL|chrome:\/\/|edge:\/\//i.test(message)) return 'browser';
  if (/\.pdf($|[?#])/i.test(url)) return 'pdf';
  if (/Cannot access contents of|must request permission|Missing host permission|activeTab/i.test(message))
    return 'grant';
  return 'script';
}
