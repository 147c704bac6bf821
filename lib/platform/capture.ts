import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Fault } from '../records/fault';
import { type Extraction, extractionSchema } from '../records/extraction';
import { QUOTATION_LIMIT } from '../records/extraction-limits';
import { type PageRefusal, refusalOf, refusalOfError } from './page-kinds';
import { hasSite, requestSite } from './permissions';

/** The script that reads a page; its last value is an {@link Extraction}. */
const SCRIPT = '/clip-page.js';

/** What the script returns when it threw: Chrome hands over no error of an injected file. */
const failedScript = z.object({ failed: z.string() });

/** The keyboard shortcut of a command as the user has it (`Alt+Shift+S`); '' when none is set. */
export async function shortcutOf(command: 'clip-page' | 'open-panel'): Promise<string> {
  const commands = await browser.commands.getAll();
  return commands.find(({ name }) => name === command)?.shortcut ?? '';
}

/** The tab that the user is looking at in this window. */
export async function activeTab(): Promise<PageTab> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) throw new Fault('E606');
  return tab as PageTab;
}

/** A tab as we may see it: address and title are there only where the user let us read it. */
export interface PageTab {
  id: number;
  windowId: number;
  url?: string;
  title?: string;
}

export interface ReadOptions {
  /**
   * True after a click on our toolbar button or menu, or a shortcut: the browser has granted the page then, and a
   * page that stays closed all the same is one that it keeps for itself.
   */
  granted?: boolean;
  /** Text that the browser's menu says was marked; it may lie in a frame that the script does not see. */
  selection?: string;
}

/**
 * True when we may read a tab now: because the user clicked our toolbar button, menu or shortcut there, or lets
 * us read its site. A click inside the side panel grants nothing.
 */
export const hasGrant = (tab: { url?: string }): boolean => tab.url !== undefined;

/** The failure that is certain from a page's address alone; undefined when it is worth a try. */
export function certainFault(url: string | undefined): Fault | undefined {
  const refused = url === undefined ? undefined : refusalOf(url);
  return refused && fault(refused);
}

/**
 * Reads the page in a tab: runs our script there, once, and returns what it found.
 * @throws Fault E601–E609, E612, E613, see {@link PageRefusal}
 */
export async function clipTab(tabId: number, options: ReadOptions = {}): Promise<Extraction> {
  const tab = await browser.tabs.get(tabId).catch((thrown: unknown) => {
    throw new Fault('E606', {}, { cause: thrown });
  });
  // Without a grant, and on pages that the browser keeps for itself, the address is hidden from us: only the
  // refused injection tells which of the two it is.
  const certain = certainFault(tab.url);
  if (certain) throw certain;
  // A cheap look first: a PDF or picture shown by the browser has a document that holds no text of its own.
  const page = { url: tab.url ?? '', granted: options.granted ?? false };
  const type = await run(page, () =>
    browser.scripting.executeScript({ target: { tabId }, func: () => document.contentType }),
  );
  if (type === 'application/pdf') throw fault('pdf');
  const raw = await run(page, () => browser.scripting.executeScript({ target: { tabId }, files: [SCRIPT] }));
  const broken = z.safeParse(failedScript, raw);
  if (broken.success) throw fault('script', broken.data.failed);
  const found = z.safeParse(extractionSchema, raw);
  if (!found.success) throw new Fault('E608', {}, { cause: found.error });
  const quotation =
    found.data.quotation ?? (options.selection?.trim().slice(0, QUOTATION_LIMIT) || undefined);
  return { ...found.data, ...(quotation === undefined ? {} : { quotation }) };
}

/** {@link clipTab} of the tab that the user is looking at. */
export const clipActiveTab = async (options: ReadOptions = {}): Promise<Extraction> =>
  clipTab((await activeTab()).id, options);

/**
 * True when it makes sense to offer that a site be remembered: a web page whose site we may not yet read from
 * the panel.
 */
export const canOfferRemember = async (address: string): Promise<boolean> =>
  refusalOf(address) === undefined && /^https?:/.test(address) && !(await hasSite(address));

/** Asks the user to let us read this one site from now on; first statement of a click handler. */
export const offerRemember = (address: string): Promise<boolean> => requestSite(address);

interface Page {
  url: string;
  granted: boolean;
}

/** Runs a script and returns its value; what the browser throws becomes a {@link Fault}. */
async function run(
  page: Page,
  inject: () => Promise<readonly { result?: unknown; error?: unknown }[]>,
): Promise<unknown> {
  let results: readonly { result?: unknown; error?: unknown }[];
  try {
    results = await inject();
  } catch (thrown) {
    throw await explain(page, thrown);
  }
  const first = results[0];
  // Firefox hands over what the script threw.
  if (first?.error !== undefined) throw await explain(page, first.error);
  return first?.result;
}

async function explain({ url, granted }: Page, thrown: unknown): Promise<Fault> {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const refusal = refusalOfError(url, message);
  if (refusal !== 'grant') return fault(refusal, message);
  return granted ? fault('browser') : noGrant();
}

async function noGrant(): Promise<Fault> {
  const shortcut = await shortcutOf('clip-page');
  return shortcut ? new Fault('E605', { shortcut }) : new Fault('E609');
}

/** Stable codes of {@link PageRefusal}. */
const CODES: Record<Exclude<PageRefusal, 'grant'>, string> = {
  browser: 'E601',
  store: 'E602',
  file: 'E603',
  pdf: 'E604',
  gone: 'E606',
  script: 'E607',
  silent: 'E608',
  policy: 'E612',
  error: 'E613',
};

const fault = (refusal: Exclude<PageRefusal, 'grant'>, message = ''): Fault =>
  refusal === 'script'
    ? new Fault('E607', { message: message.slice(0, 160) })
    : new Fault(CODES[refusal], {}, { transient: refusal === 'gone' });
