import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import { dropStep } from '../../lib/dues/bases';
import { monthWord, standardText, stateWord } from '../../lib/dues/words';
import type { DuesRow, DuesYear } from '../../lib/dues/year';
import type { Month } from '../../lib/rules/dues';
import { yuanText } from '../../lib/rules/money';
import { formatPeriod } from '../../lib/rules/periods';
import {
  Button,
  Card,
  EmptyState,
  Link,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  Section,
  toastFault,
  useLedger,
  useMemberName,
  useQuery,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { ArrearsAdvice, arrearsText } from './arrears-section';
import { ChangeDialog } from './change-dialog';
import { lastMethod, openOf, useDuesYear, usePayFull, useToastUndo } from './hooks';
import { PaymentDialog } from './payment-dialog';
import { DuesHelp } from './rules-help';
import { STATE_TONES } from './words';

/** One member's dues of a year: what is to be paid, month by month what was, and how to change both. */
export function DuesMemberPage({ params }: { params: Record<string, string> }) {
  const id = params.id ?? '';
  const today = useToday();
  const query = useQuery();
  const asked = query.get('year') ?? query.get('month')?.slice(0, 4) ?? '';
  const year = /^(19|20|21)\d\d$/.test(asked) ? Number(asked) : Number(today.slice(0, 4));
  const view = useDuesYear(year);
  const row = view?.rows.find((one) => one.member.id === id);
  const to = (of: number) => navigate(`/dues/member/${id}?year=${of}`, { replace: true });
  return (
    <Page
      title={row?.member.fields.name ?? t('dues.title')}
      remark={t('dues.ofYear', { year: formatPeriod(String(year), currentLanguage()) })}
      back="/dues"
      actions={
        <>
          <Button small onClick={() => to(year - 1)}>
            {formatPeriod(String(year - 1), currentLanguage())}
          </Button>
          <Button small onClick={() => to(year + 1)}>
            {formatPeriod(String(year + 1), currentLanguage())}
          </Button>
        </>
      }
    >
      {!view ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : row ? (
        <MemberYear key={`${id}${query.toString()}`} view={view} row={row} />
      ) : (
        <EmptyState
          title={t('dues.nothingOfYear')}
          action={<Button onClick={() => navigate('/dues')}>{t('dues.toDues')}</Button>}
        />
      )}
    </Page>
  );
}

function MemberYear({ view, row }: { view: DuesYear; row: DuesRow }) {
  const ledger = useLedger();
  const query = useQuery();
  const payFull = usePayFull();
  const said = useToastUndo();
  const nameOf = useMemberName();
  const [month, setMonth] = useState<Month | undefined>(query.get('month') ?? undefined);
  const [changing, setChanging] = useState(query.get('change') === '1');
  const { base } = row;
  const steps = Object.entries(base?.fields.steps ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const method = lastMethod(view.rows);
  const drop = async (from: string): Promise<void> => {
    if (!base) return;
    try {
      said(t('dues.stepDropped'), (await dropStep(ledger, base, from)).n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <>
      {base && <ConflictNote id={base.id} />}
      {row.arrears.owed > 0 && (
        <Note tone="due">
          {arrearsText(row, view.year)} · {t('dues.owed', { amount: yuanText(row.arrears.owed) })}
          <ArrearsAdvice pack={view.pack} arrears={row.arrears} />
        </Note>
      )}
      <Section
        title={t('dues.fixedTitle')}
        link={
          <Button small action="dues-change" onClick={() => setChanging(true)}>
            {t(base ? 'dues.change' : 'dues.fixOne')}
          </Button>
        }
      >
        <Card>
          {!base && (
            <Row
              title={<span class="font-normal">{t('dues.neverFixed')}</span>}
              tail={<Pill tone="unknown">{t('common.unknown')}</Pill>}
            />
          )}
          {steps.map(([from, step], index) => (
            <Row
              key={from}
              title={t('dues.stepLine', { month: Number(from), amount: yuanText(step.fen) })}
              meta={[
                standardText(view.pack, step),
                step.reason,
                step.relief && t('dues.remark.approved', { by: step.approver ?? '' }),
                step.approvedOn,
                step.base !== undefined && t('dues.baseKept', { base: yuanText(step.base) }),
              ]
                .filter(Boolean)
                .join(' · ')}
              tail={
                (index > 0 || steps.length === 1) && (
                  <Button small kind="quiet" onClick={() => void drop(from)}>
                    {t('dues.dropStep')}
                  </Button>
                )
              }
            />
          ))}
        </Card>
      </Section>
      <Section
        title={t('dues.monthsTitle')}
        remark={t('dues.monthSum', { paid: yuanText(row.sum.paid), due: yuanText(row.sum.due) })}
      >
        <Card>
          {row.cells
            .filter((cell) => cell.state !== 'none')
            .map((cell) => {
              const fields = row.records.get(cell.month)?.fields;
              const open = openOf(cell);
              return (
                <Row
                  key={cell.month}
                  title={monthWord(cell.month)}
                  meta={[
                    cell.due === undefined
                      ? t('dues.dueUnknown')
                      : t('dues.dueAmount', { amount: yuanText(cell.due) }),
                    fields?.on,
                    fields?.method && t(`dues.method.${fields.method}`),
                    fields?.handler && t('dues.handledBy', { name: nameOf(fields.handler) }),
                    fields?.proxy && t('dues.proxyBy', { name: nameOf(fields.proxy) }),
                    fields?.attachments &&
                      t('dues.voucherCount', { count: Object.keys(fields.attachments).length }),
                    fields?.note,
                    cell.carried && t('dues.carried'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                  onClick={() => setMonth(cell.month)}
                  tail={
                    <>
                      {open > 0 && cell.state !== 'ahead' && (
                        <Button
                          small
                          label={t('dues.takeFor', {
                            name: row.member.fields.name,
                            months: monthWord(cell.month),
                            amount: yuanText(open),
                          })}
                          onClick={() => void payFull(row, [cell], method)}
                        >
                          {t('dues.take', { amount: yuanText(open) })}
                        </Button>
                      )}
                      <Pill tone={STATE_TONES[cell.state]}>
                        {cell.paid ? yuanText(cell.paid) : stateWord(cell)}
                      </Pill>
                    </>
                  }
                />
              );
            })}
        </Card>
      </Section>
      <p class="text-meta">
        <Link to={`/branch/member/${row.member.id}`}>{t('dues.toMember')}</Link>
      </p>
      <DuesHelp pack={view.pack} />
      {month && row.cells.some((cell) => cell.month === month) && (
        <PaymentDialog row={row} month={month} onClose={() => setMonth(undefined)} />
      )}
      {changing && <ChangeDialog view={view} row={row} onClose={() => setChanging(false)} />}
    </>
  );
}
