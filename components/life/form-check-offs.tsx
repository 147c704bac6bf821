import { t } from '../../lib/i18n';
import { seenOf } from '../../lib/ledger';
import { openResolutions } from '../../lib/life/resolutions';
import { Card, CheckField, TextField, useLedger, useLive } from '../ui';
import { ResolutionMeta } from './form-agenda';
import type { PartProps } from './form-basics';

/** Resolutions shown before the rest is asked for. */
const FIRST = 8;

/** 跟进以前的决议: what earlier meetings left open is checked off in this one, and keeps the trace. */
export function CheckOffPart({ value, set }: PartProps) {
  const ledger = useLedger();
  const open = useLive(() => openResolutions(ledger), []);
  const listed = (open ?? []).filter(({ fields }) => fields.meeting !== value.id);
  const checked = Object.keys(value.checkOffs).length;
  if (!listed.length) return null;
  const shown = [...listed].sort((a, b) => Number(b.id in value.checkOffs) - Number(a.id in value.checkOffs));
  return (
    <details class="space-y-1.5" open={checked > 0} data-part="check-offs">
      <summary class="text-meta text-red-ink inline-block cursor-pointer rounded-s">
        {checked
          ? t('matter.checkOffsDone', { count: listed.length, done: checked })
          : t('matter.checkOffs', { count: listed.length })}
      </summary>
      <Card>
        {shown.slice(0, Math.max(FIRST, checked)).map((item) => {
          const entry = value.checkOffs[item.id];
          return (
            <div key={item.id} class="space-y-1.5 px-3 py-2">
              <CheckField
                label={item.fields.text}
                hint={<ResolutionMeta item={item} />}
                checked={entry !== undefined}
                onChange={(done) =>
                  set((form) => {
                    const checkOffs = { ...form.checkOffs };
                    if (done) checkOffs[item.id] = { note: '', base: seenOf(item) };
                    else delete checkOffs[item.id];
                    return { ...form, checkOffs };
                  })
                }
              />
              {entry && (
                <TextField
                  label={t('life.resolution.note')}
                  value={entry.note}
                  onChange={(note) =>
                    set((form) => ({
                      ...form,
                      checkOffs: { ...form.checkOffs, [item.id]: { ...entry, note } },
                    }))
                  }
                />
              )}
            </div>
          );
        })}
        {shown.length > FIRST && (
          <p class="text-meta text-ink-2 px-3 py-2">
            {t('matter.checkOffsMore', { count: shown.length - FIRST })}
          </p>
        )}
      </Card>
    </details>
  );
}
