import { isSpeaker, type Named, type People, whoIs } from './minutes-people';
import { fold, splitItems, withoutBullet } from './minutes-text';

/** What one person says at a stretch, or one line that nobody in particular says. */
export interface Turn {
  /** First and last line of the notes, from 1. */
  lines: [number, number];
  /** The lines as they were written. */
  raw: string;
  speaker?: Named;
  /** Pieces in their order, without the name before them. Each stands in one line of the notes. */
  pieces: { text: string; line: number }[];
}

const CLOCK = '\\d{1,2}:\\d{2}(?::\\d{2})?';
const STAMP = `(?:(?:\\d{4}[-/.年])?\\d{1,2}[-/.月]\\d{1,2}日?\\s+|昨天\\s*|今天\\s*|星期.\\s*)?(?:上午|下午|晚上|中午|早上)?\\s*${CLOCK}`;
/** `张三 00:12:33`, `张三 2026/11/25 15:02`, `张三(飞书) 15:02`. */
const NAME_STAMP = new RegExp(
  `^(\\S{1,12}(?: \\d{1,2}(?=\\s|$))?)\\s*(?:[\\[(][^\\])]{0,16}[\\])])?\\s*[\\[(]?${STAMP}[\\])]?\\s*$`,
);
/** `00:12:33 张三`, `[15:02] 张三: text`. */
const STAMP_NAME = new RegExp(
  `^[\\[(]?${STAMP}[\\])]?\\s*(\\S{1,12}(?: \\d{1,2}(?=\\s|$))?)(?:\\s*[:]\\s*(.*))?$`,
);
const RULE = /^[\s\-—=_*#~]{3,}|^[—-]+\s*\d{4}-\d\d-\d\d\s*[—-]+$/;
const SAID =
  '(?:发言|说|讲|讲到|表示|指出|强调|补充|提出|认为|反映|汇报|通报|介绍|谈到|谈|总结|点评|领学|传达)';

/**
 * Divides notes into turns: transcripts with a name and time over each paragraph, chat messages, `张书记：…`,
 * `张：同意。李：先试`, and lines that nobody in particular says.
 */
export function turnsOf(notes: string, people: People): Turn[] {
  const lines = notes.split(/\r?\n/);
  const turns: Turn[] = [];
  /** Who speaks until another name stands over a paragraph. */
  let over: { speaker: Named; line: number } | undefined;
  lines.forEach((raw, index) => {
    const number = index + 1;
    const text = fold(raw).trim();
    if (!text || RULE.test(text)) return;
    const head = headOf(raw.trim(), text, people);
    if (head) {
      over = { speaker: whoIs(head.name, people), line: number };
      if (head.rest) push(turns, { text: head.rest, line: number }, raw, over.speaker, true);
      return;
    }
    for (const item of splitItems(raw.trim())) {
      const spoken = spokenParts(item, people);
      for (const part of spoken) {
        // A label or a number begins something new: what stands over the paragraph says it no longer.
        const speaker = part.speaker ?? over?.speaker;
        const joined = over !== undefined && !part.speaker;
        push(turns, { text: part.text, line: number }, raw, speaker, joined);
        if (part.speaker && over) over = undefined;
      }
    }
  });
  return turns;
}

/** Adds a piece; to the turn before when the same person goes on in a transcript. */
function push(
  turns: Turn[],
  piece: Turn['pieces'][number],
  raw: string,
  speaker: Named | undefined,
  joined: boolean,
): void {
  if (!piece.text.trim()) return;
  const last = turns[turns.length - 1];
  const same = last?.speaker && speaker && last.speaker.name === speaker.name;
  if (joined && last && same) {
    last.pieces.push(piece);
    if (last.lines[1] !== piece.line) last.raw += `\n${raw.trim()}`;
    last.lines[1] = piece.line;
    return;
  }
  turns.push({ lines: [piece.line, piece.line], raw: raw.trim(), speaker, pieces: [piece] });
}

/** A line that only says who speaks, and perhaps when. */
function headOf(raw: string, text: string, people: People): { name: string; rest: string } | undefined {
  const before = NAME_STAMP.exec(text);
  if (before?.[1] && isSpeakerOrTitle(before[1], people)) return { name: before[1], rest: '' };
  const after = STAMP_NAME.exec(text);
  if (after?.[1]) {
    const name = after[1].replace(/:$/, '');
    if (isSpeakerOrTitle(name, people)) {
      const rest = after[2] ?? '';
      return { name, rest: rest ? raw.slice(raw.length - rest.length) : '' };
    }
  }
  return undefined;
}

const isSpeakerOrTitle = (name: string, people: People): boolean =>
  isSpeaker(name, people) || /^(?:发言人|说话人)\s?\d/.test(name);

/** Parts of a line by who says them: `张：同意。李：先试一个月` are two. */
function spokenParts(item: string, people: People): { text: string; speaker?: Named }[] {
  const body = withoutBullet(item);
  const text = fold(body);
  const marks: { at: number; end: number; name: string }[] = [];
  const colon = new RegExp(
    `(?<=^|[。;!?\\s])\\[?(\\p{Script=Han}{1,4}|[\\p{Script=Han}·]{5,14}|(?:发言人|说话人)\\s?\\d{1,2}|[A-Za-z][A-Za-z .]{1,16})\\]?(?:同志)?\\s*(?:\\([^)]{1,12}\\))?\\s*(?:${SAID})?\\s*[:]\\s*`,
    'gu',
  );
  for (const match of text.matchAll(colon)) {
    const name = (match[1] ?? '').replace(new RegExp(`${SAID}$`), '');
    if (name && isSpeaker(name, people))
      marks.push({ at: match.index, end: match.index + match[0].length, name });
  }
  if (!marks.length) {
    const told = toldBy(text, people);
    if (told) return [{ text: body.slice(told.end).trim(), speaker: whoIs(told.name, people) }];
    return [{ text: body }];
  }
  const parts: { text: string; speaker?: Named }[] = [];
  const lead = body.slice(0, marks[0]?.at).trim();
  if (lead) parts.push({ text: lead });
  marks.forEach((mark, index) => {
    const said = body.slice(mark.end, marks[index + 1]?.at).trim();
    parts.push({ text: said, speaker: whoIs(mark.name, people) });
  });
  return parts;
}

/** `白露提出，休息点关门太早`: somebody of the roster, and a word for speaking. */
function toldBy(text: string, people: People): { name: string; end: number } | undefined {
  const match = new RegExp(`^(\\p{Script=Han}{2,4}?)(?:同志)?(?:${SAID})(?:了)?[,，:：]\\s*`, 'u').exec(text);
  if (!match?.[1] || !isSpeaker(match[1], people)) return undefined;
  const person = whoIs(match[1], people);
  return person.member || person.candidates.length ? { name: match[1], end: match[0].length } : undefined;
}
