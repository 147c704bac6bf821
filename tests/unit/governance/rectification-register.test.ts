import { describe, expect, it } from 'vitest';
import {
  filterOf,
  isOwnLine,
  rectificationRegister,
  rectificationSheet,
} from '../../../lib/governance/rectification-register';
import { create, type Ledger } from '../../../lib/ledger';
import {
  completeRectification,
  emptyRectification,
  rectificationDraftOf,
  reviewRectification,
  saveRectification,
} from '../../../lib/life/rectifications';
import { openTestLedger } from '../support/ledger';

const TODAY = '2026-11-24';

async function branch(): Promise<Ledger> {
  const { ledger } = await openTestLedger({ now: `${TODAY}T02:00:00Z`, me: 'a' });
  const line = (id: string, meeting: string, over: object) =>
    create('rectification', { meeting, problem: id, state: 'open', ...over }, id);
  await ledger.commit(
    [
      create('member', { name: '示例甲', category: 'full' }, 'a'),
      create('member', { name: '示例乙', category: 'full' }, 'b'),
      create(
        'meeting',
        { types: { orgLife: true }, startsAt: '2026-01-10T15:00', title: '年度组织生活会' },
        'm',
      ),
      create('meeting', { types: { orgLife: true }, startsAt: '2024-01-10T15:00' }, 'old'),
      line('过期', 'm', { dueOn: '2026-11-01', owner: 'a' }),
      line('在办', 'm', { dueOn: '2026-12-30', subject: 'b' }),
      line('办完', 'm', { state: 'done', doneOn: '2026-05-01' }),
      line('看过', 'm', {
        state: 'done',
        doneOn: '2026-03-01',
        reviewedOn: '2026-06-01',
        review: '没有反弹',
      }),
      line('放下', 'm', { state: 'dropped', doneOn: '2026-04-01' }),
      line('旧的还开着', 'old', { dueOn: '2026-12-01' }),
      line('旧的办完', 'old', { state: 'done', doneOn: '2024-06-01' }),
      create(
        'governanceItem',
        {
          companyId: 'c',
          item: 'D2',
          period: '2026Q4',
          design: 'partly',
          reason: '经营会没有通知列席',
          rectification: '列入固定名单',
          nextReview: '2026-12-05',
          evidence: { x: { addedOn: TODAY } },
        },
        'g',
      ),
      create(
        'governanceItem',
        { companyId: 'c', item: 'E3', period: '2026', design: 'met', effect: 'met' },
        'e',
      ),
    ],
    { label: 'test' },
  );
  return ledger;
}

describe('整改台账', () => {
  it('gathers meetings, checks and the checklist; open ones by their day, then the latest done', async () => {
    const ledger = await branch();
    await saveRectification(
      ledger,
      undefined,
      emptyRectification({
        source: '上级检查',
        foundOn: '2026-10-08',
        problem: '1. 没写责任人\n2. 没写时限',
        dueOn: '2026-11-20',
      }),
    );
    const lines = await rectificationRegister(ledger, '2026');
    expect(lines.map((line) => line.problem)).toEqual([
      '过期',
      '没写责任人',
      '没写时限',
      '旧的还开着',
      '经营会没有通知列席',
      '在办',
      '办完',
      '放下',
      '看过',
    ]);
    const [check, item] = [lines[1], lines[4]];
    expect(check).toMatchObject({ source: '上级检查', foundOn: '2026-10-08' });
    expect(item).toMatchObject({ measure: '列入固定名单', dueOn: '2026-12-05', proof: '证据 1 件' });
    expect(item?.to).toBe('/governance/D2?period=2026Q4');
    expect(lines[0]?.to).toBe('/life/meeting/m');
    expect((await rectificationRegister(ledger, '2024')).map((line) => line.problem)).toEqual([
      '旧的还开着',
      '旧的办完',
    ]);
  });

  it('puts every line in exactly one group', async () => {
    const lines = await rectificationRegister(await branch(), '2026');
    const groups = Object.fromEntries(lines.map((line) => [line.problem, filterOf(line, TODAY)]));
    expect(groups).toEqual({
      过期: 'overdue',
      旧的还开着: 'open',
      经营会没有通知列席: 'open',
      在办: 'open',
      办完: 'done',
      看过: 'reviewed',
      放下: 'dropped',
    });
    expect(filterOf({ dueOn: TODAY, state: 'open' } as never, TODAY)).toBe('open');
  });

  it('shows a member what is the branch’s or their own', async () => {
    const lines = await rectificationRegister(await branch(), '2026');
    expect(lines.filter((line) => !isOwnLine(line, 'a')).map((line) => line.problem)).toEqual(['在办']);
  });

  it('follows a finding from its day to proof and second look, and the edit keeps them', async () => {
    const ledger = await branch();
    const draft = emptyRectification({ source: '上级检查', problem: '没写责任人' });
    await saveRectification(ledger, undefined, draft);
    await completeRectification(ledger, draft.id, {
      on: '2026-11-20',
      result: '已补',
      proof: '十月记录，档案柜',
    });
    await reviewRectification(ledger, draft.id, { on: TODAY, review: '没有反弹' });
    const record = (await ledger.get('rectification', draft.id))!;
    await saveRectification(ledger, undefined, { ...rectificationDraftOf(record), measure: '逐项明确' });
    const line = (await rectificationRegister(ledger, '2026')).find(({ id }) => id === draft.id);
    expect(line).toMatchObject({
      state: 'done',
      proof: '十月记录，档案柜',
      review: '没有反弹',
      measure: '逐项明确',
      source: '上级检查',
    });
  });

  it('refuses a finding of no check (E840) and one without a problem (E270)', async () => {
    const ledger = await branch();
    const save = (over: object) => saveRectification(ledger, undefined, emptyRectification(over));
    await expect(save({ problem: '没写时限' })).rejects.toMatchObject({ code: 'E840' });
    await expect(save({ source: '上级检查' })).rejects.toMatchObject({ code: 'E270' });
  });

  it('prints what is not known as such', async () => {
    const sheet = await rectificationSheet(await branch(), {
      year: '2026',
      today: TODAY,
      branch: '示例支部',
    });
    const at = (header: string) => sheet.columns.findIndex((column) => column.header === header);
    const row = (problem: string) => sheet.rows.find((cells) => cells[at('存在问题')] === problem);
    expect(row('在办')?.[at('谁的问题')]).toBe('示例乙');
    expect(row('过期')?.[at('整改措施')]).toBe('待明确');
    expect(row('过期')?.[at('状态')]).toBe('已过期');
    expect(row('经营会没有通知列席')?.[at('责任人')]).toBe('待明确');
  });
});
