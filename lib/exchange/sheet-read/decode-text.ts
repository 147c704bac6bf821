/** Text of a file, and whether some of its bytes made no sense in the encoding that fits best. */
export interface DecodedText {
  text: string;
  encoding: string;
  doubtful: boolean;
}

/**
 * Decodes text whose encoding nobody states: a byte-order mark decides, then a `charset=` of markup, then UTF-8 if
 * every byte fits it, else GB18030, in which Chinese spreadsheet programs save `.csv` (it includes GBK and GB2312).
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = bomOf(bytes);
  if (marked) return decode(bytes, marked);
  const stated = charsetOf(bytes);
  if (stated) {
    const result = tryDecode(bytes, stated);
    if (result && !result.doubtful) return result;
  }
  const wide = wideOf(bytes);
  if (wide) return decode(bytes, wide);
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 && !utf8.doubtful) return utf8;
  // A file that was cut in the middle of a character is still UTF-8.
  if (utf8 && bytes.length > 64 && utf8.text.indexOf('\ufffd') >= utf8.text.length - 1) return utf8;
  return decode(bytes, 'gb18030');
}

function bomOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark shows by the zero half of its ASCII characters. */
function wideOf(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, 2000);
  const zeros = (half: 0 | 1): number =>
    head.filter((byte, index) => byte === 0 && index % 2 === half).length;
  const even = zeros(0);
  const odd = zeros(1);
  if (odd > head.length / 8 && even < odd / 8) return 'utf-16le';
  if (even > head.length / 8 && odd < even / 8) return 'utf-16be';
  return undefined;
}

function charsetOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  if (!head.trimStart().startsWith('<')) return undefined;
  return /(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
}

function tryDecode(bytes: Uint8Array, encoding: string): DecodedText | undefined {
  try {
    return decode(bytes, encoding);
  } catch {
    // A charset that the platform does not know is the same as none stated.
    return undefined;
  }
}

function decode(bytes: Uint8Array, encoding: string): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, doubtful: text.includes('\ufffd') };
}
