/** Reviewing a checklist. Other folders import from here. */
export { type CompanyDay, companyDay, type CompanyDue } from './company-day';
export { compareWith, type Earlier, earlierPeriods } from './compare';
export { type FindingChange, findingChanges } from './finding-changes';
export {
  createFinding,
  declareFinding,
  type Finding,
  findingRights,
  type FindingRights,
  findingsOf,
  lookAgain,
  lookIndependence,
  type NewFinding,
  planFinding,
  proveFinding,
  removeFinding,
  signedFindings,
  undeclareFinding,
  wordFinding,
} from './findings';
export {
  filterFindings,
  FINDING_GROUPS,
  findingFigures,
  type FindingGroup,
  findingLines,
  type FindingLine,
  groupOf,
  lookWord,
  placeWords,
} from './findings-register';
export { type Independence, independenceOf } from './independence';
export { type ItemState, type StateChange, stateOfItem } from './item-state';
export {
  countQueue,
  filterQueue,
  isQueueShow,
  progressOf,
  QUEUE_SHOWS,
  type QueueFilter,
  type QueueLine,
  type QueueShow,
  reviewQueue,
  unchangedMine,
} from './queue';
export { type Rights, rightsFor } from './rights';
export { type Integrity, integrityOf } from './integrity';
export { type Judgement, type KeptReview, reviewsOf, revokeReview, signReview } from './sign';
export { isReview, type ItemStanding, type Standing, standingOf, type TrailEntry } from './standing';
export type { StandingLine } from './standing-lines';
export { readStandingsAhead, standingsOf, tendStandings } from './standings';
export { maySign, mayStep, type Step, takeStep } from './steps';
