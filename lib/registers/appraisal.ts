import { appraisalDay } from '../life/appraisal-sheet';
import { appraisalsOf } from '../life/appraisals';
import { isMemberOn } from '../life/expected';
import { t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import { GRADES } from '../records/appraisal';
import { defineRegister, type RegisterColumn } from './register';

interface Line {
  member: Rec<'member'>;
  record: Rec<'appraisal'> | undefined;
}
interface Context {
  year: number;
  groupName: (id: string) => string;
}
type Column = RegisterColumn<Line, Context>;

const word = (grade: string | undefined): string =>
  grade ? tDynamic(`types.grade.${grade}`) : t('common.unknown');
const rank = (grade: string | undefined): number | undefined =>
  grade === undefined ? undefined : GRADES.findIndex((one) => one === grade);

const columns: readonly Column[] = [
  { key: 'name', header: 'types.name', width: 12, usual: true, value: ({ member }) => member.fields.name },
  {
    key: 'group',
    header: 'exchange.col.group',
    width: 12,
    groups: true,
    filter: true,
    value: ({ member }, { groupName }) => (member.fields.group ? groupName(member.fields.group) : ''),
  },
  {
    key: 'self',
    header: 'types.appraisal.self',
    width: 12,
    usual: true,
    groups: true,
    value: ({ record }) => word(record?.fields.self),
    sort: ({ record }) => rank(record?.fields.self),
  },
  ...GRADES.map((grade): Column => ({
    key: grade,
    header: () => tDynamic(`types.grade.${grade}`),
    group: () => t('types.appraisal.ballots'),
    width: 10,
    kind: 'integer',
    usual: true,
    value: ({ record }) => record?.fields[grade] ?? t('common.unknown'),
  })),
  {
    key: 'grade',
    header: 'types.appraisal.grade',
    width: 12,
    usual: true,
    groups: true,
    filter: true,
    value: ({ record }) => word(record?.fields.grade),
    sort: ({ record }) => rank(record?.fields.grade),
  },
  {
    key: 'feedbackOn',
    header: 'types.appraisal.feedbackOn',
    width: 12,
    kind: 'date',
    usual: true,
    value: ({ record }) => record?.fields.feedbackOn ?? t('common.unknown'),
  },
];

/** 民主评议登记表 of a year, in the order of the roster. Read by the secretary alone, as its page is. */
export const appraisalRegister = defineRegister<Line, Context>({
  key: 'appraisal',
  title: 'types.appraisal.sheet',
  time: 'year',
  roles: ['secretary'],
  read: async ({ ledger, year, today }) => {
    const [members, records, groups] = await Promise.all([
      ledger.list('member'),
      appraisalsOf(ledger, String(year)),
      ledger.list('partyGroup'),
    ]);
    const day = appraisalDay(String(year), today);
    const names = new Map(groups.map((group) => [group.id, group.fields.name]));
    return {
      rows: members
        .filter((member) => isMemberOn(member, day) || records.has(member.id))
        .map((member) => ({ member, record: records.get(member.id) })),
      context: { year, groupName: (id) => names.get(id) ?? '' },
    };
  },
  columns,
  id: ({ member, record }) => record?.id ?? member.id,
  version: ({ record }) => record?.h ?? '',
  to: (_, { year }) => `/life/appraisal?year=${year}`,
  names: ({ member }) => [member.fields.name, ...(member.fields.aliases ?? [])],
  text: ({ member }) => member.fields.name,
  figures: (rows) => {
    const open = rows.filter(({ record }) => !record?.fields.grade);
    const untold = rows.filter(({ record }) => record?.fields.grade && !record.fields.feedbackOn);
    return [
      ...(open.length
        ? [
            {
              key: 'open',
              label: t('registers.appraisal.open'),
              value: String(open.length),
              rows: open,
              tone: 'unknown' as const,
            },
          ]
        : []),
      ...(untold.length
        ? [
            {
              key: 'untold',
              label: t('registers.appraisal.untold'),
              value: String(untold.length),
              rows: untold,
              tone: 'due' as const,
            },
          ]
        : []),
    ];
  },
  numbered: true,
  notes: () => [t('types.appraisal.sheetNote'), t('exchange.unknownNote')],
  empty: {
    title: 'papers.grid.empty',
    hint: 'papers.grid.emptyHint.roster',
    action: { label: 'registers.entry.roster', to: '/branch/roster' },
  },
  entry: { label: 'types.appraisal', to: '/life/appraisal' },
});
