export {
  addEvent,
  answerItem,
  type ChecklistRow,
  type Company,
  eventsOf,
  isAnswered,
  type ItemAnswer,
  type ItemRecord,
  lacksReason,
  loadChecklist,
  refOf,
} from './checklist';
export {
  attachEvidence,
  attachFileEvidence,
  detachEvidence,
  evidenceOffers,
  itemsProvedBy,
  itemsWith,
  type Offer,
  type ProvedItem,
} from './evidence';
export { calendarFrequency, hasEvents, itemRecordId, type ItemRef, periodOf } from './item-id';
