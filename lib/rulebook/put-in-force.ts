import { change, type Ledger, type Rec, remove, renew } from '../ledger';
import { policySnapshot } from '../platform/policy';
import { Fault } from '../records/fault';
import { PACK_RECORDS } from '../records/rule-pack';
import type { CivilDate } from '../rules/calendar';
import type { OwnFrequency } from '../rules/cadence';
import type { Layer } from '../rules/editions';
import type { WholeKind, WholePacks } from '../rules/whole';
import { decideRules } from './in-force';
import { wholeInForce } from './whole-packs';

/**
 * Puts a superior's pack in force for the branch, in one commit that one press undoes.
 * @throws Fault E560 when the organisation has set a pack by policy
 */
export async function putInForce(
  ledger: Ledger,
  layer: Layer,
  today: CivilDate,
): Promise<number | undefined> {
  await mayChange();
  return put(ledger, 'life', layer, today);
}

/** Back to the national rules. The pack goes to the trash. @throws Fault E560 */
export async function backToNational(ledger: Ledger): Promise<number | undefined> {
  await mayChange();
  return putAside(ledger, 'life');
}

/**
 * Puts a superior's checklist or steps of admission in force in place of the present one, in one commit that one
 * press undoes. What was answered or entered stays.
 * @throws Fault E560 when the organisation has set one by policy
 */
export async function putWholeInForce<K extends WholeKind>(
  ledger: Ledger,
  kind: K,
  pack: WholePacks[K],
  today: CivilDate,
): Promise<number | undefined> {
  await mayReplace(ledger, kind);
  return put(ledger, kind, pack, today);
}

/** Back to the checklist or steps that come with the program. The pack goes to the trash. @throws Fault E560 */
export async function backToBuiltIn(ledger: Ledger, kind: WholeKind): Promise<number | undefined> {
  await mayReplace(ledger, kind);
  return putAside(ledger, kind);
}

async function put(
  ledger: Ledger,
  kind: keyof typeof PACK_RECORDS,
  pack: Layer | WholePacks[WholeKind],
  today: CivilDate,
): Promise<number | undefined> {
  const id = PACK_RECORDS[kind];
  const fields = { title: pack.title.zh, body: JSON.stringify(pack), putOn: today };
  const before = (await ledger.find(id)) as Rec<'rulePack'> | undefined;
  return (await ledger.commit([renew(before, 'rulePack', fields, id)], { label: 'rulePackSet' })).n;
}

async function putAside(ledger: Ledger, kind: keyof typeof PACK_RECORDS): Promise<number | undefined> {
  const record = await ledger.get('rulePack', PACK_RECORDS[kind]);
  if (!record) return undefined;
  return (await ledger.commit([remove(record)], { label: 'rulePackRemove' })).n;
}

async function mayReplace(ledger: Ledger, kind: WholeKind): Promise<void> {
  const { given } = await wholeInForce(ledger, kind);
  if (given?.by === 'organisation') throw new Fault('E560');
}

/** The organisation's pack cannot be put aside. One that was refused is in nobody's way. */
async function mayChange(): Promise<void> {
  const { by } = await decideRules(policySnapshot().policy.rulePack, undefined);
  if (by === 'organisation') throw new Fault('E560');
}

/**
 * Sets how often the branch itself wants an adjustable cadence from today on; `undefined` = as the pack says. What it
 * wanted before is kept for the time before; of several choices of one day the last one stands.
 */
export async function setFrequency(
  ledger: Ledger,
  branch: Rec<'branch'>,
  cadence: string,
  every: OwnFrequency['every'] | undefined,
  today: CivilDate,
): Promise<number | undefined> {
  const own = branch.fields.frequencies?.[cadence];
  const earlier = own
    ? [...(own.earlier ?? []), { every: own.every, since: own.since }].filter(
        (choice) => (choice.since ?? '') < today,
      )
    : [];
  const isNothing = !every && !earlier.length;
  const next = { every, since: today, ...(earlier.length ? { earlier } : {}) };
  const write = change(branch, { frequencies: { [cadence]: isNothing ? null : next } });
  return (await ledger.commit([write], { label: 'frequencySet' })).n;
}
