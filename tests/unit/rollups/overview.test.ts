import { beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../../../lib/ledger';
import { MemoryCarrier } from '../../../lib/carrier';
import { addBranches, readBranchLines } from '../../../lib/rollups/branch-lines';
import { readCard } from '../../../lib/rollups/card';
import { ownOrganisation, sayOfBranches } from '../../../lib/rollups/organisation';
import { overdueOf, overview, type OverviewRow, totalOf, wholeReport } from '../../../lib/rollups/overview';
import { readReports, settleWaiting } from '../../../lib/rollups/read';
import { countItems, rollupSheets } from '../../../lib/rollups/sheets';
import { shareText } from '../../../lib/rollups/words';
import { periodToReport, wasReported } from '../../../lib/rollups/send';
import { type Branch, branch, committee, list, PERIOD, send, TODAY } from './support';

const named = (rows: readonly OverviewRow[], name: string) => rows.find((row) => row.name === name)!;

describe('all branches at a glance', () => {
  let above: { ledger: Ledger; time: { now: number }; card: string };
  let one: Branch;
  let two: Branch;
  const place = new MemoryCarrier();
  beforeAll(async () => {
    above = await committee();
    one = await branch(above.card);
    two = await branch(above.card, '示例第二党支部');
    await addBranches(
      above.ledger,
      readBranchLines(
        [
          '支部名称\t上级\t地区\t核对码',
          `${one.name}\t示例党总支\t示例东区\t${one.code}`,
          '示例无音讯党支部\t\t示例西区',
          '',
          '示例只有名称党支部',
        ].join('\n'),
      ),
    );
    await send(place, [one, two]);
    above.time.now += 3_600_000;
    await readReports(above.ledger, place, PERIOD);
  });

  it('has every branch of the list and every one that reported, with what asks for attention', async () => {
    const rows = await overview(above.ledger, PERIOD, { today: TODAY });
    expect(rows).toHaveLength(4);
    expect(named(rows, one.name)).toMatchObject({
      attention: ['unknown'],
      superior: '示例党总支',
      region: '示例东区',
    });
    expect(named(rows, two.name).attention).toEqual(['compare']);
    expect(named(rows, two.name).glance).toBeUndefined();
    expect(named(rows, '示例无音讯党支部')).toMatchObject({ attention: ['never'], region: '示例西区' });
    expect(named(rows, '示例无音讯党支部').glance).toBeUndefined();
  });

  it('never takes what is not known for nought', async () => {
    const rows = await overview(above.ledger, PERIOD, { today: TODAY });
    // Three of four say nothing; the sums say of how many they are.
    expect(totalOf(rows, 'hours')).toEqual({ branches: 1, silent: 3, have: 3, of: 5, unknown: 1 });
    expect(totalOf(rows, 'duesFen')).toEqual({ branches: 0, silent: 4 });
    expect(shareText('duesFen', undefined)).toBe('缺项');
    expect(shareText('hours', { of: 5, unknown: 5 })).toBe('缺项/5');
    expect(shareText('hours', { have: 3, of: 5, unknown: 1 })).toBe('3/5 缺 1');
    expect(shareText('requests', { have: 0, of: 0 })).toBe('无记录');
    expect(shareText('duesFen', { have: 12300, of: 45600 })).toBe('123.00/456.00');
    const [sheet] = await rollupSheets(above.ledger, rows, {
      organisation: '示例党委',
      period: PERIOD,
      today: TODAY,
    });
    const row = sheet!.rows.find((cells) => cells.includes('示例无音讯党支部'))!;
    expect(row.filter((cell) => typeof cell === 'number')).toEqual([row[0]]);
    expect(row.filter((cell) => cell === '缺项').length).toBeGreaterThan(15);
  });

  it('says when the figures are old: of before the period ended, or long ago', async () => {
    const past = await overview(above.ledger, PERIOD, { today: '2027-01-05' });
    expect(named(past, one.name).attention).toContain('old');
    const late = await overview(above.ledger, PERIOD, { today: '2027-01-05', compare: '2026Q3' });
    expect(named(late, one.name).before).toBeUndefined();
    const soon = await overview(above.ledger, PERIOD, { today: '2026-12-20' });
    expect(named(soon, one.name).attention).not.toContain('old');
  });

  it('goes down to the figures behind a line, and counts the checklist over all', async () => {
    const rows = await overview(above.ledger, PERIOD, { today: TODAY });
    expect((await wholeReport(above.ledger, PERIOD, one.b))?.items[1]).toEqual([
      'A2',
      'm',
      'n',
      0,
      '012345abcdef',
    ]);
    const counted = await countItems(above.ledger, PERIOD, rows);
    expect(counted.map(({ code }) => code)).toEqual(['A1', 'A2', 'A3']);
    expect(counted[1]).toMatchObject({ design: { met: 1 }, effect: { notMet: 1 }, branches: 1 });
    expect(counted[2]).toMatchObject({ design: { '': 1 }, evidence: 0 });
  });

  it('shows a branch whose code is added later, and hides one that was taken off', async () => {
    await addBranches(above.ledger, [{ name: two.name, code: two.code }]);
    expect(await settleWaiting(above.ledger)).toBe(1);
    const rows = await overview(above.ledger, PERIOD, { today: TODAY });
    expect(named(rows, two.name)).toMatchObject({ glance: { asOf: TODAY } });
    await sayOfBranches(above.ledger, [{ id: named(rows, two.name).listed!.id, off: true }]);
    expect(named(await overview(above.ledger, PERIOD, { today: TODAY }), two.name)).toBeUndefined();
  });

  it('keeps the list at the place signed: another key cannot add to it', async () => {
    const { card } = (await ownOrganisation(above.ledger))!;
    const before = await overview(above.ledger, PERIOD, { today: TODAY });
    const other = await committee();
    const { card: foreign } = (await ownOrganisation(other.ledger))!;
    await addBranches(other.ledger, [{ name: '示例混入党支部' }]);
    await readReports(other.ledger, place, PERIOD);
    for (const { name, bytes } of place.files()) {
      if (name.startsWith(`v1/o/${foreign.org}/roster/`))
        place.tamper(name.replace(foreign.org, card.org), bytes);
    }
    await readReports(above.ledger, place, PERIOD);
    expect(await overview(above.ledger, PERIOD, { today: TODAY })).toHaveLength(before.length);
  });
});

describe('a period that is over', () => {
  it('says who has not reported of it, and who did only before its end', async () => {
    const above = await committee();
    const [one, two] = [await branch(above.card), await branch(above.card, '示例第二党支部')];
    const place = new MemoryCarrier();
    await list(above.ledger, [one, two]);
    await addBranches(above.ledger, [{ name: '示例无音讯党支部' }]);
    await send(place, [one, two]);
    above.time.now += 3_600_000;
    await readReports(above.ledger, place, PERIOD);
    const on = async (today: string) =>
      overdueOf(await overview(above.ledger, PERIOD, { today }), PERIOD, { today, madeOn: TODAY });
    expect(await on('2026-12-31')).toBeUndefined();
    expect(await on('2027-01-04')).toEqual({ period: PERIOD, never: 1, early: 2, of: 3 });
    one.time.now = above.time.now = Date.parse('2027-01-03T02:00:00Z');
    await send(place, [one], { asOf: '2027-01-03' });
    await readReports(above.ledger, place, PERIOD);
    expect(await on('2027-01-04')).toEqual({ period: PERIOD, never: 1, early: 1, of: 3 });
    // Nobody was asked for what lay before there was an organisation.
    const before = await overview(above.ledger, '2026Q2', { today: TODAY });
    expect(overdueOf(before, '2026Q2', { today: TODAY, madeOn: TODAY })).toBeUndefined();
    expect(overdueOf(before, '2026Q2', { today: TODAY, madeOn: '2026-03-01' })).toMatchObject({ never: 3 });
  });
});

describe('the card', () => {
  it('is read out of a chat with words around it and broken lines, and out of nothing else', async () => {
    const { card } = await committee();
    const read = readCard(card);
    expect(readCard(`各支部请粘贴：\n${card}\n谢谢`)).toEqual(read);
    expect(readCard(card.replace(/(.{60})/g, '$1\n'))).toEqual(read);
    for (const text of ['', 'BSC1-', card.slice(0, 80), `BSC1-${'A'.repeat(200)}`, 'x'.repeat(30_000)])
      expect(() => readCard(text)).toThrow(expect.objectContaining({ code: 'E920' }));
  });

  it('says which period is due: the one before until it was reported after its end', () => {
    const asked = (day: string | undefined) =>
      periodToReport(
        { every: 'Q' },
        day ? { '2026Q3': { n: 1, t: 1, day, how: 'place', hash: '' } } : {},
        TODAY,
      );
    expect(asked(undefined)).toEqual({ now: '2026Q4', before: '2026Q3', suggested: '2026Q3' });
    expect(asked('2026-09-20').suggested).toBe('2026Q3');
    expect(asked('2026-10-01').suggested).toBe('2026Q4');
    expect(wasReported(undefined, '2026Q3')).toBe(false);
  });
});

describe('a list of branches', () => {
  it('is read with columns missing, commas or tabs, and codes as people write them', () => {
    expect(readBranchLines('党支部名称\n示例甲支部,示例总支,,1234-5678 9012 3456\n\n示例乙支部')).toEqual([
      { name: '示例甲支部', superior: '示例总支', code: '1234 5678 9012 3456' },
      { name: '示例乙支部' },
    ]);
  });

  it('adds nothing twice', async () => {
    const above = await committee();
    const lines = readBranchLines('示例甲支部\n示例乙支部\n示例甲支部');
    expect(await addBranches(above.ledger, lines)).toEqual({ added: 2, changed: 0 });
    expect(await addBranches(above.ledger, lines)).toEqual({ added: 0, changed: 0 });
    expect(await addBranches(above.ledger, [{ name: '示例甲支部', region: '示例东区' }])).toEqual({
      added: 0,
      changed: 1,
    });
  });
});
