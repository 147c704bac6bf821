import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { policySnapshot } from '../../lib/platform/policy';
import { asFault, type Fault } from '../../lib/records/fault';
import { countReport } from '../../lib/rollups/count';
import {
  forgetCommittee,
  keepCommittee,
  periodToReport,
  reportByItself,
  reportFile,
  reporting,
  type Reporting,
  sendReport,
  wasReported,
} from '../../lib/rollups/send';
import { formatDate } from '../../lib/rules/calendar';
import { formatPeriod } from '../../lib/rules/periods';
import { keptPlace, openCarrier } from '../../lib/share';
import {
  Button,
  Card,
  CheckField,
  confirmDialog,
  downloadBlob,
  EmptyState,
  FaultNote,
  FilePick,
  Link,
  Note,
  Page,
  Row,
  Section,
  Segments,
  TextAreaField,
  toast,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useRole,
  useToday,
} from '../ui';
import { CodeText, copyText } from '../ui/code-text';
import { Preview } from './report-preview';

/** 上报汇总: to whom this branch reports, and exactly what. */
export function ReportPage() {
  const ledger = useLedger();
  const role = useRole();
  const about = useLive(async () => ({ is: await reporting(ledger), place: await keptPlace(ledger) }), []);
  return (
    <Page title={t('rollups.title')} back="/share">
      {role !== 'secretary' ? (
        <Note tone="info">{t('rollups.secretaryOnly')}</Note>
      ) : !about ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : about.is ? (
        <Report about={about.is} byPlace={about.place !== undefined && about.place.address.sort !== 'file'} />
      ) : (
        <TakeCard />
      )}
    </Page>
  );
}

/** Where the committee's card comes in: pasted, as a file, or from the organisation. */
function TakeCard() {
  const ledger = useLedger();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<Fault>();
  const preset = policySnapshot().policy.committeeMailbox;
  const take = async (given: string) => {
    setFault(undefined);
    try {
      await keepCommittee(ledger, given);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <>
      <EmptyState
        title={t('rollups.noCommittee')}
        action={
          preset && (
            <Button kind="primary" action="rollup-preset" onClick={() => void take(preset)}>
              {t('rollups.usePreset')}
            </Button>
          )
        }
      >
        {t('rollups.noCommitteeHint')}
      </EmptyState>
      <TextAreaField
        label={t('rollups.pasteCard')}
        hint={t('rollups.pasteCardHint')}
        name="card"
        value={text}
        onChange={setText}
      />
      {fault && <FaultNote fault={fault} />}
      <Button
        kind={preset ? 'plain' : 'primary'}
        action="rollup-card"
        disabled={!text.trim()}
        onClick={() => void take(text)}
      >
        {t('rollups.takeCard')}
      </Button>
      <FilePick
        accept=".txt,text/plain"
        label={t('rollups.cardFile')}
        onFiles={([file]) => void file?.slice(0, 20_000).text().then(take)}
      />
      <Note tone="info">{t('rollups.whatLeaves')}</Note>
    </>
  );
}

function Report({ about, byPlace }: { about: Reporting; byPlace: boolean }) {
  const ledger = useLedger();
  const today = useToday();
  const branch = useBranch()?.fields.name ?? '';
  const language = currentLanguage();
  const { now, before, suggested } = periodToReport(about.card, about.sent, today);
  const [chosen, setChosen] = useState(suggested);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const counted = useLive(
    () =>
      countReport(ledger, chosen, today).then(
        (report) => ({ report }),
        (thrown: unknown) => ({ fault: asFault(thrown) }),
      ),
    [chosen, today],
  );
  const report = counted && 'report' in counted ? counted.report : undefined;
  const sent = about.sent[chosen];
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setFault(undefined);
    try {
      await work();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const send = () =>
    run(async () => {
      if (!report) return;
      await sendReport(ledger, await openCarrier(ledger), chosen, report);
      toast(t('rollups.sentToast', { committee: about.card.name }));
    });
  const save = () =>
    run(async () => {
      if (!report) return;
      const file = await reportFile(ledger, chosen, report);
      const { fileName } = await import('../../lib/exchange/sheet-write');
      downloadBlob(file, fileName([branch, t('rollups.title'), chosen], 'sidebook'));
      toast(t('rollups.savedToast', { committee: about.card.name }));
    });
  return (
    <>
      <Section title={t('rollups.toWhom')}>
        <Card>
          <Row
            title={about.card.name}
            meta={
              <>
                {t('rollups.cardCode')} <CodeText code={about.cardCode} />
              </>
            }
            tail={
              <Button small onClick={() => void forget(about.card.name)}>
                {t('rollups.changeCommittee')}
              </Button>
            }
          />
          <Row
            title={t('rollups.ownCode')}
            meta={
              <>
                {about.code ? <CodeText code={about.code} /> : t('rollups.noCodeYet')}{' '}
                {t('rollups.ownCodeHint')}
              </>
            }
            tail={
              about.code && (
                <Button
                  small
                  icon="copy"
                  onClick={() => void copyText([branch, '', '', about.code].join('\t'), t('rollups.copied'))}
                >
                  {t('rollups.copyCode')}
                </Button>
              )
            }
          />
        </Card>
      </Section>
      <Section
        title={t('rollups.whatIsSent')}
        remark={report && t('exchange.asOf', { date: formatDate(report.asOf, language, { year: true }) })}
      >
        <Segments
          label={t('rollups.period')}
          value={chosen}
          options={[before, now].map((value) => ({ value, label: formatPeriod(value, language) }))}
          onChange={setChosen}
        />
        {counted && 'fault' in counted && <FaultNote fault={counted.fault} />}
        {report && <Preview report={report} />}
      </Section>
      <Section title={t('rollups.send')}>
        <Card>
          <Row
            title={
              sent
                ? t(sent.how === 'place' ? 'rollups.lastSent' : 'rollups.lastSaved', {
                    date: formatDate(sent.day, language, { year: true }),
                  })
                : t('rollups.neverSent')
            }
            meta={sent && !wasReported(sent, chosen) ? t('rollups.beforeEnd') : undefined}
          />
        </Card>
        {fault && <FaultNote fault={fault} />}
        <div class="flex flex-wrap gap-2">
          {byPlace && (
            <Button
              kind="primary"
              icon="upload"
              action="rollup-send"
              busy={busy}
              disabled={!report}
              onClick={() => void send()}
            >
              {t('rollups.sendNow')}
            </Button>
          )}
          <Button
            kind={byPlace ? 'plain' : 'primary'}
            icon="download"
            action="rollup-file"
            busy={busy}
            disabled={!report}
            onClick={() => void save()}
          >
            {t('rollups.saveFile')}
          </Button>
        </div>
        {byPlace ? (
          <CheckField
            label={t('rollups.auto')}
            hint={t('rollups.autoHint')}
            checked={about.auto}
            onChange={(auto) => void reportByItself(ledger, auto).catch(toastFault)}
          />
        ) : (
          <p class="text-meta text-ink-2">
            {t('rollups.noPlace')}{' '}
            <Link to="/share/place" class="text-red-ink underline">
              {t('rollups.choosePlace')}
            </Link>
          </p>
        )}
      </Section>
    </>
  );

  async function forget(committee: string) {
    const sure = await confirmDialog({
      title: t('rollups.forget', { committee }),
      body: t('rollups.forgetHint'),
      confirm: t('rollups.changeCommittee'),
    });
    if (sure) await forgetCommittee(ledger).catch(toastFault);
  }
}
