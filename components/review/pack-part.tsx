import { useEffect, useRef, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { asFault, type Fault } from '../../lib/records/fault';
import type { PackProgress, ReviewPack } from '../../lib/review/pack';
import { sweepTemporary } from '../../lib/exchange/backup/temporary';
import { formatPeriod } from '../../lib/rules/periods';
import { policySnapshot } from '../../lib/platform/policy';
import {
  Button,
  Card,
  CheckField,
  downloadBlob,
  FaultNote,
  Note,
  Progress,
  SelectField,
  useLedger,
  useToday,
} from '../ui';

/** The page of the verifier, which lies beside the pages of the extension. */
async function verifierPage(): Promise<string> {
  const answer = await fetch('/verifier.html');
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

/** 导出复核包: scope, what will be in it, progress, and the fingerprint to write down. */
export function PackPart({ company }: { company: { companyId: string; name: string } }) {
  const ledger = useLedger();
  const thisYear = useToday().slice(0, 4);
  const [year, setYear] = useState(thisYear);
  const [reduced, setReduced] = useState(false);
  const [withFiles, setWithFiles] = useState(true);
  const [progress, setProgress] = useState<PackProgress | undefined>(undefined);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const [stopped, setStopped] = useState(false);
  const [made, setMade] = useState<ReviewPack | undefined>(undefined);
  const [madeReduced, setMadeReduced] = useState(false);
  const control = useRef<AbortController | undefined>(undefined);
  const last = useRef<ReviewPack | undefined>(undefined);
  const letGo = (): void => {
    const pack = last.current;
    last.current = undefined;
    // The browser may still be saving it.
    if (pack) setTimeout(() => void pack.release(), 120_000);
  };
  useEffect(() => void sweepTemporary(), []);
  useEffect(
    () => () => {
      control.current?.abort();
      letGo();
    },
    [],
  );

  const make = async (): Promise<void> => {
    letGo();
    const own = new AbortController();
    control.current = own;
    setMade(undefined);
    setFault(undefined);
    setStopped(false);
    setProgress(NOTHING);
    try {
      const { writeReviewPack } = await import('../../lib/review/pack');
      const pack = await writeReviewPack(ledger, {
        company,
        year: year === 'all' ? undefined : year,
        reduced,
        withFiles,
        verifier: verifierPage,
        signal: own.signal,
        onProgress: setProgress,
      });
      last.current = pack;
      downloadBlob(pack.blob, pack.name);
      setMade(pack);
      setMadeReduced(reduced);
    } catch (thrown) {
      if (own.signal.aborted) setStopped(true);
      else setFault(asFault(thrown));
    } finally {
      setProgress(undefined);
    }
  };

  if (policySnapshot().policy.exportAllowed === false)
    return <Note tone="info">{t('settings.export.off')}</Note>;
  const years = Array.from({ length: 4 }, (_, index) => String(Number(thisYear) - index));
  return (
    <div>
      <Card pad>
        <p class="text-meta text-ink-2">{t('reviewPack.intro')}</p>
        <SelectField
          label={t('reviewPack.year')}
          name="pack-year"
          value={year}
          options={[
            ...years.map((value) => ({ value, label: formatPeriod(value, currentLanguage()) })),
            { value: 'all', label: t('reviewPack.allYears') },
          ]}
          onChange={setYear}
        />
        <CheckField
          label={t('reviewPack.withFiles')}
          hint={t('reviewPack.withFiles.hint')}
          checked={withFiles}
          onChange={setWithFiles}
        />
        <CheckField
          label={t('reviewPack.reduced')}
          hint={t('reviewPack.reduced.hint')}
          checked={reduced}
          onChange={(next) => {
            setReduced(next);
            if (next) setWithFiles(false);
          }}
        />
        {fault && <FaultNote fault={fault} />}
        {stopped && <Note tone="info">{t('reviewPack.stopped')}</Note>}
        {made && <Done made={made} reduced={madeReduced} />}
        {progress === undefined ? (
          <div class="flex justify-end">
            <Button icon="download" action="review-pack" onClick={() => void make()}>
              {t('reviewPack.make')}
            </Button>
          </div>
        ) : (
          <Making progress={progress} onCancel={() => control.current?.abort()} />
        )}
      </Card>
    </div>
  );
}

const NOTHING: PackProgress = { files: 0, ofFiles: 0, done: 0, total: 0 };
const MB = 1_000_000;

/** What is being done, in words, and how far it is. */
function Making({ progress, onCancel }: { progress: PackProgress; onCancel: () => void }) {
  const { files, ofFiles, done, total } = progress;
  const label =
    ofFiles === 0
      ? t('reviewPack.collecting')
      : files < ofFiles
        ? t('reviewPack.writing', {
            files,
            ofFiles,
            done: Math.floor(done / MB),
            total: Math.ceil(total / MB),
          })
        : t('reviewPack.finishing');
  const percent = total > 0 ? Math.min(99, Math.floor((100 * done) / total)) : 0;
  return <Progress done={percent} total={100} label={label} onCancel={onCancel} />;
}

function Done({ made, reduced }: { made: ReviewPack; reduced: boolean }) {
  const { files, items, reviews, left, wrong } = made;
  return (
    <Note tone={wrong ? 'due' : 'ok'}>
      <p>{t('reviewPack.done', { name: made.name, files, items, reviews })}</p>
      {left > 0 && <p>{t('reviewPack.doneLeft', { left })}</p>}
      {reduced && <p>{t('reviewPack.doneReduced')}</p>}
      {wrong > 0 && <p>{t('reviewPack.doneWrong', { wrong })}</p>}
      <p class="mt-1">{t('reviewPack.writeDown')}</p>
      <p class="font-mono break-words" data-pack-fingerprint>
        {made.fingerprint}
      </p>
      <p class="text-meta mt-1">
        {t('reviewPack.ownDevice')} <span class="font-mono break-words">{made.device}</span>
      </p>
    </Note>
  );
}
