import { t } from '../i18n';
import type { Channel } from '../records/outward';

/** Plain text, or the Markdown of the chat. */
export type NoticeStyle = 'plain' | 'markdown';

/** Styles that a chat shows. 微信 shows every mark as it stands. */
export const stylesOf = (channel: Channel): readonly NoticeStyle[] =>
  channel === 'wechat' ? ['plain'] : ['plain', 'markdown'];

/** Label at the start of a line, such as 时间：; in Markdown it is set in bold. */
const LABEL = /^([\p{L}\p{N} ]{1,8}[：:])(?=.)/u;

const isAddress = (line: string): boolean => /^\s*https?:\/\//.test(line);

/** The first line, and the rest. */
export function splitHead(text: string): { head: string; body: string } {
  const lines = text.trim().split('\n');
  return { head: (lines[0] ?? '').trim(), body: lines.slice(1).join('\n').trim() };
}

const bold = (line: string): string => (isAddress(line) ? line : line.replace(LABEL, '**$1**'));

/**
 * Body lines in the Markdown of a chat. 钉钉 joins lines that are not ended by two spaces or an empty line; 企业微信 and
 * 飞书 keep them.
 */
export function markdownBody(channel: Channel, body: string): string {
  const lines = body.split('\n').map((line) => bold(line.trimEnd()));
  return lines.join(channel === 'dingtalk' ? '  \n' : '\n');
}

/** The head of a notice in the Markdown of a chat: 飞书 knows headings only in its newer cards, bold everywhere. */
export const markdownHead = (channel: Channel, head: string): string =>
  channel === 'feishu' ? `**${head}**` : `### ${head}`;

/**
 * The text as it is put on the clipboard for a chat. 提醒所有人 is words here: a chat notifies everybody only when
 * its own @ list is used, which the screen says.
 */
export function textForChat(
  text: string,
  about: { channel: Channel; style: NoticeStyle; atAll: boolean },
): string {
  const { channel } = about;
  const everybody = about.atAll ? t('notice.everybody') : '';
  if (about.style === 'plain' || channel === 'wechat') {
    return [everybody, text.trim()].filter(Boolean).join('\n');
  }
  const { head, body } = splitHead(text);
  const parts = [everybody, markdownHead(channel, head), body && markdownBody(channel, body)];
  return parts.filter(Boolean).join(channel === 'dingtalk' ? '\n\n' : '\n');
}
