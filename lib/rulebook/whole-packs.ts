import type { Ledger, Rec } from '../ledger';
import { policySnapshot } from '../platform/policy';
import { asFault, type Fault } from '../records/fault';
import { PACK_RECORDS } from '../records/rule-pack';
import { civilDateAt } from '../rules/calendar';
import { companyPack } from '../rules/company-pack';
import { developmentPack } from '../rules/development-pack';
import { checklistPack } from '../rules/packs';
import type { WholeKind, WholePacks } from '../rules/whole';
import type { PolicyPack } from './in-force';
import { packFault } from './pack-fault';

/** Which pack of a kind is in force. */
export interface WholeInForce<K extends WholeKind = WholeKind> {
  /** What is worked with today. */
  pack: WholePacks[K];
  /** A superior's pack that was set, by whom; `pack` is another one while its days have not begun or are over. */
  given?: { by: 'branch' | 'organisation'; pack: WholePacks[K] };
  /** The branch's own pack, whether it counts or not. */
  record: Rec<'rulePack'> | undefined;
  /** Why the organisation's or the branch's pack is not in force. Nothing of it is. */
  refused: { by: 'branch' | 'organisation'; fault: Fault }[];
}

export const WHOLE_KINDS = ['checklist', 'development', 'company'] as const satisfies readonly WholeKind[];

/** Key of the organisation's policy that holds a pack of a kind. */
export const POLICY_KEYS = {
  checklist: 'checklistPack',
  development: 'developmentPack',
  company: 'companyPack',
} as const;

const BUILT_IN: { [K in WholeKind]: () => Promise<WholePacks[K]> } = {
  checklist: checklistPack,
  development: developmentPack,
  company: companyPack,
};

/** The pack that comes with the program. */
export const nationalWhole = <K extends WholeKind>(kind: K): Promise<WholePacks[K]> =>
  BUILT_IN[kind]() as Promise<WholePacks[K]>;

/** Packs already read, by their text: asking again gives the same pack, so that nothing repaints for nothing. */
const read = new Map<string, WholePacks[WholeKind] | Fault>();

async function packOf<K extends WholeKind>(kind: K, text: string): Promise<WholePacks[K] | Fault> {
  const key = `${kind} ${text}`;
  const known = read.get(key);
  if (known) return known as WholePacks[K] | Fault;
  // The shapes of a pack are only needed where there is one.
  const [{ parseWhole }, { PackError }] = await Promise.all([
    import('../rules/whole'),
    import('../rules/pack-read'),
  ]);
  let result: WholePacks[WholeKind] | Fault;
  try {
    result = parseWhole(kind, JSON.parse(text));
  } catch (thrown) {
    result =
      thrown instanceof PackError
        ? packFault(thrown)
        : thrown instanceof SyntaxError
          ? packFault(new PackError('syntax', []))
          : asFault(thrown);
  }
  // Of each kind one of the organisation and one of the branch, before and after a change.
  if (read.size >= 12) read.clear();
  read.set(key, result);
  return result as WholePacks[K] | Fault;
}

const isFault = (value: object): value is Fault => 'code' in value;

/**
 * Decides between the organisation's pack of a kind, which goes first, the branch's, and the built-in one. The policy
 * is known: `loadRules` reads it before a window or the worker judges anything.
 */
export async function wholeInForce<K extends WholeKind>(ledger: Ledger, kind: K): Promise<WholeInForce<K>> {
  const [record, national] = await Promise.all([
    ledger.get('rulePack', PACK_RECORDS[kind]),
    nationalWhole(kind),
  ]);
  const own = record && (await ledger.text(record.fields.body));
  const policy: PolicyPack | undefined = policySnapshot().policy[POLICY_KEYS[kind]];
  const refused: WholeInForce['refused'] = [];
  const set = [
    ['organisation', typeof policy === 'object' ? JSON.stringify(policy) : policy],
    ['branch', own],
  ] as const;
  for (const [by, text] of set) {
    if (text === undefined) continue;
    const pack = await packOf(kind, text);
    if (isFault(pack)) {
      refused.push({ by, fault: pack });
      continue;
    }
    const now = ledger.clock.wall();
    const today = civilDateAt(now, -new Date(now).getTimezoneOffset());
    const { from = today, until = today } = pack.effective ?? {};
    const counts = from <= today && today <= until;
    return { pack: counts ? pack : national, given: { by, pack }, record, refused };
  }
  return { pack: national, record, refused };
}

/** The governance checklist that is worked with today. */
export const checklistInForce = async (ledger: Ledger): Promise<WholePacks['checklist']> =>
  (await wholeInForce(ledger, 'checklist')).pack;

/** The steps of admission that are worked with today. */
export const developmentInForce = async (ledger: Ledger): Promise<WholePacks['development']> =>
  (await wholeInForce(ledger, 'development')).pack;

/** What is expected of a charter, and the list of matters that is offered, today. */
export const companyInForce = async (ledger: Ledger): Promise<WholePacks['company']> =>
  (await wholeInForce(ledger, 'company')).pack;

/**
 * Every pack of a kind of which the ledger knows, the present one first: what is no longer in force still has the
 * names of what was answered by it. A pack put aside is found in the trash.
 */
export async function knownPacks<K extends WholeKind>(ledger: Ledger, kind: K): Promise<WholePacks[K][]> {
  const { pack, given } = await wholeInForce(ledger, kind);
  const stored = await ledger.find(PACK_RECORDS[kind]);
  const text = stored && (await ledger.text((stored as Rec<'rulePack'>).fields.body));
  const last = text === undefined ? undefined : await packOf(kind, text);
  const all = [pack, given?.pack, last && !isFault(last) ? last : undefined, await nationalWhole(kind)];
  return [...new Set(all.filter((one): one is WholePacks[K] => one !== undefined))];
}
