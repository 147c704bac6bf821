import { hashOfText, isSigned } from './signature';
import { readReview, type ReviewContent, reviewHash } from './review-text';

/** A review as it is kept. */
export interface SignedReview {
  item: string;
  text: string;
  signature: string;
  device: string;
  /** The text whose hash was signed; absent where it was left out for readers outside. */
  state?: string;
}

/** What is known of a device: its key and whose it is, as the roster certifies it. */
export interface KnownDevice {
  key: string;
  member: string;
  name?: string;
}

/** Why a review, or what should stand beside it, does not hold. */
export type ReviewProblem =
  /** The text is not one of this format, or names another item or device than its record. */
  | 'unreadable'
  /** Nobody certified the device, or with another key. */
  | 'unknownSigner'
  | 'otherMember'
  | 'badSignature'
  /** The state beside it is not the one that was signed. */
  | 'otherState'
  /** The review before this one in the device's chain is missing. */
  | 'missingBefore'
  /** Two different reviews stand at one place of the device's chain. */
  | 'fork'
  /** The last review that the device is known to have signed is missing. */
  | 'missingLast'
  /** The review of the item that this one was made on is missing. */
  | 'missingEarlier';

/** One thing that does not hold, and where. */
export interface Accusation {
  problem: ReviewProblem;
  /** Item record, where it is about one. */
  item?: string;
  device: string;
  /** Number in the device's chain; of a missing one the number that it must have had. */
  n?: number;
  /** Hash of the review it is about. */
  hash?: string;
}

/** A review that was read, with its hash. */
export interface ReadReview {
  hash: string;
  content: ReviewContent;
  review: SignedReview;
}

/** Last review of each device as somebody wrote it down: device → number and hash. */
export type Tips = Record<string, { n: number; hash: string }>;

/**
 * Examines reviews: format, signer, signature, state, and that the chains of devices and items have no gap and no fork.
 * `tips` are ends of chains from elsewhere (a signed pack, the ledger's own note): without them nobody can see that the
 * last one was left out. The order in which reviews are given does not matter.
 */
export function examine(
  reviews: readonly SignedReview[],
  devices: ReadonlyMap<string, KnownDevice>,
  tips: Tips = {},
  options: { mayLackState?: boolean } = {},
): Examined {
  const examining = startExamining(devices, options);
  for (const review of reviews) examining.take(review);
  return examining.end(tips);
}

/** What holds of reviews, and what does not. */
export interface Examined {
  good: ReadReview[];
  accusations: Accusation[];
}

/**
 * {@link examine} for whoever gives reviews one by one, because thousands of signatures take seconds. `holds` answers in
 * the place of the signature's arithmetic, where somebody remembers it.
 */
export function startExamining(
  devices: ReadonlyMap<string, KnownDevice>,
  { mayLackState = false, holds = isSigned }: { mayLackState?: boolean; holds?: typeof isSigned } = {},
): { take: (review: SignedReview) => void; end: (tips?: Tips) => Examined } {
  const accusations: Accusation[] = [];
  const good: ReadReview[] = [];
  const readable: ReadReview[] = [];
  const seen = new Set<string>();
  const take = (review: SignedReview): void => {
    const hash = reviewHash(review.text, review.signature);
    if (seen.has(hash)) return;
    seen.add(hash);
    const content = readReview(review.text);
    if (!content || content.item !== review.item || content.device !== review.device) {
      accusations.push({ problem: 'unreadable', item: review.item, device: review.device, hash });
      return;
    }
    const problem = problemOf(review, content, devices.get(content.device), { mayLackState, holds });
    const at = { item: content.item, device: content.device, n: content.n, hash };
    if (problem) accusations.push({ problem, ...at });
    else good.push({ hash, content, review });
    if (!problem || problem === 'otherState') readable.push({ hash, content, review });
  };
  return {
    take,
    end: (tips = {}) => {
      accusations.push(...examineChains(readable, tips), ...examineItems(readable));
      return { good, accusations };
    },
  };
}

function problemOf(
  review: SignedReview,
  content: ReviewContent,
  known: KnownDevice | undefined,
  { mayLackState, holds }: { mayLackState: boolean; holds: typeof isSigned },
): ReviewProblem | undefined {
  if (!known || known.key !== content.key) return 'unknownSigner';
  if (known.member !== content.reviewer.member) return 'otherMember';
  if (!holds(known.key, review.signature, review.text)) return 'badSignature';
  if (review.state === undefined) return mayLackState ? undefined : 'otherState';
  if (hashOfText(review.state) !== content.state) return 'otherState';
  return undefined;
}

function examineChains(reviews: readonly ReadReview[], tips: Tips): Accusation[] {
  const accusations: Accusation[] = [];
  // A device has one chain for each company, so that what was signed for one can be handed over without the others.
  const byDevice = new Map<string, ReadReview[]>();
  for (const one of reviews) {
    const name = `${one.content.device}/${one.content.company}`;
    const chain = byDevice.get(name);
    if (chain) chain.push(one);
    else byDevice.set(name, [one]);
  }
  for (const chain of byDevice.values()) {
    const byNumber = new Map<number, ReadReview[]>();
    for (const one of chain) byNumber.set(one.content.n, [...(byNumber.get(one.content.n) ?? []), one]);
    for (const { hash, content } of chain) {
      const { n, prev, item, device } = content;
      if ((byNumber.get(n) ?? []).length > 1) accusations.push({ problem: 'fork', item, device, n, hash });
      const before = byNumber.get(n - 1) ?? [];
      const isFirst = n === 1 && prev === null;
      if (!isFirst && !before.some((one) => one.hash === prev))
        accusations.push({ problem: 'missingBefore', device, n: n - 1, hash: prev ?? hash });
    }
  }
  const ends = new Set(reviews.map(({ hash, content }) => `${content.device} ${hash}`));
  for (const [device, tip] of Object.entries(tips)) {
    if (!ends.has(`${device} ${tip.hash}`))
      accusations.push({ problem: 'missingLast', device, n: tip.n, hash: tip.hash });
  }
  return accusations;
}

function examineItems(reviews: readonly ReadReview[]): Accusation[] {
  const byHash = new Map(reviews.map((one) => [one.hash, one]));
  return reviews.flatMap(({ hash, content: { before, item, device, n } }): Accusation[] => {
    if (before === null || byHash.get(before)?.content.item === item) return [];
    return [{ problem: 'missingEarlier', item, device, n, hash }];
  });
}

/** The ends of the chains of reviews that hold: to be written down beside them. */
export function tipsOf(reviews: readonly ReadReview[]): Tips {
  const tips: Tips = {};
  for (const { hash, content } of reviews) {
    const tip = tips[content.device];
    if (!tip || content.n > tip.n) tips[content.device] = { n: content.n, hash };
  }
  return tips;
}
