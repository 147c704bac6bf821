import {
  create,
  keptStandings,
  type Ledger,
  newId,
  openSpace,
  SyncStore,
  type Write,
} from '../../../lib/ledger';
import { ANSWERS, itemRecordId } from '../../../lib/governance/item-id';
import type { ItemRecord } from '../../../lib/governance/checklist';
import { toHex } from '../../../lib/records/bytes-text';
import { stateText } from '../../../lib/review/item-state';
import { reviewId } from '../../../lib/review/sign';
import { checklistInForce } from '../../../lib/rulebook/whole-packs';
import { utf8 } from '../../../lib/sync/bytes';
import { ownKeys } from '../../../lib/sync/context';
import { publicHex, sign } from '../../../lib/sync/suite';
import { hashOfText, type ReviewContent, reviewHash } from '../../../lib/verify';

const COMPANIES = ['bench-company', 'bench-second', 'bench-third'];
const BATCH = 2000;
const WORDS = ['夜间配送站点', '恶劣天气时限', '算法取中说明', '骑手诉求办理', '党建入章程', '前置研究清单'];

/** What was made. */
export interface Made {
  items: number;
  links: number;
  reviews: number;
}

/**
 * Fills the own space with a checklist of `items` items of one company over many periods, a tenth of that of two others
 * beside it, three pieces of evidence each, steps, findings, and reviews that this device signed in one chain.
 */
export async function seedReviews(items: number, reviews: number): Promise<Made> {
  const ledger = await openSpace('own');
  const me = newId();
  await ledger.commit(
    [
      create('branch', {
        name: '示例平台第一党支部',
        company: '示例平台公司',
        companyId: COMPANIES[0] ?? '',
        form: 'single',
        hasCommittee: true,
        termStart: '2024-03-01',
      }),
      create('member', { name: '示例范', category: 'full', joinedOn: '2015-07' }, me),
    ],
    { label: 'bench' },
  );
  await ledger.setMe({ member: me, role: 'compliance' });
  const made: Made = { items: 0, links: 0, reviews: 0 };
  for (const [index, companyId] of COMPANIES.entries()) {
    const share = index === 0 ? 1 : 0.1;
    const part = await seedCompany(ledger, companyId, Math.floor(items * share), Math.floor(reviews * share));
    made.items += part.items;
    made.links += part.links;
    made.reviews += part.reviews;
  }
  ledger.close();
  return made;
}

async function seedCompany(ledger: Ledger, companyId: string, count: number, reviews: number): Promise<Made> {
  const { items: asked } = await checklistInForce(ledger);
  const keys = await ownKeys(ledger, new SyncStore(ledger));
  const key = await publicHex(keys.sign.publicKey);
  const writes: Write[] = [];
  let prev: string | null = null;
  let n = 0;
  for (let index = 0; index < count; index += 1) {
    const of = asked[index % asked.length];
    if (!of) continue;
    const month = Math.floor(index / asked.length);
    const period = `${2027 - Math.ceil((month + 1) / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    const ref = { companyId, packId: ANSWERS, item: of.code, period };
    const id = itemRecordId(ref);
    const meetings = [`m${index % 500}`, `m${(index * 7) % 500}`];
    const evidence = {
      [`r-${meetings[0]}`]: { record: { kind: 'meeting', id: meetings[0] ?? '' }, addedOn: '2026-11-20' },
      ...(index % 2
        ? {
            [`r-${meetings[1]}`]: {
              record: { kind: 'meeting', id: meetings[1] ?? '' },
              addedOn: '2026-11-20',
            },
          }
        : {}),
      [`f${index}`]: {
        file: {
          sha256: hashOfText(id),
          size: 1000,
          type: 'image/jpeg',
          name: `照片 ${index}.jpg`,
          role: 'file' as const,
        },
        addedOn: '2026-11-20',
      },
      // A page on the web stands for four items.
      [`l${index >> 2}`]: {
        link: `https://example.org/${index >> 2}`,
        seenOn: '2026-11-20',
        addedOn: '2026-11-20',
      },
    };
    const fields = {
      ...ref,
      design: 'met' as const,
      effect: 'met' as const,
      reason: `${WORDS[index % WORDS.length]}已安排，第 ${index} 项。`,
      owner: index % 3 ? '示例范' : undefined,
      risk: index % 5 ? undefined : ('high' as const),
      evidence,
    };
    const seen = index % 2 ? meetings : meetings.slice(0, 1);
    const exhibits = seen.map((record, place) => ({
      id: `x${place}-${id}`,
      fields: {
        companyId,
        item: id,
        record,
        recordKind: 'meeting',
        state: {
          revision: 1,
          hash: hashOfText(record),
          seen: '',
          at: '2026-11-20T00:00:00.000Z',
          by: '',
          shown: { date: '2026-11-20', title: WORDS[index % WORDS.length] ?? '' },
        },
      },
    }));
    writes.push(create('governanceItem', fields, id));
    for (const { id: own, fields: of_ } of exhibits) writes.push(create('exhibit', of_, own));
    if (index % 2)
      writes.push(
        create('itemStep', {
          companyId,
          item: id,
          step: 'submitted',
          at: '2026-11-20T00:00:00.000Z',
          name: '示例范',
        }),
      );
    if (index % 50 === 0)
      writes.push(
        create('finding', { companyId, item: id, problem: '缺签到', foundOn: '2026-11-20', state: 'open' }),
      );
    if (n < reviews && index % 2 === 0) {
      n += 1;
      const record = { id, kind: 'governanceItem', fields } as unknown as ItemRecord;
      const state = stateText(record, of, exhibits as never);
      const content: ReviewContent = {
        v: 1,
        act: 'review',
        company: companyId,
        item: id,
        code: of.code,
        period,
        // Every tenth was signed on another state: it changed since.
        state: hashOfText(n % 10 ? state : `${state} `),
        design: 'met',
        effect: 'met',
        findings: [],
        reviewer: { member: ledger.me?.member ?? '', name: '示例范', role: '合规', independent: true },
        device: keys.device,
        key,
        prev,
        n,
        before: null,
        heads: {},
        at: '2026-11-20T00:00:00.000Z',
      };
      const text = JSON.stringify(content);
      const signature = toHex(await sign(keys.sign.privateKey, utf8(text)));
      prev = reviewHash(text, signature);
      writes.push(
        create(
          'review',
          { companyId, item: id, text, signature, device: keys.device, state: n % 10 ? state : `${state} ` },
          reviewId(text, signature),
        ),
      );
    }
  }
  for (let at = 0; at < writes.length; at += BATCH)
    await ledger.commit(writes.slice(at, at + BATCH), { label: 'bench' });
  if (prev) {
    const tip = { n, hash: prev };
    await ledger.changeMeta('reviewTips', (before) => ({ ...before, [`${keys.device}/${companyId}`]: tip }));
  }
  return { items: count, links: count * 3 + Math.floor(count / 2), reviews: n };
}

/** Ends when some window has kept how the items of the large company stand. */
export async function untilKept(): Promise<void> {
  const ledger = await openSpace('own');
  await new Promise<void>((resolve, reject) => {
    const end = ledger.live(
      () => keptStandings(ledger, COMPANIES[0] ?? ''),
      (head) => {
        if (!head) return;
        end();
        resolve();
      },
      reject,
    );
  });
  ledger.close();
}

/** Fills the own space with `files` files of `size` random bytes, as evidence of the items of one year, 40 to an item. */
export async function seedFiles(files: number, size: number): Promise<void> {
  const ledger = await openSpace('own');
  const me = newId();
  await ledger.commit(
    [
      create('branch', {
        name: '示例平台第一党支部',
        company: '示例平台公司',
        companyId: COMPANIES[0] ?? '',
        form: 'single',
        hasCommittee: true,
        termStart: '2024-03-01',
      }),
      create('member', { name: '示例范', category: 'full', joinedOn: '2015-07' }, me),
    ],
    { label: 'bench' },
  );
  await ledger.setMe({ member: me, role: 'compliance' });
  const { items: asked } = await checklistInForce(ledger);
  const each = Math.ceil(files / asked.length);
  let made = 0;
  for (const { code } of asked) {
    const evidence: Record<string, object> = {};
    for (let index = 0; index < each && made < files; index += 1, made += 1) {
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536)
        crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, size)));
      const data = new Blob([bytes], { type: 'image/jpeg' });
      const { sha256 } = await ledger.putBlob(data);
      evidence[`f${made}`] = {
        file: { sha256, size, type: 'image/jpeg', name: `照片 ${made}.jpg`, role: 'file' },
        addedOn: '2026-11-20',
      };
    }
    const ref = { companyId: COMPANIES[0] ?? '', packId: ANSWERS, item: code, period: '2026' };
    await ledger.commit(
      [
        create(
          'governanceItem',
          { ...ref, design: 'met', effect: 'met', evidence: evidence as never },
          itemRecordId(ref),
        ),
      ],
      { label: 'bench' },
    );
  }
  ledger.close();
}
