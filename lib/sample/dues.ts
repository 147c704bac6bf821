import { type BaseEntry, fixBases } from '../dues/bases';
import { saveHandover } from '../dues/handover';
import { type Payment, recordPayments } from '../dues/payments';
import type { Ledger } from '../ledger';
import type { DuesWay } from '../records/dues';
import { addDays } from '../rules/calendar';
import { duesAmount, firstMonth, monthsOf, owesIn, shiftMonth } from '../rules/dues';
import { duesPack } from '../rules/packs';
import { periodRange, shiftPeriod } from '../rules/periods';
import { dayOfMonth, joinedOn, type SamplePlan } from './build';
import { PEOPLE } from './people';

/** Months of payments behind the present one. */
const MONTHS = 12;
/** Invented bases in fen, by turns. */
const BASES = [1_280_000, 1_860_000, 960_000, 720_000, 680_000, 480_000];
/** Who in the sample pays late: nothing for the last four months, and one month short. */
const LATE = 16;
const SHORT = 9;
/** For whom nobody fixed an amount this year. */
const UNFIXED = 22;

const fieldsOf = (today: string, index: number) => ({
  category: PEOPLE[index]?.category ?? ('full' as const),
  joinedOn: joinedOn(today, index),
});

function wayOf(index: number): DuesWay {
  const person = PEOPLE[index];
  if (person?.exempt) return 'retired';
  return person?.group === 2 && index > 6 ? 'irregular' : 'monthly';
}

/** A year and more of dues for the sample branch, through the same doors as real ones. */
export async function fillDues(ledger: Ledger, plan: SamplePlan, branch: string): Promise<void> {
  const { today } = plan;
  const year = Number(today.slice(0, 4));
  const pack = await duesPack();
  const fen = PEOPLE.map((_, index) => {
    const base = BASES[index % BASES.length] as number;
    return duesAmount(pack, wayOf(index), base);
  });
  for (const of of [year - 1, year]) {
    const entries = PEOPLE.flatMap((_, index): BaseEntry[] => {
      const from = firstMonth(fieldsOf(today, index), of);
      const amount = fen[index];
      if (!from || !amount || (of === year && index === UNFIXED)) return [];
      const step = { fen: amount.fen, way: wayOf(index), band: amount.band?.id };
      const relieved =
        index === 19
          ? {
              ...step,
              fen: 500,
              band: undefined,
              relief: 'reduced' as const,
              reason: '生活困难',
              approver: '示例公司党委',
            }
          : step;
      return [{ member: plan.memberIds[index] as string, from: from.slice(5), step: relieved }];
    });
    await fixBases(ledger, of, entries);
  }
  const present = today.slice(0, 7);
  const first = shiftMonth(present, -MONTHS);
  const collected = new Map<string, number>();
  const payments: Payment[] = [];
  for (const of of [year - 1, year]) {
    for (const month of monthsOf(of)) {
      if (month < first || month > present) continue;
      const back = monthsBetween(month, present);
      for (const index of PEOPLE.keys()) {
        const amount = index === 19 ? 500 : fen[index]?.fen;
        const late = index === LATE && back < 5;
        const unfixed = of === year && index === UNFIXED;
        if (!amount || !owesIn(fieldsOf(today, index), month) || late || unfixed) continue;
        if (back === 0 && index % 2) continue;
        const paid = index === SHORT && back === 2 ? Math.floor(amount / 2) : amount;
        const day = back ? dayOfMonth(today, back, 10 + (index % 12)) : today;
        payments.push({
          member: plan.memberIds[index] as string,
          month,
          paid,
          on: day < today ? day : today,
          method: index % 5 === 3 ? 'cash' : 'mobile',
          handler: plan.memberIds[2],
        });
        collected.set(month, (collected.get(month) ?? 0) + paid);
      }
    }
  }
  await recordPayments(ledger, payments, { today });
  for (let back = 1; back <= 3; back += 1) {
    const period = shiftPeriod(`${present.slice(0, 4)}Q${Math.ceil(Number(present.slice(5)) / 3)}`, -back);
    const range = periodRange(period);
    const sum = [...collected].reduce(
      (total, [month, amount]) =>
        total + (range && `${month}-01` >= range.from && `${month}-01` <= range.to ? amount : 0),
      0,
    );
    if (!range || !sum) continue;
    const handedOn = addDays(range.to, 8);
    const publishedOn = addDays(range.to, 11);
    if (publishedOn > today) continue;
    await saveHandover(
      ledger,
      branch,
      {
        period,
        fen: sum,
        handedOn,
        to: '中共示例出行网络科技有限公司委员会',
        receipt: `示例-${period}`,
        handler: plan.memberIds[2],
        // The last one is handed up and not published yet.
        publishedOn: back === 1 ? undefined : publishedOn,
        publishedAt: back === 1 ? undefined : '党群活动室公示栏',
      },
      { today },
    );
  }
}

const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5));
