import { useEffect, useState } from 'preact/hooks';
import { policySnapshot, subscribePolicy } from '../../lib/platform/policy';

/** True unless the organisation forbids export; follows the policy while the screen is open. */
export function useExportAllowed(): boolean {
  const [allowed, setAllowed] = useState(policySnapshot().policy.exportAllowed !== false);
  useEffect(() => subscribePolicy(() => setAllowed(policySnapshot().policy.exportAllowed !== false)), []);
  return allowed;
}
