import fc from 'fast-check';
import { expect, it } from 'vitest';
import { calendarFile, escapeText, foldLine } from '../../../lib/exchange/ics';

/** A reader of its own: unfolds by the standard, undoes the escapes, knows nothing of the writer. */
const unfold = (file: string): string[] =>
  file
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line !== '');
const unescape = (text: string): string =>
  text.replace(/\\([\\;,nN])/g, (_, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter));
const readCalendar = (file: string): Record<string, string>[] => {
  const events: Record<string, string>[] = [];
  for (const line of unfold(file)) {
    const at = line.indexOf(':');
    const name = line.slice(0, at);
    if (line === 'BEGIN:VEVENT') events.push({});
    else if (events.length) events.at(-1)![name] ??= unescape(line.slice(at + 1));
  }
  return events;
};

const text = fc.string({ unit: 'binary', maxLength: 300 });
/** What is left of a text by the standard: one kind of line end, no control characters, no halves of a pair. */
const plain = (value: string): string =>
  value.replace(/\r\n|\r|\n/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

it('gives back any text after folding, escaping and reading', () => {
  fc.assert(
    fc.property(text, text, fc.nat(2 ** 31 - 1), (summary, description, sequence) => {
      const file = calendarFile(
        [{ uid: 'a@b', sequence, summary, description, start: '2026-11-25', location: summary }],
        { name: summary, stamp: '2026-11-25T08:00:00.000Z' },
      );
      const [event] = readCalendar(file);
      expect(event?.SUMMARY).toBe(plain(summary));
      expect(event?.DESCRIPTION ?? '').toBe(plain(description));
      expect(event?.SEQUENCE).toBe(String(sequence));
    }),
  );
});

it('writes no line above 75 octets, cuts no character and ends every line with CRLF', () => {
  const encoder = new TextEncoder();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), (value) => {
      const folded = foldLine(`SUMMARY:${escapeText(value)}`);
      expect(folded.endsWith('\r\n')).toBe(true);
      for (const line of folded.slice(0, -2).split('\r\n')) {
        const bytes = encoder.encode(line);
        expect(bytes.length).toBeLessThanOrEqual(75);
        expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toBe(line);
      }
      expect(folded.replace(/\r\n[ \t]/g, '').slice(0, -2)).toBe(`SUMMARY:${escapeText(value)}`);
    }),
  );
});
