import { describe, expect, it } from 'vitest';
import { drawQr, type QrPath, readQr } from '../../../lib/exchange/qr';

/** The picture that the path is drawn as, `scale` pixels for each unit, dark on white. */
function painted({ size, path }: QrPath, scale: number, tint = 0) {
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x = '', y = '', w = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let dy = 0; dy < scale; dy += 1) {
      for (let dx = 0; dx < Number(w) * scale; dx += 1) {
        const at = ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4;
        data.fill(tint, at, at + 3);
      }
    }
  }
  return { width, height: width, data };
}

describe('a QR code', () => {
  const text = `branch-sidebook:join#1.${'aZ09-_'.repeat(110)}.0f3c9a`;

  it('gives the text back from the picture that it is drawn as, however coarse and pale', async () => {
    const qr = (await drawQr(text))!;
    expect(qr.size).toBeLessThan(110);
    for (const [scale, tint] of [
      [3, 0],
      [6, 60],
    ] as const) {
      expect(await readQr(painted(qr, scale, tint))).toBe(text);
    }
  });

  it('is not made of a text that is too long, and not found where there is none', async () => {
    expect(await drawQr('x'.repeat(3000))).toBeUndefined();
    expect(
      await readQr({ width: 200, height: 200, data: new Uint8ClampedArray(160_000).fill(255) }),
    ).toBeUndefined();
  });
});
