import { t } from '../i18n';
import { namesWithReason, REGISTER_COLUMNS, type RegisterColumn } from './register-columns';

const ordinary = (key: string, width: number): RegisterColumn[] =>
  REGISTER_COLUMNS.filter((column) => column.key === key).map((column) => ({ ...column, width, wrap: true }));

const AWAY: RegisterColumn = {
  key: 'away',
  header: 'exchange.col.away',
  width: 16,
  wrap: true,
  value: (row, context) => {
    if (row.planned || row.attendance.known.attended === undefined) {
      return row.planned ? '' : t('common.unknown');
    }
    const { leave, absent, makeup, unmarked } = row.attendance.by;
    const part = (mark: 'leave' | 'absent' | 'makeup' | 'unmarked', ids: readonly string[]): string =>
      ids.length
        ? t('exchange.marked', { mark: t(`life.mark.${mark}`), names: namesWithReason(ids, row, context) })
        : '';
    return [part('leave', leave), part('absent', absent), part('makeup', makeup), part('unmarked', unmarked)]
      .filter(Boolean)
      .join('\n');
  },
};

const DECISIONS: RegisterColumn = {
  key: 'decisions',
  header: 'exchange.col.decisions',
  width: 24,
  wrap: true,
  value: (row, { nameOf }) =>
    row.resolutions
      .map(({ fields }, index) =>
        t('exchange.decision', {
          number: index + 1,
          text: fields.text,
          owner: fields.owner ? nameOf(fields.owner) : t('common.unknown'),
          due: fields.dueOn ?? t('common.unknown'),
        }),
      )
      .join('\n'),
};

const ENTERED: RegisterColumn = {
  key: 'entered',
  header: 'exchange.col.enteredOn',
  width: 12,
  wrap: true,
  value: (row) =>
    [row.enteredOn ?? t('common.unknown'), row.late ? t('exchange.late') : ''].filter(Boolean).join('\n'),
};

/** 会议记录台账 as it is printed and signed: what fits across A4 in a readable size. The file has every column beside it. */
export const PAPER_COLUMNS: readonly RegisterColumn[] = [
  ...ordinary('date', 12),
  ...ordinary('types', 11),
  ...ordinary('ordinal', 7),
  ...ordinary('title', 18),
  ...ordinary('time', 12),
  ...ordinary('place', 11),
  ...ordinary('host', 8),
  ...ordinary('recorder', 8),
  ...ordinary('expected', 5),
  ...ordinary('attended', 5),
  AWAY,
  ...ordinary('agenda', 20),
  DECISIONS,
  ...ordinary('attachments', 6),
  ENTERED,
];
