import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../../../lib/records/bytes-text';
import {
  hashOfText,
  PACK_FILES,
  PACK_FORMAT,
  type PackDevice,
  type PackItem,
  type PackManifest,
  type PackReader,
  type ReviewContent,
  reviewHash,
  type SignedReview,
  tipsOf,
} from '../../../lib/verify';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Somebody who signs in a made-up pack. */
export class TestSigner {
  readonly secret: Uint8Array;
  readonly key: string;
  #n = 0;
  #prev: string | null = null;

  constructor(
    readonly device: string,
    readonly member: string,
    seed: number,
  ) {
    this.secret = sha256(utf8(`${device} ${seed}`));
    this.key = toHex(ed25519.getPublicKey(this.secret));
  }

  sign(text: string): string {
    return toHex(ed25519.sign(utf8(text), this.secret));
  }

  review(
    item: Pick<PackItem, 'record' | 'code' | 'period'>,
    state: string,
    over: Partial<ReviewContent> = {},
  ): SignedReview & { hash: string; content: ReviewContent } {
    this.#n += 1;
    const content: ReviewContent = {
      v: 1,
      act: 'review',
      company: 'co',
      item: item.record,
      code: item.code,
      period: item.period,
      state: hashOfText(state),
      design: 'met',
      effect: 'partly',
      findings: [],
      reviewer: { member: this.member, name: `示例${this.member}`, role: '合规', independent: true },
      device: this.device,
      key: this.key,
      prev: this.#prev,
      n: this.#n,
      before: null,
      heads: {},
      at: `2026-11-20T02:00:${String(this.#n).padStart(2, '0')}.000Z`,
      ...over,
    };
    const text = JSON.stringify(content);
    const signature = this.sign(text);
    const hash = reviewHash(text, signature);
    this.#prev = hash;
    return { item: item.record, text, signature, device: this.device, state, hash, content };
  }
}

/** The files of a small pack that holds: two reviewers, `items` items, each with a file, some reviewed twice, one taken back. */
export function makeTestPack(seed: number, items = 4): Map<string, Uint8Array> {
  const signers = [new TestSigner('dev1', 'fan', seed), new TestSigner('dev2', 'lin', seed)];
  const files = new Map<string, Uint8Array>();
  const lines: PackItem[] = [];
  const reviews: (SignedReview & { hash: string; content: ReviewContent })[] = [];
  for (let index = 0; index < items; index += 1) {
    const signer = signers[index % 2] as TestSigner;
    const path = `evidence/${index}.txt`;
    const bytes = utf8(`证据 ${seed} ${index}`);
    files.set(path, bytes);
    const record = `item${index}`;
    const at = { record, code: `A${index + 1}`, period: '2026' };
    const earlier = `{"v":1,"record":"${record}","answers":{}}`;
    const state = `{"v":1,"record":"${record}","answers":{"effect":"met"},"seed":${seed}}`;
    const first = signer.review(at, index % 3 === 1 ? earlier : state);
    reviews.push(first);
    let counts: string | undefined = first.hash;
    if (index % 3 === 1) {
      const second = signer.review(at, state, { before: first.hash });
      reviews.push(second);
      counts = second.hash;
    }
    const isRevoked = index === 2;
    if (isRevoked) {
      const act = {
        act: 'revocation',
        before: counts,
        design: undefined,
        effect: undefined,
        note: '看错了',
      } as const;
      reviews.push(signer.review(at, state, act));
      counts = undefined;
    }
    lines.push({
      ...at,
      state: hashOfText(state),
      standing: isRevoked ? 'revoked' : 'signed',
      ...(counts ? { review: counts } : {}),
      files: [{ sha256: toHex(sha256(bytes)), path }],
    });
  }
  const known: PackDevice[] = signers.map(({ device, key, member }) => ({ device, key, member }));
  const jsonl = (values: object[]): Uint8Array =>
    utf8(values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  files.set(PACK_FILES.devices, utf8(JSON.stringify(known)));
  files.set(PACK_FILES.items, jsonl(lines));
  files.set(
    PACK_FILES.reviews,
    jsonl(
      reviews.map(({ item, text, signature, device, state }) => ({ item, text, signature, device, state })),
    ),
  );
  const maker = signers[0] as TestSigner;
  const manifest: PackManifest = {
    format: PACK_FORMAT,
    v: 1,
    company: { id: 'co', name: '示例出行' },
    made: '2026-11-26T02:00:00.000Z',
    by: { member: maker.member, name: '示例范', device: maker.device, key: maker.key },
    reduced: false,
    files: [...files].map(([path, bytes]) => ({ path, size: bytes.length, sha256: toHex(sha256(bytes)) })),
    tips: tipsOf(reviews.map((review) => ({ hash: review.hash, content: review.content, review }))),
  };
  const text = JSON.stringify(manifest);
  files.set(PACK_FILES.manifest, utf8(text));
  files.set(PACK_FILES.signature, utf8(maker.sign(text)));
  return files;
}

/** Reads a pack that lies in memory. */
export const readerOf = (files: ReadonlyMap<string, Uint8Array>): PackReader => ({
  files: () => [...files].map(([path, bytes]) => ({ path, size: bytes.length })),
  hash: (path) => Promise.resolve(toHex(sha256(files.get(path) as Uint8Array))),
  bytes: (path) => Promise.resolve(files.get(path) as Uint8Array),
});
