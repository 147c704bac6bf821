import type { Block, Scan } from './blocks';
import { isPerson, OFFICE } from './credit-words';
import {
  COSTLY,
  edgeLine,
  type EdgeLine,
  EVIDENCE,
  type EvidenceName,
  opensNote,
  TELLING,
} from './edge-evidence';
import { BIAS, WEIGHTS } from './edge-weights';
import { isAttached, judge, plain } from './judge';
import { isSure, type Look, lookOf } from './look';

/** Lines that are looked at before the first and behind the last sure paragraph. */
const REACH = 14;
/** Evidence above which a line is a note, and above which it is one though the text goes on outside it. */
const NOTE = 0.5;
const NOTE_BETWEEN = 2;
/** What a sure paragraph and any other sentence are given ahead: a lost one is worse than a note that stays. */
const SURE = 2;
const SENTENCE = 0.7;
/** What one line may add to a cut, and take from it. */
const MOST = 3;
const LEAST = -5;
/** Sums of the same weights in another order differ by less. */
const ROUNDING = 1e-6;

const EVIDENCES = (Object.entries(EVIDENCE) as [EvidenceName, (line: EdgeLine) => boolean][]).map(
  ([name, holds]) => ({ name, holds, weight: WEIGHTS[name], tells: TELLING.has(name) }),
);
/** The same, what is told at a glance first, each with what those behind it may add at most. */
const GLANCES = [
  ...EVIDENCES.filter(({ name }) => !COSTLY.has(name)),
  ...EVIDENCES.filter(({ name }) => COSTLY.has(name)),
].map((one, at, all) => ({
  ...one,
  rest: all.slice(at + 1).reduce((sum, { weight }) => sum + Math.max(0, weight), 0),
}));

/**
 * What stands at the edges of a text and is none of it: whose it is, who made it, what readers are asked to do. Every
 * line before the first and behind the last sure paragraph is weighed by what can be seen of it ({@link EVIDENCE}); the
 * text begins and ends where the evidence outside is strongest. `names` are those of the site and of the account.
 */
export function notesAround(
  page: Scan,
  blocks: readonly Block[],
  title: string,
  names: readonly string[],
): ReadonlySet<Block> {
  const notes = new Set<Block>();
  const isText = remember((block: Block) => isSure(block) && !opensNote(block));
  const first = blocks.findIndex(isText);
  if (first < 0) return notes;
  const last = blocks.findLastIndex(isText);
  let known: Look | undefined;
  const look = (): Look => (known ??= lookOf(page, blocks));
  const bareTitle = plain(title).replace(/[\s\p{P}\p{S}]+/gu, '');
  const isOther = (block: Block | undefined): boolean =>
    block !== undefined && block.type === 'text' && judge(block) !== 'content';

  /** Weighs lines that are numbered from the sure paragraph outwards. */
  const weigh = (side: 'head' | 'tail', zone: readonly number[]): void => {
    const inwards = side === 'head' ? 1 : -1;
    let beyond = false;
    const scores = zone.map((at, away): number | undefined => {
      const block = blocks[at] as Block;
      if (isOther(block)) beyond = true;
      if (block.type !== 'text' || isOther(block)) return undefined;
      const [inner, outer] = [blocks[at + inwards], blocks[at - inwards]];
      const line = edgeLine(page, block, look, {
        side,
        away: Math.max(0, side === 'head' ? first - at : at - last),
        image: inner?.type === 'image' || (side === 'head' && outer?.type === 'image'),
        beyond,
        beside: isOther(outer),
        overLinks: isLinks(blocks[at + 1]),
        underSigns: side === 'tail' && inner?.type === 'text' && /^[\s\p{P}\p{S}]+$/u.test(inner.text),
        title: bareTitle,
        names,
      });
      const ahead = isText(block) ? SURE : line.isSentence ? SENTENCE : 0;
      // The innermost line is a note by its own evidence or not at all: how far from it does not matter.
      if (away === 0 && isBelow(line, NOTE + ahead)) return undefined;
      if (isOwn(line, blocks[at - 1])) return LEAST;
      return scoreOf(line) - ahead;
    });
    let best = 0;
    let sum = 0;
    let cut = zone.length;
    for (let at = zone.length - 1; at >= 0; at -= 1) {
      const score = scores[at];
      if (score === undefined) continue;
      sum += Math.min(MOST, Math.max(LEAST, score - NOTE));
      if (sum <= best || score <= NOTE) continue;
      best = sum;
      cut = at;
    }
    zone.forEach((at, away) => {
      const score = scores[away];
      if (score !== undefined && score > LEAST && (away >= cut || score > NOTE_BETWEEN))
        notes.add(blocks[at] as Block);
    });
  };
  const head: number[] = [];
  for (let at = first; at >= Math.max(0, first - REACH); at -= 1) head.push(at);
  const tail: number[] = [];
  for (let at = last; at < Math.min(blocks.length, last + REACH); at += 1) tail.push(at);
  weigh('head', head);
  weigh('tail', tail);
  return notes;
}

/** An answer about a block that is asked for more than once. */
function remember(answer: (block: Block) => boolean): (block: Block) => boolean {
  const known = new Map<Block, boolean>();
  return (block) => {
    let value = known.get(block);
    if (value === undefined) known.set(block, (value = answer(block)));
    return value;
  };
}

const isLinks = (block: Block | undefined): boolean =>
  block !== undefined && block.type === 'text' && judge(block) === 'links';

/** Whether the evidence is below a bound for sure: once the rest cannot lift it so far, no more is looked at. */
function isBelow(line: EdgeLine, bound: number): boolean {
  let score = BIAS;
  for (const { holds, weight, rest } of GLANCES) {
    if (holds(line)) score += weight;
    if (score + rest < bound - ROUNDING) return true;
  }
  return false;
}

/** Adds up the evidence. Where nothing tells, nothing is a note: lines of a poem are short and unmarked too. */
function scoreOf(line: EdgeLine): number {
  let score = BIAS;
  let isTold = false;
  for (const { holds, weight, tells } of EVIDENCES) {
    if (!holds(line)) continue;
    score += weight;
    isTold ||= tells;
  }
  return isTold ? score : Math.min(score, 0);
}

/** Who speaks in an interview. */
const ASKED = /^(?:记者|问|答|主持人|Q|A)\s*\d*\s*:/;
/** Who took or gave a picture, at the end of the words beside it. */
const CAPTION = /(?:摄|供图|图|资料图?片?|发|截图)\s*[)]?。?$/;
/** How a document says when it was passed, and by what number it goes. */
const RECORD = /通过|公布|施行|修[订正]|批准|发布|令第|号令/;
const NUMBER = /^[(【]?第?\d{4}年?第?\d+[期号][)】]?$/;
const CONTACT =
  /^(?:联系|咨询|监督|受理|办公|报名)?(?:人|电\s*话|邮\s*箱|地\s*址)\s*:|^(?:联系|咨询|监督)(?:人|电|方)/;
const SIGNATORY = /政府|组织部|党工委$/;

/** What is the text's own whatever it looks like: captions, signatures, files, what the line above announces. */
function isOwn({ text, place, block, pieces, value }: EdgeLine, before: Block | undefined): boolean {
  if (isAttached(text) || (ASKED.test(text) && !value?.every(isPerson))) return true;
  if (place.image && block.size >= 4 && CAPTION.test(text) && !/^.{0,8}:/.test(text)) return true;
  if (place.side === 'head')
    return (
      (/:$/.test(text) && !place.overLinks) || (/\d/.test(text) && RECORD.test(text)) || NUMBER.test(text)
    );
  if (CONTACT.test(text)) return true;
  const isSignature =
    block.size <= 40 &&
    !place.image &&
    !/[,，。:]/.test(text) &&
    pieces.every((one) => OFFICE.test(one) || SIGNATORY.test(one));
  return isSignature || (before?.type === 'text' && /[：:]\s*$/.test(before.text));
}
