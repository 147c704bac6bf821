import { t } from '../../lib/i18n';
import { monthWord, stateWord } from '../../lib/dues/words';
import { yuanText } from '../../lib/rules/money';
import { Card, Link, Pill, Section, useToday } from '../ui';
import { arrearsText } from './arrears-section';
import { useDuesYear } from './hooks';
import { STATE_TONES } from './words';

/** This year's dues on a member's own page: every month in a mark, what is owed, and the way to the whole. */
export function MemberDues({ id }: { id: string }) {
  const today = useToday();
  const year = Number(today.slice(0, 4));
  const view = useDuesYear(year);
  const row = view?.rows.find((one) => one.member.id === id);
  if (!row) return null;
  return (
    <Section
      title={t('dues.title')}
      remark={t('dues.monthSum', { paid: yuanText(row.sum.paid), due: yuanText(row.sum.due) })}
      link={<Link to={`/dues/member/${id}`}>{t('common.open')}</Link>}
    >
      <Card pad>
        <ul class="flex flex-wrap gap-1.5">
          {row.cells
            .filter((cell) => cell.state !== 'none' && cell.state !== 'ahead')
            .map((cell) => (
              <li key={cell.month}>
                <Pill tone={STATE_TONES[cell.state]}>
                  {monthWord(cell.month)} {cell.paid ? yuanText(cell.paid) : stateWord(cell)}
                </Pill>
              </li>
            ))}
        </ul>
        {row.arrears.owed > 0 && (
          <p class="text-meta text-due">
            {arrearsText(row, year)} · {t('dues.owed', { amount: yuanText(row.arrears.owed) })}
          </p>
        )}
      </Card>
    </Section>
  );
}
