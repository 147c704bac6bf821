import type { Member } from '../records';
import { checkFacts } from './member-check';
import { normalizeName } from './member-name';
import type { RosterMapping } from './roster-columns';
import type { RosterTarget } from './roster-targets';
import {
  groupKey,
  groupName,
  isBlank,
  readCategory,
  readDate,
  readGender,
  readPhone,
  readPosts,
  readStanding,
  readText,
  readYesNo,
} from './roster-values';

/** What is odd about a row. `hold` keeps the row back until a person decides; `warn` only says so. */
export interface RowIssue {
  code: IssueCode;
  level: 'hold' | 'warn';
  field?: RosterTarget;
  /** The text of the cell. */
  text?: string;
}

const ISSUE_CODES = [
  'noName',
  'badName',
  'notPerson',
  'noCategory',
  'unknownCategory',
  'impossibleDate',
  'birthInFuture',
  'dateInFuture',
  'fullBeforeJoining',
  'joinedBefore18',
  'joinedBeforeBirth',
  'probationaryWithFullSince',
  'unreadDate',
  'ambiguousDate',
  'octoberOrJanuary',
  'needsFullDate',
  'unknownStanding',
  'unknownValue',
  'unknownPost',
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

/** One person of a roster file. Only what the file says is in `fields`. */
export interface RosterRow {
  /** Row number as the spreadsheet shows it. */
  row: number;
  fields: Partial<Member> & { name: string };
  /** Group as the file names it, with the key by which it is compared. */
  group?: { key: string; name: string };
  /** The category is the one chosen for the whole file, not one that the row states. */
  assumedCategory: boolean;
  issues: RowIssue[];
}

export interface RowOptions {
  /** `YYYY-MM-DD`. */
  today: string;
  /** 人员类别 of rows that do not state one. */
  category?: Member['category'];
}

const FOOTER =
  /^(合计|总计|共计|小计|填表|制表|审核|审批|填报|注[:：]?|说明|备注[:：]?|党支部(书记)?签|负责人|联系人)/;

/** Reads the people of a table; rows without any content are passed over. */
export function readRow(
  cells: readonly string[],
  row: number,
  mapping: RosterMapping,
  options: RowOptions,
): RosterRow | undefined {
  if (!cells.some((cell) => cell && !isBlank(cell))) return undefined;
  const reader = new RowReader(cells, row, mapping, options);
  return reader.read();
}

class RowReader {
  readonly #cells: readonly string[];
  readonly #options: RowOptions;
  readonly #columns = new Map<RosterTarget, number>();
  readonly #row: RosterRow;

  constructor(cells: readonly string[], row: number, mapping: RosterMapping, options: RowOptions) {
    this.#cells = cells;
    this.#options = options;
    for (const column of mapping.columns)
      if (column.target !== 'skip') this.#columns.set(column.target, column.index);
    this.#row = { row, fields: { name: '' }, assumedCategory: false, issues: [] };
  }

  read(): RosterRow {
    const { fields } = this.#row;
    this.#name();
    for (const target of PLAIN) {
      const value = readText(this.#text(target)).value;
      if (value !== undefined) fields[target] = value;
    }
    this.#set('gender', readGender(this.#text('gender')));
    this.#set('phone', readPhone(this.#text('phone')));
    this.#set('mobile', readYesNo(this.#text('mobile')));
    this.#set('exempt', readYesNo(this.#text('exempt')));
    const aliases = this.#text('aliases')
      .split(/[、,，;；/]/)
      .map(normalizeName)
      .filter((name) => !isBlank(name));
    if (aliases.length) fields.aliases = aliases;
    const id = this.#text('idNumber').replace(/\s/g, '').toUpperCase();
    if (!isBlank(id)) fields.idNumber = id;
    this.#category();
    this.#standing();
    this.#posts();
    this.#group();
    this.#dates();
    return this.#row;
  }

  #text(target: RosterTarget): string {
    const index = this.#columns.get(target);
    return index === undefined ? '' : (this.#cells[index] ?? '');
  }

  #issue(code: IssueCode, level: RowIssue['level'], field?: RosterTarget, text?: string): void {
    this.#row.issues.push({
      code,
      level,
      ...(field ? { field } : {}),
      ...(text ? { text: text.slice(0, 60) } : {}),
    });
  }

  #set<F extends 'gender' | 'phone' | 'mobile' | 'exempt'>(
    field: F,
    read: { value?: NonNullable<Member[F]>; unknown?: boolean },
  ): void {
    if (read.value !== undefined) this.#row.fields[field] = read.value as Member[F];
    if (read.unknown) this.#issue('unknownValue', 'warn', field, this.#text(field));
  }

  #name(): void {
    const name = normalizeName(this.#text('name'));
    this.#row.fields.name = name;
    const filled = this.#cells.filter((cell) => cell && !isBlank(cell));
    const first = filled[0] ?? '';
    if (FOOTER.test(first.replace(/\s/g, '')) || (FOOTER.test(name) && filled.length <= 3)) {
      this.#issue('notPerson', 'hold', 'name', first);
    } else if (!name || isBlank(name)) this.#issue('noName', 'hold', 'name');
    else if (name.length > 40 || !/\p{L}/u.test(name) || /[:：]/.test(name))
      this.#issue('badName', 'hold', 'name', name);
  }

  #category(): void {
    const read = readCategory(this.#text('category'));
    if (read.value) this.#row.fields.category = read.value;
    else if (read.unknown) this.#issue('unknownCategory', 'hold', 'category', this.#text('category'));
    else if (this.#options.category) {
      this.#row.fields.category = this.#options.category;
      this.#row.assumedCategory = true;
    } else this.#issue('noCategory', 'hold', 'category');
  }

  #standing(): void {
    const read = readStanding(this.#text('standing'));
    if (read.value) this.#row.fields.standing = read.value;
    if (read.unknown) this.#issue('unknownStanding', 'warn', 'standing', this.#text('standing'));
    const lost = readYesNo(this.#text('lost'));
    if (lost.value && !read.value) this.#row.fields.standing = 'outOfContact';
    if (lost.unknown) this.#issue('unknownValue', 'warn', 'lost', this.#text('lost'));
  }

  #posts(): void {
    const { value, others } = readPosts(this.#text('posts'));
    if (value) this.#row.fields.posts = value;
    if (others.length) this.#issue('unknownPost', 'warn', 'posts', others.join('、'));
  }

  #group(): void {
    const text = this.#text('group');
    if (isBlank(text)) return;
    const key = groupKey(text);
    if (key) this.#row.group = { key, name: groupName(text) };
  }

  #dates(): void {
    const { fields } = this.#row;
    const today = this.#options.today;
    for (const target of ['birth', 'joinedOn', 'fullSince', 'inBranchFrom'] as const) {
      const text = this.#text(target);
      const { value, problem } = readDate(text);
      if (problem === 'impossible') this.#issue('impossibleDate', 'hold', target, text);
      else if (problem === 'unread') this.#issue('unreadDate', 'warn', target, text);
      else if (problem === 'ambiguous') this.#issue('ambiguousDate', 'warn', target, text);
      else if (problem === 'octoberOrJanuary') this.#issue('octoberOrJanuary', 'warn', target, text);
      if (value === undefined) continue;
      if (target === 'inBranchFrom' && value.length < 10) this.#issue('needsFullDate', 'warn', target, text);
      else fields[target] = value;
    }
    for (const { code, field, impossible } of checkFacts(fields, today)) {
      this.#issue(code, impossible ? 'hold' : 'warn', field, this.#text(field));
    }
  }
}

/** Fields that are kept as the text they are. */
const PLAIN = [
  'ethnicity',
  'education',
  'degree',
  'job',
  'employer',
  'address',
  'nativePlace',
  'household',
  'stratum',
  'sponsors',
  'mobileTo',
  'note',
] as const;
