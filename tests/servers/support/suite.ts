import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Carrier, type Got, type Listed, tryOut, verified } from '../../../lib/carrier';
import { nodeWire } from './wire';

export interface Nature {
  /** Whether "only when new" is kept to. */
  createOnly: boolean;
  /** Whether this account may delete; undefined where there is no such question. */
  mayErase?: boolean;
  /** Whether those who create one name at once leave one file that is whole. Small servers mix them. */
  holdsRaces: boolean;
  /** False for a server that does not list a folder which holds only folders. */
  listsDeep?: boolean;
  /** How long a file is fresh and may be without a mark, in milliseconds; undefined for a place without marks. */
  fresh?: number;
}

const textOf = (got: Got): string => {
  if (!got || got === 'same') throw new Error(`no file: ${String(got)}`);
  return new TextDecoder().decode(got.bytes);
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const namesOf = (listed: Listed[]): string[] => listed.map(({ name }) => name).sort();

let folders = 0;

/** A folder of its own for each test, like those of a branch. */
const newFolder = (): string => `v1/b/test-${process.pid}-${(folders += 1)}`;

/** What every place of files has to do, whatever it is. `open` hands out the same place again. */
export function carrierSuite(title: string, open: () => Carrier, nature: Nature): void {
  describe(`${title}: a place of files`, () => {
    test('files come back as they were put, whatever is in them', async () => {
      const place = open();
      const folder = newFolder();
      const files = new Map<string, Uint8Array>([
        ['empty', new Uint8Array()],
        ['one', new Uint8Array([0])],
        ['every-byte', Uint8Array.from({ length: 1024 }, (_, at) => at % 256)],
        ['text', bytes('支部大会 · 2026\r\n')],
        ['d/alice-0001/o/202611/00000001-abcdef', new Uint8Array(randomBytes(300 * 1024))],
      ]);
      for (const [name, content] of files)
        expect(await place.put(`${folder}/${name}`, content)).toBe('stored');
      for (const [name, content] of files) {
        const got = await place.get(`${folder}/${name}`);
        expect(got, name).toMatchObject({ bytes: { length: content.length } });
        expect(Buffer.compare((got as { bytes: Uint8Array }).bytes, content), name).toBe(0);
      }
    });

    test('what is not there is told apart from what is empty', async () => {
      const place = open();
      const folder = newFolder();
      expect(await place.get(`${folder}/nothing`)).toBeUndefined();
      expect(await place.list(`${folder}/nowhere`)).toEqual([]);
      await place.put(`${folder}/there/empty`, new Uint8Array());
      expect(textOf(await place.get(`${folder}/there/empty`))).toBe('');
      expect(await place.list(`${folder}/there`)).toMatchObject([{ name: 'empty', folder: false, size: 0 }]);
    });

    test('a file that is put again is the new one, whole, shorter or longer', async () => {
      const place = open();
      const name = `${newFolder()}/h/head`;
      for (const text of ['first', 'the second, which is longer', '3']) {
        await place.put(name, bytes(text));
        expect(textOf(await place.get(name))).toBe(text);
      }
    });

    test('“only when new” does not overwrite where the place keeps to it', async () => {
      const place = open();
      const name = `${newFolder()}/d/segment`;
      expect(await place.put(name, bytes('first'), { create: true })).toBe('stored');
      const again = await place.put(name, bytes('second'), { create: true });
      expect(again).toBe(nature.createOnly ? 'exists' : 'stored');
      expect(textOf(await place.get(name))).toBe(nature.createOnly ? 'first' : 'second');
    });

    test('a listing names what lies directly in a folder', async () => {
      const place = open();
      const folder = newFolder();
      await place.put(`${folder}/a`, bytes('12345'));
      await place.put(`${folder}/b.json`, bytes('1'));
      await place.put(`${folder}/deep/er/file`, bytes('1'));
      const listed = await place.list(folder);
      expect(listed.find(({ name }) => name === 'a')).toMatchObject({ folder: false, size: 5 });
      if (nature.listsDeep !== false) {
        expect(namesOf(listed)).toEqual(['a', 'b.json', 'deep']);
        expect(listed.find(({ name }) => name === 'deep')).toMatchObject({ folder: true });
      }
      expect(namesOf(await place.list(`${folder}/deep`))).toEqual(['er']);
      expect(namesOf(await place.list(`${folder}/deep/er/`))).toEqual(['file']);
    });

    test('forty files put side by side are all there and all listed', async () => {
      const place = open();
      const folder = `${newFolder()}/d/alice-1/r/202611`;
      const names = Array.from({ length: 40 }, (_, at) => String(at).padStart(8, '0'));
      const queue = [...names];
      const worker = async (): Promise<void> => {
        for (let name = queue.shift(); name; name = queue.shift())
          await place.put(`${folder}/${name}`, bytes(name));
      };
      await Promise.all([worker(), worker(), worker(), worker()]);
      expect(namesOf(await place.list(folder))).toEqual(names);
      for (const name of ['00000000', '00000017', '00000039']) {
        expect(textOf(await place.get(`${folder}/${name}`))).toBe(name);
      }
    });

    test('of twenty who create one name at once, one file is there, whole', async () => {
      const place = open();
      const name = `${newFolder()}/keys/1`;
      const contents = Array.from({ length: 20 }, (_, at) => `${at} `.repeat(500));
      const answers = await Promise.all(
        contents.map((text) => place.put(name, bytes(text), { create: true })),
      );
      expect(answers).toContain('stored');
      if (nature.holdsRaces) expect(contents).toContain(textOf(await place.get(name)));
      // Whoever reads back something else puts it again.
      await verified(place, nodeWire.sleep).put(name, bytes('whole'));
      expect(textOf(await place.get(name))).toBe('whole');
    });

    test('a mark never hides a change, however quickly it follows', async () => {
      const place = open();
      const name = `${newFolder()}/h/head`;
      let mark: string | undefined;
      for (let at = 0; at < 12; at += 1) {
        await place.put(name, bytes(`state ${String(at).padStart(3, '0')}`));
        const got = await place.get(name, { unless: mark });
        expect(textOf(got)).toBe(`state ${String(at).padStart(3, '0')}`);
        mark = (got as { mark?: string }).mark;
      }
    });

    test('an unchanged file is not sent again where the place gives marks', async () => {
      const place = open();
      const name = `${newFolder()}/h/head`;
      await place.put(name, bytes('state'));
      if (nature.fresh) await pause(nature.fresh);
      const got = await place.get(name);
      const mark = (got as { mark?: string }).mark;
      expect(mark !== undefined).toBe(nature.fresh !== undefined);
      if (mark === undefined) return;
      expect(await place.get(name, { unless: mark })).toBe('same');
      const [line] = await place.list(name.slice(0, -5));
      if (line?.mark) expect(line.mark).toBe(mark);
      await place.put(name, bytes('STATE'));
      expect(textOf(await place.get(name, { unless: mark }))).toBe('STATE');
    });

    test('a cancelled call says so and changes nothing', async () => {
      const place = open();
      const name = `${newFolder()}/a`;
      const signal = AbortSignal.abort(new Error('stopped'));
      await expect(place.put(name, bytes('1'), { signal })).rejects.toThrow('stopped');
      await expect(place.get(name, { signal })).rejects.toThrow('stopped');
      await expect(place.list('v1', { signal })).rejects.toThrow('stopped');
      expect(await place.get(name)).toBeUndefined();
    });

    test('names that not every place can hold are a mistake of the program', async () => {
      const place = open();
      for (const name of [
        '',
        '/a',
        'a/',
        'a//b',
        '../a',
        'a/../b',
        '.hidden',
        'a b',
        '支部',
        'a?b',
        'a%2fb',
      ]) {
        await expect((async () => place.put(name, bytes('1')))(), name).rejects.toThrow(TypeError);
      }
    });

    test('the trial finds out what the place keeps to', async () => {
      const place = open();
      const trial = await tryOut(place, { id: `t${process.pid}` });
      expect(trial.refused).toBeUndefined();
      expect(trial).toMatchObject({ createOnly: nature.createOnly, readsBack: true, lists: true });
      expect(trial.weak).toBe(!nature.createOnly);
      expect(trial.mayErase).toBe(nature.mayErase);
      if (trial.requests !== undefined) {
        expect(trial.requests).toBeLessThanOrEqual(12);
        expect(Math.abs(trial.offset ?? Infinity)).toBeLessThan(5_000);
      }
    });
  });
}
