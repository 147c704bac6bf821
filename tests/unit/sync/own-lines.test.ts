import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../lib/sync/bytes';
import { hintOf, openLines, readSealed, sealLines } from '../../../lib/sync/own-lines';
import type { WireLine } from '../../../lib/sync/shapes';
import { derive, random } from '../../../lib/sync/suite';
import { Nonsense } from '../support/nonsense';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_127);
const d = 'abcd1234';
const h = `0mwsmbsw0-0000a-${d}`;
const place = { d, s: 3, by: 'wei' };
const keyOf = (person: string) => ({ k: '1-aaaaaaaa', q: `m/${person}`, key: random(32) });
const line = (f: WireLine['f'], over: Partial<WireLine> = {}): WireLine => ({
  r: v7(),
  t: 'duesRecord',
  h,
  by: 'wei',
  b: {},
  f,
  sv: 1,
  c: h,
  l: 'duesPay',
  ...over,
});
const jsonOf = (lines: readonly WireLine[]) => lines.map((one) => JSON.parse(JSON.stringify(one)) as unknown);
const open = async (text: string, count: number, keys: Parameters<typeof openLines>[2]) => {
  const sealed = readSealed(text, count);
  return sealed && openLines(sealed, place, keys);
};

describe('lines under keys of members', () => {
  it('come out as they went in, for whoever has the key, and for nobody else', async () => {
    const he = keyOf(v7());
    const fan = keyOf('fan');
    const lines = [
      line({
        enteredAt: new Date(parseInt(h.slice(0, 9), 36)).toISOString(),
        member: he.q.slice(2),
        paid: 1,
      }),
      line(
        { enteredAt: '2020-01-01T00:00:00.000Z', note: `中文 \u0001 ${v7()}`, b: null },
        { u: h, b: { note: h } },
      ),
      line({}, { c: `0mwsmbsw0-00001-${d}` }),
      line({ x: [1, { y: '\n' }] }, { c: '000000001-00000-zzzzzzzz' }),
    ];
    const others = [line({ paid: 2 })];
    const text = await sealLines(place, [
      { key: he, lines },
      { key: fan, lines: others },
    ]);
    const whole = await open(text, 2, [fan, he]);
    expect(whole!.lines!.map((one) => JSON.parse(one) as unknown)).toEqual(jsonOf([...lines, ...others]));
    expect(whole!.closed).toEqual([]);
    const part = await open(text, 2, [he, keyOf('wei')]);
    expect(part!.lines!.map((one) => JSON.parse(one) as unknown)).toEqual(jsonOf(lines));
    expect(part!.closed).toEqual([await hintOf(fan.key, place)]);
    expect(await open(text, 2, [])).toMatchObject({ lines: [], closed: { length: 2 } });
    // Elsewhere the same key has another hint: nobody can tell that two segments concern the same person.
    expect(await hintOf(he.key, { d, s: 4 })).not.toBe(await hintOf(he.key, place));
    expect(await openLines(readSealed(text, 2)!, { ...place, s: 4 }, [he])).toMatchObject({ lines: [] });
  });

  it('do not tell by their size what short ones say', async () => {
    const sizes = new Set<number>();
    for (const f of [{ paid: 1, month: '2026-11' }, { grade: 'basic' }, { phone: '13800000000' }, {}]) {
      const [, group = ''] = (await sealLines(place, [{ key: keyOf('he'), lines: [line(f)] }])).split('\n');
      sizes.add(group.length);
    }
    expect(sizes.size).toBe(1);
  });

  it(`stay closed or come out whole when somebody changed them, from seed ${SEED}`, async () => {
    const nonsense = new Nonsense(SEED);
    const he = keyOf('he');
    const lines = [line({ paid: 1 }), line({ paid: 2 })];
    const text = await sealLines(place, [{ key: he, lines }]);
    const bytes = utf8(text);
    for (let turn = 0; turn < 1000; turn += 1) {
      const changed = new TextDecoder().decode(nonsense.bytes(bytes, bytes));
      const found = await open(changed, 1, [he]);
      if (found?.lines?.length)
        expect(
          found.lines.map((one) => JSON.parse(one) as unknown),
          `turn ${turn}`,
        ).toEqual(jsonOf(lines));
    }
  });

  it(`break no reader, whatever somebody with the key seals, from seed ${SEED}`, async () => {
    const nonsense = new Nonsense(SEED + 1);
    const he = keyOf('he');
    const salt = btoa(String.fromCharCode(...random(12)));
    const aes = await derive(he.key, `own|${salt}0mwsmb|${d}|3`, 'encrypt');
    const additionalData = utf8(`${d}|3|${he.k}|${he.q}`);
    const params = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData };
    const hint = Buffer.from(await hintOf(he.key, place), 'hex');
    let refused = 0;
    for (let turn = 0; turn < 500; turn += 1) {
      const start = Uint8Array.of(nonsense.next(60), ...random(nonsense.next(80)), 0x80, 0);
      const plain = nonsense.bytes(start, start);
      const cipher = Buffer.from(await crypto.subtle.encrypt(params, aes, plain));
      const group = Buffer.concat([hint, cipher]).toString('base64');
      const found = await open(`${salt}0mwsmb\n${group}`, 1, [he]);
      if (found && !found.lines) refused += 1;
    }
    expect(refused).toBeGreaterThan(300);
  });
});
