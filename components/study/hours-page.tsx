import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { formatDate } from '../../lib/rules/calendar';
import { packText } from '../../lib/rules/pack';
import { lifePack } from '../../lib/rules/packs';
import { firstStudyYear, type MemberYear, memberYear } from '../../lib/study/hours/hours-year';
import {
  confirmedText,
  countedText,
  gapText,
  type HoursLine,
  hoursLines,
  remarkText,
} from '../../lib/study/hours/hours-words';
import { withdrawStudy } from '../../lib/study/hours/study-logs';
import {
  Basis,
  Button,
  Card,
  EmptyState,
  Link,
  navigate,
  Page,
  Pill,
  Row,
  Section,
  SelectField,
  type Tone,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  usePack,
  useQuery,
  useRole,
  useScope,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';

/** States in quiet colours; what does not count is no fault. */
const TONES: Partial<Record<HoursLine['entry']['standing'], Tone>> = {
  counted: 'ok',
  declared: 'info',
  unknown: 'unknown',
  returned: 'due',
};

/** One member's year of study: the figure, the norm and its source, and every record behind them. */
export function HoursPage({ params }: { params: { id?: string } }) {
  const ledger = useLedger();
  const { me } = useScope();
  const role = useRole();
  const today = useToday();
  usePack();
  const query = useQuery();
  const thisYear = Number(today.slice(0, 4));
  const [year, setYear] = useState(Number(query.get('year')) || thisYear);
  // A member's role reads the own year, whatever the address says.
  const id = role === 'member' ? me : (params.id ?? me);
  const first = useLive(() => firstStudyYear(ledger, today), [today]);
  const found = useLive(async () => {
    const one = await memberYear(ledger, id, { year, today });
    return { one, lines: one ? await hoursLines(ledger, one.hours.entries, one) : [] };
  }, [id, year, today]);
  if (!found || first === undefined) return null;
  const { one, lines } = found;
  if (!one) {
    return (
      <Page title={t('hours.page')} back="/me">
        <EmptyState title={t('today.me.notOnRoster')}>{t('hours.notOnRosterHint')}</EmptyState>
      </Page>
    );
  }
  const years = Array.from({ length: thisYear - Math.min(first, year) + 1 }, (_, at) => thisYear - at);
  const mine = id === me;
  return (
    <Page
      title={t('hours.page')}
      remark={one.member.fields.name}
      back={mine ? '/me' : `/register?view=hours&period=${year}`}
      actions={
        mine && (
          <Button small onClick={() => navigate(`/study/declare?members=${me}`)}>
            {t('study.declare')}
          </Button>
        )
      }
    >
      <SelectField
        label={t('hours.year')}
        value={String(year)}
        options={years.map((value) => ({ value: String(value), label: t('hours.yearOf', { year: value }) }))}
        onChange={(value) => setYear(Number(value))}
      />
      <YearSummary one={one} />
      {lines.length ? (
        <Section title={t('hours.entries')} remark={t('study.count', { count: lines.length })}>
          <Card>
            {lines.toReversed().map((line) => (
              <EntryRow key={line.entry.id} line={line} mine={mine} />
            ))}
          </Card>
        </Section>
      ) : (
        <EmptyState title={t('hours.nothing')}>{t('hours.nothingHint')}</EmptyState>
      )}
      {role !== 'member' && (
        <p class="text-meta">
          <Link to={`/register?view=hours&period=${year}`}>{t('hours.openRegister')}</Link>
        </p>
      )}
    </Page>
  );
}

function YearSummary({ one }: { one: MemberYear }) {
  const { hours, gap, remarks } = one;
  const { norm } = hours;
  return (
    <Card pad>
      <dl class="grid grid-cols-2 gap-x-3 gap-y-2" data-part="hours">
        <Figure name={t('hours.col.counted')} value={withUnit(countedText(hours))} />
        <Figure
          name={t('hours.col.norm')}
          value={hours.exempt ? t('hours.gap.exempt') : withUnit(norm.value)}
        />
        <Figure name={t('hours.col.declared')} value={hours.declared ? withUnit(hours.declared) : '—'} />
        <Figure name={t('hours.col.beside')} value={hours.beside ? withUnit(hours.beside) : '—'} />
        {hours.unknown > 0 && (
          <Figure name={t('hours.col.unknown')} value={t('hours.unknownTimes', { count: hours.unknown })} />
        )}
      </dl>
      <p data-part="gap">{gapText(gap)}</p>
      {remarks.map((remark) => (
        <p key={remark.kind} class="text-meta text-ink-2">
          {remarkText(remark)}
        </p>
      ))}
      <p class="text-meta text-ink-3">{t('hours.honest')}</p>
      <Basis
        basis={norm.basis}
        sources={lifePack().sources}
        confidence={norm.confidence}
        wording={`${packText(norm.title, currentLanguage())}：${norm.value}`}
      />
    </Card>
  );
}

const withUnit = (value: number | string): string =>
  typeof value === 'number' ? t('registers.hours', { hours: value }) : value;

const Figure = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt class="text-meta text-ink-2">{name}</dt>
    <dd class="text-title font-semibold">{value}</dd>
  </div>
);

function EntryRow({ line, mine }: { line: HoursLine; mine: boolean }) {
  const ledger = useLedger();
  const { entry, title, form, standing, why, to } = line;
  const nameOf = useMemberName();
  const open = entry.kind === 'studyLog' && (entry.standing === 'returned' || entry.standing === 'declared');
  const withdraw = async () => {
    try {
      const { n } = await withdrawStudy(ledger, entry.id);
      toastUndo(ledger, t('hours.withdrawn'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Row
      title={title}
      meta={
        <>
          {[
            formatDate(entry.on, currentLanguage()),
            form,
            entry.hours === undefined ? t('common.unknown') : t('registers.hours', { hours: entry.hours }),
          ].join(' · ')}
          {why && <span class="block">{why}</span>}
          {line.confirmed && <span class="block">{confirmedText(line, nameOf)}</span>}
        </>
      }
      to={to}
      tail={<Pill tone={TONES[entry.standing] ?? 'unknown'}>{standing}</Pill>}
      below={
        mine &&
        open && (
          <div class="mt-1.5 flex flex-wrap gap-2">
            {entry.standing === 'returned' && (
              <Button
                small
                action="declare-again"
                onClick={() => navigate(`/study/declare?again=${entry.id}`)}
              >
                {t('hours.again')}
              </Button>
            )}
            <Button kind="quiet" small onClick={() => void withdraw()}>
              {t('hours.withdraw')}
            </Button>
          </div>
        )
      }
    />
  );
}
