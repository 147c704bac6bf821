import { expect, it } from 'vitest';
import { duesSheets } from '../../../lib/dues/register-sheets';
import { duesYear } from '../../../lib/dues/year';
import { fillSample } from '../../../lib/sample';
import { openTestLedger } from '../support/ledger';

it.each(['2026-11-25', '2027-01-01'])(
  'the dues of the sample as of %s: somebody in arrears, somebody unknown, and sheets whose sums agree',
  async (today) => {
    const { ledger } = await openTestLedger({ now: `${today}T02:00:00Z` });
    await fillSample(ledger, today);
    const year = Number(today.slice(0, 4));
    const view = await duesYear(ledger, year, today);
    expect(view.rows.filter((row) => row.arrears.level === 'first')).toHaveLength(1);
    expect(view.rows.some((row) => !row.base)).toBe(true);
    for (const record of await ledger.list('duesRecord')) expect(record.fields.on! <= today).toBe(true);
    const [paper] = await duesSheets(ledger, year, { branch: 'x', today, nameOf: (id) => id });
    const paid = paper!.columns.findIndex((column) => column.header === '全年实缴');
    const total = paper!.rows.at(-1)![paid];
    const sum = view.rows.reduce((all, row) => all + row.sum.paid, 0);
    expect(total).toBe(sum / 100);
    expect(paper!.rows).toHaveLength(view.rows.length + 1);
  },
  60_000,
);
