// @vitest-environment jsdom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Frame } from '../../../../components/shell/frame';
import { LedgerContext } from '../../../../components/ui/ledger-context';
import { type Ledger, create } from '../../../../lib/ledger';
import { openTestLedger } from '../../support/ledger';
import { control } from '../governance/render';

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
  history.replaceState(null, '', '#/today');
});
afterEach(() => ledger.close());

/** The frame around nothing, for somebody of a branch or of a company only. */
async function frame(of: 'branch' | 'company', wide = false): Promise<HTMLElement> {
  vi.stubGlobal('matchMedia', () => ({
    matches: wide,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  await ledger.commit(
    [
      create('branch', {
        name: '示例支部',
        company: '示例公司',
        companyId: 'c1',
        form: 'single',
        hasCommittee: true,
      }),
    ],
    { label: 'test' },
  );
  const [branch] = await ledger.list('branch');
  const common = { ledger, own: ledger, space: 'own' as const, members: [], groups: [], me: 'he' };
  const scope =
    of === 'branch'
      ? { ...common, branch, role: 'secretary' as const }
      : {
          ...common,
          branch: undefined,
          company: { companyId: 'c1', name: '示例公司' },
          role: 'compliance' as const,
        };
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  await act(() =>
    render(
      <LedgerContext.Provider value={scope}>
        <Frame>…</Frame>
      </LedgerContext.Provider>,
      root,
    ),
  );
  return root;
}

const places = (root: HTMLElement): (string | undefined)[] =>
  [...root.querySelectorAll('nav')]
    .flatMap((nav) => [...nav.querySelectorAll('a')])
    .map((link) => link.getAttribute('aria-label') ?? link.textContent?.trim());

describe('the places around a screen', () => {
  it('are those of the branch for its people', async () => {
    expect(places(await frame('branch'))).toEqual(['今日', '组织生活', '记一笔', '学习', '治理']);
  });

  it('are what somebody has who is in 公司共享 only', async () => {
    const root = await frame('company');
    const there = ['今日', '复核', '治理', '共享'];
    const records = ['发现与整改', '党建入章程', '交叉任职', '参与决策'];
    expect(places(root)).toEqual(there);
    expect(root.textContent).toContain('示例公司');
    await act(() => control(root, '更多').click());
    expect(places(root)).toEqual([...records, '备份与导出', '设置', ...there]);
    const wide = await frame('company', true);
    expect(places(wide)).toEqual(['今日', '复核', '治理清单', ...records, '共享', '备份与导出', '设置']);
    expect(wide.textContent).not.toContain('记一笔');
  });
});
