/**
 * The only markup that a clip is stored with: text elements without attributes, links and pictures that load
 * nothing, in the form in which `extract/render` and `sanitise` write them. What is written so reads the same to
 * every parser, so that it can be told apart without one: the worker, which stores, has none.
 */
const TAGS = 'p|h2|h3|h4|ul|ol|li|blockquote|table|thead|tbody|tr|td|th|strong|em|sup|sub|u|a|br|pre';
const ATTRIBUTE = String.raw` (?:href="https?://[^"<>\s]*"|data-src="https?://[^"<>\s]*"|alt="[^"<>]*"|colspan="\d{1,3}"|rel="[a-z ]*"|target="_blank")`;
const WHOLE = new RegExp(`[^<]+|</?(?:${TAGS})>|<(?:a|td|th|img)(?:${ATTRIBUTE}){0,4}>`, 'gy');

/** Whether HTML is nothing but the markup of clips. Reads every character once. */
export function isInert(html: string): boolean {
  WHOLE.lastIndex = 0;
  while (WHOLE.lastIndex < html.length) if (!WHOLE.test(html)) return false;
  return true;
}

/**
 * HTML as it may be stored. Pages hand over only what {@link isInert} accepts; a page's process that was taken
 * over could hand over anything, and of that the text is kept, a paragraph a line.
 */
export const inertMarkup = (html: string, text: string): string =>
  isInert(html)
    ? html
    : text
        .split('\n')
        .map((line) => `<p>${escapeMarkup(line)}</p>`)
        .join('\n');

/** Text as HTML that shows it, also between quotation marks. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) =>
    sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : '&quot;',
  );
