/** What `ext.inLedger` has at hand in the page: the ledger as the product uses it, and what keeps clips. */
export { FolderCarrier } from '../../../lib/carrier';
export * from '../../../lib/ledger';
export { clipBody, saveClip } from '../../../lib/study/clip/clips';
export { isInert } from '../../../lib/study/markup';
export { sanitise } from '../../../lib/study/sanitise';
