import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type Gap, gapWord } from '../../lib/papers/gaps';
import { inspectionFolder, inspectionGaps, inspectionLeftOut } from '../../lib/papers/inspection';
import { Fault } from '../../lib/records/fault';
import { periodKey } from '../../lib/rules/periods';
import {
  Button,
  Card,
  CheckField,
  downloadBlob,
  EmptyState,
  FaultNote,
  navigate,
  Note,
  Page,
  Pill,
  Section,
  SelectField,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { version } from '../../package.json';
import { found, useExportAllowed, useReader } from './hooks';
import { periodChoices } from './periods';
import { useLongWork, WorkNote } from './work';

/** Gaps shown before a press on more. */
const SHOWN = 30;
const TONES = { missing: 'bad', unknown: 'unknown', due: 'due', open: 'due' } as const;

/** 迎检材料: one zip of a period, and before it what is missing. */
export function InspectionPage() {
  const ledger = useLedger();
  const today = useToday();
  const allowed = useExportAllowed();
  const [period, setPeriod] = useState(periodKey('Y', today));
  const [withFiles, setWithFiles] = useState(true);
  const [all, setAll] = useState(false);
  const work = useLongWork();
  const reader = useReader();
  const about = { period, today, reader };
  const asked = [period, today, reader.role, reader.me];
  const gaps = useLive(() => found(() => inspectionGaps(ledger, about)), asked);
  const left = useLive(() => inspectionLeftOut(ledger, about), asked);

  const make = () =>
    work.run(async ({ signal, onProgress }) => {
      if (!allowed) throw new Fault('E423');
      const { blob, name } = await inspectionFolder(ledger, {
        ...about,
        now: ledger.clock.wall(),
        appVersion: version,
        withFiles,
        signal,
        onProgress,
      });
      downloadBlob(blob, name);
    });
  const list = gaps?.value ?? [];

  return (
    <Page
      title={t('papers.in.title')}
      back="/register"
      foot={
        <Button
          kind="primary"
          icon="download"
          action="inspection-make"
          busy={Boolean(work.state)}
          disabled={!allowed || !gaps?.value}
          onClick={() => void make()}
        >
          {t('papers.in.make')}
        </Button>
      }
    >
      <p class="text-ink-2">{t('papers.in.intro')}</p>
      {!allowed && <Note tone="info">{t('fault.E423')}</Note>}
      <SelectField
        label={t('exchange.period')}
        name="period"
        value={period}
        options={periodChoices(today)}
        onChange={setPeriod}
      />
      <CheckField
        label={t('papers.in.withFiles')}
        hint={t('papers.in.withFilesHint')}
        checked={withFiles}
        onChange={setWithFiles}
      />
      {left?.map((line) => (
        <Note key={line} tone="info">
          {line}
        </Note>
      ))}
      <WorkNote work={work} label={t('papers.in.making')} />
      {gaps?.fault && <FaultNote fault={gaps.fault} />}
      {!gaps && (
        <p class="text-ink-2" role="status" aria-busy="true">
          {t('papers.in.looking')}
        </p>
      )}
      {gaps?.value && (
        <Section title={t('papers.in.gaps')} remark={t('papers.in.gapCount', { count: list.length })}>
          {list.length ? (
            <Card>
              {list.slice(0, all ? undefined : SHOWN).map((gap, index) => (
                <GapRow key={index} gap={gap} />
              ))}
            </Card>
          ) : (
            <EmptyState title={t('papers.in.noGaps')} />
          )}
          {!all && list.length > SHOWN && (
            <Button onClick={() => setAll(true)}>
              {t('common.showMore')} · {t('common.shownOf', { shown: SHOWN, count: list.length })}
            </Button>
          )}
        </Section>
      )}
    </Page>
  );
}

function GapRow({ gap }: { gap: Gap }) {
  const { meeting } = gap;
  return (
    <div class="flex items-start gap-3 px-3 py-2">
      <Pill tone={TONES[gap.state]}>{gapWord(gap.state)}</Pill>
      <div class="min-w-0 flex-1">
        {meeting ? (
          <button
            type="button"
            class="hover:text-red-ink rounded-s text-left font-semibold break-words"
            onClick={() => navigate(`/life/meeting/${meeting}`)}
          >
            {gap.what}
          </button>
        ) : (
          <span class="font-semibold break-words">{gap.what}</span>
        )}
        <span class="text-meta text-ink-3 ml-2">{gap.when}</span>
        {gap.detail && <p class="text-meta text-ink-2">{gap.detail}</p>}
        {gap.basis && (
          <details class="text-meta">
            <summary class="text-red-ink inline-block cursor-pointer rounded-s py-0.5">
              {t('common.basis')}
            </summary>
            <p class="text-ink-2">
              {gap.basis} · {gap.confidence}
            </p>
          </details>
        )}
      </div>
    </div>
  );
}
