import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { CommitResult, Rec } from '../../lib/ledger';
import { addTag, allTags, removeTag, setEducation } from '../../lib/study/clip/tags';
import { Button, Chips, Icon, TextField, toastFault, useLedger, useLive } from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { EducationBasis, educationName, educationOptions } from '../ui/education';

/** 标签与教育内容 of a material. Folded: its line says what is there. */
export function ClipTags({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const known = useLive(() => allTags(ledger), []);
  const [text, setText] = useState('');
  const tags = Object.keys(clip.fields.tags ?? {}).sort();
  const tasks = educationOptions().filter(({ value }) => clip.fields.education?.[value]);
  const run = async (work: () => Promise<CommitResult>, done: string): Promise<boolean> => {
    try {
      toastUndo(ledger, done, (await work()).n);
      return true;
    } catch (thrown) {
      toastFault(thrown);
      return false;
    }
  };
  const add = async (tag: string) => {
    if (tag.trim() && (await run(() => addTag(ledger, clip, tag), t('lists.tagged')))) setText('');
  };
  const free = (known ?? []).filter(({ tag }) => !tags.includes(tag));
  const line = [...tags, ...tasks.map(({ value }) => educationName(value))].join(' · ');
  return (
    <details class="border-line bg-card rounded-card border" data-part="tags">
      <summary class="cursor-pointer px-3 py-2">
        <span class="font-semibold">{t('lists.tags')}</span>
        <span class="text-meta text-ink-2"> {line || t('lists.noTags')}</span>
      </summary>
      <div class="border-line space-y-3 border-t px-3 py-2.5">
        {tags.length > 0 && (
          <ul class="flex flex-wrap gap-1.5" aria-label={t('lists.tagsHere')}>
            {tags.map((tag) => (
              <li key={tag}>
                <button
                  type="button"
                  class="border-line-strong text-meta flex min-h-7 items-center gap-1 rounded-full border px-2.5"
                  aria-label={t('lists.untag', { tag })}
                  onClick={() => void run(() => removeTag(ledger, clip, tag), t('lists.untagged'))}
                >
                  {tag}
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <div class="flex items-end gap-2">
          <div class="min-w-0 flex-1">
            <TextField
              label={t('lists.newTag')}
              name="tag"
              value={text}
              placeholder={t('lists.newTagHint')}
              suggestions={free.map(({ tag }) => tag)}
              onChange={setText}
              onEnter={() => void add(text)}
            />
          </div>
          <Button action="add-tag" disabled={!text.trim()} onClick={() => void add(text)}>
            {t('lists.add')}
          </Button>
        </div>
        {free.length > 0 && (
          <Chips
            label={t('lists.usedTags')}
            options={free.slice(0, 8).map(({ tag }) => ({ value: tag, label: tag }))}
            selected={[]}
            onToggle={(tag) => void add(tag)}
          />
        )}
        <div class="space-y-1.5">
          <p class="text-meta text-ink-2">{t('lists.educationTitle')}</p>
          <Chips
            label={t('lists.educationTitle')}
            options={educationOptions()}
            selected={tasks.map(({ value }) => value)}
            onToggle={(task) =>
              void run(
                () => setEducation(ledger, clip, task, !clip.fields.education?.[task]),
                t('lists.sorted'),
              )
            }
          />
          <EducationBasis />
        </div>
      </div>
    </details>
  );
}
