import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { monthWord, standardText, stateWord } from '../../lib/dues/words';
import type { DuesRow, DuesYear } from '../../lib/dues/year';
import { yuanText } from '../../lib/rules/money';
import { formatPeriod } from '../../lib/rules/periods';
import { Button, Card, Link, Note, Pill, Row, Section, useRole, useScope, useToday } from '../ui';
import { arrearsText } from './arrears-section';
import { useDuesYear } from './hooks';
import { STATE_TONES } from './words';

/** 我的党费: what the person of this profile has to pay and paid, month by month. Nobody else's dues are shown. */
export function MyDues() {
  const { me } = useScope();
  const today = useToday();
  const present = Number(today.slice(0, 4));
  const [year, setYear] = useState(present);
  const [all, setAll] = useState(false);
  const view = useDuesYear(year);
  const secretary = useRole() === 'secretary';
  const row = view?.rows.find((one) => one.member.id === me);
  const other = year === present ? present - 1 : present;
  const language = currentLanguage();
  // A year without dues of one's own is said, once the person looks for it; before that the part stays away.
  if (!view || (!row && year === present)) return null;
  return (
    <Section
      title={t('dues.mine')}
      remark={
        row ? t('dues.monthSum', { paid: yuanText(row.sum.paid), due: yuanText(row.sum.due) }) : undefined
      }
      link={
        <Button small onClick={() => setYear(other)}>
          {formatPeriod(String(other), language)}
        </Button>
      }
    >
      {row ? (
        <>
          {row.arrears.owed > 0 && (
            <Note tone="due">
              {arrearsText(row, year)} · {t('dues.owed', { amount: yuanText(row.arrears.owed) })}
            </Note>
          )}
          <Months view={view} row={row} all={all} />
          <div class="flex flex-wrap items-center gap-3">
            <Button small action="dues-months" pressed={all} onClick={() => setAll(!all)}>
              {t(all ? 'dues.monthsLess' : 'dues.monthsAll')}
            </Button>
            {secretary && (
              <Link to={`/dues/member/${me}?year=${year}`} class="text-meta">
                {t('common.open')}
              </Link>
            )}
          </div>
        </>
      ) : (
        <p class="text-meta text-ink-2">{t('dues.mineNone')}</p>
      )}
    </Section>
  );
}

function Months({ view, row, all }: { view: DuesYear; row: DuesRow; all: boolean }) {
  const steps = Object.entries(row.base?.fields.steps ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const cells = row.cells.filter((cell) => cell.state !== 'none' && (all || cell.state !== 'ahead'));
  return (
    <Card>
      {!steps.length && (
        <Row
          title={<span class="font-normal">{t('dues.neverFixed')}</span>}
          tail={<Pill tone="unknown">{t('common.unknown')}</Pill>}
        />
      )}
      {steps.map(([from, step]) => (
        <Row
          key={from}
          title={t('dues.stepLine', { month: Number(from), amount: yuanText(step.fen) })}
          meta={[standardText(view.pack, step), step.reason].filter(Boolean).join(' · ')}
        />
      ))}
      {all ? (
        cells.map((cell) => {
          const fields = row.records.get(cell.month)?.fields;
          return (
            <Row
              key={cell.month}
              title={<span class="font-normal">{monthWord(cell.month)}</span>}
              meta={[
                cell.due === undefined
                  ? t('dues.dueUnknown')
                  : t('dues.dueAmount', { amount: yuanText(cell.due) }),
                fields?.on,
                fields?.method && t(`dues.method.${fields.method}`),
              ]
                .filter(Boolean)
                .join(' · ')}
              tail={
                <Pill tone={STATE_TONES[cell.state]}>
                  {cell.paid ? yuanText(cell.paid) : stateWord(cell)}
                </Pill>
              }
            />
          );
        })
      ) : (
        <ul class="flex flex-wrap gap-1.5 px-3 py-2.5">
          {cells.map((cell) => (
            <li key={cell.month}>
              <Pill tone={STATE_TONES[cell.state]}>
                {monthWord(cell.month)} {cell.paid ? yuanText(cell.paid) : stateWord(cell)}
              </Pill>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
