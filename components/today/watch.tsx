import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { toastFault } from '../ui';

/** 计划与期限, fetched once the first screen stands: the panel opens without the rules of plan and deadlines. */
export function Watch() {
  const [Part, setPart] = useState<ComponentType | undefined>(undefined);
  useEffect(() => {
    let alive = true;
    import('./watch-part').then(({ WatchPart }) => alive && setPart(() => WatchPart), toastFault);
    return () => {
      alive = false;
    };
  }, []);
  return Part ? <Part /> : null;
}
