/** What holds of signed reviews and packs. Other folders import from here. */
export {
  type Accusation,
  examine,
  startExamining,
  type KnownDevice,
  type ReadReview,
  type ReviewProblem,
  type SignedReview,
  type Tips,
  tipsOf,
} from './chain';
export {
  holds,
  PACK_FILES,
  PACK_FORMAT,
  type PackDevice,
  type PackItem,
  type PackManifest,
  type PackProblem,
  type PackReader,
  type PackReviewLine,
  type PackVerdict,
  type Signer,
  verifyPack,
  type VerifyOptions,
} from './pack';
export { readReview, type ReviewContent, reviewHash } from './review-text';
export { fingerprint, hashOfText, isSigned } from './signature';
export { openPackZip, type ZipBytes, ZipProblem, type ZipReason } from './zip';
