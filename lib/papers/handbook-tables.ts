import { currentBranch } from '../branch/branch';
import { isPartyMember, rosterAt } from '../branch/members';
import { groupOn, leaderOf, postsOn, type RosterMember } from '../branch/terms';
import type { DocumentSection } from '../exchange/record-document';
import { currentLanguage, t, tDynamic, type MessageKey } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { percent } from '../life/register-sheets';
import { lifeStatistics } from '../life/register-stats';
import { occasionText, relationText } from '../life/talk-register';
import { talksOfYear } from '../life/talks';
import { listCases } from '../members/cases';
import { planTitle } from '../plan/words';
import { PARTY_POSTS } from '../records/member';
import type { CivilDate } from '../rules/calendar';
import { developmentInForce } from '../rulebook/whole-packs';
import { packText } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { planPack } from '../rules/plan-pack';
import { formatPeriod } from '../rules/periods';
import type { Reader } from './reader';

/** What a chapter of tables is made from. */
export interface Around {
  ledger: Ledger;
  year: number;
  today: CivilDate;
  /** Day as of which the branch is described: the end of the year, or today within it. */
  day: CivilDate;
  roster: readonly RosterMember[];
  groups: readonly Rec<'partyGroup'>[];
  nameOf: (idOrName: string) => string;
  reader: Reader;
  /** Penalties are printed only when they were asked for. */
  penalties: boolean;
}

/** The sections of a chapter; empty = the ledger holds nothing of it (缺项). */
export type ChapterTables = (around: Around) => Promise<DocumentSection[]>;

const joinNames = (names: readonly string[]): string => names.join(t('exchange.listJoin'));
const unknown = (): string => t('common.unknown');

/** A table with the columns' headings and shares of the width; nothing when it has no rows. */
export function tableOf(
  heading: string,
  columns: readonly (readonly [header: string, share: number])[],
  rows: readonly (readonly string[])[],
): DocumentSection[] {
  return rows.length
    ? [{ heading, kind: 'table', columns: columns.map(([header, share]) => ({ header, share })), rows }]
    : [];
}

/** 支部情况. */
export const branchFacts: ChapterTables = async ({ ledger, roster, groups, day }) => {
  const branch = await currentBranch(ledger);
  if (!branch) return [];
  const { fields } = branch;
  const present = rosterAt(roster, day).filter(isPartyMember);
  const count = (category: string) => present.filter((member) => member.fields.category === category).length;
  const fact = (label: MessageKey, value: string | undefined, wide = false) => ({
    label: t(label),
    value: value || unknown(),
    wide,
  });
  return [
    {
      heading: t('papers.hb.facts'),
      kind: 'facts',
      facts: [
        fact('papers.field.branch', fields.name, true),
        fact('papers.field.superior', fields.superior, true),
        fact('papers.field.company', fields.company, true),
        fact('papers.field.foundedOn', fields.foundedOn),
        fact('papers.hb.committeeKept', t(fields.hasCommittee ? 'common.yes' : 'common.no')),
        fact('papers.field.termStart', fields.termStart),
        fact('papers.field.termEnd', fields.termEnd),
        fact('papers.field.full', roster.length ? String(count('full')) : undefined),
        fact('papers.field.probationary', roster.length ? String(count('probationary')) : undefined),
        fact('papers.field.groups', String(groups.length)),
      ],
    },
  ];
};

/** 委员分工, from the posts held on the day of the book. */
export const committee: ChapterTables = async ({ roster, day }) => {
  const present = rosterAt(roster, day);
  const rows = PARTY_POSTS.filter((post) => post !== 'groupLeader').flatMap((post) => {
    const holders = present.filter((member) => postsOn(member, day).includes(post));
    return holders.map(({ fields }) => [
      tDynamic(`exchange.member.post.${post}`),
      fields.name,
      fields.job ?? '',
    ]);
  });
  return tableOf(
    t('papers.hb.committee'),
    [
      [t('exchange.roster.posts'), 3],
      [t('exchange.roster.name'), 3],
      [t('exchange.roster.job'), 4],
    ],
    rows,
  );
};

/** 党员名册. */
export const roster: ChapterTables = async ({ roster: all, groups, day }) => {
  const names = new Map(groups.map(({ id, fields }) => [id, fields.name]));
  const word = (kind: string, value: string | undefined) =>
    value ? tDynamic(`exchange.member.${kind}.${value}`) : '';
  return tableOf(
    t('exchange.register.roster'),
    [
      [t('papers.field.number'), 5],
      [t('exchange.roster.name'), 9],
      [t('exchange.roster.gender'), 5],
      [t('exchange.roster.birth'), 10],
      [t('exchange.roster.education'), 9],
      [t('exchange.roster.category'), 10],
      [t('exchange.roster.joinedOn'), 11],
      [t('exchange.roster.posts'), 10],
      [t('exchange.col.group'), 12],
    ],
    rosterAt(all, day).map((member, index) => {
      const { fields } = member;
      return [
        String(index + 1),
        fields.name,
        word('gender', fields.gender),
        fields.birth ?? '',
        fields.education ?? '',
        word('category', fields.category),
        fields.joinedOn ?? '',
        joinNames(postsOn(member, day).map((post) => word('post', post))),
        names.get(groupOn(member, day) ?? '') ?? '',
      ];
    }),
  );
};

/** 党小组. */
export const groups: ChapterTables = async ({ roster: all, groups: list, day, nameOf }) =>
  tableOf(
    t('papers.hb.groups'),
    [
      [t('exchange.col.group'), 3],
      [t('exchange.member.post.groupLeader'), 2],
      [t('papers.hb.groupMembers'), 6],
    ],
    list.map((group) => {
      const leader = leaderOf(group, rosterAt(all, day), day);
      return [
        group.fields.name,
        leader ? nameOf(leader) : unknown(),
        joinNames(
          rosterAt(all, day).flatMap((member) =>
            groupOn(member, day) === group.id ? [member.fields.name] : [],
          ),
        ),
      ];
    }),
  );

/** 年度计划. */
export const plan: ChapterTables = async ({ ledger, year }) => {
  const [items, pack] = await Promise.all([
    ledger.list('planItem', { from: `${year}-01-01`, to: `${year}-12-31` }),
    planPack(),
  ]);
  return tableOf(
    t('papers.hb.plan'),
    [
      [t('exchange.col.date'), 2],
      [t('papers.hb.what'), 5],
      [t('exchange.col.place'), 2],
      [t('exchange.col.remark'), 3],
    ],
    items.map(({ fields }) => [fields.on, planTitle(pack, fields), fields.place ?? '', fields.note ?? '']),
  );
};

/** 谈心谈话: who talked with whom and when. What was said is theirs, and is not printed. */
export const talks: ChapterTables = async ({ ledger, year, roster: all, nameOf }) => {
  const found = await talksOfYear(ledger, String(year));
  const pack = lifePack();
  return tableOf(
    t('papers.hb.talks'),
    [
      [t('papers.field.number'), 1],
      [t('exchange.col.date'), 2],
      [t('papers.hb.talker'), 2],
      [t('papers.hb.partner'), 2],
      [t('papers.hb.relation'), 3],
      [t('papers.hb.occasion'), 3],
    ],
    [...found]
      .sort((a, b) => (a.fields.on < b.fields.on ? -1 : 1))
      .map(({ fields }, index) => [
        String(index + 1),
        fields.on,
        nameOf(fields.talker),
        nameOf(fields.partner),
        relationText(pack, all, fields),
        occasionText(fields),
      ]),
  );
};

/** 发展党员: cases that were open in the year, with the days of their main steps. */
export const development: ChapterTables = async ({ ledger, year, nameOf }) => {
  const [cases, pack] = await Promise.all([listCases(ledger), developmentInForce(ledger)]);
  const open = cases.filter(({ fields }) => {
    const first = Object.values(fields.steps ?? {})
      .flatMap((step) => step.on ?? step.from ?? [])
      .sort()[0];
    return (!first || first <= `${year}-12-31`) && (!fields.endedOn || fields.endedOn >= `${year}-01-01`);
  });
  const steps = ['application', 'activist', 'candidate', 'admissionMeeting', 'conversionMeeting'] as const;
  const title = (id: string): string => {
    const step = pack.steps.find((one) => one.id === id);
    return step ? packText(step.title, currentLanguage()) : id;
  };
  return tableOf(
    t('papers.hb.development'),
    [
      [t('exchange.roster.name'), 3],
      ...steps.map((id) => [title(id), 3] as const),
      [t('exchange.col.remark'), 3],
    ],
    open.map(({ fields }) => [
      nameOf(fields.member),
      ...steps.map((id) => fields.steps?.[id]?.on ?? fields.steps?.[id]?.until ?? ''),
      fields.endedOn ?? '',
    ]),
  );
};

/** 流动党员: who was away from the branch or with it as a guest in the year; else those whom the roster marks. */
export const mobile: ChapterTables = async ({ ledger, year, roster: all, day, nameOf }) => {
  const records = (await ledger.list('floatingRecord', { to: `${year}-12-31` })).filter(
    ({ fields }) => !fields.returnedOn || fields.returnedOn >= `${year}-01-01`,
  );
  const registered = new Set(records.map(({ fields }) => fields.member));
  const marked = rosterAt(all, day).filter(({ id, fields }) => fields.mobile && !registered.has(id));
  return tableOf(
    t('papers.hb.mobile'),
    [
      [t('exchange.roster.name'), 3],
      [t('papers.hb.direction'), 2],
      [t('papers.hb.region'), 4],
      [t('papers.hb.since'), 3],
      [t('papers.hb.organization'), 5],
      [t('papers.hb.returned'), 3],
    ],
    [
      ...records.map(({ fields }) => [
        fields.name ?? (fields.member ? nameOf(fields.member) : unknown()),
        tDynamic(`members.direction.${fields.direction}`),
        fields.region ?? unknown(),
        fields.since,
        fields.organization ?? unknown(),
        fields.returnedOn ?? '',
      ]),
      ...marked.map(({ fields }) => [
        fields.name,
        tDynamic('members.direction.out'),
        fields.mobileTo ?? unknown(),
        unknown(),
        unknown(),
        '',
      ]),
    ],
  );
};

/** 党费: what was paid by month, in yuan. */
export const dues: ChapterTables = async ({ ledger, year, nameOf }) => {
  const records = await ledger.list('duesRecord', { from: `${year}-01`, to: `${year}-12` });
  const paid = new Map<string, number[]>();
  for (const { fields } of records) {
    const months = paid.get(fields.member) ?? Array<number>(12).fill(0);
    const at = Number(fields.month.slice(5, 7)) - 1;
    months[at] = (months[at] ?? 0) + fields.paid;
    paid.set(fields.member, months);
  }
  const yuan = (fen: number): string => (fen ? (fen / 100).toFixed(2) : '');
  return tableOf(
    t('papers.hb.dues'),
    [
      [t('exchange.roster.name'), 6],
      ...Array.from({ length: 12 }, (_, month) => [String(month + 1), 4] as const),
      [t('papers.hb.sum'), 6],
    ],
    [...paid].map(([member, months]) => [
      nameOf(member),
      ...months.map(yuan),
      yuan(months.reduce((sum, fen) => sum + fen, 0)),
    ]),
  );
};

/** 学习教育: study that a person confirmed. */
export const study: ChapterTables = async ({ ledger, year, nameOf }) => {
  const logs = await ledger.list('studyLog', { from: `${year}-01-01`, to: `${year}-12-31` });
  const confirmed = logs.filter(({ fields }) => fields.state === 'confirmed');
  const clips = await ledger.getMany('clip', [
    ...new Set(confirmed.flatMap(({ fields }) => fields.clip ?? [])),
  ]);
  const titles = new Map(clips.map((clip) => [clip.id, clip.fields.title]));
  return tableOf(
    t('papers.hb.study'),
    [
      [t('exchange.col.date'), 3],
      [t('exchange.roster.name'), 3],
      [t('papers.field.subject'), 7],
      [t('papers.field.form'), 3],
      [t('papers.field.hours'), 2],
    ],
    confirmed.map(({ fields }) => [
      fields.on,
      nameOf(fields.member),
      fields.subject ?? (fields.clip && titles.get(fields.clip)) ?? '',
      tDynamic(`papers.form.${fields.form}`),
      String(fields.hours),
    ]),
  );
};

/** 三会一课统计: what each rule asks for and what was held, by quarter. */
export const statistics: ChapterTables = async ({ ledger, year, today }) => {
  const table = await lifeStatistics(ledger, year, 'quarter', { today });
  const language = currentLanguage();
  const shown = table.columns.filter(({ why, rule }) => why === undefined && rule.types.length);
  const held = (row: (typeof table.rows)[number], rule: string): string => {
    const cell = row.cells[rule];
    if (!cell || row.future) return '';
    return cell.known ? String(cell.held.length) : unknown();
  };
  const { expected, attended, rate } = table.total.attendance;
  return [
    ...tableOf(
      t('exchange.register.stats'),
      [
        [t('exchange.col.types'), 4],
        [t('exchange.col.due'), 2],
        [t('exchange.col.held'), 2],
        ...table.rows.map((row) => [formatPeriod(row.period, language), 3] as const),
      ],
      shown.map(({ rule }) => [
        packText(rule.title, language),
        String(table.total.cells[rule.id]?.due ?? '—'),
        held(table.total, rule.id),
        ...table.rows.map((row) => held(row, rule.id)),
      ]),
    ),
    {
      heading: t('papers.hb.attendance'),
      kind: 'facts',
      facts: [
        {
          label: t('exchange.col.expectedSum'),
          value: expected === undefined ? unknown() : String(expected),
        },
        {
          label: t('exchange.col.attendedSum'),
          value: attended === undefined ? unknown() : String(attended),
        },
        { label: t('exchange.col.rate'), value: rate === undefined ? unknown() : percent(rate), wide: true },
      ],
    },
  ];
};
