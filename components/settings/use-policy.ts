import { useEffect, useState } from 'preact/hooks';
import { policySnapshot, type PolicyState, subscribePolicy } from '../../lib/platform/policy';

/** What the organisation has preset for this browser, kept up to date. */
export function usePolicy(): PolicyState {
  const [state, setState] = useState<PolicyState>(policySnapshot);
  useEffect(() => subscribePolicy(() => setState(policySnapshot())), []);
  return state;
}
