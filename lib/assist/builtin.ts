import {
  type ModelLack,
  modelReadiness,
  type ModelReadiness,
  type ModelSession,
  openModel,
  openSummarizer,
  summarizerReadiness,
} from '../platform/built-in-model';
import { Fault } from '../records/fault';
import { ANSWER_LIMIT, type Engine, REQUEST_LIMIT, type RunOptions } from './engine';

/** The language that study material is in, and drafts are written in. */
const LANGUAGE = 'zh';

/** What the browser offers by itself. */
export interface BuiltinState {
  /** The general model. */
  model: ModelReadiness;
  /** The one that only summarises. */
  summarizer: ModelReadiness;
  /** Why there is no general model. */
  lack?: ModelLack;
}

/** Asks the browser what it offers, with the needs with which it would be used. */
export async function builtinState(): Promise<BuiltinState> {
  const [{ ready, lack }, summarizer] = await Promise.all([
    modelReadiness(LANGUAGE),
    summarizerReadiness(LANGUAGE),
  ]);
  return { model: ready, summarizer, ...(lack ? { lack } : {}) };
}

/** Characters that a model of this size reads at once. */
const BUILTIN_LIMIT = 12_000;

/**
 * The browser's own model; nothing leaves this computer. Throws E373 (there is none, with the reason), E375 (not in
 * Chinese), E374 (it failed), E376 (too long for it). Call `run` in a click: it may have to be downloaded first.
 */
export function builtinEngine(kind: 'model' | 'summarizer'): Engine {
  return {
    prepare: ({ system, user }) => {
      const body = JSON.stringify(kind === 'model' ? { system, prompt: user } : { text: user }, null, 2);
      if (body.length > Math.min(BUILTIN_LIMIT, REQUEST_LIMIT)) {
        throw new Fault('E376', { size: body.length, max: BUILTIN_LIMIT });
      }
      return { host: undefined, body };
    },
    run: async ({ body }, run) => {
      const sent = JSON.parse(body) as { system?: string; prompt?: string; text?: string };
      let session: ModelSession | undefined;
      try {
        const options = { signal: run.signal, onDownload: (share: number) => run.onDownload?.(share) };
        session = await (kind === 'model'
          ? openModel(LANGUAGE, sent.system ?? '', options)
          : openSummarizer(LANGUAGE, options));
        return await read(
          session.promptStreaming(sent.prompt ?? sent.text ?? '', { signal: run.signal }),
          run,
        );
      } catch (thrown) {
        if (run.signal.aborted) throw run.signal.reason;
        throw await faultOf(thrown, session !== undefined);
      } finally {
        session?.destroy();
      }
    },
  };
}

async function read(stream: ReadableStream<string>, { onText, signal }: RunOptions): Promise<string> {
  const reader = stream.getReader();
  let answer = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (signal.aborted) throw signal.reason;
      if (done) break;
      answer += value;
      onText(answer.slice(0, ANSWER_LIMIT));
      if (answer.length > ANSWER_LIMIT) throw new Fault('E372', { max: ANSWER_LIMIT });
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
  if (!answer.trim()) throw new Fault('E378', { host: '' });
  return answer.trim();
}

/** What a failure of the browser's model means to a person. */
async function faultOf(thrown: unknown, wasOpen: boolean): Promise<Fault> {
  if (thrown instanceof Fault) return thrown;
  const name = thrown instanceof Error ? thrown.name : '';
  const message = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 160);
  if (name === 'QuotaExceededError')
    return new Fault('E376', { size: '', max: BUILTIN_LIMIT }, { cause: thrown });
  if (name === 'NotReadableError') return new Fault('E370', { host: '', message }, { cause: thrown });
  if (wasOpen) return new Fault('E374', { message }, { cause: thrown, transient: true });
  const { lack } = await modelReadiness(LANGUAGE);
  if (lack === 'language' || name === 'NotSupportedError') return new Fault('E375', {}, { cause: thrown });
  return new Fault('E373', { message }, { cause: thrown });
}
