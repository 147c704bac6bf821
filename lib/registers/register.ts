import type { CellKind, CellValue, SheetModel } from '../exchange/sheet-write';
import type { MessageKey } from '../i18n';
import type { Ledger, Role } from '../ledger';
import type { CivilDate } from '../rules/calendar';
import type { Citation, Confidence, Source } from '../rules/pack';
import type { DateRange, PeriodKey } from '../rules/periods';

/** Colour of a state; always beside its word. */
export type RegisterTone = 'ok' | 'due' | 'bad' | 'info' | 'unknown';

/** What a register is asked for. */
export interface RegisterQuery {
  ledger: Ledger;
  /** `2026`, `2026Q4`, `2026-11`; the year where a register is of years. */
  period: PeriodKey;
  /** First and last day of the period; both are `today` where a register has no days. */
  range: DateRange;
  year: number;
  today: CivilDate;
  /** Who looks: a sensitive register shows no more than this role sees elsewhere. */
  role: Role;
  /** Member id of the person of this profile. */
  me: string;
  /** The chosen one of `variants`; '' without them. */
  variant: string;
}

/** One record behind a figure. */
export interface BehindLine {
  key: string;
  title: string;
  meta?: string;
  /** Route of the record. */
  to?: string;
  /** A state to be looked at, such as 缺项. */
  mark?: string;
}

/** What stands behind a figure: its records, and where a rule asks for it, which rule. */
export interface Behind {
  title: string;
  note?: string;
  basis?: {
    basis: readonly Citation[];
    sources: Record<string, Source>;
    confidence: Confidence;
    wording?: string;
  };
  lines: () => Promise<readonly BehindLine[]>;
  /** Said when there are no records; with a way to make one. */
  empty?: string;
  action?: { label: string; to: string };
}

/** A column, for the screen, the printer and the file alike. `R` is a line, `C` what turns its ids into words. */
export interface RegisterColumn<R, C> {
  key: string;
  header: MessageKey | ((context: C) => string);
  /** Heading over several columns: neighbours with the same one share it. */
  group?: (context: C) => string;
  /** In characters of the body font; a Chinese character counts as two. */
  width: number;
  /** Default `text`. */
  kind?: CellKind;
  /** Long text: the cell grows downwards. */
  wrap?: true;
  /** Shown at first. */
  usual?: true;
  /** Lines can stand together by it. */
  groups?: true;
  /** Offered as a filter: its values to choose from. */
  filter?: true;
  /** Money in yuan, days as `YYYY-MM-DD`; an unknown is written 缺项 in every kind of column. */
  value: (row: R, context: C) => CellValue;
  /** What is sorted by, where that is not the value itself. Unknowns stand before everything known. */
  sort?: (row: R, context: C) => string | number | undefined;
  /** The whole value for a file, where the screen shows a part of it. */
  whole?: (row: R, context: C) => Promise<CellValue>;
  /** Shown as a state in its colour. */
  tone?: (row: R, context: C) => RegisterTone | undefined;
  /** In the closing line: the numbers added up, or what this makes of the shown lines. */
  total?: 'sum' | ((rows: readonly R[], context: C) => CellValue);
  /** The records behind a cell, or (without a line) behind the closing line's. A column with `sum` knows its own. */
  behind?: (row: R | undefined, context: C) => Behind | undefined;
}

/** A filter beside those of the columns. */
export interface RegisterFilter<R, C> {
  /** Name in the address: `&types=committee`. */
  key: string;
  label: MessageKey;
  /** Several at once, all in view. Otherwise one of a list. */
  chips?: true;
  /** Name of the entry for no choice; 全部 when absent. */
  empty?: MessageKey;
  options: (rows: readonly R[], context: C) => readonly { value: string; label: string }[];
  /** The values that a line has. */
  of: (row: R, context: C) => readonly string[];
  /** Chosen until somebody chooses otherwise. */
  initial?: string;
}

/** A number above the table that opens its lines. */
export interface RegisterFigure<R> {
  key: string;
  label: string;
  value: string;
  tone?: RegisterTone;
  rows?: readonly R[];
  behind?: Behind;
}

/** A line in a narrow window. */
export interface RegisterCard {
  meta?: string;
  figures?: readonly { key: string; label: string; tone?: RegisterTone; behind?: Behind }[];
}

/**
 * One register: a view of records, described once. The frame (`components/registers`) shows it, filters, sorts and
 * groups it, remembers columns and order, and takes out exactly what is shown.
 */
export interface Register<R, C> {
  /** Name in the address and in what is remembered. */
  key: string;
  title: MessageKey;
  /** `period`: year, quarter or month; `year`; `none`: as it stands today. */
  time: 'period' | 'year' | 'none';
  /** Opens on the present quarter instead of the present year. */
  opensOn?: 'quarter';
  /** First day with a record, so that its year can be chosen. */
  firstDay?: (ledger: Ledger) => Promise<CivilDate | undefined>;
  /** Ways of counting to choose from; the first one is the usual. Remembered. */
  variants?: readonly { value: string; label: MessageKey }[];
  /** Roles that may open it; everybody when absent. */
  roles?: readonly Role[];
  read: (query: RegisterQuery) => Promise<{ rows: readonly R[]; context: C }>;
  columns: readonly RegisterColumn<R, C>[] | ((context: C) => readonly RegisterColumn<R, C>[]);
  /** Stable id of a line: that of its record. */
  id: (row: R) => string;
  /** Greatest stamp of its record, for reading the file back. */
  version?: (row: R) => string;
  /** Route of the record. */
  to?: (row: R, context: C) => string | undefined;
  /** What a line is called where it stands alone; its first column when absent. */
  lineTitle?: (row: R, context: C) => string;
  /** Names of people in a line: found by pinyin and initials too. */
  names?: (row: R, context: C) => readonly string[];
  /** What is searched in; every column when absent. */
  text?: (row: R, context: C) => string;
  /** False: nothing to search for. */
  searched?: false;
  card?: (row: R, context: C) => RegisterCard;
  sort?: { key: string; descending: boolean };
  filters?: readonly RegisterFilter<R, C>[];
  figures?: (rows: readonly R[], context: C) => readonly RegisterFigure<R>[];
  /** Sets of columns to choose at once, beside the usual and all. */
  presets?: readonly { label: MessageKey; columns: readonly string[] }[];
  /** 序号 as the first column of files and paper. */
  numbered?: true;
  /** Portrait on paper. */
  portrait?: true;
  /** Parts of the line under the title beside branch, period and day. */
  under?: (context: C) => readonly string[];
  /** Closing lines of files, paper and screen. */
  notes?: (context: C) => readonly string[];
  /** Further sheets of the Excel file, made of the shown lines alone. */
  more?: (rows: readonly R[], context: C, query: RegisterQuery, whole: boolean) => Promise<SheetModel[]>;
  empty: { title: MessageKey; hint: MessageKey; action?: { label: MessageKey; to: string } };
  /** Where its records are entered. */
  entry?: { label: MessageKey; to: string };
  /** How many lines, and how many of them a filter leaves: with `{count}` and `{shown}`. */
  count?: readonly [all: MessageKey, filtered: MessageKey];
}

/** A register whose lines only itself understands. */
export type AnyRegister = Register<unknown, unknown>;

/** Describes a register; the frame needs no more than this. */
export const defineRegister = <R, C>(register: Register<R, C>): AnyRegister =>
  register as unknown as AnyRegister;

/** The columns of a register once it was read. */
export const columnsOf = <R, C>(register: Register<R, C>, context: C): readonly RegisterColumn<R, C>[] =>
  typeof register.columns === 'function' ? register.columns(context) : register.columns;
