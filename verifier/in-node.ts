import {
  fingerprint,
  holds,
  openPackZip,
  PACK_FILES,
  verifyPack,
  type ZipBytes,
  ZipProblem,
} from '../lib/verify';
import { accusationText, type Language, packProblemText, whyText, word, zipProblemText } from './words';

/** What `npm run verify` prints of a pack, and whether all of it holds. */
export interface Report {
  holds: boolean;
  lines: string[];
}

/** Verifies a pack and puts the verdict into words. */
export async function reportOn(blob: ZipBytes, language: Language): Promise<Report> {
  try {
    const reader = await openPackZip(blob);
    const verdict = await verifyPack(reader);
    const { manifest, items } = verdict;
    const codes = new Map(items.map(({ record, code, period }) => [record, `${code} ${period}`]));
    const codeOf = (item: string): string => codes.get(item) ?? item.slice(0, 8);
    const isWhole = holds(verdict);
    const lines = [
      word(isWhole ? 'holds' : 'fails', language),
      ...verdict.problems.map((problem) => `  ✕ ${packProblemText(problem, language)}`),
      ...verdict.accusations.map((one) => `  ✕ ${accusationText(one, language, codeOf, verdict.owners)}`),
    ];
    if (manifest) {
      const print = fingerprint(await reader.hash(PACK_FILES.manifest));
      const about: [string, string | number][] = [
        [word('company', language), manifest.company.name],
        [word('made', language), manifest.made],
        [word('madeBy', language), manifest.by.name],
        [word('packPrint', language), print],
        [word('files', language), manifest.files.length],
        [word('items', language), items.length],
        [word('reviews', language), verdict.reviews.length],
      ];
      lines.push(...about.map(([name, value]) => `${name}: ${value}`));
      if (manifest.reduced) lines.push(word('reduced', language));
      lines.push(`${word('signers', language)}:`);
      for (const { name, member, reviews, made, fingerprint: own } of verdict.signers)
        lines.push(
          `  ${own}  ${name || member}  ${word('signed', language).replace('{n}', String(reviews))}${made ? ` · ${word('maker', language)}` : ''}`,
        );
      lines.push(word('compare', language));
      const left = items.flatMap(({ code, period, files }) =>
        files.flatMap(({ path, sha256, why }) =>
          path === undefined
            ? [`  ${code} ${period} · ${sha256.slice(0, 16)} · ${whyText(why, language)}`]
            : [],
        ),
      );
      if (left.length) lines.push(`${word('left', language)}:`, ...left);
    }
    // Names of a pack are a stranger's words: a terminal is told nothing but characters.
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    return { holds: isWhole, lines: lines.map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')) };
  } catch (thrown) {
    if (!(thrown instanceof ZipProblem)) throw thrown;
    return { holds: false, lines: [zipProblemText(thrown.reason, thrown.path, language)] };
  }
}
