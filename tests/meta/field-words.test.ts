import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldKeys } from '../../components/ui/record-words';
import { KINDS } from '../../lib/records';

const LANGUAGES = ['zh-CN', 'zh-TW', 'en'];

function words(language: string): Map<string, string> {
  const folder = new URL(`../../locales/${language}/`, import.meta.url);
  return new Map(
    readdirSync(folder).flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, string>),
    ),
  );
}

/** Every stored field of every kind. */
const fields = Object.entries(KINDS).flatMap(([kind, { schema }]) => {
  const { shape } = (schema as unknown as { _zod: { def: { shape: Record<string, unknown> } } })._zod.def;
  return Object.keys(shape).map((field) => ({ kind, field }));
});

test.each(LANGUAGES)('every field of every kind has a word in %s', (language) => {
  const known = words(language);
  expect(fields.length).toBeGreaterThan(250);
  const nameless = fields.filter(({ kind, field }) => !fieldKeys(kind, field).some((key) => known.get(key)));
  expect(nameless).toEqual([]);
  expect(Object.keys(KINDS).filter((kind) => !known.get(`settings.kind.${kind}`))).toEqual([]);
});

test.each(LANGUAGES)('two fields of one kind are never called the same in %s', (language) => {
  const known = words(language);
  const seen = new Map<string, string>();
  const same: string[] = [];
  for (const { kind, field } of fields) {
    const word = fieldKeys(kind, field)
      .map((key) => known.get(key))
      .find(Boolean);
    const before = seen.get(`${kind} ${word}`);
    if (before) same.push(`${kind}: ${before} and ${field} are both ${word}`);
    seen.set(`${kind} ${word}`, field);
  }
  expect(same).toEqual([]);
});

test('no text stands in two files', () => {
  for (const language of LANGUAGES) {
    const folder = new URL(`../../locales/${language}/`, import.meta.url);
    const keys = readdirSync(folder).flatMap((file) =>
      Object.keys(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  }
});
