import { describe, expect, it } from 'vitest';
import { itemsProvedBy } from '../../../lib/governance';
import { create, type Ledger, type Rec } from '../../../lib/ledger';
import { personFile } from '../../../lib/members/person-export';
import { refreshDigest } from '../../../lib/plan/digest';
import { requestSheet } from '../../../lib/requests/request-sheet';
import {
  advanceRequest,
  daysOpen,
  emptyRequest,
  hasPersonalNumber,
  isOwnRequest,
  linkRequest,
  recordRequests,
  removeRequest,
  reopenRequest,
  requestDraftOf,
  requestsOf,
  requestsOfYear,
  saveRequest,
} from '../../../lib/requests/requests';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const TODAY = '2026-11-24';

async function branch(): Promise<Ledger> {
  const { ledger } = await openTestLedger({ now: `${TODAY}T02:00:00Z`, me: 'a' });
  await ledger.commit(
    [
      create('branch', {
        name: '示例支部',
        company: '示例公司',
        companyId: 'c',
        form: 'single',
        hasCommittee: false,
      }),
      create('member', { name: '示例甲', category: 'full' }, 'a'),
      create('member', { name: '示例乙', category: 'full' }, 'b'),
      create('member', { name: '示例丙', category: 'full' }, 'c'),
    ],
    { label: 'test' },
  );
  return ledger;
}

const asked = (over = {}) =>
  emptyRequest({ on: '2026-11-03', askers: ['b', 'c'], subject: '站点没有热水', owner: 'a', ...over });

const stored = async (ledger: Ledger, id: string): Promise<Rec<'request'>> => {
  const record = await ledger.get('request', id);
  if (!record) throw new Error('no request');
  return record;
};

describe('a request', () => {
  it('goes from open over routed and answered to closed by the asker’s word, and back again', async () => {
    const ledger = await branch();
    const { id } = await saveRequest(ledger, asked({ remindOn: '2026-11-20' }), { today: TODAY });
    expect((await stored(ledger, id)).fields.state).toBe('open');
    expect(await ledger.countDue(TODAY)).toBe(1);
    const take = async (step: Parameters<typeof advanceRequest>[2]) =>
      advanceRequest(ledger, await stored(ledger, id), step, TODAY);
    await take({ routedTo: 'company', routedName: '行政部', routedOn: '2026-11-04' });
    expect((await stored(ledger, id)).fields.state).toBe('routed');
    await take({ answer: '已配饮水机', answeredOn: '2026-11-10' });
    expect((await stored(ledger, id)).fields.state).toBe('answered');
    await expect(take({ closedOn: '2026-11-12' })).rejects.toMatchObject({ code: 'E837' });
    const n = await take({ closing: '热水有了', closedOn: '2026-11-12' });
    expect((await stored(ledger, id)).fields).toMatchObject({ state: 'closed', closing: '热水有了' });
    expect(await ledger.countDue(TODAY)).toBe(0);
    await ledger.undo(n!);
    expect((await stored(ledger, id)).fields).toMatchObject({ state: 'answered' });
    await take({ closing: '热水有了', closedOn: '2026-11-12' });
    await reopenRequest(ledger, id);
    const { fields } = await stored(ledger, id);
    expect(fields).toMatchObject({ state: 'answered', answer: '已配饮水机' });
    expect(fields.closing).toBeUndefined();
    expect((await ledger.historyOf(id, 'closing')).length).toBeGreaterThan(1);
  });

  it.each([
    ['E830', { on: '' }],
    ['E831', { on: '2026-11-25' }],
    ['E831', { answer: '好', answeredOn: '2026-12-01' }],
    ['E832', { subject: '  ' }],
    ['E833', { askers: [] }],
    ['E835', { routedTo: 'company', routedOn: '2026-11-01' }],
    ['E836', { answer: '好' }],
    ['E836', { answeredOn: '2026-11-05' }],
    ['E837', { closing: '好了' }],
    ['E838', { routedTo: 'company' }],
  ])('is refused with %s and nothing is stored: %o', async (code, over) => {
    const ledger = await branch();
    await expect(saveRequest(ledger, asked(over), { today: TODAY })).rejects.toMatchObject({ code });
    expect(await ledger.count('request')).toBe(0);
  });

  it('that is gone is said to be gone', async () => {
    const ledger = await branch();
    const { id } = await saveRequest(ledger, asked(), { today: TODAY });
    const record = await stored(ledger, id);
    await removeRequest(ledger, id);
    const step = { answer: '好', answeredOn: TODAY };
    await expect(advanceRequest(ledger, record, step, TODAY)).rejects.toMatchObject({ code: 'E834' });
    await expect(reopenRequest(ledger, id)).rejects.toMatchObject({ code: 'E834' });
    await expect(linkRequest(ledger, id, 'm', 'meeting')).rejects.toMatchObject({ code: 'E834' });
    await expect(removeRequest(ledger, id)).rejects.toMatchObject({ code: 'E834' });
    const draft = await requestDraftOf(ledger, record);
    await expect(saveRequest(ledger, draft, { today: TODAY })).rejects.toMatchObject({ code: 'E834' });
  });

  it('edited in two windows keeps both askers that were added, and says what gave way', async () => {
    const ledger = await branch();
    const { id } = await saveRequest(ledger, asked({ askers: ['b'] }), { today: TODAY });
    const first = await requestDraftOf(ledger, await stored(ledger, id));
    const second = await requestDraftOf(ledger, await stored(ledger, id));
    await saveRequest(ledger, { ...first, askers: ['b', 'c'], subject: '没有热水' }, { today: TODAY });
    const result = await saveRequest(
      ledger,
      { ...second, askers: ['a', 'b'], subject: '热水不够' },
      { today: TODAY },
    );
    expect(result.concurrent).toBe(1);
    const { fields } = await stored(ledger, id);
    expect(Object.keys(fields.askers ?? {}).sort()).toEqual(['a', 'b', 'c']);
    expect(fields.subject).toBe('热水不够');
  });

  it('leads to an activity, which can be taken off again', async () => {
    const ledger = await branch();
    const { id } = await saveRequest(ledger, asked(), { today: TODAY });
    await linkRequest(ledger, id, 'm1', 'meeting');
    expect((await ledger.linked('m1', 'request')).map((one) => one.id)).toEqual([id]);
    await linkRequest(ledger, id, 'm1', undefined);
    expect(await ledger.linked('m1', 'request')).toEqual([]);
  });
});

describe('many requests', () => {
  it('are entered once, in one commit that one undo takes back', async () => {
    const ledger = await branch();
    const list = [asked(), asked({ subject: '充电位太少' }), asked({ subject: '充电位太少' })];
    const first = await recordRequests(ledger, list, { today: TODAY });
    expect(first).toMatchObject({ entered: 2, already: 1 });
    expect(await recordRequests(ledger, list, { today: TODAY })).toMatchObject({ entered: 0, already: 3 });
    await ledger.undo(first.n!);
    expect(await ledger.count('request')).toBe(0);
    await expect(recordRequests(ledger, [], { today: TODAY })).rejects.toMatchObject({ code: 'E833' });
  });

  it('of a year hold those that came into it open, and not those closed before', async () => {
    const ledger = await branch();
    const done = { answer: '好', answeredOn: '2025-12-20', closing: '好' };
    await recordRequests(
      ledger,
      [
        asked({ on: '2025-12-01', subject: '开着' }),
        asked({ on: '2025-12-02', subject: '去年办结', ...done, closedOn: '2025-12-30' }),
        asked({ on: '2025-12-03', subject: '今年办结', ...done, closedOn: '2026-01-03' }),
        asked({ subject: '今年' }),
      ],
      { today: TODAY },
    );
    const titles = (await requestsOfYear(ledger, '2026')).map(({ fields }) => fields.subject);
    expect(titles).toEqual(['今年', '今年办结', '开着']);
  });
});

describe('whose requests', () => {
  it('a person sees those raised, dealt with or entered, and 今日 has the open ones ready', async () => {
    const ledger = await branch();
    await recordRequests(
      ledger,
      [
        asked({ subject: '甲经办', askers: ['b'], owner: 'a', remindOn: '2026-11-30' }),
        asked({ subject: '丙提出', askers: ['c'], owner: '' }),
      ],
      { today: TODAY },
    );
    await ledger.setMe({ member: 'c', role: 'member' });
    const own = await requestsOf(ledger, 'c', '2025-11-24');
    expect(own.map(({ fields }) => fields.subject)).toEqual(['丙提出']);
    expect(isOwnRequest({ askers: { b: true }, owner: 'a' }, '')).toBe(false);
    await refreshDigest(ledger, TODAY);
    expect((await ledger.meta('digest'))?.requests).toMatchObject([
      { title: '甲经办', who: ['b', 'a'], day: '2026-11-30' },
      { title: '丙提出', who: ['c'] },
    ]);
  });

  it('the copy of a person’s data names nobody else who asked', async () => {
    const ledger = await branch();
    await saveRequest(ledger, asked({ ask: '具体说的话' }), { today: TODAY });
    const given = JSON.stringify((await personFile(ledger, 'b')).records);
    expect(given).toContain('具体说的话');
    expect(given).not.toContain('"c":true');
    const handler = JSON.stringify((await personFile(ledger, 'a')).records);
    expect(handler).toContain('站点没有热水');
    expect(handler).not.toContain('具体说的话');
    expect(handler).not.toContain('askers');
  });
});

describe('the register', () => {
  it('says who, where it went, in how many days it was answered, and 缺项 for what is not known', async () => {
    const ledger = await branch();
    await recordRequests(
      ledger,
      [
        asked({
          askers: ['b'],
          from: '城东站骑手',
          channel: 'chat',
          routedTo: 'company',
          routedName: '行政部',
          routedOn: '2026-11-04',
          answer: '已配',
          answeredOn: '2026-11-10',
        }),
        asked({ on: '2026-11-05', subject: '=HYPERLINK("x")', owner: '' }),
      ],
      { today: TODAY },
    );
    const range = { from: '2026-01-01', to: '2026-12-31' };
    const sheet = await requestSheet(ledger, {
      range,
      period: '2026 年',
      today: TODAY,
      branch: '示例支部',
      offsetMinutes: 480,
    });
    const cell = (row: number, header: string) =>
      sheet.rows[row]?.[sheet.columns.findIndex((column) => column.header === header)];
    expect(cell(0, '提出人')).toBe('示例乙、城东站骑手');
    expect(cell(0, '转给谁办')).toBe('企业部门 · 行政部');
    expect(cell(0, '几天答复')).toBe(7);
    expect(cell(0, '状态')).toBe('已答复');
    expect(cell(1, '渠道')).toBe('缺项');
    expect(cell(1, '经办人')).toBe('缺项');
    expect(cell(1, '几天答复')).toBe('');
    expect(daysOpen({ on: '2026-11-03' }, TODAY)).toBe(21);
  });
});

describe('evidence', () => {
  it('a request closed by the asker proves G7; a suggestion that the company answered proves D5', async () => {
    const ledger = await branch();
    const pack = await checklistPack();
    const codes = async (over: object) => {
      const { id } = await saveRequest(ledger, asked(over), { today: TODAY });
      const record = (await stored(ledger, id)) as Rec;
      return itemsProvedBy(pack, record, TODAY, {}).map(({ item, period }) => `${item.code} ${period}`);
    };
    const answered = { answer: '好', answeredOn: '2026-11-10' };
    const company = { routedTo: 'company', routedOn: '2026-11-04' };
    expect(await codes({})).toEqual([]);
    expect(await codes(answered)).toEqual([]);
    expect(await codes({ ...answered, closing: '好了', closedOn: '2026-11-12' })).toEqual(['G7 2026-11']);
    expect(await codes({ ...answered, ...company, subject: '建议加充电位' })).toEqual(['D5 2026Q4']);
    expect(await codes({ ...answered, ...company })).toEqual([]);
  });
});

it('numbers that belong to one person are noticed, amounts and dates are not', () => {
  expect(hasPersonalNumber('电话 138 0013 8000')).toBe(true);
  expect(hasPersonalNumber('11010519491231002X')).toBe(true);
  expect(hasPersonalNumber('2026-11-03 站点 12 号楼 300 元，工单 20261103001')).toBe(false);
});
