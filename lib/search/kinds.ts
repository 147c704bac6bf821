import type { KindName } from '../records';

/** Kinds that can be found, in the order in which they are offered as a filter. */
export const SEARCHED = [
  'meeting',
  'resolution',
  'rectification',
  'request',
  'honour',
  'summary',
  'clip',
  'studyLog',
  'reflection',
  'lesson',
  'member',
  'partyGroup',
  'talk',
  'developmentCase',
  'floatingRecord',
  'governanceItem',
  'finding',
  'charter',
  'matter',
  'listedMatter',
  'planItem',
  'branch',
] as const satisfies readonly KindName[];
