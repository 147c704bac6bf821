/** Why a place did not do what was asked: the codes of the faults that every carrier throws. */
export const REFUSED = {
  /** The account or key is wrong, or may not do this (401, 403). */
  notAllowed: 'E860',
  /** No room left (507, a quota). */
  full: 'E861',
  /** Busy or locked for longer than we waited (423, 429, 5xx). */
  busy: 'E862',
  /** This file is larger than the place takes (413). */
  tooLarge: 'E863',
  /** Something answers at the address, but it does not speak what was expected. */
  otherPlace: 'E864',
  /** The browser has not been told that we may go there. */
  noPermission: 'E865',
  /** Nothing answers. */
  offline: 'E866',
  /** The answer took too long. */
  timeout: 'E867',
  /** The place finds our clock wrong even after it was corrected. */
  clock: 'E868',
  /** Not encrypted on the way, and not this machine. */
  plainHttp: 'E869',
  /** The answer is larger than anything that we store. */
  answerTooLarge: 'E870',
  /** The place sends us elsewhere. */
  moved: 'E871',
  /** The folder or bucket of the address is not there. */
  notThere: 'E872',
  /** The bucket is in another region, or wants the other style of address. */
  otherStyle: 'E873',
  /** What was stored does not come back as it was sent. */
  notKept: 'E874',
  /** The folder has to be allowed again by a press of the person. */
  folderClosed: 'E875',
  /** The folder is gone, or the computer does not let us write there. */
  folderLost: 'E876',
  /** No file of ours, or one of which nothing can be read. */
  noBundle: 'E877',
  /** A file that was written once; nothing can be put into it. */
  readOnly: 'E878',
} as const;

export type Refusal = (typeof REFUSED)[keyof typeof REFUSED];

/** Refusals that may pass without anybody changing anything. */
export const PASSING: readonly Refusal[] = [REFUSED.busy, REFUSED.offline, REFUSED.timeout];
