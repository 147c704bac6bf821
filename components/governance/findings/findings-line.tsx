import { t } from '../../../lib/i18n';
import { groupOf } from '../../../lib/review';
import { Link, useLedger, useLive, useToday } from '../../ui';

/** How many findings a company has, are open, past their day, and wait for a second look; undefined until read. */
export function useFindingsTally(companyId: string) {
  const ledger = useLedger();
  const today = useToday();
  return useLive(async () => {
    const all = (await ledger.list('finding')).filter(({ fields }) => fields.companyId === companyId);
    const count = (...groups: string[]) => all.filter((one) => groups.includes(groupOf(one, today))).length;
    return {
      all: all.length,
      open: count('open', 'overdue'),
      overdue: count('overdue'),
      done: count('done'),
    };
  }, [companyId, today]);
}

/** The tally of findings as the way to their list; nothing where there is none. */
export function FindingsLine({ companyId }: { companyId: string }) {
  const found = useFindingsTally(companyId);
  if (!found?.all) return null;
  return (
    <p class="text-meta">
      <Link to="/governance/findings" class="text-red-ink underline">
        {t('findings.line', found)}
      </Link>
    </p>
  );
}
