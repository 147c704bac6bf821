import { Fault } from '../../lib/records/fault';
import { POLICY_KEYS, type WholeInForce, wholeInForce } from '../../lib/rulebook/whole-packs';
import type { WholeKind } from '../../lib/rules/whole';
import { useLedger, useLive } from '../ui';
import { usePolicy } from './use-policy';

/** Which pack of a kind is in force, kept up to date; undefined until it is found out. */
export function useWholePack(kind: WholeKind): WholeInForce | undefined {
  const ledger = useLedger();
  const policy = usePolicy().policy[POLICY_KEYS[kind]];
  return useLive<WholeInForce>(
    async () => withLine(await wholeInForce(ledger, kind), policy),
    [kind, policy],
  );
}

/** Says in which line of the policy's text the error is; finding lines is more than working by a pack needs. */
async function withLine(found: WholeInForce, policy: unknown): Promise<WholeInForce> {
  if (typeof policy !== 'string' || !found.refused.some(({ by }) => by === 'organisation')) return found;
  const { readAnyPack } = await import('../../lib/rulebook/read-pack');
  const thrown = await readAnyPack(policy).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof Fault)) return found;
  return {
    ...found,
    refused: found.refused.map((one) => (one.by === 'organisation' ? { ...one, fault: thrown } : one)),
  };
}
