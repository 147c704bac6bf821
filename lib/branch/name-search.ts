import { normalizeName } from './member-name';

/** What a search needs to know of a person; a member record fits. */
export interface Named {
  fields: { name: string; aliases?: string[] };
}

/** For each character of a name, the syllables it may be read as (lower case, without tones, ü as v). */
type Readings = string[][];

let spell: ((name: string) => Readings) | undefined;
let loading: Promise<void> | undefined;
const cache = new Map<string, Readings>();

/**
 * Loads the pinyin tables (a chunk of its own). Until they are there, and if they cannot be loaded,
 * {@link searchNames} finds people by the characters of their names alone.
 */
export function loadPinyin(): Promise<void> {
  loading ??= import('pinyin-pro').then(
    ({ pinyin, polyphonic }) => {
      spell = (name) => {
        const characters = [...name];
        // Surnames have readings of their own (曾 zeng, 单 shan, 解 xie), also those of two characters (万俟 moqi).
        const asName = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
        return characters.map((character, index) => {
          if (!/\p{Script=Han}/u.test(character)) return [character.toLowerCase()];
          const all = polyphonic(character, { toneType: 'none', type: 'array', v: true })[0] ?? [];
          const first = asName.length === characters.length ? asName[index] : undefined;
          const readings = first ? [first, ...all] : all;
          const typedWithU = readings.filter((reading) => /^[ln]v/.test(reading));
          return [...new Set([...readings, ...typedWithU.map((reading) => reading.replace('v', 'u'))])];
        });
      };
    },
    () => {
      loading = undefined;
    },
  );
  return loading;
}

/** True once pinyin and initials are searched too. */
export const isPinyinReady = (): boolean => spell !== undefined;

function readingsOf(name: string): Readings | undefined {
  if (!spell) return undefined;
  let readings = cache.get(name);
  if (!readings) {
    readings = spell(name);
    cache.set(name, readings);
  }
  return readings;
}

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
function score(name: string, query: string): number {
  const lower = name.toLowerCase();
  if (lower === query) return 5;
  if (lower.startsWith(query)) return 4;
  if (lower.includes(query)) return 3;
  const letters = query.replace(/[\s'’-]/g, '').replace(/ü/g, 'v');
  if (!/^[a-z]+$/.test(letters)) return 0;
  const readings = readingsOf(name);
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
    const rank = Math.max(...names.map((name) => score(name, text)));
    if (rank > 0) found.push({ person, rank });
  }
  return found.sort((a, b) => b.rank - a.rank).map((entry) => entry.person);
}
