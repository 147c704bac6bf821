import { useEffect, useState } from 'preact/hooks';
import { ownRobots, type RobotChoice, robotsUnder, watchRobots } from '../../lib/notice/robots';
import type { Robot } from '../../lib/notice/robot';
import { policySnapshot, subscribePolicy } from '../../lib/platform/policy';
import { toastFault } from '../ui';

/** Robots that may be used now, following the organisation's policy and changes in other windows. */
export function useRobots(): RobotChoice {
  const [own, setOwn] = useState<Robot[]>([]);
  const [policy, setPolicy] = useState(policySnapshot().policy);
  useEffect(() => {
    void ownRobots().then(setOwn, toastFault);
    return watchRobots(setOwn);
  }, []);
  useEffect(() => subscribePolicy(() => setPolicy(policySnapshot().policy)), []);
  return robotsUnder(own, policy);
}
