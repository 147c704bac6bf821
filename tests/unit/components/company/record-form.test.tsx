// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { UnitPage } from '../../../../components/company';
import { ListedPage, MatterPage } from '../../../../components/company/heard';
import { create, type Ledger } from '../../../../lib/ledger';
import { openTestLedger } from '../../support/ledger';
import { control, show, type, until } from '../governance/render';

// The keys of a real space cannot be made in a page of jsdom; what a member is given is tested in lib.
const members = new Set<Ledger>();
vi.mock('../../../../lib/sync/standing', () => ({
  standing: async (ledger: Ledger) => (members.has(ledger) ? { role: 'member' } : undefined),
  roleFor: async (ledger: Ledger) => (members.has(ledger) ? 'member' : undefined),
}));

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const button = (root: HTMLElement, action: string) =>
  until(() => {
    const found = root.querySelector<HTMLButtonElement>(`[data-action="${action}"]`);
    expect(found).not.toBeNull();
    return found!;
  });
const press = async (root: HTMLElement, action: string) => {
  const found = await button(root, action);
  await act(() => found.click());
};
const titles = async (ledger: Ledger) => (await ledger.list('matter')).map(({ fields }) => fields.title);

it('a matter is kept as a draft, saved, and taken away after a question', async () => {
  const { ledger } = await openTestLedger();
  const root = await show(ledger, <MatterPage params={{ id: 'new' }} />, {
    route: '/governance/matters/entry/new',
  });
  await button(root, 'save-matter');
  await press(root, 'save-matter');
  // Refused without a title; what was typed is there still.
  await until(() => expect(root.textContent).toContain('E409'));
  await type(root, '事项', '示例派单规则');
  await until(async () =>
    expect((await ledger.drafts.list()).map(({ title }) => title)).toEqual(['示例派单规则']),
  );
  await press(root, 'save-matter');
  await until(async () => expect(await titles(ledger)).toEqual(['示例派单规则']));
  expect(await ledger.drafts.list()).toEqual([]);
  await until(() => expect(location.hash).toBe('#/governance/matters'));
  const [matter] = await ledger.list('matter');
  const open = await show(ledger, <MatterPage params={{ id: matter!.id }} />, {
    route: '/governance/matters',
  });
  await press(open, 'remove-matter');
  expect(await titles(ledger)).toEqual(['示例派单规则']);
});

it('a line of the list is taken away at once, since it can be brought back', async () => {
  const { ledger } = await openTestLedger();
  await ledger.commit([create('listedMatter', { companyId: 'c1', title: '示例清单' }, 'l1')], {
    label: 'test',
  });
  const root = await show(ledger, <ListedPage params={{ id: 'l1' }} />, { route: '/governance/matters' });
  await press(root, 'remove-listedMatter');
  await until(async () => expect(await ledger.list('listedMatter')).toEqual([]));
});

it('whoever only reads sees the record, is told so, and finds no button that writes', async () => {
  const { ledger } = await openTestLedger();
  await ledger.commit([create('unit', { companyId: 'c1', name: '示例集团', layer: 'group' }, 'u1')], {
    label: 'test',
  });
  members.add(ledger);
  const root = await show(ledger, <UnitPage params={{ id: 'u1' }} />, {
    route: '/governance/posts/unit/u1',
  });
  await until(() => expect(root.textContent).toContain('治理清单由书记、支委填写'));
  expect(root.querySelector('[data-action^="save"], [data-action^="remove"]')).toBeNull();
  const gone = await show(ledger, <UnitPage params={{ id: 'u9' }} />, { route: '/governance/posts' });
  await until(() => expect(gone.querySelector('a, button')).not.toBeNull());
  expect(gone.textContent).not.toContain('示例集团');
  expect(() => control(gone, '保存')).toThrow();
});
