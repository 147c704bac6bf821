import { beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../../../lib/ledger';
import { body, type Body, glanceOf } from '../../../lib/rollups/body';
import { countReport } from '../../../lib/rollups/count';
import { readReport } from '../../../lib/rollups/format';
import { keepCommittee, reportFile, reporting } from '../../../lib/rollups/send';
import { readBundle } from '../../../lib/carrier';
import { fillSample } from '../../../lib/sample';
import { openTestLedger } from '../support/ledger';
import { committee, PERIOD, TODAY } from './support';

describe('what a branch reports', () => {
  let ledger: Ledger;
  let report: Body;
  beforeAll(async () => {
    ({ ledger } = await openTestLedger({ now: '2026-11-26T02:00:00Z' }));
    await fillSample(ledger, TODAY);
    report = await countReport(ledger, PERIOD, TODAY);
  });

  it('has the shape that the committee reads, and figures of every part', () => {
    expect(body.parse(report)).toEqual(report);
    expect(report.items.length).toBeGreaterThan(30);
    expect(report.items.some(([, design, effect, evidence]) => design && effect && evidence > 0)).toBe(true);
    const { figures } = glanceOf(report);
    for (const name of [
      'design',
      'activities',
      'attendance',
      'hours',
      'duesMonths',
      'duesFen',
      'talks',
    ] as const)
      expect(figures[name]?.of, name).toBeGreaterThan(0);
    expect(figures.secretary).toEqual({ have: 1, of: 1 });
  });

  it('is of a half-year what is of its quarters together, and not the whole year', async () => {
    const [half, one, two, year] = await Promise.all(
      ['2026H2', '2026Q3', '2026Q4', '2026'].map((period) => countReport(ledger, period, TODAY)),
    );
    const held = ({ activities }: Body, rule: string) => activities.find((line) => line.rule === rule)?.held;
    const general = one!.activities.find(({ rule, held: did }) => did && held(two!, rule))!.rule;
    expect(held(half!, general)).toBe(held(one!, general)! + held(two!, general)!);
    expect(held(year!, general)).toBeGreaterThan(held(half!, general)!);
    const of = ({ figures }: Body) => figures.attendance?.of ?? 0;
    expect(of(half!)).toBe(of(one!) + of(two!));
    expect(half!.figures.duesMonths?.of).toBe(one!.figures.duesMonths!.of! + two!.figures.duesMonths!.of!);
  });

  it('holds no name, id or text of any person, and no text that somebody wrote', async () => {
    const text = JSON.stringify(report);
    const [members, meetings, items, requests, rectifications] = await Promise.all([
      ledger.list('member'),
      ledger.list('meeting'),
      ledger.list('governanceItem'),
      ledger.list('request'),
      ledger.list('rectification'),
    ]);
    expect(members.length).toBeGreaterThan(20);
    const words = [
      ...members.flatMap(({ id, fields }) => [id, fields.name, ...(fields.aliases ?? []), fields.phone]),
      ...meetings.flatMap(({ id, fields }) => [id, fields.title, fields.place]),
      ...items.flatMap(({ id, fields }) => [id, fields.reason, fields.owner, fields.rectification]),
      ...requests.flatMap(({ id, fields }) => [id, fields.subject]),
      ...rectifications.flatMap(({ id, fields }) => [id, fields.problem]),
    ].filter((word): word is string => typeof word === 'string' && word.length > 1);
    for (const word of words) expect(text).not.toContain(word);
  });

  it('takes about a kilobyte and a half when it leaves', async () => {
    await keepCommittee(ledger, (await committee()).card);
    const bundle = await readBundle(await reportFile(ledger, PERIOD, report));
    const got = await bundle.get((await reporting(ledger))!.fileOf(PERIOD));
    const bytes = (got as { bytes: Uint8Array<ArrayBuffer> }).bytes;
    expect(bytes.length).toBeLessThan(2200);
    expect(await readReport(bytes)).toMatchObject({ header: { period: PERIOD } });
  });

  it('leaves out what the ledger of a new branch does not hold, and says nought of nothing', async () => {
    const { ledger: empty } = await openTestLedger();
    await expect(countReport(empty, PERIOD, TODAY)).rejects.toMatchObject({ code: 'E921' });
    const { create } = await import('../../../lib/ledger');
    await empty.commit(
      [
        create('branch', {
          name: '示例新支部',
          company: '示例',
          companyId: 'c',
          form: 'single',
          hasCommittee: false,
        }),
      ],
      { label: 'branchCreate' },
    );
    const fresh = await countReport(empty, PERIOD, TODAY);
    const { figures } = glanceOf(fresh);
    for (const name of [
      'members',
      'secretary',
      'attendance',
      'hours',
      'duesMonths',
      'duesFen',
      'talks',
    ] as const)
      expect(figures[name], name).toBeUndefined();
    expect(figures.design).toMatchObject({ have: 0, unknown: fresh.items.length });
    expect(fresh.activities.every(({ held }) => held === undefined)).toBe(true);
    expect(figures.activities?.unknown).toBe(figures.activities?.of);
    await expect(countReport(empty, '2027Q1', TODAY)).rejects.toMatchObject({ code: 'E922' });
  });
});
