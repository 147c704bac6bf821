import {
  type Carrier,
  S3Carrier,
  type S3Settings,
  WebDavCarrier,
  type WebDavSettings,
} from '../../../lib/carrier';
import { openSpace } from '../../../lib/ledger';
import { type Body, FIGURES } from '../../../lib/rollups/body';
import { sealReport } from '../../../lib/rollups/format';
import { organisationPlace } from '../../../lib/rollups/names';
import { makeOrganisation, ownOrganisation, sayOfBranches } from '../../../lib/rollups/organisation';
import { overview } from '../../../lib/rollups/overview';
import { readReports } from '../../../lib/rollups/read';
import { publicHex } from '../../../lib/sync/suite';

const PERIOD = '2026Q4';
const TODAY = '2026-11-26';
const AT_ONCE = 12;

type Server = ({ kind: 'webdav' } & WebDavSettings) | ({ kind: 's3' } & S3Settings);

const wire = {
  fetch: (...given: Parameters<typeof fetch>) => fetch(...given),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  mayReach: () => Promise.resolve(true),
};

const carrierOf = (server: Server): Carrier =>
  server.kind === 'webdav' ? new WebDavCarrier(server, wire) : new S3Carrier(server, wire);

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
function reportOf(at: number, day: number): Body {
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

interface Branch {
  b: string;
  keys: CryptoKeyPair;
  key: string;
}

let branches: Branch[] = [];

const sideBySide = async (count: number, work: (at: number) => Promise<void>): Promise<void> => {
  let next = 0;
  const run = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) await work(at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
};

async function put(server: Server, at: number, day: number): Promise<number> {
  const { b, keys, key } = branches[at] as Branch;
  const ledger = await space();
  const { card } = (await organisation())!;
  const bytes = await sealReport(
    { org: card.org, b, period: PERIOD, n: day, t: ledger.clock.wall(), d: 'bench000', key },
    reportOf(at, day),
    { mailbox: card.mailbox, signWith: keys.privateKey },
  );
  await carrierOf(server).put(organisationPlace(card.org).report(PERIOD, b), bytes);
  return bytes.length;
}

let opened: ReturnType<typeof openSpace> | undefined;
const space = (): ReturnType<typeof openSpace> => (opened ??= openSpace('own'));
let known: ReturnType<typeof ownOrganisation> | undefined;
const organisation = async () => (known ??= ownOrganisation(await space()));

/** Makes an organisation and so many branches whose keys it has compared, and puts a report of each at the place. */
async function fill(server: Server, count: number): Promise<{ bytes: number }> {
  const ledger = await space();
  await makeOrganisation(ledger, '示例行业党委');
  const next = random(count);
  branches = [];
  let bytes = 0;
  for (let at = 0; at < count; at += 1) {
    const keys = (await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign'])) as CryptoKeyPair;
    const b = Array.from({ length: 20 }, () => Math.floor(next() * 16).toString(16)).join('');
    branches.push({ b, keys, key: await publicHex(keys.publicKey) });
  }
  await sayOfBranches(
    ledger,
    branches.map(({ b, key }, at) => ({
      id: `branch${String(at).padStart(10, '0')}`,
      name: reportOf(at, 1).name,
      b,
      key,
    })),
  );
  await sideBySide(count, async (at) => {
    bytes += await put(server, at, 1);
  });
  return { bytes };
}

/** So many branches report again. */
const change = (server: Server, count: number): Promise<void> =>
  sideBySide(count, async (at) => void (await put(server, at * 7, 2)));

/** Reads the period from the place, as the committee's screen does. Milliseconds. */
async function read(server: Server) {
  const ledger = await space();
  const began = performance.now();
  const found = await readReports(ledger, carrierOf(server), PERIOD);
  const time = performance.now() - began;
  const start = performance.now();
  const rows = await overview(ledger, PERIOD, { today: TODAY });
  return { ...found, time, overview: performance.now() - start, rows: rows.length };
}

Object.assign(globalThis, { fill, change, read });
