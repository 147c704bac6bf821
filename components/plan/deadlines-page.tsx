import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { deadlines, type DeadlineLine, markStep } from '../../lib/plan/deadlines';
import { duesTalks, participationTalks, type TalkReason } from '../../lib/plan/participation';
import { packText } from '../../lib/rules/pack';
import { lifePack } from '../../lib/rules/packs';
import type { PlanPack } from '../../lib/rules/plan-pack';
import {
  BasisText,
  Card,
  EmptyState,
  Link,
  Page,
  Pill,
  Row,
  Section,
  toastFault,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { Problems } from './problems';
import { StepRow } from './step-row';
import { usePlanPack } from './use-packs';
import { talkRule, toastUndo } from './words';

/** 期限: what leads up to the election, to conversions and other dates of people, and whom to talk to first. */
export function DeadlinesPage() {
  const ledger = useLedger();
  const today = useToday();
  const pack = usePlanPack();
  const lines = useLive(() => deadlines(ledger, today), [today]);
  const talks = useLive(() => participationTalks(ledger, lifePack(), today), [today]);
  const unpaid = useLive(() => duesTalks(ledger, lifePack(), today), [today]);
  const mark = async (line: DeadlineLine, change: Parameters<typeof markStep>[2]) => {
    try {
      const { n } = await markStep(ledger, line, change);
      const said = change.on ? 'plan.moved' : change.doneOn ? 'plan.ticked' : 'plan.unticked';
      toastUndo(ledger, t(said), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Page
      title={t('plan.deadlines')}
      remark={t('plan.asOf', { day: today })}
      back="/today"
      actions={<Link to="/plan">{t('plan.title')}</Link>}
    >
      {pack && lines && (
        <>
          <Problems today={today} />
          {!lines.length && (
            <EmptyState title={t('plan.noDeadlines')}>{t('plan.noDeadlinesHint')}</EmptyState>
          )}
          {pack.tracks.map((track) => {
            const own = lines.filter((line) => line.track.id === track.id);
            return own.length ? <TrackSection key={track.id} lines={own} today={today} mark={mark} /> : null;
          })}
          {talks && talks.length > 0 && <Talks about="participation" talks={talks} pack={pack} />}
          {unpaid && unpaid.length > 0 && <Talks about="dues" talks={unpaid} pack={pack} />}
        </>
      )}
    </Page>
  );
}

function TrackSection(props: {
  lines: readonly DeadlineLine[];
  today: string;
  mark: (line: DeadlineLine, change: Parameters<typeof markStep>[2]) => Promise<void>;
}) {
  const { lines } = props;
  const [first] = lines;
  if (!first) return null;
  const isBranch = first.track.id === 'election';
  const known = lines.filter((line) => line.step);
  const shown = isBranch ? known : known.filter((line) => line.state !== 'done');
  const done = known.filter((line) => line.state === 'done').length;
  const unknown = lines.filter((line) => line.state === 'unknown');
  const remark = isBranch
    ? first.cycle
      ? t('plan.termEnds', { day: first.cycle, done, count: known.length })
      : ''
    : '';
  return (
    <Section title={packText(first.track.title, currentLanguage())} remark={remark}>
      <Card>
        {shown.map((line) => (
          <StepRow
            key={`${line.task}${line.subject}`}
            line={line}
            today={props.today}
            onMark={(change) => void props.mark(line, change)}
          />
        ))}
        {!shown.length && !unknown.length && (
          <Row title={<span class="font-normal">{t('plan.allTicked')}</span>} />
        )}
        {unknown.map((line) => (
          <Row
            key={`${line.task}${line.subject}`}
            lead={<Pill tone="unknown">{t('common.unknown')}</Pill>}
            title={
              <span class="font-normal">{line.name ?? packText(line.track.title, currentLanguage())}</span>
            }
            meta={t(`plan.lacks.${lackOf(line.track.id)}`)}
            to={line.track.id === 'development' ? '/branch/development' : line.to}
          />
        ))}
      </Card>
    </Section>
  );
}

/** Which date is not in the ledger, where a track cannot be counted. */
const lackOf = (track: string): 'election' | 'conversion' | 'mobile' | 'development' =>
  track === 'election' || track === 'conversion' || track === 'mobile' ? track : 'development';

/** Reasons to talk to somebody: never a verdict, and in no order of merit but that of the months. */
function Talks(props: { about: 'participation' | 'dues'; talks: readonly TalkReason[]; pack: PlanPack }) {
  const { about, talks, pack } = props;
  const rule = talkRule(pack, about);
  const [open, setOpen] = useState(false);
  if (!rule) return null;
  return (
    <Section
      title={packText(rule.title, currentLanguage())}
      link={
        <button
          type="button"
          class="text-meta text-red-ink rounded-s"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('common.basis')}
        </button>
      }
    >
      <p class="text-meta text-ink-2">{packText(rule.wording, currentLanguage())}</p>
      {open && <BasisText basis={rule.basis} sources={pack.sources} confidence={rule.confidence} />}
      <Card>
        {talks.map((talk) => (
          <Row
            key={talk.member}
            lead={<Pill tone="due">{t(talk.level === 2 ? 'plan.talkSoon' : 'plan.talk')}</Pill>}
            title={<span class="font-normal">{talk.name}</span>}
            meta={t(about === 'dues' ? 'plan.unpaidMonths' : 'plan.absentMonths', { count: talk.months })}
            to={about === 'dues' ? `/dues/member/${talk.member}` : `/branch/member/${talk.member}`}
          />
        ))}
      </Card>
    </Section>
  );
}
