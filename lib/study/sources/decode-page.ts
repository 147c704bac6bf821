/** Charsets that pages here name, and what a browser takes each for. */
const CHARSETS: Record<string, string> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
  big5: 'big5',
};

const decode = (bytes: Uint8Array, charset: string): string => new TextDecoder(charset).decode(bytes);

/**
 * The text of a fetched page: by its byte order mark; as UTF-8 when its bytes are UTF-8, whatever is named; else by the
 * charset that the answer or the page's head names; else as GB 18030, which old Chinese pages are in.
 * @param type content type of the answer
 */
export function decodePage(bytes: Uint8Array, type = ''): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return decode(bytes, 'utf-16le');
  if (a === 0xfe && b === 0xff) return decode(bytes, 'utf-16be');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const pattern = /charset\s*=\s*["']?\s*([\w-]+)/i;
    const named =
      pattern.exec(type)?.[1] ?? pattern.exec(decode(bytes.subarray(0, 4096), 'latin1'))?.[1] ?? '';
    return decode(bytes, CHARSETS[named.toLowerCase()] ?? 'gb18030');
  }
}
