import { useEffect, useState } from 'preact/hooks';
import { currentLanguage, loadMessages, t } from '../../lib/i18n';
import type { Digest } from '../../lib/ledger';
import { daysBetween, formatDate } from '../../lib/rules/calendar';
import { Card, Link, Pill, Row, Section, useScope, useToday } from '../ui';

type Counted = { digest: Digest | undefined };

/** Who to talk to about arrears, and amounts never fixed, as counted last. Names stay on the page behind it. */
export const CountedDues = ({ digest }: Counted) =>
  digest?.dues.length ? (
    <Card>
      {digest.dues.map((finding) => (
        <DuesRow key={finding.kind === 'arrears' ? finding.level : finding.kind} finding={finding} />
      ))}
    </Card>
  ) : null;

const DuesRow = ({ finding }: { finding: Digest['dues'][number] }) =>
  finding.kind === 'arrears' ? (
    <Row
      lead={<Pill tone="due">{t('today.state.due')}</Pill>}
      title={<span class="font-normal">{t(`today.dues.${finding.level}`, { count: finding.count })}</span>}
      meta={t('today.dues.arrearsMeta')}
      to="/dues"
    />
  ) : (
    <Row
      lead={<Pill tone="unknown">{t('common.unknown')}</Pill>}
      title={
        <span class="font-normal">
          {t('today.dues.unfixed', { count: finding.count, year: finding.year })}
        </span>
      }
      to={`/dues/fix?year=${finding.year}`}
    />
  );

/** Rows that 今日 lists. */
const SHOWN = 5;

let worded = false;

/** Requests that the person of this profile raised or deals with and that are still open, as counted last. */
export function CountedRequests({ digest }: Counted) {
  const { me } = useScope();
  const today = useToday();
  const own = (digest?.requests ?? []).filter((one) => one.who.includes(me));
  // Its words are not among those of the first screen. Without them the rest of 今日 stands; the next opening tries again.
  const [, repaint] = useState(worded);
  const some = own.length > 0;
  useEffect(() => {
    if (some && !worded)
      void loadMessages().then(() => {
        worded = true;
        repaint(true);
      }, Boolean);
  }, [some]);
  if (!some || !worded) return null;
  return (
    <Section
      title={t('affairs.request.own')}
      remark={t('affairs.rows', { count: own.length })}
      link={<Link to="/requests?state=open,routed,answered">{t('today.all')}</Link>}
    >
      <Card>
        {own.slice(0, SHOWN).map(({ id, title, state, day }) => (
          <Row
            key={id}
            title={<span class="font-normal">{title}</span>}
            meta={[
              t(`affairs.value.state.${state}`),
              day && t('affairs.request.remindBy', { date: formatDate(day, currentLanguage()) }),
            ]
              .filter(Boolean)
              .join(' · ')}
            to={`/requests/${id}`}
            tail={day && <DaysLeft left={daysBetween(today, day)} />}
          />
        ))}
      </Card>
    </Section>
  );
}

const DaysLeft = ({ left }: { left: number }) =>
  left > 0 ? null : (
    <Pill tone={left < 0 ? 'bad' : 'due'}>
      {left < 0 ? t('today.overdue', { count: -left }) : t('today.dueToday')}
    </Pill>
  );
