/** A QR code as one path, for an SVG whose view box is `size` units wide, with the white rim that readers need. */
export interface QrPath {
  size: number;
  path: string;
}

const RIM = 4;

/** Draws a text as a QR code. Undefined when it is too long for one. Fetched when it is needed. */
export async function drawQr(text: string): Promise<QrPath | undefined> {
  const { default: encodeQR } = await import('qr');
  let rows: boolean[][];
  try {
    // On a screen and in a picture nothing is dirty or torn: the coarsest code is read best.
    rows = encodeQR(text, 'raw', { ecc: 'low', border: RIM });
  } catch {
    return undefined;
  }
  let path = '';
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      let width = 1;
      while (row[x + width]) width += 1;
      path += `M${x} ${y}h${width}v1h-${width}z`;
      x += width;
    }
  });
  return { size: rows.length, path };
}

/** The text of a QR code somewhere in a picture; undefined when none is found. */
export async function readQr(picture: {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}): Promise<string | undefined> {
  const { default: decodeQR } = await import('qr/decode.js');
  try {
    return decodeQR(picture);
  } catch {
    return undefined;
  }
}
