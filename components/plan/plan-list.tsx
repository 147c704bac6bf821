import { currentLanguage, t } from '../../lib/i18n';
import type { PlanLine } from '../../lib/plan/year';
import { planTitle } from '../../lib/plan/words';
import { formatWeekday } from '../../lib/rules/calendar';
import { formatPeriod } from '../../lib/rules/periods';
import type { PlanPack } from '../../lib/rules/plan-pack';
import { Button, Card, DayBlock, navigate, Pill, Row, Section, useGroups } from '../ui';
import { coverText, STATE_TONE } from './words';

/** The items of a year under their months; those of past months folded when all of them are settled. */
export function PlanList(props: { lines: readonly PlanLine[]; pack: PlanPack; today: string }) {
  const months = [...new Set(props.lines.map((line) => line.record.fields.on.slice(0, 7)))].sort();
  const present = props.today.slice(0, 7);
  return (
    <>
      {months.map((month) => {
        const lines = props.lines.filter((line) => line.record.fields.on.startsWith(month));
        const open = lines.filter((line) => line.state === 'late' || line.state === 'planned').length;
        const title = formatPeriod(month, currentLanguage());
        const isOpen = (line: PlanLine) => line.state === 'late' || line.state === 'planned';
        const shown = month < present ? lines.filter(isOpen) : lines;
        const folded = month < present ? lines.filter((line) => !isOpen(line)) : [];
        return (
          <Section
            key={month}
            title={title}
            remark={open ? t('plan.openItems', { count: open }) : t('plan.settled')}
          >
            {shown.length > 0 && <Items lines={shown} pack={props.pack} />}
            {folded.length > 0 && (
              <details>
                <summary class="text-meta text-ink-2 cursor-pointer rounded-s py-0.5">
                  {t('plan.settledItems', { count: folded.length })}
                </summary>
                <div class="pt-1.5">
                  <Items lines={folded} pack={props.pack} />
                </div>
              </details>
            )}
          </Section>
        );
      })}
    </>
  );
}

const Items = (props: { lines: readonly PlanLine[]; pack: PlanPack }) => (
  <Card>
    {props.lines.map((line) => (
      <Item key={line.record.id} line={line} pack={props.pack} />
    ))}
  </Card>
);

function Item({ line, pack }: { line: PlanLine; pack: PlanPack }) {
  const { fields, id } = line.record;
  const groups = useGroups();
  const group = groups.find((one) => one.id === fields.group)?.fields.name;
  const isActivity = Object.keys(fields.types ?? {}).length > 0;
  const open = line.state === 'planned' || line.state === 'late';
  const held = line.by[0];
  const { cover } = line;
  return (
    <Row
      lead={
        <DayBlock
          weekday={formatWeekday(fields.on, currentLanguage())}
          day={String(Number(fields.on.slice(8)))}
        />
      }
      title={planTitle(pack, fields)}
      meta={[group, fields.start, fields.place, cover && coverText(cover)].filter(Boolean).join(' · ')}
      to={`/plan/item/${id}`}
      tail={
        <>
          <Pill tone={STATE_TONE[line.state]}>
            {t(line.state === 'late' && !isActivity ? 'plan.state.lateTask' : `plan.state.${line.state}`)}
          </Pill>
          {open && isActivity && (
            <Button small onClick={() => navigate(`/life/new?plan=${id}`)}>
              {t('plan.start')}
            </Button>
          )}
          {cover && (
            <Button small onClick={() => navigate(cover.to)}>
              {t('plan.cover.open')}
            </Button>
          )}
          {!open && held && (
            <Button small onClick={() => navigate(`/life/meeting/${held}`)}>
              {t('plan.record.open')}
            </Button>
          )}
        </>
      }
    />
  );
}
