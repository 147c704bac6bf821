import { change, type CommitResult, create, type Ledger, newId, type Rec, type Write } from '../ledger';
import { Fault } from '../records/fault';
import type { Member } from '../records';
import type { RosterMapping } from './roster-columns';
import { comparePeople, diffMember, type FieldDiff, MemberIndex } from './roster-match';
import { type IssueCode, readRow, type RosterRow, type RowIssue } from './roster-rows';
import { groupKey } from './roster-values';
import { groupWrites, postWrites } from './term-writes';
import { localDay, wholeRoster } from './terms';

export type { FieldDiff } from './roster-match';
export type { RowIssue } from './roster-rows';

/** Why a row is not taken without a person's word. */
export type SkipReason =
  | IssueCode
  /** The same person stands in an earlier row of the file. */
  | 'duplicateInFile'
  /** An earlier row has the same name, and neither says when that person was born or joined. */
  | 'doubtfulInFile'
  /** The roster has that name, and it cannot be told whether it is the same person. */
  | 'doubtful'
  /** Several people of the roster fit. */
  | 'severalMatches'
  /** The person was transferred out. */
  | 'leftMember'
  | 'byDecision';

/** What a person decided for a row. */
export type RowDecision =
  { do: 'add'; category?: Member['category'] } | { do: 'skip' } | { do: 'update'; member: string };

export interface PlanRow {
  /** Id of the member that an `add` makes; given by the plan, so that carrying it out twice adds nobody twice. */
  id: string;
  /** Row number as the spreadsheet shows it. */
  row: number;
  name: string;
  action: 'add' | 'change' | 'same' | 'skip';
  reason?: SkipReason;
  issues: RowIssue[];
  /** The member that is changed or already is as the file says. */
  member?: Rec<'member'>;
  /** Members the row may mean. */
  candidates: Rec<'member'>[];
  /** Members of that name whose dates say that they are somebody else: worth a look, a date may be mistyped. */
  namesakes: Rec<'member'>[];
  /** Earlier row of the file that has the same person. */
  sameAsRow?: number;
  diffs: FieldDiff[];
  fields: RosterRow['fields'];
  /** Id of the party group, existing or new. */
  group?: string;
  decided: boolean;
}

export interface ImportPlan {
  rows: PlanRow[];
  /** Place of the first new group behind those that are there. */
  groupsFrom: number;
  /** Groups that would be made; only those that an added or changed row belongs to are. */
  newGroups: { id: string; name: string }[];
  counts: Record<PlanRow['action'], number>;
}

export interface PlanOptions {
  today: string;
  /** 人员类别 of rows that do not state one. */
  category?: Member['category'];
  /** By row number. */
  decisions?: ReadonlyMap<number, RowDecision>;
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/** Rows worked on before the page gets its turn. */
const SLICE = 500;
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Dry run of a roster import: what each row of the table would do, and why. Writes nothing. Throws E221 when no
 * column is the name.
 */
export async function planImport(
  ledger: Ledger,
  table: { rows: readonly string[][] },
  mapping: RosterMapping,
  options: PlanOptions,
): Promise<ImportPlan> {
  if (!mapping.columns.some((column) => column.target === 'name')) throw new Fault('E221');
  const [members, groups] = await Promise.all([wholeRoster(ledger), ledger.list('partyGroup')]);
  const planner = new Planner(members, groups, options.decisions ?? new Map());
  const rows: RosterRow[] = [];
  const last = table.rows.length;
  const total = (last - mapping.firstRow) * 2;
  let done = 0;
  const step = async (): Promise<void> => {
    done += 1;
    if (done % SLICE) return;
    options.onProgress?.(done, total);
    await turn();
    options.signal?.throwIfAborted();
  };
  for (let index = mapping.firstRow; index < last; index += 1) {
    const row = readRow(table.rows[index] ?? [], index + 1, mapping, options);
    if (row) {
      rows.push(row);
      planner.see(row);
    }
    await step();
  }
  for (const row of rows) {
    planner.take(row);
    await step();
  }
  return planner.plan();
}

class Planner {
  readonly #index: MemberIndex;
  readonly #members: Map<string, Rec<'member'>>;
  readonly #decisions: ReadonlyMap<number, RowDecision>;
  readonly #groups = new Map<string, { id: string; name: string; isNew: boolean }>();
  readonly #rows: PlanRow[] = [];
  /** Rows taken so far, by name. */
  readonly #taken = new Map<string, PlanRow[]>();
  /** Row that stands for a member already; a person may appear under a name and an alias. */
  readonly #claimed = new Map<string, number>();

  constructor(
    members: readonly Rec<'member'>[],
    groups: readonly Rec<'partyGroup'>[],
    decisions: ReadonlyMap<number, RowDecision>,
  ) {
    this.#index = new MemberIndex(members);
    this.#members = new Map(members.map((member) => [member.id, member]));
    this.#decisions = decisions;
    for (const group of groups) {
      this.#groups.set(groupKey(group.fields.name), { id: group.id, name: group.fields.name, isNew: false });
    }
  }

  /**
   * First look at a row: the one that is just as the roster has a person stands for that person, wherever in the
   * file it is, so that another row of the same person changes nothing.
   */
  see(row: RosterRow): void {
    const [member, ...others] = this.#index.match(row).same;
    if (!member || others.length || this.#claimed.has(member.id)) return;
    const group = row.group && this.#groups.get(row.group.key)?.id;
    const isNewGroup = row.group !== undefined && group === undefined;
    if (!isNewGroup && !diffMember(member, row, group).length) this.#claimed.set(member.id, row.row);
  }

  /** Plans a row; rows come in the order of the file, after each was seen. */
  take(row: RosterRow): void {
    const planned: PlanRow = {
      id: newId(),
      row: row.row,
      name: row.fields.name,
      action: 'skip',
      issues: row.issues,
      candidates: [],
      namesakes: this.#index.match(row).different,
      diffs: [],
      fields: row.fields,
      decided: false,
    };
    if (row.group) planned.group = this.#groupOf(row.group).id;
    const decision = this.#decisions.get(row.row);
    if (decision) this.#decide(planned, row, decision);
    else this.#judge(planned, row);
    this.#rows.push(planned);
    if (planned.member && planned.action !== 'skip') this.#claimed.set(planned.member.id, planned.row);
    this.#taken.set(planned.name, [...(this.#taken.get(planned.name) ?? []), planned]);
  }

  plan(): ImportPlan {
    const counts = { add: 0, change: 0, same: 0, skip: 0 };
    const used = new Set<string>();
    for (const row of this.#rows) {
      counts[row.action] += 1;
      if ((row.action === 'add' || row.action === 'change') && row.group) used.add(row.group);
    }
    const newGroups = [...this.#groups.values()].filter((group) => group.isNew && used.has(group.id));
    return {
      rows: this.#rows,
      groupsFrom: this.#groups.size - [...this.#groups.values()].filter((group) => group.isNew).length,
      newGroups: newGroups.map(({ id, name }) => ({ id, name })),
      counts,
    };
  }

  #groupOf(named: { key: string; name: string }): { id: string; name: string } {
    const known = this.#groups.get(named.key);
    if (known) return known;
    const group = { id: newId(), name: named.name, isNew: true };
    this.#groups.set(named.key, group);
    return group;
  }

  #decide(planned: PlanRow, row: RosterRow, decision: RowDecision): void {
    planned.decided = true;
    // What the row may mean stays visible, so that the decision can be taken back.
    const { same, unknown } = this.#index.match(row);
    planned.candidates = [...same, ...unknown];
    const member = decision.do === 'update' ? this.#members.get(decision.member) : undefined;
    if (member) this.#update(planned, row, member);
    else if (decision.do === 'add') this.#addAnyway(planned, row, decision.category);
    else planned.reason = 'byDecision';
  }

  /** A person's word overrules every doubt, but a name and a 人员类别 there must be. */
  #addAnyway(planned: PlanRow, row: RosterRow, chosen: Member['category'] | undefined): void {
    const category = chosen ?? row.fields.category;
    const bad = row.issues.find((issue) => issue.code === 'noName' || issue.code === 'badName');
    if (bad) planned.reason = bad.code;
    else if (!category) planned.reason = 'noCategory';
    else {
      planned.action = 'add';
      planned.fields = { ...row.fields, category };
    }
  }

  #judge(planned: PlanRow, row: RosterRow): void {
    const held = row.issues.find((issue) => issue.level === 'hold' && issue.code !== 'noCategory');
    const { same, unknown } = this.#index.match(row);
    planned.candidates = [...same, ...unknown];
    const skip = (reason: SkipReason): void => {
      planned.reason = reason;
    };
    if (held) return skip(held.code);
    for (const earlier of this.#taken.get(planned.name) ?? []) {
      if (earlier.action === 'skip') continue;
      const comparison = comparePeople(row.fields, earlier.fields);
      if (comparison === 'different') continue;
      planned.sameAsRow = earlier.row;
      return skip(comparison === 'same' ? 'duplicateInFile' : 'doubtfulInFile');
    }
    const claimedBy = same.map((member) => this.#claimed.get(member.id)).find((by) => by !== undefined);
    if (claimedBy !== undefined && claimedBy !== row.row) {
      planned.sameAsRow = claimedBy;
      return skip('duplicateInFile');
    }
    if (same.length > 1) return skip('severalMatches');
    const [found] = same.length ? same : unknown;
    const only = same.length === 1 || unknown.length === 1 ? found : undefined;
    if (only && !diffMember(only, row, planned.group).length && !only.fields.leftOn) {
      planned.member = only;
      planned.action = 'same';
      return;
    }
    if (!same.length && unknown.length) return skip('doubtful');
    if (only?.fields.leftOn) return skip('leftMember');
    if (only) return this.#update(planned, row, only);
    if (!row.fields.category) return skip('noCategory');
    planned.action = 'add';
  }

  #update(planned: PlanRow, row: RosterRow, member: Rec<'member'>): void {
    planned.member = member;
    planned.diffs = diffMember(member, row, planned.group);
    if (planned.decided && member.fields.leftOn) {
      planned.diffs.push({ field: 'leftOn', before: member.fields.leftOn, after: undefined });
      if (member.fields.leftTo)
        planned.diffs.push({ field: 'leftTo', before: member.fields.leftTo, after: undefined });
    }
    planned.action = planned.diffs.length ? 'change' : 'same';
  }
}

/**
 * Carries a plan out in one commit, which one undo takes back: new groups, new members, changes. `n` of the result
 * is undefined when the file says nothing new. Posts begin and end terms: those of new people without a first day,
 * since a roster does not say it.
 */
export async function applyImport(ledger: Ledger, plan: ImportPlan): Promise<CommitResult> {
  const dates = { today: localDay(ledger.clock.wall()) };
  const roster = new Map((await wholeRoster(ledger)).map((member) => [member.id, member]));
  const ids = new Map<number, string>();
  const writes: Write[] = [];
  for (const row of plan.rows) {
    const { category } = row.fields;
    if (row.action === 'add' && category) {
      ids.set(row.row, row.id);
      writes.push(
        create('member', { ...row.fields, category, ...(row.group ? { group: row.group } : {}) }, row.id),
        // Carried out once already: the terms are there.
        ...(roster.has(row.id) ? [] : postWrites(row.id, undefined, row.fields.posts ?? [], dates)),
      );
    } else if (row.action === 'change' && row.member) {
      ids.set(row.row, row.member.id);
      const set = Object.fromEntries(row.diffs.map((diff) => [diff.field, diff.after ?? null]));
      writes.push(change(row.member, set as Parameters<typeof change<'member'>>[1]));
      const member = roster.get(row.member.id);
      if ('posts' in set) writes.push(...postWrites(row.member.id, member, row.fields.posts ?? [], dates));
      if ('group' in set) writes.push(...groupWrites(row.member.id, member, row.group, dates));
    }
  }
  const groups = plan.newGroups.map((group, order) =>
    create('partyGroup', { name: group.name, order: plan.groupsFrom + order }, group.id),
  );
  return ledger.commit([...groups, ...writes], { label: 'rosterImport' });
}
