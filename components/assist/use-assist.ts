import { useEffect, useState } from 'preact/hooks';
import {
  type AssistChoice,
  type AssistSettings,
  assistUnder,
  ownAssist,
  watchAssist,
} from '../../lib/assist/service';
import { policySnapshot, subscribePolicy } from '../../lib/platform/policy';
import { toastFault, useMembers } from '../ui';

/** What may be used now and what was chosen; undefined until both are known. */
export function useAssist(): { choice: AssistChoice; own: AssistSettings } | undefined {
  const [own, setOwn] = useState<AssistSettings | undefined>(undefined);
  const [policy, setPolicy] = useState(policySnapshot().policy);
  useEffect(() => {
    void ownAssist().then(setOwn, toastFault);
    return watchAssist(setOwn);
  }, []);
  useEffect(() => subscribePolicy(() => setPolicy(policySnapshot().policy)), []);
  return own && { choice: assistUnder(own, policy), own };
}

/** Everything that members of the roster are called: what is hidden before anything is sent. */
export function useNames(): string[] {
  return useMembers().flatMap(({ fields }) => [fields.name, ...(fields.aliases ?? [])]);
}
