import { v5 } from 'uuid';
import type { ItemRecord } from '../governance/checklist';
import { create, SyncStore, type Ledger, type Rec } from '../ledger';
import { toHex } from '../records/bytes-text';
import { Fault } from '../records/fault';
import type { Verdict } from '../records/governance';
import type { ChecklistItem } from '../rules/pack';
import { utf8 } from '../sync/bytes';
import { ownKeys } from '../sync/context';
import { publicHex, sign } from '../sync/suite';
import { readReview, type ReviewContent, reviewHash, type Tips } from '../verify';
import { signersOf } from './devices';
import { independenceOf } from './independence';
import { stateOfItem } from './item-state';
import { inChain } from './order';

/** Where ids of reviews come from. Fixed for ever. */
const NAMESPACE = 'c2f6f5d4-4a1a-5a43-9a0e-6d0c6f1f9b57';

/** Id of the record of a review: made of what it says and by whom, so that none can stand under another's. */
export const reviewId = (text: string, signature: string): string =>
  v5(reviewHash(text, signature), NAMESPACE);

/** What somebody signs of an item. */
export interface Judgement {
  item: ItemRecord;
  asked: Pick<ChecklistItem, 'text' | 'mark'>;
  /** Hash of the state that was on the screen. */
  shown: string;
  design?: Verdict;
  effect?: Verdict;
  note?: string;
  findings?: ReviewContent['findings'];
  /** Name and role as the signature shows them. */
  name: string;
  role: string;
  independent: boolean;
}

/**
 * Signs an item as it was shown. Throws E995 when the item has become another since it was shown, E996 when the review
 * has no verdict, E801 for 不适用 without a note, E959 when it claims an independence that there is not, and what
 * {@link ownKeys} throws. Answers the id of the record.
 */
export async function signReview(ledger: Ledger, judgement: Judgement): Promise<string> {
  const { item, asked, shown, design, effect } = judgement;
  if (!design || !effect) throw new Fault('E996');
  if (design === 'notApplicable' || effect === 'notApplicable')
    if (!judgement.note?.trim()) throw new Fault('E801', { item: item.fields.item });
  const state = await stateOfItem(ledger, item, asked);
  if (state.hash !== shown) throw new Fault('E995');
  if (judgement.independent && !(await independenceOf(ledger, item.id)).independent) throw new Fault('E959');
  const reviews = await reviewsOf(ledger, item.id);
  return put(ledger, judgement, {
    act: 'review',
    state,
    before: reviews[reviews.length - 1]?.hash ?? null,
    verdicts: { design, effect },
  });
}

/**
 * Takes back a review that this person signed: a signed record with a reason, beside it; what was signed stays.
 * Throws E997 without a reason, or for somebody else's review.
 */
export async function revokeReview(
  ledger: Ledger,
  revoked: Rec<'review'>,
  options: Pick<Judgement, 'item' | 'name' | 'role' | 'independent'> & { reason: string },
): Promise<string> {
  const content = readReview(revoked.fields.text);
  const reason = options.reason.trim();
  if (!reason || !content || content.reviewer.member !== ledger.me?.member) throw new Fault('E997');
  return put(
    ledger,
    { ...options, note: reason },
    {
      act: 'revocation',
      state: { text: await ledger.text(revoked.fields.state), hash: content.state },
      before: reviewHash(revoked.fields.text, revoked.fields.signature),
      verdicts: {},
    },
  );
}

let turn: Promise<unknown> = Promise.resolve();

/** One signing at a time, in whichever window: each names the one before it. */
function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  if (locks) return locks.request(`sign-${name}`, work);
  const done = turn.then(work, work);
  turn = done.catch(() => undefined);
  return done;
}

function put(
  ledger: Ledger,
  said: Pick<Judgement, 'item' | 'name' | 'role' | 'independent' | 'note' | 'findings'>,
  signed: Pick<ReviewContent, 'act' | 'before'> & {
    state: { text: string; hash: string };
    verdicts: Pick<ReviewContent, 'design' | 'effect'>;
  },
): Promise<string> {
  const work = async (): Promise<string> => {
    const keys = await ownKeys(ledger, new SyncStore(ledger));
    const { heads } = await signersOf(ledger, said.item.fields.companyId);
    const last = await lastOf(ledger, keys.device, said.item.fields.companyId);
    const content: ReviewContent = {
      v: 1,
      act: signed.act,
      company: said.item.fields.companyId,
      item: said.item.id,
      code: said.item.fields.item,
      period: said.item.fields.period,
      state: signed.state.hash,
      ...signed.verdicts,
      ...(said.note ? { note: said.note } : {}),
      findings: said.findings ?? [],
      reviewer: {
        member: ledger.me?.member ?? '',
        name: said.name,
        role: said.role,
        independent: said.independent,
      },
      device: keys.device,
      key: await publicHex(keys.sign.publicKey),
      prev: last?.hash ?? null,
      n: (last?.n ?? 0) + 1,
      before: signed.before,
      heads,
      at: new Date(ledger.clock.wall()).toISOString(),
    };
    const text = JSON.stringify(content);
    const signature = toHex(await sign(keys.sign.privateKey, utf8(text)));
    const id = reviewId(text, signature);
    const write = create(
      'review',
      {
        companyId: content.company,
        item: content.item,
        text,
        signature,
        device: content.device,
        state: signed.state.text,
      },
      id,
    );
    const label = signed.act === 'review' ? 'reviewSign' : 'reviewRevoke';
    await ledger.commit([write], { label });
    await noteTip(ledger, tipName(content), { n: content.n, hash: reviewHash(text, signature) });
    return id;
  };
  return inTurn(ledger.clock.device, work);
}

/** Under which the end of a chain is noted: a device has one chain for each company, so that each can be handed over. */
const tipName = ({ device, company }: { device: string; company: string }): string => `${device}/${company}`;

/** The ends of the chains of a company as this ledger has noted them, by device. */
export async function notedTips(ledger: Ledger, company: string): Promise<Tips> {
  const all = Object.entries((await ledger.meta('reviewTips')) ?? {});
  const end = `/${company}`;
  return Object.fromEntries(
    all.flatMap(([name, tip]) => (name.endsWith(end) ? [[name.slice(0, -end.length), tip]] : [])),
  );
}

/** The last review that this device signed for a company: by the ledger's own note, else by what is there. */
async function lastOf(
  ledger: Ledger,
  device: string,
  company: string,
): Promise<{ n: number; hash: string } | undefined> {
  const noted = (await notedTips(ledger, company))[device];
  const own = (await ledger.linked(`signedOn:${device}`, 'review'))
    .flatMap(({ fields }) => {
      const content = readReview(fields.text);
      return content?.company === company
        ? [{ n: content.n, hash: reviewHash(fields.text, fields.signature) }]
        : [];
    })
    .sort((a, b) => b.n - a.n)[0];
  return own && own.n > (noted?.n ?? 0) ? own : noted;
}

/** Notes the end of a device's chain, so that it is missed when somebody takes the last review out of the database. */
const noteTip = (ledger: Ledger, name: string, tip: { n: number; hash: string }): Promise<void> =>
  ledger.changeMeta('reviewTips', (before) => ({ ...before, [name]: tip }));

/** A review as it lies in the ledger, with its hash. */
export interface KeptReview {
  record: Rec<'review'>;
  content: ReviewContent;
  hash: string;
}

/** The readable reviews of an item, oldest first: none before the one that it was made on. */
export async function reviewsOf(ledger: Ledger, item: string): Promise<KeptReview[]> {
  const records = await ledger.linked(item, 'review');
  const read = records.flatMap((record) => {
    const content = readReview(record.fields.text);
    const hash = reviewHash(record.fields.text, record.fields.signature);
    return content && content.item === item ? [{ record, content, hash }] : [];
  });
  return inChain(read, ({ record: { h }, content: { before }, hash }) => ({ h, chain: { hash, before } }));
}
