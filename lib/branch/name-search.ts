import { normalizeName } from './member-name';

/** What a search needs to know of a person; a member record fits. */
export interface Named {
  fields: { name: string; aliases?: string[] };
}

/** For each character of a name, the syllables it may be read as (lower case, without tones, ü as v). */
type Readings = string[][];

/** How a person's name is spelt, and how a text is of which it is only known what its characters may be read as. */
let spell: Record<'name' | 'text', (text: string) => Readings> | undefined;
let loading: Promise<void> | undefined;
const cache = { name: new Map<string, Readings>(), text: new Map<string, Readings>() };

/**
 * Loads the pinyin tables (a chunk of its own). Until they are there, and if they cannot be loaded,
 * {@link searchNames} finds people by the characters of their names alone.
 */
export function loadPinyin(): Promise<void> {
  loading ??= import('pinyin-pro').then(
    ({ pinyin, polyphonic }) => {
      // Names share most of their characters.
      const characters = new Map<string, string[]>();
      const readCharacter = (character: string): string[] => {
        let all = characters.get(character);
        if (!all) {
          all = /\p{Script=Han}/u.test(character)
            ? withU(polyphonic(character, { toneType: 'none', type: 'array', v: true })[0] ?? [])
            : [character.toLowerCase()];
          characters.set(character, all);
        }
        return all;
      };
      spell = {
        text: (text) => Array.from(text, readCharacter),
        name: (name) => {
          const signs = [...name];
          // Surnames have readings of their own (曾 zeng, 单 shan, 解 xie), also those of two characters (万俟 moqi).
          const asName = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
          return signs.map((character, index) => {
            const all = readCharacter(character);
            const first = asName.length === signs.length ? asName[index] : undefined;
            return first && /\p{Script=Han}/u.test(character) ? withU([first, ...all]) : all;
          });
        },
      };
    },
    () => {
      loading = undefined;
    },
  );
  return loading;
}

/** Readings, each once, with lü and nü also as people type them who do not know of v. */
const withU = (readings: readonly string[]): string[] => [
  ...new Set([
    ...readings,
    ...readings.filter((reading) => /^[ln]v/.test(reading)).map((reading) => reading.replace('v', 'u')),
  ]),
];

/** True once pinyin and initials are searched too. */
export const isPinyinReady = (): boolean => spell !== undefined;

function readingsOf(text: string, as: 'name' | 'text' = 'name'): Readings | undefined {
  if (!spell) return undefined;
  let readings = cache[as].get(text);
  if (!readings) {
    readings = spell[as](text);
    cache[as].set(text, readings);
  }
  return readings;
}

/** True when a query asks for readings, as letters do. */
export const asksReadings = (query: string): boolean => /[a-zü]/i.test(query);

/** True when two names can be read alike, tones aside (何小满 and 何晓曼). False before the tables are loaded. */
export function soundAlike(a: string, b: string): boolean {
  const left = readingsOf(a);
  const right = readingsOf(b);
  if (!left || !right || left.length !== right.length) return false;
  return left.every((readings, index) => readings.some((reading) => right[index]?.includes(reading)));
}

/** True when `query` can be used up by taking, from `start` on, a beginning of a reading of each character. */
function spells(readings: Readings, start: number, query: string): boolean {
  if (!query) return true;
  const options = readings[start];
  if (!options) return false;
  for (const reading of options) {
    let shared = 0;
    while (shared < reading.length && shared < query.length && reading[shared] === query[shared]) shared += 1;
    // The longest beginning first: `xian` is tried as one syllable before `xi` + `an`.
    for (let length = shared; length > 0; length -= 1) {
      if (spells(readings, start + 1, query.slice(length))) return true;
    }
  }
  return false;
}

/** How well a name answers a query: 0 = not at all, 5 = it is the name. */
function score(name: string, query: string, as: 'name' | 'text'): number {
  const lower = name.toLowerCase();
  if (lower === query) return 5;
  if (lower.startsWith(query)) return 4;
  if (lower.includes(query)) return 3;
  const letters = query.replace(/[\s'’-]/g, '').replace(/ü/g, 'v');
  if (!/^\d*[a-z][a-z\d]*$/.test(letters)) return 0;
  const readings = readingsOf(name, as);
  if (!readings) return 0;
  if (spells(readings, 0, letters)) return 2;
  for (let start = 1; start < readings.length; start += 1) if (spells(readings, start, letters)) return 1;
  return 0;
}

/**
 * The people whose name or alias answers a query, best first and otherwise in the order given: by characters, by
 * full pinyin, by initials, or by any mixture (`zxm`, `zengxm`, `zeng xiao man`). An empty query finds everybody.
 */
export function searchNames<T extends Named>(people: readonly T[], query: string): T[] {
  const text = normalizeName(query).toLowerCase();
  if (!text) return [...people];
  const found: { person: T; rank: number }[] = [];
  for (const person of people) {
    const names = [person.fields.name, ...(person.fields.aliases ?? [])];
    const rank = Math.max(...names.map((name) => score(name, text, 'name')));
    if (rank > 0) found.push({ person, rank });
  }
  return found.sort((a, b) => b.rank - a.rank).map((entry) => entry.person);
}

/**
 * What tells of names of organisations and places whether they answer a query, in the ways of {@link searchNames}. They
 * have no surnames, so every character is read by itself: ten thousand are spelt between two keystrokes. Each text is
 * looked at once, however many lines have it.
 */
export function textAnswers(query: string): (text: string) => boolean {
  const wanted = normalizeName(query).toLowerCase();
  const known = new Map<string, boolean>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = !wanted || score(text, wanted, 'text') > 0;
      known.set(text, answer);
    }
    return answer;
  };
}
