import { isOwnLine, openProblems, type RectificationLine } from '../../lib/governance/rectification-register';
import { currentLanguage, t } from '../../lib/i18n';
import { daysBetween, formatDate } from '../../lib/rules/calendar';
import { Card, Link, Pill, Row, Section, useLedger, useLive, useMemberName, useRole, useScope } from '../ui';
import { STEP_NOTICE_DAYS } from '../../lib/rules/deadlines';

/** 整改: what meetings, the checklist and reviews found and is not put right yet, each with its owner and its day. */
export function Problems({ today }: { today: string }) {
  const ledger = useLedger();
  const role = useRole();
  const { me } = useScope();
  const all = useLive(() => openProblems(ledger), []);
  const lines = all?.filter((line) => role !== 'member' || isOwnLine(line, me));
  if (!lines?.length) return null;
  return (
    <Section
      title={t('plan.problems')}
      remark={t('plan.problemsCount', { count: lines.length })}
      link={
        <Link to={`/rectifications?year=${today.slice(0, 4)}&state=open,overdue`}>
          {t('affairs.rectify.title')}
        </Link>
      }
    >
      <Card>
        {lines.map((line) => (
          <Problem key={line.id} line={line} today={today} />
        ))}
      </Card>
    </Section>
  );
}

function Problem({ line, today }: { line: RectificationLine; today: string }) {
  const nameOf = useMemberName();
  const { dueOn, owner } = line;
  const left = dueOn === undefined ? undefined : daysBetween(today, dueOn);
  return (
    <Row
      title={<span class="font-normal">{line.problem}</span>}
      meta={[
        t('today.inCharge', { name: (owner && nameOf(owner)) || t('today.toClarify') }),
        dueOn &&
          t('plan.step.by', {
            day: formatDate(dueOn, currentLanguage(), { year: dueOn.slice(0, 4) !== today.slice(0, 4) }),
          }),
        line.source,
      ]
        .filter(Boolean)
        .join(' · ')}
      to={line.to}
      tail={
        left === undefined ? (
          <Pill tone="unknown">{t('plan.noDay')}</Pill>
        ) : (
          <Pill tone={left < 0 ? 'bad' : left <= STEP_NOTICE_DAYS ? 'due' : 'info'}>
            {left < 0
              ? t('plan.step.over', { count: -left })
              : left === 0
                ? t('plan.step.today')
                : t('plan.step.left', { count: left })}
          </Pill>
        )
      }
    />
  );
}
