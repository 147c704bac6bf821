/** What `ext.inLedger` has at hand in the page: the ledger as the product uses it. */
export * from '../../../lib/ledger';
export { saveClip } from '../../../lib/study/clips';
