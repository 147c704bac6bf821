import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { asFault, Fault } from '../records/fault';
import { fromWire, toWire, wiredFault } from './fault-wire';

/** What a clip came to, in the words of a list. */
export const clipOutcome = z.object({
  /** Id of the clip record. */
  id: z.string(),
  title: z.string(),
  url: z.string(),
  /** False when the page was in the ledger already and was brought up to date or given a quotation. */
  fresh: z.boolean(),
  /** True when its text was another one when it was last read. */
  changed: z.boolean(),
  /** Pages kept of an article that has several. */
  pages: z.optional(z.object({ kept: z.number(), total: z.number() })),
  /** Nothing but the title of a new page could be read. */
  empty: z.optional(z.boolean()),
});
export type ClipOutcome = z.infer<typeof clipOutcome>;

/**
 * Everything that our windows may ask of the worker. Windows read and write the ledger themselves; only what has
 * to outlive them, or belongs to the browser's frame, goes this way.
 */
export const PROTOCOL = {
  /** Clip a tab; goes on when the popup that asked for it closes. `granted` as in `ReadOptions`. */
  'clip.tab': {
    request: z.object({ tabId: z.number(), granted: z.optional(z.boolean()) }),
    response: clipOutcome,
  },
  /** Count what is due anew, after a window changed the ledger. */
  'badge.refresh': { request: z.object({}), response: z.object({ count: z.number() }) },
} as const;

export type MessageName = keyof typeof PROTOCOL;
export type RequestOf<N extends MessageName> = z.infer<(typeof PROTOCOL)[N]['request']>;
export type ResponseOf<N extends MessageName> = z.infer<(typeof PROTOCOL)[N]['response']>;
export type MessageHandlers = { [N in MessageName]: (request: RequestOf<N>) => Promise<ResponseOf<N>> };

const envelope = z.object({ to: z.literal('worker'), name: z.string(), payload: z.unknown() });
const reply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), fault: wiredFault }),
]);

const isName = (name: string): name is MessageName => Object.hasOwn(PROTOCOL, name);

/**
 * Asks the worker. Faults arrive as they were thrown there.
 * @throws Fault E611 (transient) when the worker does not answer, or answers nonsense.
 */
export async function ask<N extends MessageName>(name: N, payload: RequestOf<N>): Promise<ResponseOf<N>> {
  let raw: unknown;
  try {
    raw = await browser.runtime.sendMessage({ to: 'worker', name, payload });
  } catch (thrown) {
    throw new Fault('E611', {}, { cause: thrown, transient: true });
  }
  const answer = z.safeParse(reply, raw);
  if (!answer.success) throw new Fault('E611', {}, { cause: answer.error, transient: true });
  if (!answer.data.ok) throw fromWire(answer.data.fault);
  const value = z.safeParse<z.ZodMiniType>(PROTOCOL[name].response, answer.data.value);
  if (!value.success) throw new Fault('E611', {}, { cause: value.error, transient: true });
  return value.data as ResponseOf<N>;
}

/** Where a message came from, as far as we look. */
export interface Sender {
  id?: string;
  url?: string;
}

/** True for our own pages. Scripts in web pages, also those that we put there, may ask nothing. */
export const isOwnPage = (sender: Sender): boolean =>
  sender.id === browser.runtime.id && (sender.url ?? '').startsWith(browser.runtime.getURL('/'));

/**
 * One message as it arrived; the reply is ready to be sent. Faults E610 for strangers, unknown names and
 * requests that do not have their shape.
 */
export async function answerMessage(
  handlers: MessageHandlers,
  raw: z.infer<typeof envelope>,
  sender: Sender,
): Promise<z.infer<typeof reply>> {
  try {
    if (!isOwnPage(sender)) throw new Fault('E610', { reason: 'sender' });
    if (!isName(raw.name)) throw new Fault('E610', { reason: 'name' });
    const request = z.safeParse<z.ZodMiniType>(PROTOCOL[raw.name].request, raw.payload);
    if (!request.success) throw new Fault('E610', { reason: 'payload' }, { cause: request.error });
    const handle = handlers[raw.name] as (payload: unknown) => Promise<unknown>;
    return { ok: true, value: await handle(request.data) };
  } catch (thrown) {
    return { ok: false, fault: toWire(asFault(thrown)) };
  }
}

/** Lets the worker answer. Messages that are not addressed to it are left to others. */
export function setupMessages(handlers: MessageHandlers): void {
  browser.runtime.onMessage.addListener((raw: unknown, sender, sendResponse) => {
    const message = z.safeParse(envelope, raw);
    if (!message.success) return false;
    void answerMessage(handlers, message.data, sender).then(sendResponse);
    // `true` keeps the channel open in every browser; returned promises are understood only by newer ones.
    return true;
  });
}
