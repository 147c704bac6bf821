import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { yearView } from '../../lib/plan/year';
import { dateParts } from '../../lib/rules/calendar';
import {
  Button,
  EmptyState,
  Link,
  navigate,
  Page,
  SelectField,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { CellDialog } from './cell-dialog';
import { ExportButton } from './export-button';
import { FillDialog } from './fill-dialog';
import { PlanList } from './plan-list';
import { type ChosenCell, Strip } from './strip';
import { usePlanPack } from './use-packs';

/** 年度计划: what the year holds, what is done of it, and what lacks. */
export function PlanPage() {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const present = dateParts(today).year;
  const asked = Number(query.get('year'));
  const year = asked >= 2000 && asked < 3000 ? asked : present;
  const pack = usePlanPack();
  const view = useLive(() => yearView(ledger, year, today), [year, today]);
  const [chosen, setChosen] = useState<ChosenCell | undefined>(undefined);
  const [filling, setFilling] = useState(false);
  const years = [...new Set([present + 1, present, present - 1, year])].sort((a, b) => b - a);
  const canFill = year >= present;
  const own = view?.lines.filter((line) => !line.record.fields.subject) ?? [];

  return (
    <Page
      title={t('plan.title')}
      remark={t('plan.year', { year })}
      back="/today"
      actions={<Link to="/deadlines">{t('plan.toDeadlines')}</Link>}
    >
      <div class="flex flex-wrap items-end gap-2">
        <SelectField
          label={t('plan.yearLabel')}
          name="plan-year"
          value={String(year)}
          options={years.map((value) => ({ value: String(value), label: t('plan.year', { year: value }) }))}
          onChange={(next) => navigate(`/plan?year=${next}`, { replace: true })}
        />
        <span class="flex-1" />
        <ExportButton year={year} disabled={!own.length} />
        <Button icon="plus" onClick={() => navigate(`/plan/item/new?year=${year}`)}>
          {t('plan.addItem')}
        </Button>
        {canFill && own.length > 0 && (
          <Button kind="primary" action="plan-fill" onClick={() => setFilling(true)}>
            {t('plan.fill')}
          </Button>
        )}
      </div>
      {view && pack && (
        <>
          {!own.length && (
            <EmptyState
              title={t('plan.empty', { year })}
              action={
                canFill && (
                  <Button kind="primary" action="plan-fill" onClick={() => setFilling(true)}>
                    {t('plan.make')}
                  </Button>
                )
              }
            >
              {canFill ? t('plan.emptyHint') : t('plan.emptyPast')}
            </EmptyState>
          )}
          <Strip rows={view.rows} today={today} onOpen={setChosen} />
          <PlanList lines={own} pack={pack} today={today} />
          <CellDialog chosen={chosen} pack={pack} today={today} onClose={() => setChosen(undefined)} />
          <FillDialog open={filling} year={year} today={today} onClose={() => setFilling(false)} />
        </>
      )}
    </Page>
  );
}
