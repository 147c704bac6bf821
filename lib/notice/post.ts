import { Fault } from '../records/fault';
import type { RobotKind, RobotRequest } from './robot';

/** How long a robot is waited for, in milliseconds. */
export const ROBOT_TIMEOUT = 10_000;
/** Longest answer that is read, in characters. */
const ANSWER_MAX = 20_000;

export interface PostOptions {
  fetch?: typeof fetch;
  timeout?: number;
}

/** Codes in the body of an answer that mean the same thing in every chat. */
const TOO_OFTEN = new Set([45009, 130101, 11232]);
const BAD_SIGNATURE = new Set([19021]);
const BAD_KEYWORD = new Set([19024]);
const BAD_NETWORK = new Set([19022]);
const BAD_ADDRESS = new Set([93000, 300001, 300005, 400013, 400101, 19001]);

/**
 * Posts a notice to a robot, once. Nothing is tried again by itself: a notice that arrived twice is worse than one
 * that a person sends again. Throws E622 (no connection), E623 (no answer in time: it may have arrived), E624 (HTTP
 * error), E626 (too many messages), E627 (signature), E628 (key word or network not allowed by the robot), E629 (the
 * address is not valid any more), E631 (an answer that nobody can read), E625 (any other refusal, with its words).
 */
export async function postToRobot(
  kind: RobotKind,
  request: RobotRequest,
  options: PostOptions = {},
): Promise<void> {
  const send = options.fetch ?? fetch;
  const signal = AbortSignal.timeout(options.timeout ?? ROBOT_TIMEOUT);
  let status: number;
  let text: string;
  try {
    const answer = await send(request.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: request.body,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal,
    });
    status = answer.status;
    text = (await answer.text()).slice(0, ANSWER_MAX);
  } catch (thrown) {
    const host = new URL(request.url).host;
    if (signal.aborted) throw new Fault('E623', { host }, { cause: thrown, transient: true });
    throw new Fault('E622', { host }, { cause: thrown, transient: true });
  }
  const answer = readAnswer(text);
  if (answer && answer.code !== 0) throw refusal(kind, answer.code, answer.message);
  if (status === 429) throw new Fault('E626', { code: status }, { transient: true });
  if (status < 200 || status > 299) throw new Fault('E624', { status }, { transient: status >= 500 });
  if (!answer) throw new Fault('E631', { status });
}

/** The code and words of an answer; undefined when it is none of a robot's. */
function readAnswer(text: string): { code: number; message: string } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  const code = fields.errcode ?? fields.code ?? fields.StatusCode;
  const message = fields.errmsg ?? fields.msg ?? fields.StatusMessage ?? '';
  return typeof code === 'number' ? { code, message: String(message).slice(0, 160) } : undefined;
}

function refusal(kind: RobotKind, code: number, message: string): Fault {
  const params = { code, message: message || String(code) };
  if (TOO_OFTEN.has(code)) return new Fault('E626', { code }, { transient: true });
  if (BAD_SIGNATURE.has(code)) return new Fault('E627', params);
  if (BAD_KEYWORD.has(code) || BAD_NETWORK.has(code)) return new Fault('E628', params);
  if (BAD_ADDRESS.has(code)) return new Fault('E629', params);
  // 钉钉 gives one code for all that its safety settings refuse; only its words tell which.
  if (kind === 'dingtalk' && code === 310000) {
    if (/签名|时间戳|\bsign\b|timestamp/i.test(message)) return new Fault('E627', params);
    if (/关键词|白名单|keyword|\bip\b/i.test(message)) return new Fault('E628', params);
  }
  if (/freq|too fast|too many|limit/i.test(message)) return new Fault('E626', { code }, { transient: true });
  return new Fault('E625', params);
}
