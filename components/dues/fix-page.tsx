import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { type BaseEntry, fixBases, proposeBase } from '../../lib/dues/bases';
import { presentStep, standardText } from '../../lib/dues/words';
import type { DuesRow } from '../../lib/dues/year';
import { asFault, type Fault } from '../../lib/records/fault';
import { yuanText } from '../../lib/rules/money';
import { formatPeriod } from '../../lib/rules/periods';
import {
  Button,
  Card,
  draftSaved,
  EmptyState,
  FaultNote,
  navigate,
  Page,
  Row,
  Section,
  SelectField,
  toastFault,
  useDraft,
  useLedger,
  useLive,
  useQuery,
  useToday,
  useWide,
} from '../ui';
import { CalculatorDialog } from './calculator';
import { FixList, FixTable } from './fix-rows';
import { useDuesYear, useToastUndo } from './hooks';
import { RenewSection } from './renew-section';
import { RuleNote } from './rules-help';
import { type StepForm, stepOfForm } from './step-fields';

interface FixForm {
  /** Only what was touched; the rest are proposals from last year. */
  rows: Record<string, StepForm>;
}

const ROUNDINGS = [1, 10, 100];

/** 年初核定: everybody without an amount for the year in one table, last year's filled in, one commit. */
export function FixPage({ year }: { year: number }) {
  const ledger = useLedger();
  const today = useToday();
  const wide = useWide();
  const said = useToastUndo();
  const view = useDuesYear(year);
  const last = useLive(async () => {
    const bases = await ledger.list('duesBase', { from: String(year - 1), to: String(year - 1) });
    return new Map(bases.map((base) => [base.fields.member, base.fields]));
  }, [year]);
  const chosen = useLive(async () => (await ledger.meta('duesRoundingFen')) ?? 0, []);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [calculating, setCalculating] = useState<DuesRow | undefined>(undefined);
  const draftId = `dues:fix:${year}`;
  const draft = useDraft<FixForm>({
    id: draftId,
    form: 'duesFix',
    title: () => t('dues.fixTitle', { year }),
    route: `/dues/fix?year=${year}`,
    initial: () => ({ rows: {} }),
  });
  const form = draft.value;
  if (!view || !last || !form || chosen === undefined) {
    return (
      <Page title={t('dues.fixTitle', { year })} back="/dues">
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      </Page>
    );
  }
  const { pack } = view;
  const rounding = chosen || pack.rounding.value;
  const open = view.rows.filter((row) => !row.base && row.cells.some((cell) => cell.state !== 'none'));
  const fixed = view.rows.filter((row) => row.base);
  const carried = new Set<string>();
  const formOf = (row: DuesRow): StepForm => {
    const proposal = proposeBase(row.member.fields, year, last.get(row.member.id));
    if (proposal.carried && !form.rows[row.member.id]) carried.add(row.member.id);
    return (
      form.rows[row.member.id] ?? {
        way: proposal.way,
        amount: proposal.fen === undefined ? '' : yuanText(proposal.fen),
        from: proposal.from,
        band: proposal.band,
        relief: '',
        reason: '',
        approver: '',
        approvedOn: '',
      }
    );
  };
  const change = (row: DuesRow, patch: Partial<StepForm>) =>
    draft.set((now) => ({ rows: { ...now.rows, [row.member.id]: { ...formOf(row), ...patch } } }));
  const lines = open.map((row) => ({
    row,
    form: formOf(row),
    remark: carried.has(row.member.id) ? t('dues.asLastYear') : undefined,
  }));
  const entries = lines.flatMap(({ row, form: line }): BaseEntry[] => {
    const step = stepOfForm(line);
    return step ? [{ member: row.member.id, from: line.from, step }] : [];
  });
  const save = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await draft.flush();
      const { n, already } = await fixBases(ledger, year, entries, { draft: draftId });
      draft.done();
      said(t('dues.fixed', { year, count: entries.length - already.length }), n);
      navigate(`/dues?month=${today.startsWith(String(year)) ? today.slice(0, 7) : `${year}-01`}`, {
        replace: true,
      });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const rows = { pack, lines, onChange: change, onCalculate: setCalculating };

  return (
    <Page
      title={t('dues.fixTitle', { year })}
      back="/dues"
      state={draftSaved(draft)}
      actions={
        <Button small onClick={() => navigate(`/dues/fix?year=${nextYear(year, today)}`, { replace: true })}>
          {formatPeriod(String(nextYear(year, today)), currentLanguage())}
        </Button>
      }
      foot={
        open.length > 0 && (
          <>
            <span class="text-meta text-ink-3 flex-1">
              {t('dues.fixFoot', { count: entries.length, empty: open.length - entries.length })}
            </span>
            {draft.restored && (
              <Button kind="quiet" onClick={() => void draft.discard()}>
                {t('common.draftDiscard')}
              </Button>
            )}
            <Button
              kind="primary"
              busy={busy}
              disabled={!entries.length}
              action="dues-fix-save"
              onClick={() => void save()}
            >
              {t('dues.fixSave', { count: entries.length })}
            </Button>
          </>
        )
      }
    >
      <RuleNote pack={pack} note={pack.notes.annual} tone="info" />
      {fault && <FaultNote fault={fault} />}
      {!open.length ? (
        <EmptyState title={t(fixed.length ? 'dues.allFixed' : 'dues.empty')}>
          {t(fixed.length ? 'dues.allFixedHint' : 'dues.emptyHint')}
        </EmptyState>
      ) : (
        <Section
          title={t('dues.toFix', { count: open.length })}
          remark={carried.size ? t('dues.carriedOver', { count: carried.size }) : undefined}
        >
          <div class="max-w-60">
            <SelectField
              label={t('dues.rounding')}
              value={String(rounding)}
              options={ROUNDINGS.map((step) => ({
                value: String(step),
                label: t(
                  step === 1 ? 'dues.rounding.1' : step === 10 ? 'dues.rounding.10' : 'dues.rounding.100',
                ),
              }))}
              onChange={(value) => void ledger.setMeta('duesRoundingFen', Number(value)).catch(toastFault)}
            />
          </div>
          {wide ? <FixTable {...rows} /> : <FixList {...rows} />}
        </Section>
      )}
      {today.startsWith(String(year)) && <RenewSection view={view} rounding={rounding} />}
      {fixed.length > 0 && (
        <Section title={t('dues.alreadyFixed', { count: fixed.length })} remark={t('dues.changeRemark')}>
          <Card>
            {fixed.map((row) => {
              const step = presentStep(row, today.slice(0, 7));
              return (
                <Row
                  key={row.member.id}
                  title={row.member.fields.name}
                  meta={
                    step &&
                    t('dues.standardAmount', {
                      standard: standardText(pack, step),
                      amount: yuanText(step.fen),
                    })
                  }
                  to={`/dues/member/${row.member.id}?year=${year}`}
                  tail={
                    <Button
                      small
                      label={t('dues.changeFor', { name: row.member.fields.name })}
                      onClick={() => navigate(`/dues/member/${row.member.id}?year=${year}&change=1`)}
                    >
                      {t('dues.change')}
                    </Button>
                  }
                />
              );
            })}
          </Card>
        </Section>
      )}
      {calculating && (
        <CalculatorDialog
          pack={pack}
          name={calculating.member.fields.name}
          way={formOf(calculating).way}
          rounding={rounding}
          onUse={({ fen, band, base }) => change(calculating, { amount: yuanText(fen), band, base })}
          onClose={() => setCalculating(undefined)}
        />
      )}
    </Page>
  );
}

/** The other year that is fixed around a new year: the next one late in the year, else this one or the last. */
const nextYear = (year: number, today: string): number => {
  const present = Number(today.slice(0, 4));
  if (year !== present) return present;
  return today.slice(5) >= '11' ? present + 1 : present - 1;
};

/** The fixing of the year in the address, else of this year. */
export function DuesFixPage() {
  const today = useToday();
  const asked = useQuery().get('year') ?? '';
  const year = /^(19|20|21)\d\d$/.test(asked) ? Number(asked) : Number(today.slice(0, 4));
  return <FixPage key={year} year={year} />;
}
