// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { MatrixPage, PostsPage } from '../../../../components/company';
import { create } from '../../../../lib/ledger';
import type { FieldsOf } from '../../../../lib/records';
import { openTestLedger } from '../../support/ledger';
import { control, show, until } from '../governance/render';

// Whether export is allowed is asked of the browser, which is not here.
vi.mock('../../../../components/life/export-allowed', () => ({ useExportAllowed: () => true }));

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const post = (person: string, name: string, over: Partial<FieldsOf<'appointment'>>) =>
  create('appointment', {
    companyId: 'c1',
    body: 'board',
    position: '董事',
    from: '2024-01-01',
    basis: '示例决议',
    person,
    name,
    ...over,
  });
const press = (target: Element, key: string) =>
  act(
    () => void target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
  );

it('the wide matrix is gone through by arrow keys, opens the records of a cell, and narrows by its figures', async () => {
  const { ledger } = await openTestLedger();
  await ledger.commit(
    [
      post('a', '示例甲', { body: 'branchCommittee', position: '书记' }),
      post('a', '示例甲', { from: '2024-06-01' }),
      post('b', '示例乙', { from: undefined }),
      post('z', '别家的人', { companyId: 'c2' }),
    ],
    { label: 'test' },
  );
  const root = await show(ledger, <MatrixPage />, { wide: true, route: '/governance/posts?on=2026-11-26' });
  const first = await until(() => {
    const cell = root.querySelector<HTMLElement>('[data-cell][tabindex="0"]');
    expect(cell).not.toBeNull();
    return cell!;
  });
  expect(first.dataset.cell).toBe('示例甲 branchCommittee');
  expect(root.textContent).not.toContain('别家的人');
  expect(root.querySelector('[data-figure="both"]')?.textContent).toBe('双向任职 1');
  expect(root.querySelector('[data-figure="partyFirst"]')?.textContent).toBe('党 → 治理 1');
  await press(first, 'ArrowRight');
  await press(root.querySelector('[data-cell][tabindex="0"]')!, 'ArrowDown');
  const here = root.querySelector<HTMLElement>('[data-cell][tabindex="0"]')!;
  expect(here.dataset.cell).toBe('示例乙 board');
  expect(here.textContent).toBe('董事（或在任）');
  await press(here, 'Enter');
  expect(root.querySelector('dialog')?.textContent).toContain('不详 至 今');
  await act(() => root.querySelector<HTMLElement>('[data-figure="both"]')!.click());
  await until(() => expect(root.querySelectorAll('tbody tr')).toHaveLength(1));
});

it('an empty matrix says what to do first; the roster is taken over at one press', async () => {
  const { ledger } = await openTestLedger();
  const root = await show(ledger, <MatrixPage />, { route: '/governance/posts' });
  await until(() => expect(root.textContent).toContain('还没有任职记录'));
  await ledger.commit([create('post', { member: 'me', post: 'secretary', from: '2025-03-19' }, 'p1')], {
    label: 'test',
  });
  const list = await show(ledger, <PostsPage />, { route: '/governance/posts/list' });
  const take = await until(() => control(list, '带入 示例甲 书记'));
  await act(() => take.click());
  await until(() => expect(list.textContent).not.toContain('支部名册里的任职'));
  expect((await ledger.list('appointment'))[0]?.fields).toMatchObject({
    position: '书记',
    from: '2025-03-19',
  });
});

it('what the matrix and the list are narrowed to stands in the address; people stand by layer', async () => {
  const { ledger } = await openTestLedger();
  const unit = (id: string, layer: 'group' | 'station') =>
    create('unit', { companyId: 'c1', name: `示例${id}`, layer }, id);
  await ledger.commit(
    [
      unit('u1', 'group'),
      unit('u2', 'station'),
      post('a', '示例甲', { unit: 'u1' }),
      post('b', '示例乙', { unit: 'u2', body: 'management', basis: undefined }),
    ],
    { label: 'test' },
  );
  const choose = (root: HTMLElement, name: string, value: string) =>
    act(() => {
      const field = root.querySelector<HTMLSelectElement>(`select[name="${name}"]`)!;
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
  const root = await show(ledger, <MatrixPage />, { wide: true, route: '/governance/posts?on=2026-11-26' });
  const heads = () => [...root.querySelectorAll('[data-layer]')].map((head) => head.textContent);
  await until(() => expect(heads()).toEqual(['集团（总部）（1 人）', '站点（1 人）']));
  await choose(root, 'layer', 'station');
  await until(() => expect(root.querySelector('[data-figure="all"]')?.textContent).toBe('在任 1'));
  expect(root.querySelector('tbody')?.textContent).not.toContain('示例甲');
  expect(location.hash).toContain('layer=station');
  expect(location.hash).toContain('on=2026-11-26');
  const list = await show(ledger, <PostsPage />, { route: '/governance/posts/list?noBasis=yes' });
  await until(() => expect(list.querySelector('[role="status"]')?.textContent).toBe('符合 1 条，共 2 条'));
  await act(() => control(list, '缺任职依据').click());
  await until(() => expect(list.querySelector('[role="status"]')?.textContent).toBe('符合 2 条，共 2 条'));
  await choose(list, 'body', 'board');
  await until(() => expect(list.querySelector('[role="status"]')?.textContent).toBe('符合 1 条，共 2 条'));
  expect(location.hash).toBe('#/governance/posts/list?body=board');
});
