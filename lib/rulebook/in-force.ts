import type { Ledger, Rec } from '../ledger';
import { loadPolicy, policySnapshot, subscribePolicy } from '../platform/policy';
import { asFault, type Fault } from '../records/fault';
import { RULE_PACK } from '../records/rule-pack';
import type { CivilDate } from '../rules/calendar';
import type { Layer } from '../rules/editions';
import { nationalDues, nationalPack, setRules } from '../rules/packs';
import { packFault } from './pack-fault';

/** A pack as the organisation's policy may hold it: its JSON as text, or the object itself. */
export type PolicyPack = string | Record<string, unknown>;

/** Which rules are in force, and what was refused on the way there. */
export interface InForce {
  /** Who set them: the program alone, this branch by importing a pack, or the organisation by policy. */
  by: 'national' | 'branch' | 'organisation';
  /** The pack over the national rules; undefined when there is none. */
  layer: Layer | undefined;
  /** Why the organisation's or the branch's pack is not in force. Nothing of it is. */
  refused: { by: 'branch' | 'organisation'; fault: Fault }[];
}

/** The text of the pack that the branch has put in force; undefined when it has none. For a live query. */
export async function branchPackText(ledger: Ledger): Promise<string | undefined> {
  const record = await branchPack(ledger);
  return record && ledger.text(record.fields.body);
}

/** The record of {@link branchPackText}. */
export const branchPack = (ledger: Ledger): Promise<Rec<'rulePack'> | undefined> =>
  ledger.get('rulePack', RULE_PACK);

/** Packs already read, by their text: asking again gives the same pack, so that nothing repaints for nothing. */
const read = new Map<string, Layer | Fault>();

async function layerOf(text: string): Promise<Layer | Fault> {
  const known = read.get(text);
  if (known) return known;
  // The shapes of a pack are only needed where there is one.
  const [{ parseLayer }, { PackError }] = await Promise.all([
    import('../rules/layer'),
    import('../rules/pack-read'),
  ]);
  let result: Layer | Fault;
  try {
    result = parseLayer(JSON.parse(text), { life: nationalPack(), dues: await nationalDues() });
  } catch (thrown) {
    result =
      thrown instanceof PackError
        ? packFault(thrown)
        : thrown instanceof SyntaxError
          ? packFault(new PackError('syntax', []))
          : asFault(thrown);
  }
  // One of the organisation and one of the branch, before and after a change.
  if (read.size >= 4) read.clear();
  read.set(text, result);
  return result;
}

/** Decides between the organisation's pack and the branch's: the organisation's goes first. */
export async function decideRules(
  policy: PolicyPack | undefined,
  branch: string | undefined,
): Promise<InForce> {
  const refused: InForce['refused'] = [];
  const given = [
    ['organisation', typeof policy === 'object' ? JSON.stringify(policy) : policy],
    ['branch', branch],
  ] as const;
  for (const [by, text] of given) {
    if (text === undefined) continue;
    const result = await layerOf(text);
    if (!('code' in result)) return { by, layer: result, refused };
    refused.push({ by, fault: result });
  }
  return { by: 'national', layer: undefined, refused };
}

/** Puts the rules in force in this window or worker, before anything is judged by them. */
export async function loadRules(ledger: Ledger, today: CivilDate): Promise<InForce> {
  const [text] = await Promise.all([branchPackText(ledger), loadPolicy()]);
  // What was loaded first may be long ago: the snapshot is the present one.
  return apply(await decideRules(policySnapshot().policy.rulePack, text), today);
}

function apply(found: InForce, today?: CivilDate): InForce {
  setRules({ layer: found.layer ?? null, ...(today && { today }) });
  return found;
}

/** Keeps a window's rules up to date with the ledger and the policy; returns the function that stops it. */
export function followRules(ledger: Ledger, failed: (fault: Fault) => void): () => void {
  let text: string | undefined;
  let serial = 0;
  const again = (): void => {
    serial += 1;
    const mine = serial;
    void decideRules(policySnapshot().policy.rulePack, text).then((found) => {
      // A later change may have been decided first.
      if (mine === serial) apply(found);
    });
  };
  const stopPolicy = subscribePolicy(again);
  const stopLedger = ledger.live(
    () => branchPackText(ledger),
    (found) => {
      text = found;
      again();
    },
    failed,
  );
  return () => {
    stopPolicy();
    stopLedger();
  };
}
