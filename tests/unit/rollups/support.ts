import type { MemoryCarrier } from '../../../lib/carrier';
import { create, type Ledger } from '../../../lib/ledger';
import type { Body } from '../../../lib/rollups/body';
import { makeOrganisation, ownOrganisation, sayOfBranches } from '../../../lib/rollups/organisation';
import { keepCommittee, reporting, sendReport } from '../../../lib/rollups/send';
import { openTestLedger } from '../support/ledger';

export const NOW = '2026-11-26T02:00:00Z';
export const TODAY = '2026-11-26';
export const PERIOD = '2026Q4';

/** A committee with its organisation and the text of its card. */
export async function committee(): Promise<{ ledger: Ledger; time: { now: number }; card: string }> {
  const { ledger, time } = await openTestLedger({ now: NOW });
  await makeOrganisation(ledger, '示例科技企业党委');
  return { ledger, time, card: (await ownOrganisation(ledger))!.text };
}

/** A branch that reports to the committee of a card. */
export async function branch(card: string, name = '示例第一党支部') {
  const { ledger, time } = await openTestLedger({ now: NOW });
  await ledger.commit(
    [
      create('branch', {
        name,
        company: '示例科技',
        companyId: 'c1',
        superior: '示例科技企业党委',
        form: 'single',
        hasCommittee: true,
      }),
    ],
    { label: 'branchCreate' },
  );
  await keepCommittee(ledger, card);
  const about = (await reporting(ledger))!;
  const file = about.fileOf(PERIOD);
  return { ledger, time, name, code: about.code!, file, b: file.slice(-20) };
}
export type Branch = Awaited<ReturnType<typeof branch>>;

/** A report that says so much. */
export const said = (name: string, more: Partial<Body> = {}): Body => ({
  v: 1,
  name,
  superior: '示例科技企业党委',
  asOf: TODAY,
  checklist: 'cn.platform.governance 1',
  items: [
    ['A1', 'm', 'm', 2, 'abcdef012345'],
    ['A2', 'm', 'n', 0, '012345abcdef'],
    ['A3', '', '', 0, ''],
  ],
  activities: [
    { rule: 'general', due: 1, held: 1, state: 'done' },
    { rule: 'lecture', due: 1, state: 'unknown' },
  ],
  figures: { hours: { have: 3, of: 5, unknown: 1 } },
  ...more,
});

/** The committee puts branches on its list by the code that each of them told. */
export const list = (ledger: Ledger, branches: readonly Branch[]): Promise<void> =>
  sayOfBranches(
    ledger,
    branches.map(({ name, code }, index) => ({
      id: `branch0000${String(index).padStart(4, '0')}`,
      name,
      code,
    })),
  );

/** The branches send what they say, one after the other. */
export async function send(
  place: MemoryCarrier,
  branches: readonly Branch[],
  more: Partial<Body> = {},
): Promise<void> {
  for (const { ledger, name, time } of branches) {
    time.now += 60_000;
    await sendReport(ledger, place, PERIOD, said(name, more));
  }
}
