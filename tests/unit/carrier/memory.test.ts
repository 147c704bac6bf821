import { describe, expect, test } from 'vitest';
import { MemoryCarrier, REFUSED } from '../../../lib/carrier';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (got: unknown): string => new TextDecoder().decode((got as { bytes: Uint8Array }).bytes);

describe('a place in memory', () => {
  test('a put that is cut off leaves the first part visible, and the next put mends it', async () => {
    let torn: number | undefined = 0.5;
    const place = new MemoryCarrier({ before: ({ verb }) => (verb === 'put' ? { torn } : undefined) });
    await expect(place.put('a/b', bytes('12345678'))).rejects.toMatchObject({ code: REFUSED.offline });
    expect(textOf(await place.get('a/b'))).toBe('1234');
    torn = undefined;
    expect(await place.put('a/b', bytes('12345678'), { create: true })).toBe('exists');
    expect(await place.put('a/b', bytes('12345678'))).toBe('stored');
    expect(textOf(await place.get('a/b'))).toBe('12345678');
  });

  test('a lost answer means that the file is there all the same', async () => {
    const place = new MemoryCarrier({ before: ({ nth }) => ({ lost: nth === 1 }) });
    await expect(place.put('a', bytes('x'))).rejects.toMatchObject({
      code: REFUSED.timeout,
      transient: true,
    });
    expect(await place.put('a', bytes('x'), { create: true })).toBe('exists');
  });

  test('a stale listing does not show what was made last', async () => {
    let stale = 1;
    const place = new MemoryCarrier({ before: ({ verb }) => (verb === 'list' ? { stale } : undefined) });
    await place.put('h/one', bytes('1'));
    await place.put('h/two', bytes('2'));
    expect((await place.list('h')).map(({ name }) => name)).toEqual(['one']);
    stale = 0;
    expect((await place.list('h')).map(({ name }) => name)).toEqual(['one', 'two']);
  });

  test('a refusal changes nothing and says why', async () => {
    const place = new MemoryCarrier({ before: () => ({ refuse: REFUSED.full }) });
    await expect(place.put('a', bytes('x'))).rejects.toMatchObject({ code: 'E861', transient: false });
    expect(place.files()).toEqual([]);
  });

  test('calls that run side by side take effect in the order that a test wants', async () => {
    const go = new Map<string, () => void>();
    const place = new MemoryCarrier({
      before: ({ name }) => new Promise<void>((resolve) => void go.set(name, resolve)),
    });
    const both = [place.put('first', bytes('1')), place.put('second', bytes('2'))];
    go.get('second')?.();
    await both[1];
    expect(place.files().map(({ name }) => name)).toEqual(['second']);
    go.get('first')?.();
    await both[0];
    expect(place.files().map(({ name }) => name)).toEqual(['second', 'first']);
  });

  test('a get of what stood there before', async () => {
    let old = false;
    const place = new MemoryCarrier({ before: () => ({ old }) });
    await place.put('head', bytes('1'));
    await place.put('head', bytes('2'));
    old = true;
    expect(textOf(await place.get('head'))).toBe('1');
  });
});
