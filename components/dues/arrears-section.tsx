import { t } from '../../lib/i18n';
import { monthsText } from '../../lib/dues/words';
import type { DuesRow, DuesYear } from '../../lib/dues/year';
import type { Arrears } from '../../lib/rules/dues';
import type { DuesPack } from '../../lib/rules/dues-pack';
import { yuanText } from '../../lib/rules/money';
import { Card, Pill, Row, Section } from '../ui';
import { RuleNote } from './rules-help';

/** 未交: members who owe for past months, longest first; from the third month on with what the rules advise. */
export function ArrearsSection({ view }: { view: DuesYear }) {
  const rows = view.rows
    .filter((row) => row.arrears.owed > 0)
    .sort((a, b) => b.arrears.running - a.arrears.running);
  if (!rows.length) return null;
  return (
    <Section id="arrears" title={t('dues.arrears')} remark={t('dues.arrearsRemark')}>
      <Card>
        {rows.map((row) => (
          <Row
            key={row.member.id}
            title={row.member.fields.name}
            meta={arrearsText(row, view.year)}
            to={`/dues/member/${row.member.id}`}
            tail={<Pill tone={row.arrears.level ? 'bad' : 'due'}>{yuanText(row.arrears.owed)}</Pill>}
            below={row.arrears.level && <ArrearsAdvice pack={view.pack} arrears={row.arrears} />}
          />
        ))}
      </Card>
    </Section>
  );
}

/** 未交 8 月、9 月；连续 2 个月 */
export function arrearsText({ arrears }: Pick<DuesRow, 'arrears'>, year: number): string {
  const parts = [];
  if (arrears.unpaid.length) parts.push(t('dues.unpaidMonths', { months: monthsText(arrears.unpaid, year) }));
  if (arrears.short.length) parts.push(t('dues.shortMonths', { months: monthsText(arrears.short, year) }));
  if (arrears.running > 1) parts.push(t('dues.running', { count: arrears.running }));
  return parts.join(' · ');
}

/** What the rules advise at three, five and six months. It says nothing about the person. */
export function ArrearsAdvice({ pack, arrears }: { pack: DuesPack; arrears: Arrears }) {
  if (!arrears.level) return null;
  const note = arrears.level === 'article' ? pack.notes.sixMonths : pack.notes.talk;
  return (
    <div class="mt-1 space-y-1">
      <p class="text-meta">{t(`dues.advice.${arrears.level}`, { count: arrears.running })}</p>
      <RuleNote pack={pack} note={note} />
    </div>
  );
}
