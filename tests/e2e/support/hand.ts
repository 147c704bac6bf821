import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { OUTPUT } from '../../../scripts/lib/paths.mjs';
import { expect } from './extension';

/** Folder in which each task leaves its counts; Playwright empties it when a run begins. */
export const TASKS = join(OUTPUT, 'test-results', 'tasks');

/** What a task took, as `npm run bench` reads it. */
export interface TaskCount {
  task: number;
  name: string;
  /** Presses of the pointer, drops, and turns of the wheel, however far. */
  clicks: number;
  /** Keys and chords; typed text by its characters. A paste is one chord. */
  keystrokes: number;
  total: number;
  target: number;
}

/**
 * The one hand of a person: everything that is done goes through it and is counted, one by one. The pages count what
 * really reached them as well, so that nothing can be done past it.
 */
export class Hand {
  #page: Page;
  readonly #count = { clicks: 0, keystrokes: 0 };
  readonly #seen: { clicks: number; keystrokes: number };

  private constructor(page: Page, seen: { clicks: number; keystrokes: number }) {
    this.#page = page;
    this.#seen = seen;
  }

  /**
   * Puts the hand on a page just opened by `open`. Pages opened before are not watched: they belong to what was
   * there before the task.
   */
  static async on(context: BrowserContext, open: () => Promise<Page>): Promise<Hand> {
    const seen = { clicks: 0, keystrokes: 0 };
    await context.exposeBinding('inputSeen', (_source, what: keyof typeof seen) => {
      seen[what] += 1;
    });
    await context.addInitScript(() => {
      const told = (what: string) =>
        (globalThis as unknown as { inputSeen(what: string): void }).inputSeen(what);
      const watch = (type: string, what: string, counts = (_event: Event) => true) =>
        addEventListener(type, (event) => event.isTrusted && counts(event) && told(what), true);
      watch('pointerdown', 'clicks');
      watch('drop', 'clicks');
      watch('wheel', 'clicks');
      watch(
        'keydown',
        'keystrokes',
        (event) => !/^(Control|Shift|Alt|Meta)$/.test((event as KeyboardEvent).key),
      );
    });
    return new Hand(await open(), seen);
  }

  /** The page under the hand, to look at. */
  get page(): Page {
    return this.#page;
  }

  /** Goes over to another window that lies open beside; looking there is no interaction. */
  async over(page: Page): Promise<void> {
    this.#page = page;
    await page.bringToFront();
  }

  /** Brings something into sight: nothing when it is, else one turn of the wheel. */
  async look(target: Locator): Promise<void> {
    await target.waitFor();
    if (await isInSight(target)) return;
    const box = await target.boundingBox();
    const size = this.#page.viewportSize();
    if (!box || !size) throw new Error('nothing to look at');
    // Over its own column: lists beside each other are moved apart.
    await this.#page.mouse.move(box.x + Math.min(box.width, size.width - box.x) / 2, size.height / 2);
    await this.#page.mouse.wheel(0, box.y + box.height / 2 - size.height / 2);
    this.#count.clicks += 1;
    await expect.poll(() => isInSight(target)).toBe(true);
  }

  /** One press of the pointer; one turn of the wheel before it where the thing is out of sight. */
  async click(target: Locator): Promise<void> {
    await this.look(target);
    await target.click();
    this.#count.clicks += 1;
  }

  /** One key or chord. */
  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
    this.#count.keystrokes += 1;
  }

  /** Ctrl+V with this on the clipboard, as it was copied from a chat; without it, what is there already. */
  async paste(copied?: string): Promise<void> {
    if (copied !== undefined) await putOnClipboard(this.#page, copied);
    await this.press('Control+V');
  }

  /** Drops files from the desktop, as one drag. */
  async drop(files: readonly string[], onto: Locator): Promise<void> {
    const box = await onto.boundingBox();
    if (!box) throw new Error('nothing to drop onto');
    const session = await this.#page.context().newCDPSession(this.#page);
    const at = { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 200) };
    const data = { items: [], files: [...files], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, ...at, data });
    }
    await session.detach();
    this.#count.clicks += 1;
  }

  /** Ends a task: its count is written down and must not be above the target. */
  async done(task: number, name: string, target: number): Promise<void> {
    const { clicks, keystrokes } = this.#count;
    // What the pages saw is told asynchronously.
    await expect.poll(() => this.#seen).toEqual({ clicks, keystrokes });
    const count: TaskCount = { task, name, clicks, keystrokes, total: clicks + keystrokes, target };
    mkdirSync(TASKS, { recursive: true });
    writeFileSync(join(TASKS, `${task}.json`), JSON.stringify(count));
    expect(count.total, `${name}: ${clicks} clicks, ${keystrokes} keystrokes`).toBeLessThanOrEqual(target);
  }
}

/** Whether the middle of something can be pressed where the page stands now. */
const isInSight = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && (element.contains(hit) || hit.contains(element));
  });

/** What somebody copied elsewhere before. */
const putOnClipboard = (page: Page, text: string): Promise<void> =>
  page.evaluate((copied) => navigator.clipboard.writeText(copied), text);

/** What is on the clipboard. */
export const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
