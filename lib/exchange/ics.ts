/** One entry of a calendar file. Times are of the wall clock, without a zone, as the ledger keeps them. */
export interface CalendarEvent {
  /** Stays the same for ever: importing the file again updates the entry instead of adding one. */
  uid: string;
  /** Higher after every change; a whole number below 2³¹. */
  sequence: number;
  summary: string;
  description?: string;
  location?: string;
  /** `YYYY-MM-DD` for a whole day, or `YYYY-MM-DDTHH:mm`. */
  start: string;
  /** `YYYY-MM-DDTHH:mm`; for a timed entry only. */
  end?: string;
  /** Taken out again: calendars that import the file remove the entry. */
  cancelled?: boolean;
  categories?: readonly string[];
}

const OCTETS = 75;
const encoder = new TextEncoder();

/** Text of a property: backslash, semicolon, comma and line ends are escaped (RFC 5545, 3.3.11). */
export const escapeText = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/;/g, '\\;')
    .replace(/,/g, '\\,')
    .replace(/\r\n|\r|\n/g, '\\n')
    // Other control characters are not allowed in any text of a calendar.
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');

/**
 * Folds a content line: at most 75 octets of UTF-8 per line, the further ones begin with a space, and no character
 * is cut in two (RFC 5545, 3.1). Lines end with CRLF.
 */
export function foldLine(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of line) {
    const octets = encoder.encode(character).length;
    const room = parts.length ? OCTETS - 1 : OCTETS;
    if (size + octets > room) {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += character;
    size += octets;
  }
  parts.push(part);
  return `${parts.join('\r\n ')}\r\n`;
}

const basic = (value: string): string => value.replace(/[-:]/g, '');

/**
 * A calendar file (RFC 5545). `stamp` is the instant of its making in UTC, ISO 8601. Whole days have `VALUE=DATE`; times
 * are floating, so that they are right wherever the calendar is opened.
 */
export function calendarFile(
  events: readonly CalendarEvent[],
  options: { name: string; stamp: string },
): string {
  const stamp = `${basic(options.stamp).slice(0, 15)}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Branch Sidebook//Year plan//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(options.name)}`,
  ];
  for (const event of events) {
    const timed = event.start.length > 10;
    lines.push(
      'BEGIN:VEVENT',
      `UID:${escapeText(event.uid)}`,
      `DTSTAMP:${stamp}`,
      `SEQUENCE:${event.sequence}`,
      timed ? `DTSTART:${basic(event.start)}00` : `DTSTART;VALUE=DATE:${basic(event.start)}`,
    );
    if (timed && event.end) lines.push(`DTEND:${basic(event.end)}00`);
    lines.push(`SUMMARY:${escapeText(event.summary)}`);
    if (event.description) lines.push(`DESCRIPTION:${escapeText(event.description)}`);
    if (event.location) lines.push(`LOCATION:${escapeText(event.location)}`);
    if (event.categories?.length) lines.push(`CATEGORIES:${event.categories.map(escapeText).join(',')}`);
    lines.push(
      `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      // A plan does not make anybody busy.
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    );
  }
  lines.push('END:VCALENDAR');
  return lines.map(foldLine).join('');
}
