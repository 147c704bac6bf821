import { change, type Ledger, type Rec, remove, renew } from '../ledger';
import { policySnapshot } from '../platform/policy';
import { Fault } from '../records/fault';
import { RULE_PACK } from '../records/rule-pack';
import type { CivilDate } from '../rules/calendar';
import type { OwnFrequency } from '../rules/cadence';
import type { Layer } from '../rules/editions';
import { decideRules } from './in-force';

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
  const fields = {
    title: layer.title.zh,
    body: JSON.stringify(layer),
    putOn: today,
  };
  const before = (await ledger.find(RULE_PACK)) as Rec<'rulePack'> | undefined;
  return (await ledger.commit([renew(before, 'rulePack', fields, RULE_PACK)], { label: 'rulePackSet' })).n;
}

/** Back to the national rules. The pack goes to the trash. @throws Fault E560 */
export async function backToNational(ledger: Ledger): Promise<number | undefined> {
  await mayChange();
  const record = await ledger.get('rulePack', RULE_PACK);
  if (!record) return undefined;
  return (await ledger.commit([remove(record)], { label: 'rulePackRemove' })).n;
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
