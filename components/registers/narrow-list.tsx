import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { metaOf, titleOf } from '../../lib/registers/behind';
import type { Behind } from '../../lib/registers/register';
import { Button, Card, Pill, Row } from '../ui';
import type { OpenRegister } from './use-register';

/** Lines shown at first and added by each press. */
const PAGE = 60;

const TONES = {
  ok: 'border-ok text-ok',
  due: 'border-due bg-due-wash text-due',
  bad: 'border-red bg-red-wash text-red-ink',
  info: 'border-info text-info',
  unknown: 'border-unknown bg-unknown-wash text-unknown',
} as const;

/** The same lines in the panel: a card each. */
export function NarrowList({ open, onBehind }: { open: OpenRegister; onBehind: (behind: Behind) => void }) {
  const { register, rows, context, groupOf } = open;
  const [count, setCount] = useState(PAGE);
  return (
    <>
      <Card>
        {rows.slice(0, count).map((row, at) => {
          const group = groupOf?.(row);
          const figures = register.card?.(row, context).figures ?? [];
          return (
            <div key={register.id(row)}>
              {group !== undefined && (at === 0 || groupOf?.(rows[at - 1]) !== group) && (
                <h2 class="text-meta text-ink-3 bg-sunk px-3 py-1">{group}</h2>
              )}
              <Row
                title={titleOf(register, row, context)}
                meta={metaOf(register, row, context)}
                to={register.to?.(row, context)}
                below={
                  figures.length > 0 && (
                    <div class="mt-1.5 flex flex-wrap gap-1.5">
                      {figures.map(({ key, label, tone, behind }) => {
                        return behind ? (
                          <button
                            key={key}
                            type="button"
                            class={`text-meta hover:text-red-ink min-h-7 rounded-full border px-2 ${tone ? TONES[tone] : 'border-line-strong'}`}
                            onClick={() => onBehind(behind)}
                          >
                            {label}
                          </button>
                        ) : (
                          <span key={key} class="text-meta text-ink-2">
                            {tone ? <Pill tone={tone}>{label}</Pill> : label}
                          </span>
                        );
                      })}
                    </div>
                  )
                }
              />
            </div>
          );
        })}
      </Card>
      {rows.length > count && (
        <Button onClick={() => setCount(count + PAGE)}>
          {t('common.showMore')} · {t('common.shownOf', { shown: count, count: rows.length })}
        </Button>
      )}
    </>
  );
}
