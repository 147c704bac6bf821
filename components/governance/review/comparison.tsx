import { useState } from 'preact/hooks';
import { t } from '../../../lib/i18n';
import type { ItemRecord } from '../../../lib/governance';
import { compareWith, type Earlier, earlierPeriods } from '../../../lib/review';
import type { ChecklistItem } from '../../../lib/rules/pack';
import { Link, useLedger, useLive } from '../../ui';
import { itemRoute, periodWord, verdictWord } from '../words';
import { StateDiff } from './state-diff';

/** Which comparisons lie open: they stay so while items are gone through one by one. */
const opened = new Set<Earlier>();

/** The item beside itself in the period before and a year ago; each is read when it is opened. */
export function Comparison({ record, item }: { record: ItemRecord; item: ChecklistItem }) {
  const { period } = record.fields;
  return (
    <>
      {earlierPeriods(period).map((one) => (
        <ComparedWith
          key={`${record.id} ${one.earlier}`}
          record={record}
          item={item}
          earlier={one.earlier}
          period={one.period}
        />
      ))}
    </>
  );
}

function ComparedWith(props: { record: ItemRecord; item: ChecklistItem; earlier: Earlier; period: string }) {
  const { record, item, earlier, period } = props;
  const ledger = useLedger();
  const [open, setOpen] = useState(opened.has(earlier));
  const found = useLive(
    async () => (open ? { was: await compareWith(ledger, record, item, period) } : undefined),
    [open, record.id, record.h, period],
  );
  const toggle = (now: boolean): void => {
    if (now) opened.add(earlier);
    else opened.delete(earlier);
    setOpen(now);
  };
  const was = found?.was;
  const signed = was?.review?.content;
  return (
    <details
      class="text-meta text-ink-2"
      data-compare={earlier}
      open={open}
      onToggle={(event) => toggle(event.currentTarget.open)}
    >
      <summary class="text-red-ink inline-block min-h-6 cursor-pointer rounded-s">
        {t(`review.compare.${earlier}`, { period: periodWord(period) })}
      </summary>
      {open && found && !was && <p>{t('review.compare.none')}</p>}
      {was && (
        <div class="space-y-1">
          <p>
            {signed
              ? t('review.compare.signed', {
                  name: signed.reviewer.name,
                  day: signed.at.slice(0, 10),
                  design: verdictWord(signed.design),
                  effect: verdictWord(signed.effect),
                })
              : t('review.compare.answered', {
                  design: verdictWord(was.earlier.fields.design),
                  effect: verdictWord(was.earlier.fields.effect),
                })}{' '}
            <Link to={itemRoute(item.code, { period })} class="text-red-ink underline">
              {t('review.toItem')}
            </Link>
          </p>
          <StateDiff changes={was.changes} record={record} />
        </div>
      )}
    </details>
  );
}
