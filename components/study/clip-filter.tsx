import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import type { Education } from '../../lib/records/study';
import { formatPeriod } from '../../lib/rules/periods';
import { type ClipFilter, isFiltering, passesFilter } from '../../lib/study/clip/clip-filter';
import { studiedClips } from '../../lib/study/clip/branch-studied';
import { allTags } from '../../lib/study/clip/tags';
import { Button, SelectField, useLedger, useLive, useQuery } from '../ui';
import { educationOptions } from '../ui/education';
import { TagsDialog } from './tags-dialog';

/** The filter of the study page, begun from its address (`?tag=`), and what answers it. */
export function useClipFilter() {
  const ledger = useLedger();
  const query = useQuery();
  const [filter, setFilter] = useState<ClipFilter>(() => ({
    tag: query.get('tag') ?? undefined,
    education: (query.get('education') ?? undefined) as Education | undefined,
    month: query.get('month') ?? undefined,
  }));
  const learned = useLive(
    async () => (filter.learned ? studiedClips(ledger) : new Set<string>()),
    [filter.learned],
  );
  return {
    filter,
    setFilter,
    on: isFiltering(filter),
    passes: (clip: Rec<'clip'>): boolean => passesFilter(clip, filter, learned ?? new Set()),
  };
}

/** Tag, task of education, month and 已学 / 未学. Folded until it is used. */
export function ClipFilterBar(props: { filter: ClipFilter; onChange: (filter: ClipFilter) => void }) {
  const { filter, onChange } = props;
  const ledger = useLedger();
  const tags = useLive(() => allTags(ledger), []);
  const months = useLive(() => clipMonths(ledger), []);
  const [managing, setManaging] = useState(false);
  const set = (patch: ClipFilter) => onChange({ ...filter, ...patch });
  return (
    <details open={isFiltering(filter)} data-part="clip-filter">
      <summary class="text-meta text-red-ink cursor-pointer py-1">{t('lists.filter')}</summary>
      <div class="mt-1 grid grid-cols-2 gap-2 wide:grid-cols-4">
        <SelectField
          label={t('lists.tag')}
          name="tag"
          value={filter.tag ?? ''}
          empty={t('lists.all')}
          options={(tags ?? []).map(({ tag, count }) => ({
            value: tag,
            label: t('lists.tagCount', { tag, count }),
          }))}
          onChange={(tag) => set({ tag: tag || undefined })}
        />
        <SelectField
          label={t('lists.educationTitle')}
          name="education"
          value={filter.education ?? ''}
          empty={t('lists.all')}
          options={educationOptions()}
          onChange={(education) => set({ education: education || undefined })}
        />
        <SelectField
          label={t('lists.clippedIn')}
          name="month"
          value={filter.month ?? ''}
          empty={t('lists.all')}
          options={(months ?? []).map((value) => ({ value, label: formatPeriod(value, currentLanguage()) }))}
          onChange={(month) => set({ month: month || undefined })}
        />
        <SelectField
          label={t('lists.learned')}
          name="learned"
          value={filter.learned ?? ''}
          empty={t('lists.all')}
          options={[
            { value: 'yes', label: t('lists.learnedYes') },
            { value: 'no', label: t('lists.learnedNo') },
          ]}
          onChange={(learned) => set({ learned: learned || undefined })}
        />
      </div>
      <div class="mt-2 flex flex-wrap gap-2">
        {isFiltering(filter) && (
          <Button small onClick={() => onChange({})}>
            {t('lists.clearFilter')}
          </Button>
        )}
        {Boolean(tags?.length) && (
          <Button small kind="quiet" action="manage-tags" onClick={() => setManaging(true)}>
            {t('lists.manageTags')}
          </Button>
        )}
      </div>
      {managing && <TagsDialog tags={tags ?? []} onClose={() => setManaging(false)} />}
    </details>
  );
}

const clipMonths = async (ledger: ReturnType<typeof useLedger>): Promise<string[]> => {
  const keys = await ledger.sortKeys('clip', {});
  return [...new Set(keys.map((key) => key.slice(0, 7)).filter(Boolean))].sort().reverse();
};
