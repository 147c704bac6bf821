/** What `ext.inLedger` has at hand in the page: the ledger as the product uses it, what keeps clips, and ids of checklist items. */
export { FolderCarrier } from '../../../lib/carrier';
export { refOf } from '../../../lib/governance/checklist';
export { itemRecordId } from '../../../lib/governance/item-id';
export * from '../../../lib/ledger';
export { earlierPeriods } from '../../../lib/review/compare';
export { clipBody, saveClip } from '../../../lib/study/clip/clips';
export { isInert } from '../../../lib/study/markup';
export { sanitise } from '../../../lib/study/sanitise';
