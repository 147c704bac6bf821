import * as z from 'zod/mini';
import { Fault } from '../records/fault';
import { type NoticeStyle, markdownBody, markdownHead, splitHead } from './format';
import { signDingTalk, signFeishu } from './signature';

/** Chats whose groups can have a robot with an incoming address. */
export const ROBOT_KINDS = ['wecom', 'dingtalk', 'feishu'] as const;
export type RobotKind = (typeof ROBOT_KINDS)[number];

/** A group robot as this browser keeps it. Whoever has address and secret can write into the group. */
export const robotSchema = z.object({
  id: z.string(),
  /** What the branch calls the group. */
  name: z.string().check(z.minLength(1), z.maxLength(40)),
  kind: z.enum(ROBOT_KINDS),
  address: z.string().check(z.maxLength(2000)),
  /** Secret of 加签 / 签名校验. 企业微信 has none. */
  secret: z.optional(z.string().check(z.maxLength(200))),
});
export type Robot = z.infer<typeof robotSchema> & {
  /** Preset by the organisation: not edited and not removed here. */
  preset?: true;
};

const HOSTS: Record<RobotKind, RegExp> = {
  wecom: /(^|\.)qyapi\.weixin\.qq\.com$/,
  dingtalk: /(^|\.)(oapi|api)\.dingtalk\.(com|io)$/,
  feishu: /(^|\.)open\.(feishu\.cn|larksuite\.com)$/,
};

/** The kind of robot that an address belongs to; undefined for hosts of an organisation's own. */
export function guessRobotKind(address: string): RobotKind | undefined {
  if (!URL.canParse(address)) return undefined;
  const { hostname } = new URL(address);
  return ROBOT_KINDS.find((kind) => HOSTS[kind].test(hostname));
}

/**
 * The address of a robot, checked: https, or http on this very computer; no user name in it. Throws E620.
 */
export function robotAddress(address: string): URL {
  const text = address.trim();
  if (!URL.canParse(text)) throw new Fault('E620');
  const url = new URL(text);
  const isHere = url.protocol === 'http:' && url.hostname === '127.0.0.1';
  if ((url.protocol !== 'https:' && !isHere) || url.username || url.password) throw new Fault('E620');
  return url;
}

/** An address to look at: the host in full, of what gives access only the last four characters. */
export function maskedAddress(address: string): string {
  if (!URL.canParse(address)) return '';
  const url = new URL(address);
  const secret = url.searchParams.get('access_token') ?? url.searchParams.get('key');
  const last = secret ?? url.pathname.split('/').pop() ?? '';
  return `${url.host} …${last.slice(-4)}`;
}

/** A notice on its way to a robot: the very bytes, to be looked at before they are sent. */
export interface RobotRequest {
  url: string;
  body: string;
  /** Milliseconds at which it was signed; robots take signatures of the last hour only. */
  madeAt: number;
}

/** Largest message of each robot in UTF-8 bytes, as far as their makers say. */
const LIMITS: Record<RobotKind, Record<NoticeStyle, number>> = {
  wecom: { plain: 2048, markdown: 4096 },
  dingtalk: { plain: 20_000, markdown: 20_000 },
  feishu: { plain: 20_000, markdown: 20_000 },
};

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** True when a robot can remind everybody in this style: 企业微信 does so in plain text only. */
export const canRemindAll = (kind: RobotKind, style: NoticeStyle): boolean =>
  !(kind === 'wecom' && style === 'markdown');

/**
 * Makes the request for a robot. `now` in milliseconds. Throws E620 (address), E630 (too long for this chat), E634
 * (nothing to send).
 */
export async function robotRequest(
  robot: Robot,
  message: { text: string; style: NoticeStyle; atAll: boolean },
  now: number,
): Promise<RobotRequest> {
  const url = robotAddress(robot.address);
  const text = message.text.trim();
  if (!text) throw new Fault('E634');
  const secret = robot.secret?.trim();
  let body: Record<string, unknown>;
  switch (robot.kind) {
    case 'wecom':
      body = wecomBody(text, message);
      break;
    case 'dingtalk':
      body = dingtalkBody(text, message);
      if (secret) {
        url.searchParams.set('timestamp', String(now));
        url.searchParams.set('sign', await signDingTalk(now, secret));
      }
      break;
    case 'feishu': {
      const seconds = Math.floor(now / 1000);
      const signed = secret ? { timestamp: String(seconds), sign: await signFeishu(seconds, secret) } : {};
      body = { ...signed, ...feishuBody(text, message) };
      break;
    }
  }
  const size = bytesOf(robot.kind === 'wecom' ? contentOf(body) : JSON.stringify(body));
  const max = LIMITS[robot.kind][message.style];
  if (size > max) throw new Fault('E630', { size, max });
  return { url: url.href, body: JSON.stringify(body, null, 2), madeAt: now };
}

type Message = { style: NoticeStyle; atAll: boolean };

function wecomBody(text: string, { style, atAll }: Message): Record<string, unknown> {
  if (style === 'markdown') {
    return { msgtype: 'markdown', markdown: { content: asMarkdown('wecom', text) } };
  }
  return { msgtype: 'text', text: { content: text, ...(atAll ? { mentioned_list: ['@all'] } : {}) } };
}

const contentOf = (body: Record<string, unknown>): string =>
  (body as Record<string, { content?: string } | undefined>)[String(body.msgtype)]?.content ?? '';

function dingtalkBody(text: string, { style, atAll }: Message): Record<string, unknown> {
  const at = { isAtAll: atAll };
  if (style === 'plain') return { msgtype: 'text', text: { content: text }, at };
  const { head } = splitHead(text);
  return { msgtype: 'markdown', markdown: { title: head, text: asMarkdown('dingtalk', text) }, at };
}

function feishuBody(text: string, { style, atAll }: Message): Record<string, unknown> {
  if (style === 'plain') {
    // The marks of a mention have no words of their own: the chat writes 所有人 in the reader's language.
    const everybody = atAll ? '<at user_id="all"></at>\n' : '';
    return { msg_type: 'text', content: { text: everybody + text } };
  }
  const { head, body } = splitHead(text);
  const content = [atAll ? '<at id=all></at>' : '', markdownBody('feishu', body)].filter(Boolean).join('\n');
  return {
    msg_type: 'interactive',
    card: {
      header: { title: { tag: 'plain_text', content: head } },
      elements: [{ tag: 'markdown', content: content || head }],
    },
  };
}

function asMarkdown(channel: 'wecom' | 'dingtalk', text: string): string {
  const { head, body } = splitHead(text);
  const parts = [markdownHead(channel, head), body && markdownBody(channel, body)].filter(Boolean);
  return parts.join(channel === 'dingtalk' ? '\n\n' : '\n');
}
