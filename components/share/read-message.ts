import { Fault } from '../../lib/records/fault';

/** Larger pictures are made smaller before they are searched. */
const WIDEST = 1600;

/** Texts longer than this hold none of our messages. */
const LONGEST = 200_000;

/** The text of a file: of a picture, that of the QR code in it. Throws E919 (no code), E910 (too large for a message). */
export async function textOfFile(file: Blob): Promise<string> {
  if (!file.type.startsWith('image/')) {
    if (file.size > LONGEST) throw new Fault('E910');
    return file.text();
  }
  const { readQr } = await import('../../lib/exchange/qr');
  const text = await readQr(await pixels(file));
  if (text === undefined) throw new Fault('E919');
  return text;
}

async function pixels(file: Blob): Promise<ImageData> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch (thrown) {
    throw new Fault('E919', {}, { cause: thrown });
  }
  const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Fault('E919');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return context.getImageData(0, 0, width, height);
}
