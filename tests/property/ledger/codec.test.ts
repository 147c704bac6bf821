import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatten, nest, sameValue } from '../../../lib/ledger/codec';
import { canonical } from '../../../lib/ledger/twins';
import type { Json } from '../../../lib/records/kind';

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);
const elementId = fc.oneof(
  fc.stringMatching(/^[0-9a-f-]{4,36}$/),
  fc.constantFrom('a/b', '示例', '__proto__', 'constructor', 'toString', ''),
);
const plainName = fc.stringMatching(/^[a-z][A-Za-z]{0,12}$/).filter((name) => !isMap(name));
const isMap = (name: string) => ['types', 'agenda', 'attendance', 'attachments'].includes(name);

/** Fields of a meeting: some plain, some kept one field per element. */
const fields = fc
  .record({
    plain: fc.dictionary(
      plainName,
      json.filter((value) => value !== undefined),
      { maxKeys: 5 },
    ),
    attendance: fc.option(fc.array(fc.tuple(elementId, json), { minLength: 1, maxLength: 5 }), {
      nil: undefined,
    }),
    types: fc.option(
      fc.array(fc.tuple(elementId, fc.constant(true as Json)), { minLength: 1, maxLength: 3 }),
      {
        nil: undefined,
      },
    ),
  })
  .map(({ plain, attendance, types }) => {
    const all: Record<string, unknown> = { ...plain };
    if (attendance) all.attendance = Object.fromEntries(attendance);
    if (types) all.types = Object.fromEntries(types);
    return all;
  });

describe('flat and nested fields', () => {
  it('come back the same after the round trip', () => {
    fc.assert(
      fc.property(fields, (value) => {
        expect(nest('meeting', flatten('meeting', value))).toEqual(value);
      }),
    );
  });

  it('keep a member that is named like the prototype', () => {
    const value = JSON.parse('{"attendance":{"a":{"__proto__":0}},"note":{"__proto__":{"x":1}}}') as Record<
      string,
      unknown
    >;
    expect(JSON.stringify(nest('meeting', flatten('meeting', value)))).toBe(
      '{"note":{"__proto__":{"x":1}},"attendance":{"a":{"__proto__":0}}}',
    );
  });

  it('never touch the prototype of anything', () => {
    fc.assert(
      fc.property(fields, (value) => {
        const nested = nest('meeting', flatten('meeting', value));
        expect(Object.getPrototypeOf(nested)).toBe(Object.prototype);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
    );
  });

  it('leave out what is undefined and keep what is empty', () => {
    const flat = flatten('meeting', {
      place: undefined,
      guests: '',
      agenda: { a: { order: 1, clip: undefined } },
    });
    expect(flat).toEqual({ guests: '', 'agenda/a': { order: 1 } });
  });
});

describe('equality of values', () => {
  it('does not depend on the order of keys and agrees with the canonical text', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const turned = JSON.parse(JSON.stringify(a), (_, value: unknown) =>
          value && typeof value === 'object' && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        ) as Json;
        expect(sameValue(a, turned)).toBe(true);
        expect(canonical(a)).toBe(canonical(turned));
        expect(sameValue(a, b)).toBe(canonical(a) === canonical(b));
      }),
    );
  });
});
