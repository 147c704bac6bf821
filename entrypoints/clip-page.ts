import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { extractPage } from '../lib/study/extract';

/**
 * Injected by one click into the page that was clicked, in its isolated world. Its value is the result of the
 * injection: what was read, or the message of what went wrong. It changes nothing in the page.
 */
export default defineUnlistedScript(() => {
  try {
    return extractPage(document, location.href, {
      window: globalThis as typeof globalThis & Window,
      selection: String(getSelection() ?? ''),
    });
  } catch (thrown) {
    return { failed: thrown instanceof Error ? thrown.message.slice(0, 200) : String(thrown).slice(0, 200) };
  }
});
