// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PrintMeetingPage } from '../../../../components/life/register-index';
import { RegisterPage } from '../../../../components/registers';
import { localDate, nowMilliseconds } from '../../../../components/ui';
import { create, type Ledger } from '../../../../lib/ledger';
import { startOfQuarter } from '../../../../lib/rules/calendar';
import { openTestLedger } from '../../support/ledger';
import { control, show, type, until } from '../governance/render';

const policy = vi.hoisted(() => ({ exportAllowed: true as boolean | undefined }));
vi.mock('../../../../lib/platform/policy', () => ({
  policySnapshot: () => ({ policy, problems: [] }),
  subscribePolicy: () => () => undefined,
}));

// Screens read the clock of the machine.
const today = localDate(nowMilliseconds());
const saved: { name: string; blob: Blob }[] = [];
let ledger: Ledger;

beforeEach(async () => {
  policy.exportAllowed = true;
  saved.length = 0;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob) => {
    blobs.push(blob as Blob);
    return `blob:${blobs.length}`;
  };
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const blob = blobs[blobs.length - 1];
    if (this.download && blob) saved.push({ name: this.download, blob });
  });
  ({ ledger } = await openTestLedger({ now: `${today}T02:00:00Z` }));
  const day = startOfQuarter(today);
  await ledger.commit(
    [
      create('meeting', { types: { themeDay: true }, title: '走访示例站点', startsAt: `${day}T09:00` }, 'm1'),
      create(
        'meeting',
        { types: { committee: true }, title: '研究示例事项', startsAt: `${day}T10:00` },
        'm2',
      ),
      create(
        'meeting',
        { types: { themeDay: true }, title: '去年的活动', startsAt: '2020-01-05T09:00' },
        'm0',
      ),
    ],
    { label: 'test' },
  );
});

/** The saved file as text; jsdom's Blob has no reader of its own. */
const content = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsText(saved[0]?.blob ?? new Blob());
  });

const openRegister = (route = '/register?view=meetings', wide = true): Promise<HTMLElement> =>
  show(ledger, <RegisterPage />, { route, wide });
const names = (root: HTMLElement): string[] =>
  [...root.querySelectorAll('tbody tr td:first-child')].map((cell) => cell.textContent ?? '');

describe('the register', () => {
  it('opens on the present quarter, filters by type and text, and opens a record', async () => {
    const root = await openRegister();
    await until(() => expect(names(root)).toHaveLength(2));
    await act(() => control(root, '支委会').click());
    expect(names(root).join()).toContain('研究示例事项');
    expect(names(root)).toHaveLength(1);
    await act(() => control(root, '支委会').click());
    await type(root, '查找', '站点');
    expect(names(root).join()).toContain('走访示例站点');
    expect(root.querySelector('[role=status]')?.textContent).toBe('筛选出 1 / 共 2 次活动');
    await act(() => root.querySelector<HTMLElement>('tbody button')?.click());
    expect(location.hash).toBe('#/life/meeting/m1');
  });

  it('gives the quarter as an Excel file in one press, named by date, branch, register and period', async () => {
    const root = await openRegister();
    await until(() => expect(names(root)).toHaveLength(2));
    await act(() => control(root, '导出 Excel').click());
    await until(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.name).toMatch(
      new RegExp(`^${today}_示例出行第三党支部_会议记录台账_\\d{4}年第.季度\\.xlsx$`),
    );
    expect((await content()).slice(0, 2)).toBe('PK');
  });

  it('takes out only what the filter leaves, in CSV with every column', async () => {
    const root = await openRegister();
    await until(() => expect(names(root)).toHaveLength(2));
    await type(root, '查找', '站点');
    await act(() => control(root, '导出 CSV').click());
    await until(() => expect(saved).toHaveLength(1));
    const text = await content();
    expect(text).toContain('走访示例站点');
    expect(text).not.toContain('研究示例事项');
    expect(text.split('\r\n')[0]).toContain('记录编号');
  });

  it('remembers the columns that a person chose', async () => {
    const root = await openRegister();
    await until(() => expect(names(root)).toHaveLength(2));
    await act(() => control(root, '显示列').click());
    const box = [...root.querySelectorAll('label')].find((label) => label.textContent === '议题、议程');
    await act(() => box?.click());
    await until(() =>
      expect([...root.querySelectorAll('th')].map((cell) => cell.textContent)).toContain('议题、议程'),
    );
    const views = await ledger.meta('registerViews');
    expect(views?.meetings?.columns).toContain('agenda');
  });

  it('opens the records behind a figure of the statistics', async () => {
    const root = await openRegister('/register?view=stats');
    const figure = await until(() => {
      const found = [...root.querySelectorAll<HTMLElement>('tbody button')].find((button) =>
        button.getAttribute('aria-label')?.startsWith('主题党日 1'),
      );
      if (!found) throw new Error('no figure yet');
      return found;
    });
    await act(() => figure.click());
    await until(() => expect(root.querySelector('dialog')?.textContent).toContain('走访示例站点'));
    expect(root.querySelector('dialog a')?.getAttribute('href')).toBe('#/life/meeting/m1');
    expect(root.querySelector('dialog')?.textContent).toContain('依据');
  });

  it('says what to do first in a period without records', async () => {
    const root = await openRegister('/register?view=meetings&period=2019');
    await until(() => expect(root.textContent).toContain('这个期间还没有活动记录'));
    await act(() => control(root, '记录一次活动').click());
    expect(location.hash).toBe('#/life/new');
  });

  it('offers no way out where the organisation forbids it', async () => {
    policy.exportAllowed = false;
    const root = await openRegister();
    await until(() => expect(names(root)).toHaveLength(2));
    expect(root.textContent).toContain('不允许导出和打印');
    expect(root.textContent).not.toContain('导出 Excel');
    const paper = await show(ledger, <PrintMeetingPage params={{ id: 'm1' }} />, {
      route: '/print/meeting/m1',
    });
    await until(() => expect(paper.textContent).toContain('E423'));
    expect(paper.querySelector('article')).toBeNull();
  });
});

describe('the page for the printer', () => {
  it('shows the record with lines to sign on and both times', async () => {
    const root = await show(ledger, <PrintMeetingPage params={{ id: 'm1' }} />, {
      route: '/print/meeting/m1',
    });
    const paper = await until(() => {
      const found = root.querySelector('article');
      if (!found) throw new Error('no paper yet');
      return found;
    });
    for (const text of [
      '主题党日记录',
      '走访示例站点',
      '主持人签字：',
      '记录人签字：',
      '发生于',
      '记录于',
      '缺项',
    ])
      expect(paper.textContent).toContain(text);
  });

  it('says so when there is no such record', async () => {
    const root = await show(ledger, <PrintMeetingPage params={{ id: 'x' }} />, { route: '/print/meeting/x' });
    await until(() => expect(root.textContent).toContain('E703'));
  });
});
