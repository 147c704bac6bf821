import type { Around } from '../company/heard/order';
import type { Post } from '../company/matrix';
import type { Company } from '../governance';
import type { FieldsOf } from '../records';
import type { EvidenceEntry } from '../records/governance';
import type { Standing } from '../review/standing';
import type { StateChange } from '../review/item-state';
import type { CivilDate } from '../rules/calendar';
import type { ChecklistItem, ChecklistPack } from '../rules/pack';
import type { DateRange } from '../rules/periods';
import type { ReviewContent } from '../verify';

/** One piece of evidence, with what is known here of what it points to. */
export interface EvidenceFacts {
  id: string;
  entry: EvidenceEntry;
  /** What a reader calls it. */
  label: string;
  /** Of a record: here, thrown away, or neither here nor shown by an exhibit. Undefined for what is no record. */
  record?: 'here' | 'deleted' | 'missing';
  /** Day of the record; undefined when it holds at any time, or is not here. */
  on?: CivilDate;
  /** Instant at which the record was entered. */
  enteredAt?: string;
  /** False when the bytes of the file are not in this browser. */
  bytesHere?: boolean;
}

/** One version of a charter. */
export interface CharterFacts {
  id: string;
  fields: FieldsOf<'charter'>;
  /** For the newest version of its unit: titles of the expected elements that no clause covers. */
  lacks?: readonly string[];
  /** Number of a clause with words that are a rule of state-owned enterprises alone. */
  stateOwned?: string;
}

export interface FindingFacts {
  id: string;
  fields: FieldsOf<'finding'>;
}

/** One item of one period or event, with everything that stands around it. */
export interface ItemFacts {
  id: string;
  fields: FieldsOf<'governanceItem'>;
  /** As the checklist in force words it; undefined when it has no such code. */
  inForce?: ChecklistItem;
  /** Undefined for an event. */
  range?: DateRange;
  /** The last day of the period that has come: today, or the period's end. */
  asOf: CivilDate;
  /** Day on which the later of the two verdicts was given. */
  verdictOn?: CivilDate;
  standing: Standing;
  /** The last review that counts. */
  review?: ReviewContent;
  /** What differs from what was signed. */
  changes: readonly StateChange[];
  /** The last step that is no comment. */
  lastStep?: { step: string; on: CivilDate; text?: string };
  /** Instant at which the last review began. */
  startedAt?: string;
  /** Members who answered it or handed it over. */
  answerers: ReadonlySet<string>;
  /** Whether the roster knows the device that signed; undefined when nothing is shared. */
  certified?: boolean;
  evidence: readonly EvidenceFacts[];
  findings: readonly FindingFacts[];
}

/** Everything that the rules look at, read once. */
export interface Facts {
  today: CivilDate;
  company: Company;
  pack: ChecklistPack;
  items: readonly ItemFacts[];
  /** Items of one section whose only evidence is this, by section and evidence. */
  soleUses: ReadonlyMap<string, number>;
  /** Appointments in force, and what the matrix notes of them. */
  posts: readonly Post[];
  notes: readonly { what: string; post?: Post; name?: string }[];
  /** What is known of the records around each: its line of the list, its meeting. */
  matters: readonly { id: string; fields: FieldsOf<'matter'>; around?: Around }[];
  list: readonly { id: string; fields: FieldsOf<'listedMatter'> }[];
  charters: readonly CharterFacts[];
  /** Name, and last day in the branch, by member. */
  members: ReadonlyMap<string, { name: string; leftOn?: CivilDate }>;
}

/** What stands in a sentence. */
export type Words = Record<string, string | number>;
/** 先看, 再看, 留意: in which order to look at it; it says nothing about how bad anything is. */
export type Severity = 'first' | 'next' | 'note';

/** One rule: undefined when there is nothing to look at, else what the sentence names. Pure. */
export interface Rule<Subject> {
  id: string;
  severity: Severity;
  test: (subject: Subject, facts: Facts) => Words | false | undefined;
}
/** A piece of evidence with its item. */
export interface EvidenceSubject extends EvidenceFacts {
  item: ItemFacts;
}
/** A finding of the review with its item. */
export interface FindingSubject extends FindingFacts {
  item: ItemFacts;
}
/** Key of {@link Facts.soleUses}. */
export const soleKey = (code: string, evidence: EvidenceFacts): string =>
  `${code.charAt(0)} ${sameThing(evidence)}`;
/** What two pieces of evidence have in common that are one thing. */
export const sameThing = ({ id, entry }: Pick<EvidenceFacts, 'id' | 'entry'>): string =>
  entry.record?.id ?? entry.file?.sha256 ?? entry.sha256 ?? entry.link ?? id;
