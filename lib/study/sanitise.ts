import createDOMPurify, { type Config, type WindowLike } from 'dompurify';

/** A window whose document is used to parse; the page's, or ours. */
export type SanitisingWindow = WindowLike;

const TAGS =
  'p h2 h3 h4 ul ol li blockquote table thead tbody tr td th strong em sup sub u a img br pre section'.split(
    ' ',
  );
const ATTRIBUTES = ['href', 'data-src', 'data-page', 'alt', 'colspan'];

const CONFIG: Config = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ATTRIBUTES,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^https?:\/\//i,
  ADD_URI_SAFE_ATTR: ['colspan', 'data-page'],
  ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
  KEEP_CONTENT: true,
  // Whatever could run or load leaves with its content, not only its tag.
  FORBID_CONTENTS:
    'script style noscript template svg math iframe object embed title textarea select xmp noembed noframes audio video'.split(
      ' ',
    ),
};

type Purify = ReturnType<typeof createDOMPurify>;
const purifiers = new WeakMap<object, Purify>();

/**
 * HTML of a page made inert: an allow-list of text elements, no style, no class, no address from which anything
 * is loaded (pictures keep theirs in `data-src`, sections the number of their page in `data-page`), links to web
 * addresses only and without referrer. Run before
 * anything is shown; what is stored was written by `extract/render` and held to `isInert`, and so is its output.
 */
export function sanitise(html: string, window: SanitisingWindow): string {
  let purify = purifiers.get(window);
  if (!purify) {
    purify = createDOMPurify(window);
    // Read once: taking the lists in anew costs as much as a short text.
    purify.setConfig(CONFIG);
    purify.addHook('afterSanitizeAttributes', (node) => {
      if (node.tagName === 'A') {
        if (!node.getAttribute('href')) return;
        node.setAttribute('rel', 'noopener noreferrer nofollow');
        node.setAttribute('target', '_blank');
      } else if (node.hasAttribute('href')) node.removeAttribute('href');
      if (node.tagName !== 'SECTION' || !/^\d{1,5}$/.test(node.getAttribute('data-page') ?? ''))
        node.removeAttribute('data-page');
      if (node.tagName !== 'IMG' && node.hasAttribute('data-src')) node.removeAttribute('data-src');
    });
    purifiers.set(window, purify);
  }
  return purify.sanitize(html);
}
