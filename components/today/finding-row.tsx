import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { formatDate } from '../../lib/rules/calendar';
import type { CadenceFinding } from '../../lib/rules/cadence';
import { packText } from '../../lib/rules/pack';
import { formatPeriod } from '../../lib/rules/periods';
import { BasisText, Pill, Row, usePack } from '../ui';
import type { Tone } from '../ui';

const TONES: Partial<Record<CadenceFinding['state'], Tone>> = {
  missing: 'bad',
  due: 'due',
  unknown: 'unknown',
};

/** Where the records behind a finding are, or where to make the missing one. */
function target(finding: CadenceFinding): string {
  const type = finding.types[0];
  if (finding.rule === 'talk') return `/life/talks?view=pairs&year=${finding.period.slice(0, 4)}`;
  if (!type) return '/branch';
  if (finding.state !== 'missing') return `/life/new?types=${type}`;
  return `/register?view=meetings&period=${finding.period}&types=${type}`;
}

/** One thing that an inspector would ask about: its state in a word, the period, the day, and its basis. */
export function FindingRow({ finding }: { finding: CadenceFinding }) {
  const [open, setOpen] = useState(false);
  const language = currentLanguage();
  const pack = usePack();
  const title = packText(finding.title, language);
  const name = finding.group ? `${finding.group.name} · ${title}` : title;
  const period = formatPeriod(finding.period, language);
  const state =
    finding.state === 'missing' && finding.open !== undefined
      ? t('today.finding.due', { period, name })
      : finding.state === 'missing'
        ? t('today.finding.missing', { period, name })
        : finding.rule === 'term'
          ? name
          : t('today.finding.due', { period, name });
  return (
    <Row
      lead={
        <Pill tone={TONES[finding.state] ?? 'info'}>
          {finding.state === 'missing'
            ? t('today.state.missing')
            : finding.state === 'unknown'
              ? t('common.unknown')
              : t('today.state.due')}
        </Pill>
      }
      title={<span class="font-normal">{state}</span>}
      to={target(finding)}
      meta={
        <>
          {finding.deadline && finding.state !== 'unknown' && (
            <span class="block">
              {t(finding.state === 'missing' ? 'today.finding.was' : 'today.finding.by', {
                date: formatDate(finding.deadline, language),
              })}
              {finding.planned[0] &&
                ` · ${t('today.finding.planned', { date: formatDate(finding.planned[0].on, language) })}`}
            </span>
          )}
          {finding.open !== undefined && finding.state !== 'unknown' && (
            <span class="block">{t('today.finding.open', { count: finding.open })}</span>
          )}
          {finding.why && <span class="block">{t(`rules.why.${finding.why}`)}</span>}
        </>
      }
      tail={
        <button
          type="button"
          class="text-meta text-red-ink rounded-s"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('common.basis')}
        </button>
      }
      below={
        open && (
          <BasisText
            basis={finding.basis}
            sources={pack.sources}
            confidence={finding.confidence}
            wording={finding.wording && packText(finding.wording, language)}
          />
        )
      }
    />
  );
}
