import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { readSheet } from '../../lib/exchange/sheet-read';
import { CELL_TEXT_LIMIT, EDIT_TEXT_LIMIT } from '../../lib/exchange/sheet-write/text';
import { applyReimport, type CellChange, planReimport, type ReimportPlan } from '../../lib/papers/reimport';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  Card,
  CheckField,
  EmptyState,
  FaultNote,
  FilePick,
  navigate,
  Note,
  Page,
  Pill,
  Section,
  useLedger,
} from '../ui';
import { toastUndo } from './hooks';

/** Cells that could not be taken in, named one by one. */
const UNREAD_SHOWN = 20;

const keyOf = ({ id, column }: CellChange): string => `${id} ${column}`;

/** 改完的台账读回: what an edited Excel register would change, chosen line by line, in one commit. */
export function ReimportPage() {
  const ledger = useLedger();
  const [plan, setPlan] = useState<ReimportPlan | undefined>(undefined);
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | undefined>(undefined);

  const open = async (file: File): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    setPlan(undefined);
    try {
      const next = await planReimport(
        ledger,
        await readSheet(file, file.name, { cellLength: CELL_TEXT_LIMIT }),
        file.name,
      );
      setPlan(next);
      // What has moved on since is not overwritten unless somebody says so.
      setOff(new Set(next.changes.filter(({ moved }) => moved).map(keyOf)));
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const chosen = plan?.changes.filter((one) => !off.has(keyOf(one))) ?? [];
  const apply = async (): Promise<void> => {
    if (!plan) return;
    setBusy(true);
    setFault(undefined);
    try {
      const result = await applyReimport(ledger, plan, chosen);
      const message = result.concurrent.length
        ? t('papers.savedConcurrent')
        : t('papers.reimport.applied', { count: chosen.length });
      toastUndo(ledger, message, result.n);
      navigate('/register');
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };
  const toggle = (change: CellChange, on: boolean) => {
    const next = new Set(off);
    if (on) next.delete(keyOf(change));
    else next.add(keyOf(change));
    setOff(next);
  };

  return (
    <Page
      title={t('papers.reimport.title')}
      back="/register"
      foot={
        plan?.changes.length ? (
          <Button
            kind="primary"
            action="reimport-apply"
            busy={busy}
            disabled={!chosen.length}
            onClick={() => void apply()}
          >
            {t('papers.reimport.apply', { count: chosen.length })}
          </Button>
        ) : undefined
      }
    >
      <p class="text-ink-2">{t('papers.reimport.intro')}</p>
      <FilePick
        accept=".xlsx,.xls,.et,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"
        label={t('papers.reimport.pick')}
        hint={t('papers.reimport.pickHint')}
        disabled={busy}
        onFiles={([file]) => file && void open(file)}
      />
      {fault && <FaultNote fault={fault} />}
      {plan && <Remarks plan={plan} />}
      {plan &&
        (plan.changes.length ? (
          <Section
            title={t('papers.reimport.changes')}
            remark={t('papers.reimport.ofRows', { count: plan.rows })}
          >
            <Card>
              {plan.changes.map((change) => (
                <div key={keyOf(change)} class="px-3 py-2">
                  <CheckField
                    label={
                      <span class="break-words">
                        <strong>{change.title}</strong> · {change.header}
                        {change.moved && (
                          <span class="ml-1.5">
                            <Pill tone="due">{t('papers.reimport.moved')}</Pill>
                          </span>
                        )}
                      </span>
                    }
                    hint={
                      <span class="line-clamp-4 break-words whitespace-pre-line">
                        {t('papers.reimport.fromTo', {
                          before: change.before || t('papers.reimport.emptyCell'),
                          after: change.after || t('papers.reimport.emptyCell'),
                        })}
                      </span>
                    }
                    checked={!off.has(keyOf(change))}
                    onChange={(on) => toggle(change, on)}
                  />
                </div>
              ))}
            </Card>
          </Section>
        ) : (
          <EmptyState title={t('papers.reimport.nothing')}>{t('papers.reimport.nothingHint')}</EmptyState>
        ))}
    </Page>
  );
}

/** What of the table is not taken in, and why. */
function Remarks({ plan }: { plan: ReimportPlan }) {
  const lines = [
    plan.newRows ? t('papers.reimport.newRows', { count: plan.newRows }) : '',
    plan.unknownRows ? t('papers.reimport.unknownRows', { count: plan.unknownRows }) : '',
    plan.stale ? t('papers.reimport.stale', { count: plan.stale }) : '',
    ...plan.ignored.map(({ header, count }) => t('papers.reimport.ignored', { header, count })),
    ...plan.unread.slice(0, UNREAD_SHOWN).map(unreadText),
    plan.unread.length > UNREAD_SHOWN
      ? t('papers.reimport.unreadMore', { count: plan.unread.length - UNREAD_SHOWN })
      : '',
  ].filter(Boolean);
  if (!lines.length) return null;
  return (
    <Note tone="due">
      {lines.map((line) => (
        <span key={line} class="block">
          {line}
        </span>
      ))}
    </Note>
  );
}

function unreadText({ title, header, text, length, twice }: ReimportPlan['unread'][number]): string {
  if (twice) return t('papers.reimport.twice', { title, header, text });
  return length
    ? t('papers.reimport.tooLong', { title, header, length, limit: EDIT_TEXT_LIMIT })
    : t('papers.reimport.unread', { title, header, text });
}
