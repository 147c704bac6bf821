import { agendaOf } from './draft';
import { meetingTitle, placeText, typeNames } from './notice';
import type { RegisterRow } from './register';
import { educationText } from '../study/education';
import { type RegisterContext } from './register-columns';

/** Columns that lines can stand together by. */
export const GROUP_COLUMNS = ['types', 'host', 'place', 'group', 'recorder'] as const;

/** The column that names a line and opens it; always shown, and first. */
export const NAME_COLUMN = 'title';

/** What can be searched in a line, in lower case; long minutes outside of the record excepted. */
export function searchTextOf(row: RegisterRow, { nameOf, groupName }: RegisterContext): string {
  const { fields } = row.meeting;
  const people = [
    fields.host,
    fields.recorder,
    fields.lecturer,
    ...row.resolutions.map((r) => r.fields.owner),
  ];
  return [
    row.date,
    meetingTitle(fields),
    ...typeNames(fields),
    placeText(fields),
    ...people.map((value) => (value ? nameOf(value) : '')),
    fields.group ? groupName(fields.group) : '',
    fields.guests,
    educationText(fields),
    ...agendaOf(fields).map((item) => item.text),
    typeof fields.minutes === 'string' ? fields.minutes : '',
    ...row.resolutions.map((item) => item.fields.text),
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}
