import { useEffect, useState } from 'preact/hooks';
import { duesPack, nationalDues } from '../../lib/rules/packs';
import type { DuesPack } from '../../lib/rules/dues-pack';
import { toastFault, usePack } from '../ui';

/** The national rules on dues, which are fetched when first needed. */
export function useNationalDues(): DuesPack | undefined {
  const [found, setFound] = useState<DuesPack | undefined>(undefined);
  useEffect(() => void nationalDues().then(setFound, toastFault), []);
  return found;
}

/** The rules on dues in force, kept up to date like {@link usePack}. */
export function useDuesPack(): DuesPack | undefined {
  const life = usePack();
  const [found, setFound] = useState<DuesPack | undefined>(undefined);
  useEffect(() => void duesPack().then(setFound, toastFault), [life]);
  return found;
}
