import type { RecordId } from '../records/kind';
import type { BlobRow } from './blob-rows';
import type { Stamp } from './clock';
import type { Prepared } from './merge-into';
import type { AsideRow, InvitationRow, JoiningRow } from './invite-row';
import type { PlaceRow, RunRow } from './place-row';
import type { ChangeRow } from './rows';

/** A sealed segment of this device. Its bytes are stored before they are sent and are sent again unchanged. */
export interface OutboxRow {
  /** Full name at the place. */
  name: string;
  /** Compartment and number within this device's chain of it. */
  q: string;
  s: number;
  /** Lower-case hex SHA-256 of the bytes. */
  hash: string;
  bytes: Uint8Array;
  /**
   * `stored`: the place has it; `confirmed`: the signed head that names it is there too; `left`: it was sealed by the
   * device that this profile was before, and nobody knows whether any of it was put; `aside`: nothing of such a one was
   * there, and it is sent only if somebody misses it.
   */
  state: 'sealed' | 'stored' | 'confirmed' | 'left' | 'aside';
}

/** A segment of another device that was looked at. */
export interface SegmentRow {
  name: string;
  /** Chain: `<owner>-<device>`. */
  d: string;
  q: string;
  s: number;
  hash: string;
  /** Hash of the segment before it, as its writer says. */
  p: string;
  /** `held`: not taken in, with the reason; it is tried again. */
  state: 'merged' | 'held';
  reason?: string;
  /** Epoch of one that is held because its key is not here. */
  k?: string;
  /** Milliseconds. */
  at: number;
  /** Ids of the records that it would delete or overwrite, where that is why it is held. */
  would?: { deleted: string[]; overwritten: string[] };
  /** What a person said to that. */
  decided?: 'accept' | 'refuse';
  /** Of one that was taken in: stamp and record of each of its lines, so that it can be taken out again. */
  lines?: string[];
  /** Of one with lines under keys of members: hints of those that are not open here. */
  closed?: string[];
}

/** Something in a chain that should not be. Shown, never repaired by throwing anything away. */
export interface ChainEvent {
  /**
   * - `back`: an older head stood there
   * - `fork`: two segments under one number
   * - `broken`: a hash that does not follow
   * - `split`: somebody was shown another segment under this number
   * - `gone`: a segment that was there was taken away; its writer sends it again
   * - `ahead`: times more than a day ahead, which says no more than that a clock is wrong
   */
  what: 'back' | 'fork' | 'broken' | 'split' | 'gone' | 'ahead';
  q: string;
  s: number;
  at: number;
  /** True once a person here has taken note of it. */
  noted?: true;
}

/** What is known of another device's chains. */
export interface PeerRow {
  /** `<owner>-<device>`. */
  d: string;
  /** Mark of the head at the place when everything that it names was here. */
  mark?: string;
  /** The last valid head: its number, its time as claimed, and the last segment of each chain. */
  head?: {
    n: number;
    t: number;
    q: Record<string, { s: number; h: string }>;
    /** What that device has seen of the others: by chain and compartment, number and beginning of a hash. */
    seen?: Record<string, Record<string, readonly [number, string]>>;
    /** True when it came in a file, which says nothing of what stands at the place. */
    byHand?: true;
    /** First pieces of files that it looked for and did not find. */
    want?: string[];
    /** Keys that it asks for, as `<epoch> <compartment>`. */
    needs?: string[];
    /** Number of the last roster entry that it knew. */
    rn?: number;
  };
  /** Since when (milliseconds) the place does not list a head that was there. */
  absent?: number;
  /** By compartment, the segment up to which every one was taken in: number, hash, and month of its folder. */
  upTo: Record<string, { s: number; h: string; m: string }>;
  /** By compartment, numbers that the head names and that are not here. */
  gaps: Record<string, number[]>;
  events: ChainEvent[];
  /** What decided how far its chains are read: limits, and number of keys. When it changes they are looked at again. */
  under?: string;
}

/** A file of the roster chain, of wrapped keys, or of one member's key. */
export interface RosterRow {
  name: string;
  sort: 'entry' | 'keys' | 'own';
  bytes: Uint8Array;
  /** True when it came from the place, or was put there. */
  sent: boolean;
}

/** The key of one compartment in one epoch, or a key of one member. */
export interface RingRow {
  k: string;
  /** `m/<member>`: what that member reads too; `c/<member>`: what of the member is for the committee alone. */
  q: string;
  key: Uint8Array;
  /** Of a member's key: when it was made, and the epochs of `w` and `o` in which it is written with. */
  h?: Stamp;
  w?: string;
  o?: string;
}

/** The end of one chain of this device. */
export interface ChainEnd {
  s: number;
  hash: string;
  /** `yyyymm` of the last segment's folder; never goes back. */
  month: string;
  /** The last eight names, from the month on. */
  tail: string[];
}

/** Why a commit, or a part of it, was not sealed. */
export interface Withheld {
  n: number;
  why: 'role' | 'key' | 'stamp' | 'size' | 'kind';
}

/** A device that this profile was before. */
export interface FormerDevice {
  d: string;
  n: number;
  mark?: string;
}

/** How far the sharing of this profile has come. */
export interface ShareRow {
  /** `share:<space>` for a company space. */
  id: 'share' | `share:${string}`;
  /** Of a company space: the company whose matters it carries. */
  company?: string;
  /** What the company is called, and this person's own name where no roster of a branch has it. On this device alone. */
  title?: string;
  myName?: string;
  space: string;
  /** Short name in paths and accounts, `[a-z0-9]`. */
  owner: string;
  member: RecordId;
  device: string;
  /**
   * Devices that this profile was before and whose chains are not sealed anew: the number of the last head that each
   * put, and its mark at the place. They have no other writer any more.
   */
  former?: FormerDevice[];
  /** Hash of the founding entry of the roster: the root of all trust in this space. */
  root: string;
  /** Commits up to this number have been looked at for sealing. */
  lastSealed: number;
  /** Commits up to this number are named by a head that the place has. */
  confirmed: number;
  /** Commits up to this number are sent even when they came from a space before this one. */
  allUpTo: number;
  chains: Record<string, ChainEnd>;
  /** Number of the last head written, its mark at the place, what it said, and when (milliseconds). */
  headN: number;
  headMark?: string;
  headRo?: string;
  headAt?: number;
  /** Commits up to this number are in a file that was handed over, and when (milliseconds). */
  handed?: number;
  handedAt?: number;
  /** What the last head said of numbers that are missing here. */
  headLack?: string;
  /** What happened to this device's own chains at the place. */
  events?: ChainEvent[];
  withheld: Withheld[];
  /** What decided about the withheld: roster and number of keys. When it changes they are looked at again. */
  withheldUnder: string;
  /** Roster and number of keys under which everybody was last seen to have theirs. */
  tendedUnder?: string;
  /** Number of files of members' keys that the last head told of. */
  headOwn?: number;
  /** Members' keys under which what was closed was last tried, and under which devices were last seen to have theirs. */
  openedUnder?: string;
  ownUnder?: string;
  /** Erasures whose keys are destroyed here, and after which what is kept was sealed anew. */
  erased?: string[];
  /** State of the roster under which what a removal does not accept was last taken out. */
  enforcedUnder?: string;
  /** Name of the recovery key that this computer last entered, or found, because its policy names it. */
  presetRecovery?: string;
}

/** The device's own keys. Private ones cannot be read out, only used. */
export interface KeysRow {
  id: 'keys';
  device: string;
  /** Algorithms of its keys, for life: 1 or, where the browser has not got those, 2. */
  suite: 1 | 2;
  sign: CryptoKeyPair;
  kem: CryptoKeyPair;
}

export type IdentityRow = ShareRow | KeysRow | PlaceRow | RunRow | InvitationRow | JoiningRow | AsideRow;

/** A part of a commit from elsewhere: some lines, and of those some fields. Parts of one commit become one again. */
export interface CommitPart extends Pick<ChangeRow, 'from' | 'by' | 'label' | 'lines'> {
  /** First stamp of the commit that this one undoes. */
  undone?: Stamp;
}

/** A segment that is taken in: what it says, and the ways to the files that it refers to. */
export interface Accepted {
  row: SegmentRow;
  parts: readonly CommitPart[];
  blobs?: readonly BlobRow[];
  prepared?: Prepared;
}

/** A head that stands at the place, and what it names. */
export interface StoodHead {
  n: number;
  ro: string;
  at: number;
  sealed: number;
  names: readonly string[];
  lack?: string;
  own?: number;
}
