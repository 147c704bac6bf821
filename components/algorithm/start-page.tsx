import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { askCheck, askHash } from '../../lib/algorithm/ask';
import type { Mapping } from '../../lib/algorithm/columns';
import { type Head, readHead } from '../../lib/algorithm/head';
import { type CheckedFile, checksOf, resultOf, saveCheck } from '../../lib/algorithm/save';
import { numberText } from '../../lib/algorithm/words';
import { asFault, type Fault } from '../../lib/records/fault';
import { checklistInForce } from '../../lib/rulebook/whole-packs';
import {
  Button,
  Card,
  EmptyState,
  FaultNote,
  FilePick,
  navigate,
  nowMilliseconds,
  Note,
  Page,
  Progress,
  Row,
  Section,
  toast,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { attachAll } from './actions';
import { Figures } from './figures';
import { MappingForm } from './mapping-form';
import { useCompany, useReviews } from './hooks';

const MIB = 1024 * 1024;

interface Chosen {
  file: File;
  head: Head;
  mapping: Mapping;
}

/** 派单数据检查: a file is chosen, its columns are named, it is counted, and the figures are kept or made evidence. */
export function AlgorithmPage() {
  const company = useCompany();
  const reviews = useReviews(company?.companyId);
  return (
    <Page title={t('algorithm.title')} back="/governance">
      {!company ? (
        <EmptyState title={t('algorithm.noCompany')} />
      ) : (
        <>
          {reviews === true && <Note tone="info">{t('algorithm.readOnly')}</Note>}
          {reviews === false && <Counting company={company} />}
          <Kept companyId={company.companyId} />
        </>
      )}
    </Page>
  );
}

function Counting({ company }: { company: { companyId: string; termStart?: string } }) {
  const ledger = useLedger();
  const today = useToday();
  const pack = useLive(() => checklistInForce(ledger), []);
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined);
  const [floor, setFloor] = useState<number | undefined>(undefined);
  const [progress, setProgress] = useState<{ done: number; total: number; rows: number; speed: number }>();
  const [checked, setChecked] = useState<Omit<CheckedFile, 'hash'> | undefined>(undefined);
  const hashing = useRef<Promise<string> | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  // Leaving the screen ends the counting: nobody would see its result.
  useEffect(() => () => running.current?.abort(), []);

  const open = async (file: File): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    setChecked(undefined);
    setChosen(undefined);
    try {
      const head = await readHead(file, file.name);
      setChosen({ file, head, mapping: head.mapping });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const run = async ({ file, head, mapping }: Chosen): Promise<void> => {
    const control = new AbortController();
    running.current = control;
    setFault(undefined);
    const begun = nowMilliseconds();
    setProgress({ done: 0, total: file.size, rows: 0, speed: 0 });
    try {
      const result = await askCheck(
        {
          file,
          name: file.name,
          head,
          mapping,
          ...(floor === undefined ? {} : { floor: Math.round(floor * 100) }),
        },
        {
          signal: control.signal,
          onProgress: (done, total, rows) => {
            const seconds = Math.max(0.001, (nowMilliseconds() - begun) / 1000);
            setProgress({ done, total, rows, speed: Math.round(rows / seconds) });
          },
        },
      );
      hashing.current = askHash(file, file.name);
      // Whoever keeps the figures hears of a failure.
      hashing.current.catch(() => {});
      setChecked({ name: file.name, bytes: file.size, header: head.header, mapping, result });
    } catch (thrown) {
      if (control.signal.aborted) toast(t('algorithm.cancelled'));
      else setFault(asFault(thrown));
    } finally {
      setProgress(undefined);
    }
  };
  const keep = async (attach: boolean): Promise<void> => {
    if (!checked || !pack || !hashing.current) return;
    setBusy(true);
    setFault(undefined);
    try {
      const file = { ...checked, hash: await hashing.current };
      const record = await saveCheck(ledger, company.companyId, file, today);
      if (attach) await attachAll(ledger, pack, record, company, today);
      else toast(t('algorithm.saved'));
      navigate(`/algorithm/${record.id}`, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  };
  const isRead = progress !== undefined && progress.done >= progress.total;

  return (
    <>
      {!chosen && <p class="text-ink-2">{t('algorithm.intro')}</p>}
      {!chosen && (
        <FilePick
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          label={t('algorithm.pick')}
          hint={t('algorithm.pickHint')}
          disabled={busy}
          onFiles={([file]) => file && void open(file)}
        />
      )}
      {fault && <FaultNote fault={fault} />}
      {chosen && !checked && (
        <MappingForm
          name={chosen.file.name}
          head={chosen.head}
          mapping={chosen.mapping}
          onMapping={(mapping) => setChosen({ ...chosen, mapping })}
          floor={floor}
          onFloor={setFloor}
          busy={progress !== undefined}
          onRun={() => void run(chosen)}
          onOther={() => {
            running.current?.abort();
            setChosen(undefined);
            setFault(undefined);
          }}
        />
      )}
      {progress && (
        <Progress
          done={Math.floor(progress.done / MIB)}
          total={Math.ceil(progress.total / MIB)}
          label={
            isRead
              ? t('algorithm.finishing')
              : t('algorithm.running', { rows: numberText(progress.rows), speed: numberText(progress.speed) })
          }
          onCancel={() => running.current?.abort()}
        />
      )}
      {checked && pack && (
        <>
          <div class="flex flex-wrap items-center gap-2">
            <strong class="min-w-40 flex-1 break-words">{checked.name}</strong>
            <Button kind="primary" action="algorithm-attach" busy={busy} onClick={() => void keep(true)}>
              {t('algorithm.attach')}
            </Button>
            <Button action="algorithm-save" busy={busy} onClick={() => void keep(false)}>
              {t('algorithm.save')}
            </Button>
            <Button
              onClick={() => {
                setChecked(undefined);
                setChosen(undefined);
              }}
            >
              {t('algorithm.other')}
            </Button>
          </div>
          <Figures result={checked.result} pack={pack} />
        </>
      )}
    </>
  );
}

function Kept({ companyId }: { companyId: string }) {
  const ledger = useLedger();
  const checks = useLive(() => checksOf(ledger, companyId), [companyId]);
  if (!checks) return null;
  return (
    <Section title={t('algorithm.kept')}>
      {checks.length === 0 ? (
        <EmptyState title={t('algorithm.keptEmpty')}>{t('algorithm.keptEmptyHint')}</EmptyState>
      ) : (
        <Card>
          {checks.map((record) => {
            const result = resultOf(record);
            return (
              <Row
                key={record.id}
                title={record.fields.fileName}
                meta={[
                  record.fields.on,
                  result &&
                    t('algorithm.keptMeta', {
                      rows: numberText(result.rows),
                      from: result.from ?? '—',
                      to: result.to ?? '—',
                    }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                to={`/algorithm/${record.id}`}
              />
            );
          })}
        </Card>
      )}
    </Section>
  );
}
