import { wholeRoster } from '../branch/terms';
import { t, tDynamic, type MessageKey } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import type { CellKind, CellValue } from '../exchange/sheet-write';
import type { LifePack } from '../rules/pack';
import { educationText } from '../study/education';
import { ballotRows } from './ballot-text';
import { agendaOf } from './draft';
import { meetingTitle, placeText, timeSpan, typeNames } from './notice';
import type { RegisterRow } from './register';
import { missingFields } from './warnings';

/** What turns ids into words. */
export interface RegisterContext {
  pack: LifePack;
  /** The whole roster, those who left included. */
  roster: readonly Rec<'member'>[];
  /** Name of a member id; a free name as it is. */
  nameOf: (idOrName: string) => string;
  groupName: (id: string) => string | undefined;
}

/** A column of 会议记录台账, for a screen and for a file alike. */
export interface RegisterColumn {
  key: string;
  header: MessageKey;
  /** In characters, see the sheet writer. */
  width: number;
  kind?: CellKind;
  wrap?: boolean;
  /** Shown at first on a screen; in a file every column stands. */
  usual?: true;
  value: (row: RegisterRow, context: RegisterContext) => CellValue;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Names by id from a roster. An id of nobody on it is said to be so, and never printed. */
export function namesOf(roster: readonly Rec<'member'>[]): (idOrName: string) => string {
  const names = new Map(roster.map((member) => [member.id, member.fields.name]));
  return (value) => names.get(value) ?? (UUID.test(value) ? t('exchange.personGone') : value);
}

/** The context for a whole ledger. */
export async function registerContext(ledger: Ledger, pack: LifePack): Promise<RegisterContext> {
  const [roster, groups] = await Promise.all([wholeRoster(ledger), ledger.list('partyGroup')]);
  const groupNames = new Map(groups.map((group) => [group.id, group.fields.name]));
  return { pack, roster, nameOf: namesOf(roster), groupName: (id) => groupNames.get(id) };
}

/** Names joined as a list; empty when there are none. */
export const nameList = (ids: readonly string[], { nameOf }: Pick<RegisterContext, 'nameOf'>): string =>
  ids.map(nameOf).join(t('exchange.listJoin'));

/** Names with the category of the reason where one is known. */
export const namesWithReason = (
  ids: readonly string[],
  row: Pick<RegisterRow, 'meeting'>,
  { nameOf }: Pick<RegisterContext, 'nameOf'>,
): string =>
  ids
    .map((id) => {
      const reason = row.meeting.fields.attendance?.[id]?.reason;
      return reason
        ? t('exchange.nameReason', { name: nameOf(id), reason: tDynamic(`life.reason.${reason}`) })
        : nameOf(id);
    })
    .join(t('exchange.listJoin'));

/** 列席: members marked so, people who came without being expected, and guests. */
export function observersOf(row: RegisterRow, context: RegisterContext): string {
  const { by, beyond } = row.attendance;
  const came = beyond.filter(({ mark }) => mark === 'observer' || mark === 'present' || mark === 'online');
  const ids = [...by.observer, ...came.map(({ id }) => id)];
  return [nameList(ids, context), row.meeting.fields.guests ?? '']
    .filter(Boolean)
    .join(t('exchange.listJoin'));
}

/** 次数 in words: the bare number for one type, type and number for several. */
export function ordinalText(row: RegisterRow): string {
  const { types, ordinals } = row;
  if (types.length === 1) return String(ordinals[types[0] ?? 'other'] ?? '');
  const names = typeNames(row.meeting.fields);
  return types
    .map((type, index) => (ordinals[type] ? `${names[index]} ${ordinals[type]}` : ''))
    .filter(Boolean)
    .join(t('exchange.listJoin'));
}

/** 缺项 where the pack asks for the field and it is open; else nothing. */
function open(row: RegisterRow, { pack }: RegisterContext, field: string): string {
  return missingFields(row.meeting.fields, pack, row.planned).includes(field) ? t('common.unknown') : '';
}

const numbered = (lines: readonly string[]): string =>
  lines.length === 1 ? (lines[0] ?? '') : lines.map((line, index) => `${index + 1}. ${line}`).join('\n');

const unknown = (): string => t('common.unknown');

/** 到会, 请假 and the others: nothing for a plan, 缺项 when nobody noted anything. */
const noted = (row: RegisterRow, text: () => CellValue): CellValue =>
  row.planned ? '' : row.attendance.known.attended === undefined ? unknown() : text();

/** What a line is called; a group meeting without a title by its group too, for there are several of a day. */
export function nameOfRow(
  { meeting: { fields } }: Pick<RegisterRow, 'meeting'>,
  context: Pick<RegisterContext, 'groupName'>,
): string {
  const group =
    fields.types.group && fields.group && !fields.title ? context.groupName(fields.group) : undefined;
  const name = meetingTitle(fields);
  return group ? t('exchange.nameReason', { name, reason: group }) : name;
}

/**
 * Columns of 会议记录台账 in their order on paper. The minutes are the one thing that may lie outside of the record;
 * see `registerSheet`.
 */
export const REGISTER_COLUMNS: readonly RegisterColumn[] = [
  {
    key: 'date',
    header: 'exchange.col.date',
    width: 12,
    kind: 'date',
    usual: true,
    value: (row) => row.date,
  },
  {
    key: 'title',
    header: 'exchange.col.title',
    width: 26,
    wrap: true,
    usual: true,
    value: nameOfRow,
  },
  {
    key: 'types',
    header: 'exchange.col.types',
    width: 14,
    wrap: true,
    usual: true,
    value: ({ meeting }) => typeNames(meeting.fields).join(t('exchange.listJoin')),
  },
  { key: 'ordinal', header: 'exchange.col.ordinal', width: 9, wrap: true, usual: true, value: ordinalText },
  {
    key: 'time',
    header: 'exchange.col.time',
    width: 13,
    usual: true,
    value: ({ meeting }) => timeSpan(meeting.fields),
  },
  {
    key: 'duration',
    header: 'exchange.col.duration',
    width: 7,
    kind: 'integer',
    value: (row, context) => row.duration ?? open(row, context, 'endsAt'),
  },
  {
    key: 'place',
    header: 'exchange.col.place',
    width: 16,
    wrap: true,
    usual: true,
    value: (row, context) => placeText(row.meeting.fields) || open(row, context, 'place'),
  },
  ...(['host', 'recorder', 'lecturer'] as const).map((key): RegisterColumn => ({
    key,
    header: `exchange.col.${key}`,
    width: 10,
    ...(key === 'lecturer' ? {} : { usual: true as const }),
    value: (row, context) => {
      const value = row.meeting.fields[key];
      return value ? context.nameOf(value) : open(row, context, key);
    },
  })),
  {
    key: 'group',
    header: 'exchange.col.group',
    width: 12,
    value: ({ meeting }, { groupName }) =>
      meeting.fields.group
        ? (groupName(meeting.fields.group) ?? unknown())
        : meeting.fields.types.group
          ? unknown()
          : '',
  },
  {
    key: 'education',
    header: 'lists.educationTitle',
    width: 18,
    wrap: true,
    value: ({ meeting }) => educationText(meeting.fields),
  },
  {
    key: 'expected',
    header: 'exchange.col.expected',
    width: 7,
    kind: 'integer',
    usual: true,
    value: (row) => row.attendance.known.expected ?? unknown(),
  },
  {
    key: 'attended',
    header: 'exchange.col.attended',
    width: 7,
    kind: 'integer',
    usual: true,
    value: (row) => noted(row, () => row.attendance.known.attended),
  },
  {
    key: 'online',
    header: 'exchange.col.online',
    width: 7,
    kind: 'integer',
    value: (row) => noted(row, () => row.attendance.by.online.length),
  },
  {
    key: 'present',
    header: 'exchange.col.present',
    width: 30,
    wrap: true,
    value: (row, context) =>
      noted(row, () => nameList([...row.attendance.by.present, ...row.attendance.by.online], context)),
  },
  {
    key: 'leave',
    header: 'exchange.col.leave',
    width: 18,
    wrap: true,
    usual: true,
    value: (row, context) => noted(row, () => namesWithReason(row.attendance.by.leave, row, context)),
  },
  {
    key: 'absent',
    header: 'exchange.col.absent',
    width: 18,
    wrap: true,
    usual: true,
    value: (row, context) => noted(row, () => namesWithReason(row.attendance.by.absent, row, context)),
  },
  {
    key: 'makeup',
    header: 'exchange.col.makeup',
    width: 14,
    wrap: true,
    value: (row, context) => noted(row, () => nameList(row.attendance.by.makeup, context)),
  },
  {
    key: 'unmarked',
    header: 'exchange.col.unmarked',
    width: 14,
    wrap: true,
    value: (row, context) => noted(row, () => nameList(row.attendance.by.unmarked, context)),
  },
  { key: 'observers', header: 'exchange.col.observers', width: 14, wrap: true, value: observersOf },
  {
    key: 'agenda',
    header: 'exchange.col.agenda',
    width: 30,
    wrap: true,
    value: (row, context) =>
      numbered(agendaOf(row.meeting.fields).map((item) => item.text)) || open(row, context, 'agenda'),
  },
  {
    key: 'minutes',
    header: 'exchange.col.minutes',
    width: 40,
    wrap: true,
    value: (row, context) => {
      const { minutes } = row.meeting.fields;
      if (typeof minutes === 'object') return t('exchange.longMinutes');
      return minutes || open(row, context, 'minutes');
    },
  },
  {
    key: 'resolutions',
    header: 'exchange.col.resolutions',
    width: 30,
    wrap: true,
    usual: true,
    value: (row) => numbered(row.resolutions.map((item) => item.fields.text)),
  },
  {
    key: 'owners',
    header: 'exchange.col.owners',
    width: 12,
    wrap: true,
    value: (row, { nameOf }) =>
      numbered(row.resolutions.map(({ fields }) => (fields.owner ? nameOf(fields.owner) : unknown()))),
  },
  {
    key: 'dueOn',
    header: 'exchange.col.dueOn',
    width: 13,
    wrap: true,
    value: (row) => numbered(row.resolutions.map(({ fields }) => fields.dueOn ?? unknown())),
  },
  {
    key: 'votes',
    header: 'exchange.col.votes',
    width: 26,
    wrap: true,
    value: (row, { roster, pack }) =>
      numbered(
        ballotRows(row.meeting.fields, roster, pack).map(({ subject, votes, result }) =>
          t('ballot.registerLine', { subject, votes, result: result.replace('\n', ' ') }),
        ),
      ),
  },
  {
    key: 'attachments',
    header: 'exchange.col.attachments',
    width: 7,
    kind: 'integer',
    value: ({ meeting }) => Object.keys(meeting.fields.attachments ?? {}).length,
  },
  {
    key: 'enteredOn',
    header: 'exchange.col.enteredOn',
    width: 12,
    kind: 'date',
    usual: true,
    value: (row) => row.enteredOn ?? unknown(),
  },
  {
    key: 'late',
    header: 'exchange.col.late',
    width: 7,
    value: (row) => (row.planned ? t('exchange.planned') : row.late ? t('exchange.late') : ''),
  },
  { key: 'id', header: 'exchange.col.id', width: 38, value: (row) => row.id },
];
