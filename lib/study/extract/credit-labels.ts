import { isPerson, LABEL, type Role, UNSIGNED } from './credit-words';
import { findDates } from './dates';
import { remembered } from './remember';

/** One credit of a line: `来源：示例日报`. */
export interface Credit {
  role: Role;
  /** The label without its sign, and whether it had one. */
  label: string;
  signed: boolean;
  /** Where the label begins. */
  at: number;
  value: string;
}

/** Characters of which every label that may stand without a sign has one. */
const MAY_CREDIT = /[源作记编文图摄责撰执采通转出稿主发制颁校审员时日信策视统监诵播]|ource|[Bb]y /;

/** What ends a value wherever it stands. */
const END = /https?:|www\.|[【[](?!.{1,12}[】\]]$)|\s[|·•]\s|\s[\u4e00-\u9fa5]{2,6}:|[|丨│\t]|>>|。/;

/**
 * All credits of a line, in order. Each value reaches to the next label, the next date, or the next wide gap
 * (which a line has where an element ended).
 */
export const creditsIn: (text: string) => readonly Credit[] = remembered((text) => {
  const isSigned = /[:丨|│/]/.test(text);
  if (!isSigned && !MAY_CREDIT.test(text)) return [];
  const labels = [...text.matchAll(isSigned ? LABEL : UNSIGNED)].filter((match) => match[0]);
  if (!labels.length) return [];
  const dates = findDates(text);
  return labels.map((match, at) => {
    const from = match.index + match[0].length;
    const next = labels[at + 1]?.index ?? text.length;
    const date = dates.find((one) => one.at >= from)?.at ?? text.length;
    const rest = text.slice(from, Math.max(from, Math.min(next, date)));
    const name = roleOf(match);
    const role = name.slice(1) as Role;
    return {
      role,
      label: match[0].replace(/[\s:丨|│/]+$/, ''),
      signed: name.startsWith('s'),
      at: match.index,
      value: valueIn(rest, role),
    };
  });
});

/** The name of the group that matched. */
function roleOf({ groups = {} }: RegExpMatchArray): string {
  for (const name in groups) if (groups[name] !== undefined) return name;
  return 'sother';
}

/** The first filled stretch; for authors and editors also what follows it, since each name may have its element. */
function valueIn(rest: string, role: Role): string {
  const end = END.exec(rest.trimStart());
  const whole = end && end.index > 0 ? rest.trimStart().slice(0, end.index) : rest.trimStart();
  const chunks = whole.split(/\s{2,}/).filter((chunk) => chunk.trim());
  const [first = ''] = chunks;
  if (role !== 'author' && role !== 'editor') return first.trim();
  const more = chunks.slice(1, 6).filter((chunk) =>
    chunk
      .split(/[\s、,▪•]+/)
      .filter(Boolean)
      .every(isPerson),
  );
  return [first, ...more].join(' ').trim();
}

/** Two-character names are often set with a space: `温 言` is one name. */
export const joinSpaced = (text: string): string =>
  text.includes(' ') || text.includes('\u3000') ? joined(text) : text;

const joined = (text: string): string =>
  text.replace(
    /(^|[\s:、,(/|丨])([\u4e00-\u9fa5])[ \u3000]{1,2}([\u4e00-\u9fa5])(?=$|[\s、,)\]】|])/g,
    (all, before, family, given) =>
      isPerson(`${family}${given}`) || !before.trim() ? `${before}${family}${given}` : all,
  );
