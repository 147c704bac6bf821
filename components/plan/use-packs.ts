import { useEffect, useState } from 'preact/hooks';
import { planPack, type PlanPack } from '../../lib/rules/plan-pack';
import { loadWorkCalendar, type WorkCalendar } from '../../lib/rules/workdays';
import { toastFault } from '../ui';

function useLoaded<T>(load: () => Promise<T>): T | undefined {
  const [value, setValue] = useState<T | undefined>(undefined);
  useEffect(() => {
    let alive = true;
    load().then((loaded) => alive && setValue(() => loaded), toastFault);
    return () => {
      alive = false;
    };
  }, []);
  return value;
}

/** The rules of the plan; undefined until they are there. */
export const usePlanPack = (): PlanPack | undefined => useLoaded(planPack);

/** Which days are worked; undefined until the calendar is there. */
export const useWorkCalendar = (): WorkCalendar | undefined => useLoaded(loadWorkCalendar);
