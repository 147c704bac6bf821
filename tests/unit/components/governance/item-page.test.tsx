// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { GovernanceItemPage, GovernancePage } from '../../../../components/governance';
import { ProvesItems } from '../../../../components/governance/proves-items';
import { localDate, nowMilliseconds } from '../../../../components/ui';
import { itemRecordId, periodOf } from '../../../../lib/governance';
import { create, type Ledger } from '../../../../lib/ledger';
import type { GovernanceItem } from '../../../../lib/records';
import { checklistPack } from '../../../../lib/rules/packs';
import { openTestLedger } from '../../support/ledger';
import { control, show, type, until } from './render';

const pack = await checklistPack();
// Screens read the clock of the machine.
const today = localDate(nowMilliseconds());
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});

const idOf = (code: string): string => {
  const item = pack.items.find((one) => one.code === code);
  const period = item && periodOf(item, today, '2025-03-19');
  return itemRecordId({ companyId: 'c1', packId: pack.id, item: code, period: period ?? '' });
};
const stored = async (code: string): Promise<GovernanceItem | undefined> =>
  (await ledger.get('governanceItem', idOf(code)))?.fields;
const openItem = async (code: string, wide = false): Promise<HTMLElement> => {
  const root = await show(ledger, <GovernanceItemPage params={{ code }} />, {
    route: `/governance/${code}`,
    wide,
  });
  await until(() => expect(root.querySelector('textarea')?.disabled).toBe(false));
  return root;
};
const radio = (root: HTMLElement, side: 'design' | 'effect', value: string): HTMLInputElement => {
  const found = root.querySelector<HTMLInputElement>(`[data-side=${side}] input[value=${value}]`);
  if (!found) throw new Error(`${side} ${value}`);
  return found;
};
const press = (key: string, target: EventTarget = document.body): Promise<void> =>
  act(() => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));

describe('one item', () => {
  it('shows mark, frequency and, on demand, document, issuer, year, article and 参照', async () => {
    const root = await openItem('A1');
    expect(root.textContent).toContain('倡导');
    expect(root.querySelector('details')?.textContent).toContain(
      '《中华人民共和国公司法》 第十八条（全国人民代表大会常务委员会，2023）',
    );
    expect(root.querySelector('details')?.textContent).toContain(
      '参照 《中国共产党国有企业基层组织工作条例（试行）》 第十三条',
    );
  });

  it('keeps a verdict at once', async () => {
    const root = await openItem('E3');
    await act(() => radio(root, 'design', 'met').click());
    await until(async () => expect(await stored('E3')).toMatchObject({ design: 'met' }));
    expect((await stored('E3'))?.effect).toBeUndefined();
  });

  it('answers by key: first one side, then the other, and never while somebody types', async () => {
    const root = await openItem('E3', true);
    const reason = root.querySelector('textarea');
    if (!reason) throw new Error('no reason');
    await press('3', reason);
    expect(await stored('E3')).toBeUndefined();
    await press('1');
    await until(async () => expect(await stored('E3')).toMatchObject({ design: 'met' }));
    await press('2');
    await until(async () => expect(await stored('E3')).toMatchObject({ design: 'met', effect: 'partly' }));
  });

  it('asks for a reason before 不适用 is kept, and keeps both then', async () => {
    const root = await openItem('F5');
    await act(() => radio(root, 'design', 'notApplicable').click());
    await until(() => expect(root.textContent).toContain('请先写明不适用的理由'));
    expect(await stored('F5')).toBeUndefined();
    expect(radio(root, 'design', 'notApplicable').checked).toBe(true);
    await type(root, '说明', '没有配送业务');
    await act(() => control(root, '保存').click());
    await until(async () =>
      expect(await stored('F5')).toMatchObject({ design: 'notApplicable', reason: '没有配送业务' }),
    );
  });

  it('goes on from a verdict that waited for a reason to another one', async () => {
    const root = await openItem('F5');
    await act(() => radio(root, 'design', 'notApplicable').click());
    await until(() => expect(root.textContent).toContain('请先写明不适用的理由'));
    await act(() => radio(root, 'design', 'met').click());
    await until(async () => expect(await stored('F5')).toMatchObject({ design: 'met' }));
    await until(() => expect(root.textContent).not.toContain('请先写明不适用的理由'));
    await until(() => expect(root.querySelector('textarea')?.disabled).toBe(false));
    await type(root, '说明', '后来补充');
    await act(() => control(root, '保存').click());
    await until(async () => expect(await stored('F5')).toMatchObject({ reason: '后来补充' }));
  });

  it('brings typed words back after the panel was closed, and forgets the draft once saved', async () => {
    let root = await openItem('E3');
    await type(root, '说明', '活动室在三楼');
    await until(async () => expect(await ledger.drafts.list()).toHaveLength(1));
    root = await openItem('E3');
    await until(() => expect(root.querySelector('textarea')?.value).toBe('活动室在三楼'));
    await act(() => control(root, '保存').click());
    await until(async () => expect(await stored('E3')).toMatchObject({ reason: '活动室在三楼' }));
    expect(await ledger.drafts.list()).toEqual([]);
  });

  it('attaches a record of the ledger in one click, shows it as evidence, and takes it off again', async () => {
    const meeting = create('meeting', {
      types: { themeDay: true },
      title: '走访示例驿站',
      startsAt: `${today}T00:00`,
    });
    await ledger.commit([meeting], { label: 'test' });
    const root = await openItem('E6');
    const add = await until(() => control(root, '加入证据：走访示例驿站'));
    await act(() => add.click());
    await until(async () =>
      expect((await stored('E6'))?.evidence?.[meeting.id]?.record?.id).toBe(meeting.id),
    );
    const off = await until(() => control(root, '移出证据：走访示例驿站'));
    await until(() => expect(() => control(root, '加入证据：走访示例驿站')).toThrow());
    expect(root.querySelector(`a[href="#/life/meeting/${meeting.id}"]`)).not.toBeNull();
    await act(() => off.click());
    await until(async () => expect((await stored('E6'))?.evidence).toBeUndefined());
  });

  it('lets a person decide between two answers given at once', async () => {
    const seen = { companyId: 'c1', item: 'E3', period: today.slice(0, 4) };
    const write = create('governanceItem', { ...seen, design: 'met' }, idOf('E3'));
    await ledger.commit([write], { label: 'test' });
    await ledger.commit([{ ...write, set: { design: 'notMet' }, base: {} }], { label: 'test' });
    const root = await openItem('E3');
    const note = await until(() => {
      const found = root.querySelector('[role=note]');
      expect(found?.textContent).toContain('有形');
      expect(found?.querySelector('button')).not.toBeNull();
      return found;
    });
    const restore = note?.querySelector('button');
    await act(() => restore?.click());
    await until(async () => expect(await stored('E3')).toMatchObject({ design: 'met' }));
    await until(() => expect(root.querySelector('[role=note]')).toBeNull());
  });

  it('registers an event and opens it for answers', async () => {
    const root = await show(ledger, <GovernanceItemPage params={{ code: 'C3' }} />, {
      route: '/governance/C3',
    });
    await act(() => void 0);
    const add = await until(() => control(root, '登记一次事项'));
    expect(root.querySelector('[data-side]')).toBeNull();
    await act(() => add.click());
    await until(() => control(root, '取消'));
    await act(() => control(root, '登记一次事项').click());
    await until(() => expect(root.textContent).toContain('请填写事项和日期'));
    await type(root, '事项', '示例关联交易');
    await act(() => control(root, '登记一次事项').click());
    await until(() => expect(location.hash).toMatch(/^#\/governance\/C3\?period=[0-9a-f-]{36}$/));
    await until(() => expect(root.querySelector('[data-side=design]')).not.toBeNull());
  });

  it('says that there is no such item', async () => {
    const root = await show(ledger, <GovernanceItemPage params={{ code: 'Z9' }} />, {
      route: '/governance/Z9',
    });
    await until(() => expect(root.textContent).toContain('清单里没有条目 Z9'));
  });
});

describe('the list', () => {
  const codes = (root: HTMLElement): string[] =>
    [...root.querySelectorAll<HTMLAnchorElement>('section a[href^="#/governance/"]')].map(
      (link) => link.hash.replace('#/governance/', '').split('?')[0] ?? '',
    );

  it('opens with what is not answered; the counts are links to what they count', async () => {
    const root = await show(ledger, <GovernancePage />);
    await until(() => expect(codes(root)).toContain('A1'));
    expect(codes(root)).not.toContain('C3');
    expect(control(root, '全部 44').getAttribute('href')).toBe('#/governance?show=all');
    const all = await show(ledger, <GovernancePage />, { route: '/governance?show=all' });
    await until(() => expect(codes(all)).toHaveLength(44));
  });

  it('finds an item by its code or words', async () => {
    const root = await show(ledger, <GovernancePage />, { route: '/governance?show=all' });
    await until(() => expect(codes(root)).toHaveLength(44));
    await type(root, '查找条目', '经费');
    await until(() => expect(codes(root)).toEqual(['A2', 'E4']));
    await type(root, '查找条目', 'g6');
    await until(() => expect(codes(root)).toEqual(['G6']));
  });

  it('has no total score anywhere', async () => {
    const root = await show(ledger, <GovernancePage />, { route: '/governance?show=all' });
    await until(() => expect(codes(root)).toHaveLength(44));
    expect(root.textContent).not.toMatch(/得分|总分|%/);
  });
});

it("offers on a record's own page the items that it proves", async () => {
  const write = create('meeting', {
    types: { general: true },
    title: '换届选举大会',
    startsAt: `${today}T00:00`,
  });
  await ledger.commit([write], { label: 'test' });
  const record = await ledger.get('meeting', write.id);
  if (!record) throw new Error('no meeting');
  const root = await show(ledger, <ProvesItems record={record} />);
  const add = await until(() => control(root, '加入证据：E6'));
  expect(() => control(root, '加入证据：E2')).not.toThrow();
  await act(() => add.click());
  await until(async () => expect((await stored('E6'))?.evidence).toHaveProperty(write.id));
  await until(() => expect(root.textContent).toContain('已是证据'));
});
