/** What a file is by its first bytes. Names and extensions are not looked at: people rename files. */
export type Container = 'empty' | 'zip' | 'ole' | 'pdf' | 'image' | 'rtf' | 'archive' | 'text' | 'binary';

const SIGNATURES: readonly [Container, readonly number[]][] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x1f, 0x8b]],
];

/** Records that open an old Excel file without a container (BIFF 2–4). */
const isBareBiff = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x09 && [0, 2, 4].includes(bytes[1] ?? 1) && bytes[3] === 0;

/** Says what the bytes are. Bare old Excel streams count as `ole`: the same reader takes them. */
export function detectContainer(bytes: Uint8Array): Container {
  if (!bytes.length) return 'empty';
  for (const [container, signature] of SIGNATURES) {
    if (signature.every((byte, index) => bytes[index] === byte)) return container;
  }
  if (isBareBiff(bytes)) return 'ole';
  return looksLikeText(bytes) ? 'text' : 'binary';
}

function looksLikeText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  let control = 0;
  let zero = 0;
  for (const byte of head) {
    if (byte === 0) zero += 1;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27)
      control += 1;
  }
  // UTF-16 of ASCII is half zeros; any other file with zeros is no text.
  if (zero > 0 && zero < head.length / 4) return false;
  return control <= head.length / 100;
}

/** Markup that spreadsheet programs save under `.xls`; undefined for plain text. */
export function detectMarkup(text: string): 'xml' | 'html' | undefined {
  const head = text.slice(0, 4000).trimStart();
  if (!head.startsWith('<')) return undefined;
  if (
    /urn:schemas-microsoft-com:office:spreadsheet/.test(head) &&
    /^<\?xml|<\?mso-application|<(\w+:)?Workbook/.test(head)
  ) {
    return 'xml';
  }
  return /<(!doctype\s+html|html|head|body|table|meta|style|div)\b/i.test(head) ? 'html' : undefined;
}
