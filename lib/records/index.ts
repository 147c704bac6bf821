import { algorithmCheck } from './algorithm';
import { appraisal } from './appraisal';
import { branch, partyGroup } from './branch';
import { appointment, charter, listedMatter, matter, unit } from './company';
import { developmentCase } from './development';
import { duesBase, duesHandover, duesRecord } from './dues';
import { colleague } from './colleague';
import { exhibit } from './exhibit';
import { floatingRecord } from './floating';
import { governanceItem } from './governance';
import { honour } from './honour';
import { meeting, resolution } from './meeting';
import { member } from './member';
import { filing, reportSystem, sentNotice } from './outward';
import { paperTemplate } from './paper-template';
import { planItem } from './plan';
import { consent, erasure } from './privacy';
import { rectification } from './rectification';
import { lesson } from './lesson';
import { reflection } from './reflection';
import { request } from './request';
import { finding, itemStep, review } from './review';
import { rulePack } from './rule-pack';
import { clip, studyLog } from './study';
import { summary } from './summary';
import { talk } from './talk';
import { groupStay, post } from './terms';

/** Every record kind that this version knows. Records of other kinds are kept and passed on unread. */
export const KINDS = {
  branch,
  partyGroup,
  member,
  consent,
  erasure,
  meeting,
  resolution,
  clip,
  studyLog,
  governanceItem,
  exhibit,
  colleague,
  talk,
  rectification,
  appraisal,
  developmentCase,
  paperTemplate,
  post,
  groupStay,
  sentNotice,
  reportSystem,
  filing,
  duesBase,
  duesRecord,
  duesHandover,
  floatingRecord,
  planItem,
  rulePack,
  request,
  reflection,
  lesson,
  honour,
  summary,
  unit,
  appointment,
  charter,
  listedMatter,
  matter,
  itemStep,
  review,
  finding,
  algorithmCheck,
} as const;

export type KindName = keyof typeof KINDS;

/** Only the named members: schemas are loose, so that fields of a newer version pass through unread. */
type Known<T> = { [F in keyof T as string extends F ? never : F]: T[F] };

/** The fields of a record of kind `K`, as its schema gives them. */
export type FieldsOf<K extends KindName> = (typeof KINDS)[K] extends { schema: { _zod: { output: infer S } } }
  ? Known<S>
  : never;

export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** True when `name` is a kind that this version knows. */
export const isKindName = (name: string): name is KindName => Object.hasOwn(KINDS, name);

export type Branch = FieldsOf<'branch'>;
export type PartyGroup = FieldsOf<'partyGroup'>;
export type Member = FieldsOf<'member'>;
export type Consent = FieldsOf<'consent'>;
export type Erasure = FieldsOf<'erasure'>;
export type Meeting = FieldsOf<'meeting'>;
export type Resolution = FieldsOf<'resolution'>;
export type Clip = FieldsOf<'clip'>;
export type StudyLog = FieldsOf<'studyLog'>;
export type GovernanceItem = FieldsOf<'governanceItem'>;
export type AlgorithmCheck = FieldsOf<'algorithmCheck'>;
export type Exhibit = FieldsOf<'exhibit'>;
export type SentNotice = FieldsOf<'sentNotice'>;
export type ReportSystem = FieldsOf<'reportSystem'>;
export type PlanItem = FieldsOf<'planItem'>;
export type Talk = FieldsOf<'talk'>;
export type Rectification = FieldsOf<'rectification'>;
export type Appraisal = FieldsOf<'appraisal'>;
export type DevelopmentCase = FieldsOf<'developmentCase'>;
export type PaperTemplate = FieldsOf<'paperTemplate'>;
export type Post = FieldsOf<'post'>;
export type GroupStay = FieldsOf<'groupStay'>;
export type DuesBase = FieldsOf<'duesBase'>;
export type DuesRecord = FieldsOf<'duesRecord'>;
export type DuesHandover = FieldsOf<'duesHandover'>;
export type FloatingRecord = FieldsOf<'floatingRecord'>;
export type Reflection = FieldsOf<'reflection'>;
export type MemberRequest = FieldsOf<'request'>;
export type Honour = FieldsOf<'honour'>;
