import { type Body, FIGURES } from '../../../lib/rollups/body';
import type { Card } from '../../../lib/rollups/card';
import { sealReport } from '../../../lib/rollups/format';
import { organisationPlace } from '../../../lib/rollups/names';
import type { NewStatement } from '../../../lib/rollups/organisation';
import { publicHex } from '../../../lib/sync/suite';

export const PERIOD = '2026Q4';
const TODAY = '2026-11-26';

/** Mulberry32: the same branches in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const PLACES = '出行外卖快递货运家政直播电商支付安全算法运维客服法务仓储调度站点片区社区'.match(/../g) ?? [];

/** What a branch of many reports: 44 items, seven rules, every figure, forty devices. */
export function reportOf(at: number, day: number): Body {
  const next = random(at * 31 + day);
  const int = (most: number): number => Math.floor(next() * most);
  const hex = (size: number): string => Array.from({ length: size }, () => int(16).toString(16)).join('');
  const letters = ['', 'm', 'm', 'p', 'n', 'a'] as const;
  const names = Object.values(FIGURES).flat();
  return {
    v: 1,
    name: `示例${PLACES[at % PLACES.length]}${PLACES[(at * 7) % PLACES.length]}第${at + 1}党支部`,
    company: `示例${PLACES[at % PLACES.length]}网络科技有限公司`,
    superior: `中共示例${PLACES[(at % 40) % PLACES.length]}公司委员会`,
    form: 'single',
    asOf: TODAY,
    termEnd: '2028-03-31',
    checklist: 'cn.platform.governance 1',
    items: Array.from({ length: 44 }, (_, index) => [
      `${'ABCDEFG'.charAt(index % 7)}${1 + Math.floor(index / 7)}`,
      letters[int(6)] ?? '',
      letters[int(6)] ?? '',
      int(4),
      hex(12),
    ]),
    activities: ['general', 'committee', 'group', 'lecture', 'themeDay', 'orgLife', 'appraisal'].map(
      (rule) => ({
        rule,
        due: 1 + int(3),
        held: int(4),
        state: (['done', 'due', 'missing', 'unknown'] as const)[int(4)],
      }),
    ),
    figures: Object.fromEntries(names.map((name) => [name, { have: int(40), of: 40, unknown: int(2) }])),
    seen: Object.fromEntries(Array.from({ length: 40 }, () => [`d${hex(7)}`, 1 + int(400)] as const)),
  };
}

/** A branch with the key that it signs with. Made outside of the page: the page is the committee's. */
export interface Branch {
  b: string;
  keys: CryptoKeyPair;
  key: string;
}

/** So many branches, whose names in reports are the same in every run. */
export async function makeBranches(count: number): Promise<Branch[]> {
  const next = random(count);
  const branches: Branch[] = [];
  for (let at = 0; at < count; at += 1) {
    const keys = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign'])) as CryptoKeyPair;
    const b = Array.from({ length: 20 }, () => Math.floor(next() * 16).toString(16)).join('');
    branches.push({ b, keys, key: await publicHex(keys.publicKey) });
  }
  return branches;
}

/** What the committee's list says of them: every key was compared. */
export const statements = (branches: readonly Branch[]): NewStatement[] =>
  branches.map(({ b, key }, at) => ({
    id: `branch${String(at).padStart(10, '0')}`,
    name: reportOf(at, 1).name,
    b,
    key,
  }));

/** The file that one of them sends on a day, sealed and signed. */
export async function reportFileOf(
  card: Card,
  { b, keys, key }: Branch,
  at: number,
  day: number,
): Promise<{ name: string; bytes: Uint8Array }> {
  const about = { org: card.org, b, period: PERIOD, n: day, t: Date.now(), d: 'bench000', key };
  const bytes = await sealReport(about, reportOf(at, day), {
    mailbox: card.mailbox,
    signWith: keys.privateKey,
  });
  return { name: organisationPlace(card.org).report(PERIOD, b), bytes };
}

export { carrierOf } from './place';
