/** A file of a branch that does not count yet: nobody has compared the key that signed it. */
export interface WaitingReport {
  bytes: Uint8Array;
  /** Public key (hex) that signed it, and its number. */
  key: string;
  n: number;
  /** What it says of itself. */
  name: string;
  superior?: string;
}

/** Why the file that stands at the place was not taken, and its mark there. */
export interface Refused {
  why: 'torn' | 'foreign' | 'sealed' | 'shape' | 'older' | 'newer' | 'early';
  at: number;
}

/** What the committee holds of one branch and period: the last report that counts, and what stands in its way. */
export interface ReportRow {
  period: string;
  b: string;
  /** Mark of the file at the place when it was looked at last. */
  mark?: string;
  /** False when the place did not list it any more at the last look; what was read stays. */
  there: boolean;
  /** The last report that counts: number, hash of the file, signer's key, when it says it was made, when it was read. */
  got?: { n: number; hash: string; key: string; t: number; at: number };
  /**
   * Its figures as lists show them, as JSON: of thousands of rows the storage takes many times as long to put and to
   * hand out the objects. Earlier rows hold the object. The whole report is in `reportTexts`.
   */
  glance?: unknown;
  waiting?: WaitingReport;
  refused?: Refused;
}

/** The whole of a report that counts, as JSON. Apart from the row, so that a list of thousands stays small. */
export interface ReportTextRow {
  period: string;
  b: string;
  text: string;
}

/** Private keys under a passphrase: what a file takes to another computer. */
export interface SealedKeys {
  kdf: { name: 'argon2id'; m: 65536; t: 3; p: 1; salt: string };
  iv: string;
  sealed: string;
}

/** The committee's own keys: `mailbox` opens reports, `sign` signs the list of branches. */
export interface OwnOrganisationRow {
  id: 'own';
  org: string;
  name: string;
  madeAt: number;
  mailbox: CryptoKeyPair;
  sign: CryptoKeyPair;
  /** The same keys under the passphrase that was chosen when they were made; absent = none was. */
  keys?: SealedKeys;
  /** How often branches are asked to report. */
  every?: 'M' | 'Q' | 'H' | 'Y';
}

/** A report as it was last sent. */
export interface SentReport {
  n: number;
  t: number;
  day: string;
  how: 'place' | 'file';
  hash: string;
}

/** Whom this branch reports to, and what it sent by period. */
export interface CommitteeRow {
  id: 'committee';
  /** The card that the committee gave, as text. */
  card: string;
  /** Send when a period has ended. */
  auto: boolean;
  sent: Record<string, SentReport>;
}

/** A signed file of the organisation's list of branches. */
export interface RosterFileRow {
  /** Full name at the place. */
  id: string;
  bytes: Uint8Array;
  sent: boolean;
}

/** Written with every report that is kept. */
export interface LookedRow {
  id: 'looked';
  count: number;
}

export type OrganisationRow = OwnOrganisationRow | CommitteeRow | RosterFileRow | LookedRow;
