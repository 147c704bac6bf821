import { type Carrier, writeBundle } from '../carrier';
import { currentBranch } from '../branch/branch';
import { type CommitteeRow, type Ledger, RollupStore, type SentReport, SyncStore } from '../ledger';
import { Fault } from '../records/fault';
import { parsePeriod, type PeriodKey, periodKey, shiftPeriod } from '../rules/periods';
import { asBytes, type Bytes } from '../sync/bytes';
import { LEADS } from '../sync/compartments';
import { ownKeys, readContext } from '../sync/context';
import { publicHex } from '../sync/suite';
import type { Body } from './body';
import { type Card, cardText, readCard } from './card';
import { readReport, sealReport } from './format';
import { branchCode, branchName, cardCode, organisationPlace } from './names';

/** Whom a branch reports to, as its screen shows it. */
export interface Reporting {
  card: Card;
  /** 核对码 of the card, and of the key with which this device signs; that is absent until it has one. */
  cardCode: string;
  code: string | undefined;
  auto: boolean;
  sent: CommitteeRow['sent'];
  /** Name of the file at the place. */
  fileOf: (period: PeriodKey) => string;
}

/**
 * Keeps whom this branch reports to. `text` holds the committee's card. What was sent to another before is forgotten.
 * Throws E920 (no card), E921 (no branch), E923 (not for this person).
 */
export async function keepCommittee(ledger: Ledger, text: string): Promise<void> {
  const card = readCard(text);
  await assertMayReport(ledger);
  await signer(ledger, card);
  await new RollupStore(ledger).changeCommittee((row) =>
    row && readCard(row.card).org === card.org
      ? { ...row, card: cardText(card) }
      : { id: 'committee', card: cardText(card), auto: false, sent: {} },
  );
}

/** Forgets whom this branch reports to. What was sent stays where it is. */
export const forgetCommittee = (ledger: Ledger): Promise<void> =>
  new RollupStore(ledger).changeCommittee(() => undefined);

/** Whether reports are sent by themselves when a period has ended. */
export const reportByItself = (ledger: Ledger, auto: boolean): Promise<void> =>
  new RollupStore(ledger).changeCommittee((row) => row && { ...row, auto });

/** Whom this branch reports to; undefined when nobody said so. Reads only. */
export async function reporting(ledger: Ledger): Promise<Reporting | undefined> {
  const [row, branch, keys] = await Promise.all([
    new RollupStore(ledger).committee(),
    currentBranch(ledger),
    new SyncStore(ledger).keys(),
  ]);
  if (!row || !branch) return undefined;
  const card = readCard(row.card);
  const b = await branchName(card.org, branch.id);
  // A device that is new signs with new keys, which its first report makes.
  const isOwn = keys?.device === ledger.clock.device;
  return {
    card,
    cardCode: await cardCode(card),
    code: isOwn ? await branchCode(card.org, b, await publicHex(keys.sign.publicKey)) : undefined,
    auto: row.auto,
    sent: row.sent,
    fileOf: (period) => organisationPlace(card.org).report(period, b),
  };
}

async function signer(ledger: Ledger, card: Card) {
  const branch = await currentBranch(ledger);
  if (!branch) throw new Fault('E921');
  const keys = await ownKeys(ledger, new SyncStore(ledger));
  return {
    b: await branchName(card.org, branch.id),
    key: await publicHex(keys.sign.publicKey),
    keys,
  };
}

/** Reports are the secretary's to send: in a space, who leads it; before there is one, whom this profile belongs to. */
async function assertMayReport(ledger: Ledger): Promise<void> {
  const store = new SyncStore(ledger);
  const may = (await store.share())
    ? LEADS.includes((await readContext(ledger, store)).me?.role ?? 'member')
    : ledger.me?.role === 'secretary';
  if (!may) throw new Fault('E923');
}

/** A report that is ready to leave. */
interface Ready {
  name: string;
  bytes: Bytes;
  sent: Omit<SentReport, 'how'>;
}

/** Seals a report. `least` is the number that it has to be above: that of the file that stands there. */
async function make(ledger: Ledger, period: PeriodKey, content: Body, least: number): Promise<Ready> {
  await assertMayReport(ledger);
  const row = await new RollupStore(ledger).committee();
  if (!row) throw new Fault('E924');
  const card = readCard(row.card);
  const { b, key, keys } = await signer(ledger, card);
  const now = ledger.clock.wall();
  const n = Math.max(now, least + 1, (row.sent[period]?.n ?? 0) + 1);
  const bytes = await sealReport({ org: card.org, b, period, n, t: now, d: keys.device, key }, content, {
    mailbox: card.mailbox,
    signWith: keys.sign.privateKey,
  });
  const read = await readReport(bytes);
  if (typeof read === 'string') throw new Fault('E925');
  return {
    name: organisationPlace(card.org).report(period, b),
    bytes,
    sent: { n, t: now, day: content.asOf, hash: read.hash },
  };
}

const noteSent = (ledger: Ledger, period: PeriodKey, sent: SentReport): Promise<void> =>
  new RollupStore(ledger).changeCommittee((row) => row && { ...row, sent: { ...row.sent, [period]: sent } });

/**
 * Sends what was counted for a period to the place, and reads it back before it counts as sent. Throws E923 (not for
 * this person), E924 (nobody to report to), E926 (the place did not keep it), and what the carrier throws.
 */
export async function sendReport(
  ledger: Ledger,
  carrier: Carrier,
  period: PeriodKey,
  content: Body,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  const { fileOf } = (await reporting(ledger)) ?? {};
  if (!fileOf) throw new Fault('E924');
  const name = fileOf(period);
  const there = await carrier.get(name, options);
  const old = there && there !== 'same' ? await readReport(asBytes(there.bytes)) : undefined;
  // Another device of the branch may have sent one under a clock that is ahead.
  const least = old && typeof old !== 'string' && name.endsWith(`/${old.header.b}`) ? old.header.n : 0;
  const ready = await make(ledger, period, content, Math.min(least, MOST_NUMBER));
  await carrier.put(ready.name, ready.bytes, options);
  const back = await carrier.get(ready.name, options);
  const kept = back && back !== 'same' ? await readReport(asBytes(back.bytes)) : undefined;
  if (!kept || typeof kept === 'string' || kept.hash !== ready.sent.hash) {
    throw new Fault('E926', {}, { transient: true });
  }
  await noteSent(ledger, period, { ...ready.sent, how: 'place' });
}

/** A number that somebody put there to block all later ones is not gone along with. */
const MOST_NUMBER = Number.MAX_SAFE_INTEGER - 1_000_000;

/** The report as a file to hand over by chat or stick. Throws E923, E924. */
export async function reportFile(ledger: Ledger, period: PeriodKey, content: Body): Promise<Blob> {
  const ready = await make(ledger, period, content, 0);
  const file = await writeBundle([{ name: ready.name, bytes: ready.bytes }]);
  await noteSent(ledger, period, { ...ready.sent, how: 'file' });
  return file;
}

/** The period to report of now: the one before until it was reported after its end, then the present one. */
export function periodToReport(
  { every }: Pick<Card, 'every'>,
  sent: CommitteeRow['sent'],
  today: string,
): { now: PeriodKey; before: PeriodKey; suggested: PeriodKey } {
  const now = periodKey(every, today);
  const before = shiftPeriod(now, -1);
  return { now, before, suggested: wasReported(sent[before], before) ? now : before };
}

/** True when the last report of a period was made after the period had ended. */
export function wasReported(sent: SentReport | undefined, period: PeriodKey): boolean {
  const next = shiftPeriod(period, 1);
  const { frequency } = parsePeriod(period) ?? {};
  return Boolean(sent && frequency && frequency !== '3Y' && periodKey(frequency, sent.day) >= next);
}
