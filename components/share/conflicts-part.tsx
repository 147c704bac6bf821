import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { sharedSpaces, stampTime } from '../../lib/ledger';
import { type Conflict, mayChoose, openConflicts, settle, type Side } from '../../lib/share/conflicts';
import {
  Button,
  Card,
  Link,
  Pill,
  Section,
  toast,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
} from '../ui';
import { fieldWord, isPrivateField, recordTitle, valueWord } from '../ui/record-words';
import { recordRoute, short } from '../settings/words';
import { shortWhen } from './words';

/** So many are shown at once. */
const SHOWN = 20;

/**
 * 有并发修改: every value that gave way to a change made at the same time, beside the one that stands, with authors and
 * times, in one space. One press chooses, for everybody. Strict fields are 待裁定 and for whoever leads.
 */
export function ConflictsPart({ space }: { space: string }) {
  const ledger = useLedger();
  const nameOf = useMemberName();
  const [shown, setShown] = useState(SHOWN);
  const [busy, setBusy] = useState(false);
  const found = useLive(async () => {
    const companies = new Map((await sharedSpaces(ledger)).map((share) => [share.company, share.space]));
    // What belongs to a company that is shared is shown there, everything else with the branch.
    const open = (await openConflicts(ledger)).filter(
      ({ company }) => ((company && companies.get(company)) ?? '') === space,
    );
    return { open, leads: await mayChoose(ledger, true, open[0]?.company) };
  }, [space]);
  if (!found?.open.length) return null;
  const { open, leads } = found;

  const choose = async (conflict: Conflict, restore: boolean) => {
    setBusy(true);
    try {
      const n = await settle(ledger, conflict, restore);
      const undo = async () => void (n !== undefined && (await ledger.undo(n)));
      toast(
        t(restore ? 'share.conflict.restored' : 'share.conflict.kept'),
        restore ? { action: { label: t('common.undo'), run: undo } } : {},
      );
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const words = ({ record, row }: Conflict, side: Side) => ({
    value: short(valueWord(record.kind, row.f, side.value, nameOf)),
    by: nameOf(side.by) || t('share.somebody'),
    at: shortWhen(stampTime(side.h)),
  });

  return (
    <Section title={t('share.conflict.title', { count: open.length })} id="conflicts">
      <Card>
        {open.slice(0, shown).map((conflict) => {
          const { record, row, strict, now, other } = conflict;
          const title = recordTitle(record.kind, record.fields, nameOf);
          const route = recordRoute(record.kind, record.id, record.fields);
          // Whom a private field is about is not said in a list.
          const field = isPrivateField(record.kind, row.f) ? row.f.replace(/\/.*/s, '') : row.f;
          return (
            <div key={`${row.r}${row.f}${row.h}`} class="space-y-1 px-3 py-2.5" data-conflict={row.f}>
              <div class="flex flex-wrap items-baseline gap-x-2">
                {route ? (
                  <Link to={route} class="text-red-ink">
                    {title}
                  </Link>
                ) : (
                  <span>{title}</span>
                )}
                <strong>{fieldWord(record.kind, field, nameOf)}</strong>
                {strict && <Pill tone="due">{t('share.conflict.strict')}</Pill>}
              </div>
              <p class="break-words">{t('share.conflict.now', words(conflict, now))}</p>
              <p class="break-words">{t('share.conflict.other', words(conflict, other))}</p>
              {strict && !leads ? (
                <p class="text-meta text-ink-2">
                  {t(space ? 'shareCompany.conflictWaits' : 'share.conflict.waits')}
                </p>
              ) : (
                <div class="flex flex-wrap gap-2 pt-0.5">
                  <Button small busy={busy} action="keep-now" onClick={() => void choose(conflict, false)}>
                    {t('share.conflict.keep')}
                  </Button>
                  <Button small busy={busy} action="take-other" onClick={() => void choose(conflict, true)}>
                    {t('share.conflict.take')}
                  </Button>
                </div>
              )}
            </div>
          );
        })}
      </Card>
      {open.length > shown && (
        <Button small onClick={() => setShown(shown + SHOWN)}>
          {t('common.showMore')}
        </Button>
      )}
    </Section>
  );
}
