import type { Sentence } from '../study/analysis';
import type { Sendable, SendableKind } from './allowed';

/** A piece of one's own material, numbered for an answer to point at. */
export interface Passage {
  /** From 1. */
  number: number;
  /** The record that it stands in. */
  record: string;
  kind: SendableKind;
  title: string;
  day: string;
  text: string;
  /** Characters before it in its text, white space not counted. */
  start: number;
}

/** Characters of a passage; the last sentence may reach beyond. */
const PASSAGE = 220;
/** Characters of all passages of one request. */
export const MATERIAL_LIMIT = 6000;

/** The text of a record in passages of whole sentences, without numbers yet. */
export function passagesOf(sendable: Sendable): Omit<Passage, 'number'>[] {
  const { id, kind, title, day } = sendable;
  const found: Omit<Passage, 'number'>[] = [];
  let held: Sentence[] = [];
  let size = 0;
  const flush = (): void => {
    const [first] = held;
    if (first) {
      found.push({
        record: id,
        kind,
        title,
        day,
        text: held.map(({ text }) => text).join(''),
        start: first.start,
      });
    }
    held = [];
    size = 0;
  };
  for (const sentence of sendable.parts.sentences) {
    const last = held.at(-1);
    const apart = last && last.section !== sentence.section;
    if (apart || (size > 0 && size + sentence.length > PASSAGE)) flush();
    held.push(sentence);
    size += sentence.length;
  }
  flush();
  return found;
}

/** The passages of a request, numbered, as many as fit; `cut` when some did not. */
export function numbered(passages: readonly Omit<Passage, 'number'>[]): {
  passages: Passage[];
  cut: boolean;
} {
  const kept: Passage[] = [];
  let size = 0;
  for (const passage of passages) {
    if (size + passage.text.length > MATERIAL_LIMIT) return { passages: kept, cut: true };
    kept.push({ ...passage, number: kept.length + 1 });
    size += passage.text.length;
  }
  return { passages: kept, cut: false };
}
