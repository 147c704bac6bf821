import { describe, expect, it } from 'vitest';
import { create, type Ledger, type Role } from '../../../lib/ledger';
import { honoursRegister, rectificationsRegister } from '../../../lib/registers/affairs';
import { requestsRegister } from '../../../lib/registers/requests';
import { filterRows, initialChoices, searchTexts } from '../../../lib/registers/arrange';
import { type AnyRegister, columnsOf } from '../../../lib/registers/register';
import { shownSheet } from '../../../lib/registers/sheets';
import { readView } from '../../../lib/registers/view';
import { emptyRequest, recordRequests } from '../../../lib/requests/requests';
import { emptyHonour, saveHonour } from '../../../lib/yearly/honours';
import { openTestLedger } from '../support/ledger';

const TODAY = '2026-11-24';

async function branch(): Promise<Ledger> {
  const { ledger } = await openTestLedger({ now: `${TODAY}T02:00:00Z`, me: 's' });
  await ledger.commit(
    [
      create('member', { name: '示例甲', category: 'full' }, 'a'),
      create('member', { name: '示例乙', category: 'full' }, 'b'),
      create(
        'rectification',
        { source: '检查', problem: '支部的', state: 'open', dueOn: '2026-11-01' },
        'r1',
      ),
      create('rectification', { source: '检查', problem: '乙的', subject: 'b', state: 'open' }, 'r2'),
    ],
    { label: 'test' },
  );
  await recordRequests(
    ledger,
    [
      emptyRequest({ on: '2026-03-01', askers: ['a'], subject: '甲提的', owner: 'b' }),
      emptyRequest({ on: '2026-10-01', askers: ['b'], subject: '乙提的', ask: '具体说的话' }),
    ],
    { today: TODAY },
  );
  const honour = (over: object) =>
    saveHonour(ledger, emptyHonour({ on: '2026-07-01', members: ['b'], ...over }), { today: TODAY });
  await honour({ what: '先进' });
  await honour({ sort: 'penalty', what: '处分原文' });
  return ledger;
}

/** The lines as a window shows them before anything is chosen, and the file that they make. */
async function shown(
  register: AnyRegister,
  ledger: Ledger,
  role: Role,
  period = '2026',
  choices = initialChoices(register),
) {
  const query = {
    ledger,
    period,
    range:
      period === '2026' ? { from: '2026-01-01', to: '2026-12-31' } : { from: '2026-10-01', to: '2026-12-31' },
    year: 2026,
    today: TODAY,
    role,
    me: 'a',
    variant: '',
  };
  const found = await register.read(query);
  const textOf = searchTexts(register as never, found.context as never) as never;
  const rows = filterRows(register as never, found as never, { text: '', choices }, textOf) as unknown[];
  const view = readView(undefined, register, columnsOf(register, found.context));
  const sheet = await shownSheet(register, {
    rows,
    context: found.context,
    view,
    branch: '示例支部',
    period: '',
    filter: '',
    of: found.rows.length,
    query,
  });
  return JSON.stringify(sheet.rows);
}

describe('诉求台账 in the frame', () => {
  it('holds for a quarter what came into it open, and for a member the own ones alone', async () => {
    const ledger = await branch();
    const quarter = await shown(requestsRegister, ledger, 'secretary', '2026Q4');
    expect(quarter).toContain('甲提的');
    expect(quarter).toContain('乙提的');
    const own = await shown(requestsRegister, ledger, 'member');
    expect(own).toContain('甲提的');
    expect(own).not.toContain('乙提的');
  });
});

describe('整改台账 in the frame', () => {
  it('shows a member the branch’s lines and the own ones, with their state in words', async () => {
    const ledger = await branch();
    const all = await shown(rectificationsRegister, ledger, 'secretary');
    expect(all).toContain('乙的');
    expect(all).toContain('已过期');
    const own = await shown(rectificationsRegister, ledger, 'member');
    expect(own).toContain('支部的');
    expect(own).not.toContain('乙的');
  });
});

describe('奖惩台账 in the frame', () => {
  it('lists and exports awards until the secretary chooses penalties, and never for anybody else', async () => {
    const ledger = await branch();
    expect(await shown(honoursRegister, ledger, 'secretary')).toContain('先进');
    expect(await shown(honoursRegister, ledger, 'secretary')).not.toContain('处分原文');
    expect(await shown(honoursRegister, ledger, 'secretary', '2026', { sort: ['penalty'] })).toContain(
      '处分原文',
    );
    for (const role of ['member', 'compliance'] as const)
      expect(await shown(honoursRegister, ledger, role, '2026', {})).not.toContain('处分原文');
  });
});
