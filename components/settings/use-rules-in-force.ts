import { useEffect, useState } from 'preact/hooks';
import {
  branchPack,
  branchPackText,
  decideRules,
  type InForce,
  type PolicyPack,
} from '../../lib/rulebook/in-force';
import { Fault } from '../../lib/records/fault';
import { toastFault, useLedger, useLive } from '../ui';
import { usePolicy } from './use-policy';

/** Which rules are in force and by whom, with the branch's own pack beside it; undefined while it is found out. */
export function useRulesInForce() {
  const ledger = useLedger();
  const { policy } = usePolicy();
  const branch = useLive(async () => {
    const [record, text] = await Promise.all([branchPack(ledger), branchPackText(ledger)]);
    return { record, text };
  }, []);
  const [found, setFound] = useState<InForce | undefined>(undefined);
  useEffect(() => {
    if (!branch) return;
    let alive = true;
    const decide = async (): Promise<void> => {
      const next = await withLines(await decideRules(policy.rulePack, branch.text), policy.rulePack);
      if (alive) setFound(next);
    };
    decide().catch(toastFault);
    return () => {
      alive = false;
    };
  }, [branch, policy.rulePack]);
  return branch && found ? { ...found, record: branch.record } : undefined;
}

/** Says in which line of the policy's text the error is; finding lines is more than a window needs to judge by rules. */
async function withLines(found: InForce, policy: PolicyPack | undefined): Promise<InForce> {
  if (typeof policy !== 'string' || !found.refused.some(({ by }) => by === 'organisation')) return found;
  const { readPackText } = await import('../../lib/rulebook/read-pack');
  try {
    await readPackText(policy);
    return found;
  } catch (thrown) {
    if (!(thrown instanceof Fault)) return found;
    return {
      ...found,
      refused: found.refused.map((one) => (one.by === 'organisation' ? { ...one, fault: thrown } : one)),
    };
  }
}
