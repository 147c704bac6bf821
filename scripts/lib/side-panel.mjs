import { Stop } from './say.mjs';

/** What a command is answered whose window has closed meanwhile. */
const GONE = 'the window has closed';

/** Milliseconds within which a window answers a command. */
const ANSWER_WITHIN = 30_000;

/**
 * The real side panel. The browser shows it outside of every tab, so that Playwright has no page for it; this
 * drives it over the DevTools protocol through a session of a page of the same extension.
 */
export class SidePanel {
  /** @type {import('@playwright/test').CDPSession} */ #session;
  /** @type {string} */ #sessionId;
  #next = 0;
  /** @type {Map<number, (answer: any) => void>} */ #waiting = new Map();

  /**
   * @param {import('@playwright/test').CDPSession} session
   * @param {string} sessionId of the panel's target
   */
  constructor(session, sessionId) {
    this.#session = session;
    this.#sessionId = sessionId;
    session.on('Target.receivedMessageFromTarget', (event) => {
      if (event.sessionId !== sessionId) return;
      const answer = JSON.parse(event.message);
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    session.on('Target.detachedFromTarget', (event) => {
      if (event.sessionId !== sessionId) return;
      for (const settle of this.#waiting.values()) settle({ error: { message: GONE } });
      this.#waiting.clear();
    });
  }

  /**
   * Opens the panel by a click in `page`, a page of the extension, and attaches to it.
   * @param {import('@playwright/test').Page} page
   * @returns {Promise<SidePanel>}
   */
  static async open(page) {
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.id = 'open-side-panel-by-click';
      button.textContent = 'open';
      button.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:2147483647';
      // The call has to be the first thing in the click: an await before it loses the user's gesture.
      button.onclick = () => {
        const opened = chrome.sidePanel.open({ windowId: chrome.windows.WINDOW_ID_CURRENT });
        opened.then(
          () => button.remove(),
          (error) => (button.title = String(error)),
        );
      };
      document.body.append(button);
    });
    const button = page.locator('#open-side-panel-by-click');
    await button.click();
    try {
      return await attachTo(page, '/sidepanel.html');
    } catch (error) {
      const reason = await button.getAttribute('title', { timeout: 500 }).catch(() => null);
      throw reason ? new Stop(`The side panel did not open: ${reason}`) : error;
    }
  }

  /**
   * One DevTools command to the panel.
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  send(method, params = {}) {
    const id = (this.#next += 1);
    return new Promise((resolve, reject) => {
      // A window that is still being put up may swallow a command; silence must not hold up a whole run.
      const silence = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`${method}: the window gave no answer`));
      }, ANSWER_WITHIN);
      this.#waiting.set(id, (answer) => {
        clearTimeout(silence);
        if (answer.error) reject(new Error(`${method}: ${answer.error.message}`));
        else resolve(answer.result);
      });
      const message = JSON.stringify({ id, method, params });
      this.#session.send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message }).catch(reject);
    });
  }

  /**
   * The JSON value of an expression in the panel; promises are awaited.
   * @param {string} expression
   * @returns {Promise<any>}
   */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: false,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Lets go of the window. */
  async detach() {
    await this.#session.send('Target.detachFromTarget', { sessionId: this.#sessionId });
  }

  /** The text that the panel shows. */
  text() {
    return this.evaluate('document.body.innerText');
  }

  /**
   * Waits until an expression is truthy in the panel.
   * @param {string} expression
   * @param {number} [timeout] milliseconds
   */
  async until(expression, timeout = 40_000) {
    const value = await waitFor(() => this.evaluate(expression), timeout);
    if (!value) throw new Error(`Never came true: ${expression}\nThe window shows: ${await this.text()}`);
    return value;
  }

  /**
   * A real click (mouse events of the browser, so that it counts as a gesture) in the middle of an element, once
   * it is enabled, uncovered and has stopped moving; again when the element moved away under the press.
   * @param {string} selector
   */
  async click(selector) {
    for (let again = 5; ; again -= 1) {
      const point = await this.until(
        `(async () => {
        const element = document.querySelector(${JSON.stringify(selector)});
        if (!element || element.disabled || document.querySelector('[aria-busy="true"]')) return null;
        element.scrollIntoView({ block: 'center' });
        const place = () => JSON.stringify(element.getBoundingClientRect());
        const before = place();
        await new Promise((resolve) => setTimeout(resolve, 150));
        if (before !== place()) return null;
        globalThis.pressHit = false;
        element.addEventListener('pointerdown', () => (globalThis.pressHit = true), { once: true });
        const box = element.getBoundingClientRect();
        const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        return element.contains(document.elementFromPoint(point.x, point.y)) ? point : null;
      })()`,
      );
      const press = { ...point, button: 'left', clickCount: 1 };
      await this.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...press });
      const wasHit = await this.evaluate('globalThis.pressHit');
      try {
        await this.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...press });
      } catch (thrown) {
        // A popup that closes at its own click takes the answer with it.
        if (!String(thrown).includes(GONE)) throw thrown;
      }
      if (wasHit) return;
      if (!again) throw new Error(`Moves away under every press: ${selector}`);
    }
  }

  /**
   * Puts text into the focused field as typing does.
   * @param {string} text
   */
  async type(text) {
    await this.send('Input.insertText', { text });
  }

  /**
   * A picture of the panel as PNG.
   * @returns {Promise<Buffer>}
   */
  async screenshot() {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data, 'base64');
  }
}

/**
 * Takes hold of a window of the extension that is no tab: the side panel or the popup.
 * @param {import('@playwright/test').Page} page any page of the extension
 * @param {string} part of the window's address
 * @returns {Promise<SidePanel>}
 */
export async function attachTo(page, part) {
  const session = await page.context().newCDPSession(page);
  const targetId = await waitFor(async () => {
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.find(({ url, attached }) => url.includes(part) && !attached)?.targetId;
  }, 40_000);
  if (!targetId) throw new Stop(`No window with ${part} opened.`);
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  const panel = new SidePanel(session, sessionId);
  await panel.send('Page.enable');
  return panel;
}

/**
 * @template T
 * @param {() => Promise<T>} probe
 * @param {number} timeout milliseconds
 * @returns {Promise<T | undefined>} the first truthy answer, undefined when there was none in time
 */
async function waitFor(probe, timeout) {
  const end = performance.now() + timeout;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (performance.now() > end) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
