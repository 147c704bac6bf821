import { currentLanguage, t, tMaybe } from '../../lib/i18n';
import type { FoundExhibit } from '../../lib/governance';
import { EXHIBITED, type Showing } from '../../lib/governance/exhibit-table';
import type { KindName } from '../../lib/records';
import type { Json } from '../../lib/records/kind';
import { formatPeriod } from '../../lib/rules/periods';
import { elementWord, fieldWord, valueWord } from '../ui/record-words';
import { sizeText } from '../ui/size-text';

type Fields = Record<string, Json | undefined>;
const noName = (value: string | undefined): string => value ?? '';
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** A role in words: 书记, 委员 1, 党员 2. */
export function personWord(code: string): string {
  const [role = '', number = ''] = code.split(':');
  return [tMaybe(`exhibits.person.${role}`) ?? role, number].filter(Boolean).join(' ');
}

/** Name of a shown field. */
export const shownLabel = (kind: string, name: string): string =>
  name === 'role' ? t('exhibits.role') : fieldWord(kind, name, noName);

/** A shown field in words. */
export function shownWord(kind: string, name: string, value: Json | undefined): string {
  if (value === undefined || value === null) return t('settings.noValue');
  const showing: Showing = name === 'role' ? 'person' : (EXHIBITED[kind as KindName]?.[name] ?? 'value');
  const join = t('settings.listJoin');
  switch (showing) {
    case 'person':
      return personWord(textOf(value));
    case 'filled':
      return t('exhibits.filled');
    case 'set':
      return list(value)
        .map((element) => elementWord(kind, name, textOf(element), noName) || textOf(element))
        .join(join);
    case 'lines':
      return list(value)
        .map((line, index) => `${index + 1}. ${textOf(line)}`)
        .join('\n');
    case 'clauses':
      return list(value).map(textOf).join('\n');
    case 'votes':
      return list(value)
        .map((vote) => {
          const { text, yes, no, abstain } = vote as Fields;
          const count = (part: Json | undefined): string => (part === undefined ? '—' : String(part));
          return t('exhibits.vote', {
            text: textOf(text),
            yes: count(yes),
            no: count(no),
            abstain: count(abstain),
          });
        })
        .join('\n');
    case 'counts':
      return Object.entries(value as Record<string, number>)
        .map(([state, count]) => `${tMaybe(`life.mark.${state}`) ?? state} ${count}`)
        .join(join);
    case 'files':
      return list(value)
        .map((file) => {
          const { name: called, size, sha256 } = file as Fields;
          return t('exhibits.fileLine', {
            name: textOf(called),
            size: sizeText(Number(size ?? 0)),
            hash: textOf(sha256).slice(0, 8),
          });
        })
        .join('\n');
    default:
      return name === 'period' && typeof value === 'string'
        ? formatPeriod(value, currentLanguage())
        : valueWord(kind, name, value, noName);
  }
}

const list = (value: Json): Json[] => (Array.isArray(value) ? value : []);

/** An exhibit in one line: kind, title, day. */
export function exhibitLine({ exhibit, now }: FoundExhibit): { kind: string; title: string; on?: string } {
  const { recordKind } = exhibit.fields;
  const shown = now.shown as Fields;
  const kind = tMaybe(`governance.kind.${recordKind}`) ?? recordKind;
  const word = (name: string): string =>
    shown[name] === undefined ? '' : shownWord(recordKind, name, shown[name]);
  const title = [
    'title',
    'version',
    'text',
    'subject',
    'problem',
    'name',
    'role',
    'types',
    'period',
    'member',
  ]
    .map(word)
    .find(Boolean);
  const called = recordKind === 'appointment' ? [word('name'), word('position')].join(' · ') : title;
  const on = [
    shown.startsAt,
    shown.on,
    shown.doneOn,
    shown.handedOn,
    shown.published,
    shown.foundOn,
    shown.adoptedOn,
    shown.decidedOn,
    shown.opinionOn,
    shown.from,
  ]
    .map((day) => textOf(day).slice(0, 10))
    .find(Boolean);
  return { kind, title: called ?? kind, on };
}
