export {
  addEvent,
  answerItem,
  type ChecklistRow,
  type Company,
  eventsOf,
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
export {
  emptyForm,
  ENTERED,
  type Entered,
  entryOf,
  type EvidenceForm,
  type EvidenceType,
  formOf,
  hashesOf,
  typeOf,
  validityOf,
} from './evidence-entry';
export {
  isSame,
  putEvidenceBack,
  removedEvidence,
  saveEvidence,
  useEvidenceFor,
  usesOf,
} from './evidence-uses';
export { ANSWERS, hasEvents, itemRecordId, type ItemRef, periodOf } from './item-id';
export { changedFields, changedItems, exhibitsOfItem, type FoundExhibit, noteLook } from './exhibit-looks';
export { addEvidenceFile } from './evidence-file';
export { type GoneItem, goneItems } from './gone';
export { isShow, isShown, matchesSearch, type Show, showCounts } from './filter';
