/** Bounds of a clip. In a file of their own, because the script that is injected into pages carries them. */

/** A longer selection is kept to this many characters when it becomes a quotation. */
export const QUOTATION_LIMIT = 20_000;
/** A remark of a person on a clip or a quotation. */
export const REMARK_LIMIT = 5000;
/** Characters of main text that are kept; beyond it the clip says what was cut. */
export const TEXT_LIMIT = 400_000;
/** Pictures whose addresses are kept. */
export const IMAGE_LIMIT = 300;
/** Pages of one article that are taken at most. */
export const PAGE_LIMIT = 30;
