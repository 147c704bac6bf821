import { AnchoredText, anchorAt } from '../../../lib/study/read/anchors';
import { pointsOf } from '../../../lib/study/analysis';
import { samePassages } from '../../../lib/study/reflections/same-text';
import { diffParagraphs } from '../../../lib/study/read/text-diff';

let state = 20_261_126;
const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
/** Text in which short runs are rare. */
const varied = (length: number): string =>
  Array.from({ length }, () => String.fromCharCode(0x4e00 + ((next() >>> 16) % 3000))).join('');

/** Milliseconds of the fastest of some rounds: what the work costs when nothing else runs. */
async function best(rounds: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

/** What reading helps cost, in milliseconds, on made-up texts of the sizes that people meet. */
async function measure() {
  const sentences = Array.from(
    { length: 320 },
    (_, at) =>
      `第${at}次走访时，支部了解到${varied(6)}的情况，${at % 9 ? '当场作了答复' : `定于2026年${1 + (at % 12)}月办结`}。`,
  );
  const html = sentences.map((text, at) => (at % 4 ? text : `</p><p>${text}`)).join('');
  const points = await best(5, () => pointsOf({ html: `<p>${html}</p>` }, { title: '走访情况' }));

  const texts = Array.from({ length: 5000 }, (_, source) => ({ source, text: varied(1000) }));
  const draft = `${varied(1500)}${texts[4321]?.text.slice(300, 360) ?? ''}${varied(1500)}`;
  const same = await best(3, () => samePassages(draft, texts, async () => undefined));

  const text = varied(400_000);
  const anchor = anchorAt(text, 200_000, 205_000);
  const quotation = { text: text.slice(200_000, 205_000), at: '', anchor };
  const changed = `${text.slice(0, 202_000)}这里改过${text.slice(202_010)}`;
  const anchors = await best(3, () => new AnchoredText(changed).locate(quotation));

  const old = Array.from({ length: 6000 }, (_, at) => `第 ${at} 段，${at % 7 ? '说一件事' : '空话'}。`);
  const now = old.filter((_, at) => at % 9).map((line, at) => (at % 11 ? line : `${line}补充一句。`));
  const changes = await best(3, () => diffParagraphs(old, now));
  return { points, same, anchors, changes, characters: html.length };
}

Object.assign(globalThis, { measure });
