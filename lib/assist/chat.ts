import { Fault } from '../records/fault';
import { readAnswer } from './chat-answer';
import { isFiltered, wordsOf } from './chat-refusal';
import { type Engine, type Outgoing, REQUEST_LIMIT, type RunOptions } from './engine';
import { chatAddress, type ChatService } from './service';

/** How long is waited, in milliseconds: for the first sign of an answer, between two pieces, and in all. */
export interface ChatPatience {
  first: number;
  between: number;
  whole: number;
}
const PATIENCE: ChatPatience = { first: 60_000, between: 45_000, whole: 300_000 };

export interface ChatOptions {
  fetch?: typeof fetch;
  patience?: ChatPatience;
}

/**
 * A model behind an address that speaks the chat-completions protocol. Sends once; nothing is tried again by itself.
 * Throws E360/E361 (address, model), E363 (no connection), E364 (no answer in time), E365 (access refused), E366 (no
 * such address or model), E367 (too many requests), E368 (another HTTP error), and what `readAnswer` throws.
 */
export function chatEngine(service: ChatService, options: ChatOptions = {}): Engine {
  const url = chatAddress(service.address);
  if (!service.model.trim()) throw new Fault('E361');
  const patience = options.patience ?? PATIENCE;
  return {
    prepare: ({ system, user }) => {
      const body = JSON.stringify(
        {
          model: service.model.trim(),
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: user },
          ],
          temperature: 0.2,
          stream: true,
        },
        null,
        2,
      );
      if (body.length > REQUEST_LIMIT) throw new Fault('E376', { size: body.length, max: REQUEST_LIMIT });
      return { host: url.host, body };
    },
    run: (outgoing, run) => send(url, service.key, outgoing, run, patience, options.fetch ?? fetch),
  };
}

async function send(
  url: URL,
  key: string | undefined,
  outgoing: Outgoing,
  run: RunOptions,
  patience: ChatPatience,
  doFetch: typeof fetch,
): Promise<string> {
  const { host } = url;
  const late = new AbortController();
  let timer = setTimeout(() => late.abort(), patience.first);
  const whole = setTimeout(() => late.abort(), patience.whole);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => late.abort(), patience.between);
  };
  try {
    const answer = await doFetch(url.href, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        Accept: 'text/event-stream, application/json',
        ...(key ? { Authorization: `Bearer ${key}` } : {}),
      },
      body: outgoing.body,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([run.signal, late.signal]),
    });
    alive();
    if (!answer.ok) throw refusal(answer.status, host, await beginningOf(answer));
    return await readAnswer(answer, { host, onText: run.onText, alive });
  } catch (thrown) {
    if (run.signal.aborted) throw run.signal.reason;
    if (late.signal.aborted) throw new Fault('E364', { host }, { cause: thrown, transient: true });
    if (thrown instanceof Fault) throw withoutKey(thrown, key);
    throw new Fault('E363', { host }, { cause: thrown, transient: true });
  } finally {
    clearTimeout(timer);
    clearTimeout(whole);
    // Whatever is still on its way is of no use to anybody.
    late.abort();
  }
}

/** Some services repeat the key that they refuse: it is not shown on any screen. */
function withoutKey(fault: Fault, key: string | undefined): Fault {
  const { code, params, transient, cause } = fault;
  if (!key || !Object.values(params).some((value) => String(value).includes(key))) return fault;
  const hidden = Object.entries(params).map(([name, value]) => [name, String(value).replaceAll(key, '…')]);
  return new Fault(code, Object.fromEntries(hidden) as Fault['params'], { cause, transient });
}

/** Bytes of a refusal that are read. */
const REFUSAL_MAX = 20_000;

async function beginningOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  while (text.length < REFUSAL_MAX) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel().catch(() => undefined);
  return text;
}

function refusal(status: number, host: string, text: string): Fault {
  const { code, message } = wordsOf(text);
  const params = { host, status, message: message || String(status) };
  if (isFiltered(code)) return new Fault('E370', params);
  if (status === 401 || status === 403) return new Fault('E365', params);
  if (status === 404 || status === 405) return new Fault('E366', params);
  if (status === 429) return new Fault('E367', params, { transient: true });
  return new Fault('E368', params, { transient: status >= 500 });
}
