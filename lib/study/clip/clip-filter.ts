import type { Rec } from '../../ledger';
import type { Education } from '../../records/study';

/** What the study page is narrowed to. */
export interface ClipFilter {
  tag?: string;
  education?: Education;
  /** Month in which the material was clipped, `YYYY-MM`. */
  month?: string;
  learned?: 'yes' | 'no';
}

/** True when anything is asked. */
export const isFiltering = (filter: ClipFilter): boolean => Object.values(filter).some(Boolean);

/** Whether a clip answers a filter; `learned` are the ids of the clips that were studied. */
export function passesFilter(clip: Rec<'clip'>, filter: ClipFilter, learned: ReadonlySet<string>): boolean {
  const { fields } = clip;
  return (
    (!filter.tag || Boolean(fields.tags?.[filter.tag])) &&
    (!filter.education || Boolean(fields.education?.[filter.education])) &&
    (!filter.month || Boolean(fields.enteredAt?.startsWith(filter.month))) &&
    (!filter.learned || learned.has(clip.id) === (filter.learned === 'yes'))
  );
}
