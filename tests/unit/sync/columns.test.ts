import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { join, utf8 } from '../../../lib/sync/bytes';
import { COLUMNS, packColumns, unpackColumns } from '../../../lib/sync/columns';
import { type WireLine, wireLine } from '../../../lib/sync/shapes';
import { Nonsense } from '../support/nonsense';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_128);

const stampAt = (n: number): string => `0mwsmbsw0-${n.toString(36).padStart(5, '0')}-aaaaaaaa`;

const line = (n: number, more: Partial<WireLine> = {}): WireLine => ({
  r: `r${n}`,
  t: 'meeting',
  h: stampAt(n),
  by: 'wei',
  b: {},
  f: { place: `三号会议室${n}`, hours: n },
  sv: 1,
  c: stampAt(0),
  l: 'life.record',
  ...more,
});

const jsonIn = (bytes: Uint8Array): { start: number; end: number } => ({
  start: 5,
  end: 5 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(1),
});

/** Columns with other JSON and other texts. */
function crafted(value: object, texts: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = utf8(JSON.stringify(value));
  const start = new Uint8Array(5);
  new DataView(start.buffer).setUint32(1, json.length);
  return join(start, json, texts);
}

describe('lines in columns', () => {
  it('come back in their order, whatever is in them', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('', '\ud800', '会\ude00', 'é'),
      fc.jsonValue({ maxDepth: 2 }).filter((one) => !JSON.stringify(one).includes('__proto__')),
    );
    const fields = fc.dictionary(fc.constantFrom('a', 'b', 'who/x', '会'), value, { maxKeys: 4 });
    const lines = fc.array(
      fc.record({
        f: fields,
        t: fc.constantFrom('meeting', 'talk'),
        by: fc.constantFrom('', 'wei'),
        b: fc.dictionary(fc.constantFrom('a', '会'), fc.nat(99).map(stampAt), { maxKeys: 2 }),
        u: fc.option(fc.nat(9).map(stampAt), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(lines, (all) => {
        const written = all.map(
          ({ u, ...more }, n) =>
            JSON.parse(
              JSON.stringify(line(n, { ...more, ...(u ? { u } : {}) } as Partial<WireLine>)),
            ) as WireLine,
        );
        const bytes = packColumns(written);
        expect(bytes[0]).toBe(COLUMNS);
        expect(unpackColumns(bytes, written.length)).toEqual(written);
        expect(unpackColumns(bytes, written.length + 1)).toBeUndefined();
      }),
    );
  });

  it('take no key that every object has, however it is written', () => {
    const lines = [line(1), line(2)];
    const texts = packColumns(lines);
    const { start, end } = jsonIn(texts);
    const json = new TextDecoder().decode(texts.slice(start, end));
    const tail = texts.slice(end);
    const with_ = (from: string, to: string): Uint8Array<ArrayBuffer> => {
      const changed = utf8(json.replace(from, to));
      const head = new Uint8Array(5);
      new DataView(head.buffer).setUint32(1, changed.length);
      return join(head, changed, tail);
    };
    expect(unpackColumns(with_('"hours"', '"days"'), 2)?.[0]?.f.days).toBe(1);
    for (const name of ['"__proto__"', '"toString"', '"\\u005f_proto__"', '"place"'])
      expect(unpackColumns(with_('"hours"', name), 2), name).toBeUndefined();
    for (const inner of ['{"__proto__":1}', '{"\\u005f\\u005fproto__":1}'])
      expect(unpackColumns(with_('[1,2]', `[1,${inner}]`), 2), inner).toBeUndefined();
    expect(unpackColumns(packColumns([line(1, { f: { place: '__proto__' } })]), 1)).toHaveLength(1);
  });

  it(`break no reader, whatever somebody with the key seals, from seed ${SEED}`, () => {
    const nonsense = new Nonsense(SEED);
    const bytes = packColumns([
      ...Array.from({ length: 6 }, (_, n) => line(n)),
      line(7, { t: 'talk', b: { place: stampAt(1) }, u: stampAt(2) }),
    ]);
    const { start, end } = jsonIn(bytes);
    const json = JSON.parse(new TextDecoder().decode(bytes.slice(start, end))) as object;
    let opened = 0;
    for (let turn = 0; turn < 3_000; turn += 1) {
      const texts = turn % 5 ? bytes.slice(end) : new Uint8Array(nonsense.next(200));
      const read = unpackColumns(crafted(nonsense.edit(json), texts), 7);
      if (!read) continue;
      opened += 1;
      for (const one of read) expect(wireLine.safeParse(one).success).toBe(true);
    }
    expect(opened).toBeGreaterThan(0);
    for (let size = 0; size < bytes.length; size += 1)
      expect(unpackColumns(bytes.slice(0, size), 7)).toBeUndefined();
  });

  it('are shorter than the lines, most of all in Chinese', async () => {
    const text = '学习贯彻全会精神，结合平台企业实际谈体会，讨论新就业群体党员的教育管理';
    const many = Array.from({ length: 400 }, (_, n) => {
      const from = (n * 7) % text.length;
      return line(n, { f: { subject: text.slice(from) + text.slice(0, from) + n, hours: n % 4 } });
    });
    const packed = async (bytes: Uint8Array<ArrayBuffer>): Promise<number> =>
      (
        await new Response(
          new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw')),
        ).arrayBuffer()
      ).byteLength;
    const inLines = await packed(utf8(many.map((one) => JSON.stringify(one)).join('\n')));
    expect(await packed(packColumns(many))).toBeLessThan(inLines * 0.75);
  });
});
