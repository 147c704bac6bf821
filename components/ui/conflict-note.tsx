import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type Ledger, stampTime } from '../../lib/ledger';
import type { Json } from '../../lib/records/kind';
import { type Conflict, mayChoose, openConflicts, settle, type Side } from '../../lib/share/conflicts';
import { Button } from './button';
import { Note } from './layout';
import { useLedger, useLive, useMemberName } from './ledger-context';
import { fieldWord, type NameOf, recordTitle, valueWord } from './record-words';
import { toast, toastFault } from './toast';
import { localDate, localTime } from './use-today';

/** Words for a flat field (`place`, `attendance/<member>`) and its value. */
export type DescribeField = (field: string, value: Json | undefined) => { label: string; value: string };

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What the records are called that a value refers to: a person decides by their titles, not by their ids. */
async function titlesOf(
  ledger: Ledger,
  values: readonly (Json | undefined)[],
  nameOf: NameOf,
): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const value of values) {
    if (typeof value !== 'string' || !ID.test(value)) continue;
    const record = await ledger.find(value);
    if (record) titles.set(value, recordTitle(record.kind, record.fields, nameOf));
  }
  return titles;
}

interface Open extends Conflict {
  /** Titles of the records that the two values refer to. */
  titles: ReadonlyMap<string, string>;
}

async function openOf(ledger: Ledger, ids: readonly string[], nameOf: NameOf): Promise<Open[]> {
  const found: Open[] = [];
  for (const conflict of await openConflicts(ledger, ids)) {
    found.push({
      ...conflict,
      titles: await titlesOf(ledger, [conflict.now.value, conflict.other.value], nameOf),
    });
  }
  return found;
}

/**
 * 有并发修改: values of these records that gave way to a change made at the same time elsewhere, each beside the
 * value that stands now. One press restores it, another lets the present value stand. Shows nothing when there
 * is nothing to decide. Fields and values are named by the words of their kind; `describe` is for a place that knows
 * better ones, from a rule pack.
 */
export function ConflictNote(props: { id: string | readonly string[]; describe?: DescribeField }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const [busy, setBusy] = useState(false);
  const ids = typeof props.id === 'string' ? [props.id] : props.id;
  const found = useLive(async () => {
    const open = await openOf(ledger, ids, nameOf);
    return {
      open,
      leads: !open.some(({ strict }) => strict) || (await mayChoose(ledger, true, open[0]?.company)),
    };
  }, [ids.join(' ')]);
  if (!found?.open.length) return null;
  const { open, leads } = found;

  const choose = async (conflict: Open, restore: boolean) => {
    setBusy(true);
    try {
      const n = await settle(ledger, conflict, restore);
      if (restore && n !== undefined) {
        const undo = async () => void (await ledger.undo(n));
        toast(t('life.conflict.restored'), { action: { label: t('common.undo'), run: undo } });
      }
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Note tone="due">
      <strong class="block">{t('life.conflict.title', { count: open.length })}</strong>
      <ul class="mt-1 space-y-2">
        {open.map((entry) => {
          const named: NameOf = (id) => (id && entry.titles.get(id)) || nameOf(id);
          const describe: DescribeField =
            props.describe ??
            ((field, value) => ({
              label: fieldWord(entry.record.kind, field, named),
              value: valueWord(entry.record.kind, field, value, named),
            }));
          const words = (side: Side) => ({
            value: describe(entry.row.f, side.value).value,
            by: nameOf(side.by) || t('life.conflict.someone'),
            at: `${localDate(stampTime(side.h))} ${localTime(stampTime(side.h))}`,
          });
          return (
            <li key={`${entry.row.r}${entry.row.f}${entry.row.h}`} class="text-ink">
              {ids.length > 1 && (
                <span class="text-meta text-ink-2 block">
                  {recordTitle(entry.record.kind, entry.record.fields, nameOf)}
                </span>
              )}
              <span class="block font-semibold">
                {describe(entry.row.f, entry.other.value).label}
                {entry.strict && ` · ${t('share.conflict.strict')}`}
              </span>
              <span class="block break-words">{t('life.conflict.now', words(entry.now))}</span>
              <span class="block break-words">{t('life.conflict.other', words(entry.other))}</span>
              {entry.strict && !leads ? (
                <span class="text-meta text-ink-2 block">{t('share.conflict.waits')}</span>
              ) : (
                <span class="mt-1 flex flex-wrap gap-2">
                  <Button small busy={busy} onClick={() => void choose(entry, true)}>
                    {t('life.conflict.restore')}
                  </Button>
                  <Button small kind="quiet" busy={busy} onClick={() => void choose(entry, false)}>
                    {t('life.conflict.keep')}
                  </Button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Note>
  );
}
