import { groupOn, postsOn, type RosterMember } from '../branch/terms';
import { t, tDynamic, type MessageKey } from '../i18n';
import type { Rec } from '../ledger';
import type { CellKind, CellValue, SheetModel } from '../exchange/sheet-write';
import type { Member } from '../records';
import { dateOf, type CivilDate } from '../rules/calendar';

interface RosterColumn {
  header: MessageKey;
  width: number;
  kind?: CellKind;
  value: (member: Member, groupName: (id: string) => string) => CellValue;
}

const word = (kind: string, value: string | undefined): string =>
  value ? tDynamic(`exchange.member.${kind}.${value}`) : '';
const yes = (value: boolean | undefined): string =>
  value === undefined ? '' : t(value ? 'common.yes' : 'common.no');
const text = (key: keyof Member & string, width: number, header: MessageKey): RosterColumn => ({
  header,
  width,
  value: (member) => member[key] as string | undefined,
});
const day = (key: 'birth' | 'joinedOn' | 'fullSince' | 'inBranchFrom', header: MessageKey): RosterColumn => ({
  header,
  width: 12,
  kind: 'date',
  value: (member) => member[key],
});

/**
 * Columns of 党员名册, under the headings that the national system and the import of this program know, so that an
 * exported roster can be read back.
 */
const COLUMNS: readonly RosterColumn[] = [
  text('name', 10, 'exchange.roster.name'),
  { header: 'exchange.roster.gender', width: 6, value: (member) => word('gender', member.gender) },
  text('ethnicity', 8, 'exchange.roster.ethnicity'),
  day('birth', 'exchange.roster.birth'),
  text('education', 10, 'exchange.roster.education'),
  text('degree', 10, 'exchange.roster.degree'),
  { header: 'exchange.roster.category', width: 12, value: (member) => word('category', member.category) },
  {
    header: 'exchange.col.group',
    width: 12,
    value: (member, groupName) => (member.group ? groupName(member.group) : ''),
  },
  day('joinedOn', 'exchange.roster.joinedOn'),
  day('fullSince', 'exchange.roster.fullSince'),
  { header: 'exchange.roster.standing', width: 12, value: (member) => word('standing', member.standing) },
  {
    header: 'exchange.roster.posts',
    width: 16,
    value: (member) => (member.posts ?? []).map((post) => word('post', post)).join(t('exchange.listJoin')),
  },
  text('job', 14, 'exchange.roster.job'),
  text('employer', 18, 'exchange.roster.employer'),
  text('phone', 14, 'exchange.roster.phone'),
  text('address', 20, 'exchange.roster.address'),
  text('nativePlace', 12, 'exchange.roster.nativePlace'),
  text('household', 16, 'exchange.roster.household'),
  text('stratum', 14, 'exchange.roster.stratum'),
  text('sponsors', 14, 'exchange.roster.sponsors'),
  { header: 'exchange.roster.mobile', width: 12, value: (member) => yes(member.mobile) },
  text('mobileTo', 14, 'exchange.roster.mobileTo'),
  day('inBranchFrom', 'exchange.roster.inBranchFrom'),
  text('note', 20, 'exchange.col.remark'),
];

const ID_NUMBER = text('idNumber', 20, 'exchange.roster.idNumber');

export interface RosterQuery {
  today: CivilDate;
  /** Only those in the branch today; false = those who left too. Default true. */
  presentOnly?: boolean;
  /** 公民身份号码 goes out only when a person asked for it in this export. */
  withIdNumber?: boolean;
}

/** 党员名册 as a sheet. Columns in which nobody has anything are left out, the name excepted. */
export function rosterSheet(
  members: readonly RosterMember[],
  branch: Rec<'branch'> | undefined,
  groups: readonly Rec<'partyGroup'>[],
  query: RosterQuery,
): SheetModel {
  const names = new Map(groups.map((group) => [group.id, group.fields.name]));
  const groupName = (id: string): string => names.get(id) ?? '';
  const shown = members
    .filter(
      ({ fields }) => query.presentOnly === false || !fields.leftOn || dateOf(fields.leftOn) >= query.today,
    )
    // Posts and group are those of the day of the table.
    .map((member) => ({
      fields: {
        ...member.fields,
        posts: postsOn(member, query.today),
        group: groupOn(member, query.today),
      },
    }));
  const all = query.withIdNumber ? [...COLUMNS, ID_NUMBER] : COLUMNS;
  const columns = all.filter(
    (column, index) => index === 0 || shown.some(({ fields }) => column.value(fields, groupName)),
  );
  return {
    sheetName: t('exchange.register.roster'),
    title: t('exchange.register.roster'),
    subtitle: [
      branch?.fields.name ?? '',
      t('exchange.roster.count', { count: shown.length }),
      t('exchange.asOf', { date: query.today }),
    ].filter(Boolean),
    columns: columns.map(({ header, width, kind }) => ({ header: t(header), width, kind })),
    rows: shown.map(({ fields }) => columns.map((column) => column.value(fields, groupName))),
    landscape: true,
  };
}
