import { useState } from 'preact/hooks';
import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import { ALL_FIGURES, type Body, type Figure, type Glance } from '../../lib/rollups/body';
import { branchCode } from '../../lib/rollups/names';
import {
  type ListedBranch,
  newBranchId,
  type NewStatement,
  sayOfBranches,
} from '../../lib/rollups/organisation';
import { type OverviewRow, wholeReport } from '../../lib/rollups/overview';
import { settleWaiting } from '../../lib/rollups/read';
import { FIGURE_PARTS } from '../../lib/rollups/sheets';
import { figureMeaning, figureName, isSilent, shareText } from '../../lib/rollups/words';
import { formatPeriod, type PeriodKey } from '../../lib/rules/periods';
import {
  Button,
  confirmDialog,
  Dialog,
  FaultNote,
  Note,
  Pill,
  TextField,
  toast,
  useLedger,
  useLive,
} from '../ui';
import { CodeText } from '../ui/code-text';
import { ItemTable } from './item-table';
import { Activities, Facts } from './report-preview';

interface Props {
  row: OverviewRow;
  period: PeriodKey;
  compare?: PeriodKey;
  org: string;
  onClose: () => void;
}

/** One branch in a period: every figure behind its line, and what the committee can say of it. */
export function RowDialog(props: Props) {
  const ledger = useLedger();
  const { row, period, compare } = props;
  const report = useLive(() => wholeReport(ledger, period, row.key), [period, row.key]);
  const before = useLive(
    async () => (compare ? await wholeReport(ledger, compare, row.key) : undefined),
    [compare, row.key],
  );
  return (
    <Dialog open wide title={row.name} onClose={props.onClose}>
      <p class="text-meta text-ink-2">
        {formatPeriod(period, currentLanguage())}
        {row.glance && ` · ${t('exchange.asOf', { date: row.glance.asOf })}`}
      </p>
      {row.report?.refused && <Note tone="bad">{tDynamic(`rollups.refused.${row.report.refused.why}`)}</Note>}
      {row.report && !row.report.there && <Note tone="due">{t('rollups.goneHint')}</Note>}
      {row.attention.includes('never') && <Note tone="info">{t('rollups.neverHint')}</Note>}
      <Confirm {...props} />
      {row.glance && report && (
        <Figures glance={row.glance} before={compare ? row.before : undefined} report={report} />
      )}
      {row.glance && report && (
        <>
          <Activities report={report} />
          <ItemTable items={report.items} other={before?.items} />
          <Facts report={report} />
        </>
      )}
      {row.listed && <Listed {...props} listed={row.listed} />}
    </Dialog>
  );
}

/** What is asked when somebody's key signs for a branch and nobody compared it yet. */
function Confirm({ row, org, onClose }: Props) {
  const ledger = useLedger();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const waiting = row.report?.waiting;
  const code = useLive(
    async () => (waiting ? branchCode(org, row.key, waiting.key) : undefined),
    [waiting?.key, row.key],
  );
  if (!waiting) return null;
  const confirm = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const id = row.listed?.id ?? newBranchId();
      const name = row.listed ? {} : { name: waiting.name };
      await sayOfBranches(ledger, [{ id, ...name, b: row.key, key: waiting.key }]);
      await settleWaiting(ledger);
      toast(t('rollups.confirmed', { name: row.name }));
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="border-line bg-card rounded-card space-y-2 border p-3">
      <h3 class="font-semibold">{t('rollups.confirmTitle')}</h3>
      <p>
        {t(row.listed?.keys.size ? 'rollups.confirmOther' : 'rollups.confirmHint', { name: waiting.name })}
      </p>
      <p>
        {t('rollups.code')} <CodeText code={code ?? ''} />
      </p>
      {fault && <FaultNote fault={fault} />}
      <Button kind="primary" action="rollup-confirm" busy={busy} onClick={() => void confirm()}>
        {t('rollups.confirm')}
      </Button>
    </section>
  );
}

/** Every figure with what it counts, and the same of the period compared with. */
function Figures({ glance, before, report }: { glance: Glance; before?: Glance; report: Body }) {
  const others = Object.keys(report.figures).filter((name) => !(ALL_FIGURES as string[]).includes(name));
  return (
    <>
      {FIGURE_PARTS.map(([part, figures]) => (
        <section key={part} class="border-line bg-card rounded-card border p-3">
          <h3 class="font-semibold">{tDynamic(`rollups.part.${part}`)}</h3>
          <dl class="mt-1">
            {figures.map((figure) => (
              <Line key={figure} figure={figure} glance={glance} before={before} />
            ))}
          </dl>
        </section>
      ))}
      {others.length > 0 && <Note tone="info">{t('rollups.newer', { count: others.length })}</Note>}
    </>
  );
}

function Line({ figure, glance, before }: { figure: Figure; glance: Glance; before?: Glance }) {
  const text = shareText(figure, glance.figures[figure]);
  return (
    <div class="border-line flex items-baseline justify-between gap-3 border-b py-1.5">
      <dt class="min-w-0">
        {figureName(figure)}
        <span class="text-meta text-ink-3 block">{figureMeaning(figure)}</span>
      </dt>
      <dd class="shrink-0 text-right">
        {isSilent(glance.figures[figure]) ? <Pill tone="unknown">{text}</Pill> : <b>{text}</b>}
        {before && (
          <span class="text-meta text-ink-3 block">
            {t('rollups.was', { value: shareText(figure, before.figures[figure]) })}
          </span>
        )}
      </dd>
    </div>
  );
}

/** What the committee's list says of a branch, and how to change it. */
function Listed({ row, listed, onClose }: Props & { listed: ListedBranch }) {
  const ledger = useLedger();
  const [region, setRegion] = useState(listed.region ?? '');
  const [superior, setSuperior] = useState(listed.superior ?? row.superior ?? '');
  const [fault, setFault] = useState<Fault>();
  const say = async (what: Omit<NewStatement, 'id'>, said: string) => {
    setFault(undefined);
    try {
      await sayOfBranches(ledger, [{ id: listed.id, ...what }]);
      toast(said);
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const ask = async (what: Omit<NewStatement, 'id'>, title: string, body: string, said: string) => {
    if (await confirmDialog({ title, body, confirm: t('rollups.doIt'), danger: true })) await say(what, said);
  };
  const key = row.glance && row.report?.got?.key;
  return (
    <section class="border-line bg-card rounded-card space-y-2 border p-3">
      <h3 class="font-semibold">{t('rollups.inList')}</h3>
      <div class="grid grid-cols-1 gap-2 wide:grid-cols-2">
        <TextField label={t('rollups.col.superior')} value={superior} onChange={setSuperior} />
        <TextField label={t('rollups.col.region')} value={region} onChange={setRegion} />
      </div>
      {fault && <FaultNote fault={fault} />}
      <div class="flex flex-wrap gap-2">
        <Button
          disabled={region === (listed.region ?? '') && superior === (listed.superior ?? row.superior ?? '')}
          onClick={() => void say({ region: region.trim(), superior: superior.trim() }, t('rollups.saved'))}
        >
          {t('common.save')}
        </Button>
        {key && (
          <Button
            onClick={() =>
              void ask({ not: key }, t('rollups.revoke'), t('rollups.revokeHint'), t('rollups.revoked'))
            }
          >
            {t('rollups.revoke')}
          </Button>
        )}
        <Button
          onClick={() =>
            void ask({ off: true }, t('rollups.off'), t('rollups.offHint'), t('rollups.offDone'))
          }
        >
          {t('rollups.off')}
        </Button>
      </div>
    </section>
  );
}
