/** Kinds of file that are treated differently, told by their first bytes and not by name or stated type. */
export type FileKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'heic' | 'pdf' | 'other';

const starts = (bytes: Uint8Array, ...want: number[]): boolean =>
  want.every((value, index) => bytes[index] === value);
const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** What a file is, by its first bytes. */
export async function fileKindOf(blob: Blob): Promise<FileKind> {
  const bytes = new Uint8Array(await blob.slice(0, 16).arrayBuffer());
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'png';
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return 'webp';
  if (latin(bytes, 0, 4) === 'GIF8') return 'gif';
  if (latin(bytes, 0, 4) === '%PDF') return 'pdf';
  const brand = latin(bytes, 4, 8) === 'ftyp' ? latin(bytes, 8, 12) : '';
  return /^(hei|hev|mif|msf|avif|avis)/.test(brand) ? 'heic' : 'other';
}

/** Longest side of a stored photo, in pixels: enough for A4 print, small enough for hundreds of them. */
export const PHOTO_MAX_SIDE = 2000;

/** Draws an image anew; undefined when the browser cannot decode it. */
export type Reencode = (blob: Blob, kind: FileKind) => Promise<Blob | undefined>;

/** Target size within {@link PHOTO_MAX_SIDE}; small pictures stay as they are. */
export function fitSize(
  width: number,
  height: number,
  most = PHOTO_MAX_SIDE,
): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Draws a picture on a canvas and encodes it again, at most {@link PHOTO_MAX_SIDE} on its longer side, upright as
 * its EXIF orientation says. Only pixels survive: EXIF, GPS position, camera and embedded previews do not. Needs a
 * page of the browser (or a worker) with canvas.
 */
export const reencodePhoto: Reencode = async (blob, kind) => {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  } catch {
    return undefined;
  }
  try {
    const { width, height } = fitSize(bitmap.width, bitmap.height);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) return undefined;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    // A screenshot of text stays sharp as PNG; a photo is a tenth of the size as JPEG.
    return await canvas.convertToBlob(
      kind === 'png' || kind === 'gif' ? { type: 'image/png' } : { type: 'image/jpeg', quality: 0.86 },
    );
  } finally {
    bitmap.close();
  }
};
