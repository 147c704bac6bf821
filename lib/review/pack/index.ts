/** Handing over what was reviewed. Other folders import from here. */
export { type PackProgress, type PackQuery, type ReviewPack, writeReviewPack } from './write';
