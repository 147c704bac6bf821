import { Fault } from '../records/fault';
import { isFiltered, wordsOf } from './chat-refusal';
import { ANSWER_LIMIT } from './engine';

/** Bytes of an answer that are read at most, whatever is in them. */
const BYTES_MAX = 2_000_000;

/** The status of an answer that turns out to be an error while it is read. */
const OK = 200;

interface Reading {
  host: string;
  onText: (answer: string) => void;
  /** Called whenever something arrived. */
  alive: () => void;
}

interface Piece {
  choices?: {
    delta?: { content?: unknown };
    message?: { content?: unknown };
    finish_reason?: unknown;
  }[];
  error?: unknown;
}

/**
 * Reads an answer, whether it comes as a stream of events or whole. Throws E369 (not to be read), E370 (refused on
 * account of its content), E371 (broke off), E372 (longer than a draft is), E378 (nothing in it).
 */
export async function readAnswer(answer: Response, reading: Reading): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) throw new Fault('E378', { host: reading.host });
  const decoder = new TextDecoder();
  const stream = new EventStream(reading);
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      reading.alive();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > BYTES_MAX) throw new Fault('E372', { max: ANSWER_LIMIT });
      if (stream.take(decoder.decode(value, { stream: true }))) break;
    }
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    // A connection that is cut in the middle of an answer is told apart from one that never was.
    throw stream.began
      ? new Fault('E371', { host: reading.host }, { cause: thrown, transient: true })
      : thrown;
  } finally {
    reader.cancel().catch(() => undefined);
  }
  return stream.end();
}

class EventStream {
  readonly #reading: Reading;
  #buffer = '';
  #mode: 'unknown' | 'events' | 'json' = 'unknown';
  #answer = '';
  #data: string[] = [];
  #finished = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** True once a part of the answer is there. */
  get began(): boolean {
    return this.#answer !== '';
  }

  /** Takes in what arrived; true when the answer is complete. */
  take(text: string): boolean {
    this.#buffer += text;
    if (this.#mode === 'unknown') {
      const start = this.#buffer.replace(/^\uFEFF/, '').trimStart();
      if (!start) return false;
      if (start.startsWith('<')) throw new Fault('E369', { host: this.#reading.host });
      this.#mode = start.startsWith('{') || start.startsWith('[') ? 'json' : 'events';
      this.#buffer = start;
    }
    if (this.#mode === 'json') return false;
    const lines = this.#buffer.split(/\r\n|\n|\r(?!$)/);
    this.#buffer = lines.pop() ?? '';
    return lines.some((line) => this.#line(line));
  }

  /** The whole answer, once nothing more comes. */
  end(): string {
    if (this.#mode === 'json') {
      this.#piece(this.#buffer, 'message');
      this.#finished = true;
    } else {
      this.#rest();
    }
    const { host } = this.#reading;
    if (this.#mode === 'unknown') throw new Fault('E378', { host });
    if (!this.#finished) {
      throw this.began ? new Fault('E371', { host }, { transient: true }) : new Fault('E369', { host });
    }
    const answer = visible(this.#answer).trim();
    if (!answer) throw new Fault('E378', { host });
    return answer;
  }

  /** What came without its end. Cut off in the middle of a piece, an answer has broken off: it is no riddle. */
  #rest(): void {
    try {
      if (this.#buffer && this.#line(this.#buffer)) this.#finished = true;
      this.#flush();
    } catch (thrown) {
      if (!this.began || !(thrown instanceof Fault) || thrown.code !== 'E369') throw thrown;
    }
  }

  #line(line: string): boolean {
    if (line === '') return this.#flush();
    const data = /^data:\s?(.*)$/s.exec(line)?.[1];
    if (data !== undefined) {
      // Some services leave the empty line out: a piece that is whole by itself is one.
      if (this.#data.length && this.#flush()) return true;
      this.#data.push(data);
    } else if (!/^(?::|event:|id:|retry:)/.test(line) && this.#data.length) this.#data.push(line);
    else if (!/^(?::|event:|id:|retry:)/.test(line)) throw new Fault('E369', { host: this.#reading.host });
    return false;
  }

  #flush(): boolean {
    const data = this.#data.join('\n').trim();
    this.#data = [];
    if (!data) return false;
    if (data === '[DONE]') return (this.#finished = true);
    return this.#piece(data, 'delta');
  }

  #piece(json: string, part: 'delta' | 'message'): boolean {
    const { host, onText } = this.#reading;
    let piece: Piece;
    try {
      piece = JSON.parse(json) as Piece;
    } catch (thrown) {
      throw new Fault('E369', { host }, { cause: thrown });
    }
    if (piece.error) {
      const { code, message } = wordsOf(json);
      throw new Fault(isFiltered(code) ? 'E370' : 'E368', {
        host,
        status: code || OK,
        message: message || code,
      });
    }
    const choice = Array.isArray(piece.choices) ? piece.choices[0] : undefined;
    if (!choice && part === 'message') throw new Fault('E369', { host });
    const content = (choice?.[part] ?? choice?.message ?? choice?.delta)?.content;
    if (typeof content === 'string' && content) {
      this.#answer += content;
      const shown = visible(this.#answer);
      if (shown.length > ANSWER_LIMIT) {
        onText(shown.slice(0, ANSWER_LIMIT));
        throw new Fault('E372', { max: ANSWER_LIMIT });
      }
      onText(shown);
    }
    const reason = choice?.finish_reason;
    if (reason === 'content_filter' || (typeof reason === 'string' && isFiltered(reason))) {
      throw new Fault('E370', { host, message: reason });
    }
    if (reason === 'length') throw new Fault('E372', { max: this.#answer.length });
    if (reason) this.#finished = true;
    return false;
  }
}

/** An answer without the thinking that some models write before it. */
const visible = (answer: string): string => answer.replace(/^\s*<think>[\s\S]*?(?:<\/think>\s*|$)/, '');
