// @vitest-environment jsdom
import { Blob as NodeBlob } from 'node:buffer';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DataPage,
  HistoryPage,
  OpenFailedPage,
  QuarantinePage,
  RestorePart,
  SettingsPage,
  TrashPage,
} from '../../../../components/settings';
import { ConfirmHost } from '../../../../components/ui/dialog';
import { openBackup } from '../../../../lib/exchange/backup';
import { change, create, exportLedger, type Ledger, remove } from '../../../../lib/ledger';
import { policySnapshot } from '../../../../lib/platform/policy';
import { Fault } from '../../../../lib/records/fault';
import { openTestLedger } from '../../support/ledger';
import { MemoryBackup } from '../../support/memory-backup';
import { control, show, type, until } from '../governance/render';

vi.mock('../../../../lib/platform/permissions', () => ({
  grantedSites: async () => [],
  hasSite: async () => true,
  forgetSite: async () => undefined,
  onPermissions: () => () => undefined,
}));
vi.mock('../../../../lib/platform/reminder', () => ({ hasReminders: async () => false }));
vi.mock('../../../../lib/notice/robots', () => ({
  ownRobots: async () => [
    {
      id: 'r',
      name: '示例工作群',
      kind: 'wecom',
      address: 'https://qyapi.weixin.qq.com/x?key=secret-key-9876',
    },
  ],
  watchRobots: () => () => undefined,
  forgetRobot: async () => undefined,
}));
vi.mock('../../../../lib/assist/service', async (original) => ({
  ...(await original<typeof import('../../../../lib/assist/service')>()),
  ownAssist: async () => ({ mode: 'off' }),
  watchAssist: () => () => undefined,
}));
vi.mock('../../../../lib/platform/policy', () => ({
  policySnapshot: vi.fn(() => ({ policy: {}, problems: [] })),
  subscribePolicy: () => () => undefined,
}));
vi.mock('../../../../lib/exchange/backup', async (original) => ({
  ...(await original<typeof import('../../../../lib/exchange/backup')>()),
  kindOfBackup: vi.fn(() => Promise.resolve('encrypted')),
  openBackup: vi.fn(),
}));

let ledger: Ledger;
beforeEach(async () => {
  vi.stubGlobal('Blob', NodeBlob);
  vi.mocked(policySnapshot).mockReturnValue({ policy: {}, problems: [] });
  ({ ledger } = await openTestLedger());
});

const press = (root: HTMLElement, text: string) => act(() => control(root, text).click());
const text = (root: HTMLElement) => root.textContent ?? '';

async function meeting(place: string): Promise<string> {
  const write = create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place });
  await ledger.commit([write], { label: 'meeting.record' });
  return write.id;
}

/** Chooses a file in the restore part. What is in it comes from the mocked container. */
async function choose(root: HTMLElement): Promise<void> {
  const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
  Object.defineProperty(input, 'files', {
    value: [new File(['x'], '示例.sidebook.age')],
    configurable: true,
  });
  await act(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
}

describe('backup', () => {
  it('is made only with a passphrase entered twice that is long enough', async () => {
    const root = await show(ledger, <DataPage />, { route: '/settings/data' });
    const make = () => control(root, '做加密备份') as HTMLButtonElement;
    expect(make().disabled).toBe(true);
    await type(root, '口令', '短口令');
    expect(text(root)).toContain('口令至少 8 个字符');
    await type(root, '口令', '示例口令共八个字以上');
    await type(root, '再输一遍口令', '示例口令共八个字');
    expect(text(root)).toContain('两次输入的口令不一样');
    expect(make().disabled).toBe(true);
    await type(root, '再输一遍口令', '示例口令共八个字以上');
    expect(make().disabled).toBe(false);
    expect(text(root)).toContain('忘了就没有办法打开备份');
  });

  it('without encryption is not offered where the organisation forbids it; the encrypted one stays', async () => {
    vi.mocked(policySnapshot).mockReturnValue({ policy: { exportAllowed: false }, problems: [] });
    const root = await show(ledger, <DataPage />, { route: '/settings/data' });
    expect(text(root)).toContain('由单位设定：不提供未加密的导出');
    expect(root.querySelector('[data-action="open-export"]')).toBeNull();
    expect(root.querySelector('[data-action="encrypted-backup"]')).not.toBeNull();
  });
});

describe('restore', () => {
  it('shows what would change before it writes, and then writes it', async () => {
    const id = await meeting('东厅');
    const backup = new MemoryBackup();
    const source = await openTestLedger();
    await exportLedger(ledger, backup, { appVersion: '0.1.0', branch: '示例党支部' });
    const { applyRestore, planRestore } = await import('../../../../lib/ledger');
    await applyRestore(source.ledger, await planRestore(source.ledger, backup.source));
    source.time.now += 60_000;
    const there = (await source.ledger.get('meeting', id))!;
    await source.ledger.commit([change(there, { place: '西厅' })], { label: 'test' });
    const newer = new MemoryBackup();
    await exportLedger(source.ledger, newer, { appVersion: '0.1.0', branch: '示例党支部' });
    vi.mocked(openBackup).mockResolvedValue(newer.source);

    const root = await show(ledger, <RestorePart ledger={ledger} />);
    await choose(root);
    await until(() => control(root, '打开备份'));
    await type(root, '这个备份的口令', '示例口令');
    await press(root, '打开备份');
    await until(() => expect(root.querySelector('[data-restore-plan]')).not.toBeNull());
    expect(text(root)).toContain('示例党支部 的备份');
    expect(text(root)).toContain('会改动的记录');
    expect(text(root)).toContain('地点：东厅 → 西厅');
    expect((await ledger.get('meeting', id))?.fields.place).toBe('东厅');
    await press(root, '恢复');
    await until(() => expect(text(root)).toContain('恢复完成'));
    expect((await ledger.get('meeting', id))?.fields.place).toBe('西厅');
  });

  it('says what happened and that nothing changed when the passphrase is wrong, and lets one try again', async () => {
    vi.mocked(openBackup).mockRejectedValue(new Fault('E501'));
    const root = await show(ledger, <RestorePart ledger={ledger} />);
    await choose(root);
    await until(() => control(root, '打开备份'));
    await type(root, '这个备份的口令', '不对的口令');
    await press(root, '打开备份');
    await until(() => expect(text(root)).toContain('口令不对'));
    expect(text(root)).toContain('没有改动任何数据');
    expect(text(root)).toContain('E501');
    expect(control(root, '打开备份')).toBeTruthy();
  });
});

describe('trash', () => {
  it('lists what was deleted by name and brings it back', async () => {
    const id = await meeting('东厅');
    await ledger.commit([remove((await ledger.get('meeting', id))!)], { label: 'meeting.remove' });
    const root = await show(ledger, <TrashPage />, { route: '/settings/trash' });
    await until(() => expect(text(root)).toContain('2026-11-25 主题党日'));
    await press(root, '恢复 2026-11-25 主题党日');
    await until(async () => expect(await ledger.get('meeting', id)).toBeDefined());
    await until(() => expect(text(root)).toContain('回收站是空的'));
  });
});

describe('change log', () => {
  it('names who did what to which records, and undoes the last save', async () => {
    const root = await show(ledger, <HistoryPage />, { route: '/settings/history' });
    const id = await meeting('东厅');
    const seen = (await ledger.get('meeting', id))!;
    await ledger.commit([change(seen, { place: '西厅' })], { label: 'meeting.edit' });
    await until(() => expect(root.querySelectorAll('details')).toHaveLength(3));
    const newest = root.querySelector('details')!;
    await act(() => {
      newest.open = true;
      newest.dispatchEvent(new Event('toggle'));
    });
    await until(() => expect(text(newest)).toContain('2026-11-25 主题党日'));
    expect(text(newest)).toContain('活动 · 地点');
    expect(newest.querySelector('a')?.getAttribute('href')).toBe(`#/life/meeting/${id}`);
    const undo = () => root.querySelector<HTMLElement>('[data-action="undo-last"]')!;
    await act(() => undo().click());
    await until(async () => expect((await ledger.get('meeting', id))?.fields.place).toBe('东厅'));
    await until(() => expect(control(root, '取消撤销')).toBeTruthy());
  });
});

describe('what could not be read', () => {
  it('is shown with its reason and content, is read again, and leaves the list only after a question', async () => {
    const id = await meeting('东厅');
    await ledger.db.quarantine.bulkPut([
      {
        id: `record:${id}`,
        kind: 'meeting',
        reason: 'startsAt: invalid_type',
        raw: { id, fields: {} },
        at: 1,
      },
      { id: 'file:records.jsonl#1', kind: 'records.jsonl', reason: 'JSON', raw: '{"id":', at: 2 },
    ]);
    const root = await show(
      ledger,
      <>
        <QuarantinePage />
        <ConfirmHost />
      </>,
      { route: '/settings/quarantine' },
    );
    await until(() => expect(text(root)).toContain('2 条读不出'));
    expect(text(root)).toContain('原因：startsAt: invalid_type');
    expect(text(root)).toContain('{"id":');
    const retries = [...root.querySelectorAll('button')].filter(
      (button) => button.textContent === '再读一次',
    );
    await act(() => retries[1]?.click());
    await until(() => expect(text(root)).toContain('1 条读不出'));
    await act(() => [...root.querySelectorAll('button')].find((b) => b.textContent === '再读一次')?.click());
    await until(async () => expect(await ledger.quarantine.count()).toBe(1));
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
    };
    await press(root, '移出名单');
    await until(() => expect(text(root)).toContain('这段内容只存在这里'));
    await act(() => [...root.querySelectorAll<HTMLElement>('dialog button')].at(-1)?.click());
    await until(async () => expect(await ledger.quarantine.count()).toBe(0));
  });
});

describe('settings', () => {
  it('say where the data is, what removes it, and what the organisation has set', async () => {
    vi.mocked(policySnapshot).mockReturnValue({
      policy: {
        aiOff: true,
        superior: '示例行业党委',
        robots: [
          { name: '示例单位群', kind: 'feishu', address: 'https://open.feishu.cn/h', secret: 'top-secret' },
        ],
      },
      problems: [{ key: 'colour', problem: 'unknown' }],
    });
    const root = await show(ledger, <SettingsPage />, { route: '/settings' });
    await until(() => expect(text(root)).toContain('还没有做过备份'));
    expect(text(root)).toContain('卸载扩展、删除浏览器用户或重装系统，数据就没有了');
    expect(text(root)).toContain('示例行业党委');
    expect(text(root)).toContain('有设定没有生效，请告诉管理员：colour');
    // Group robots are named, and what gives access to them is not shown.
    expect(text(root)).toContain('示例单位群');
    await until(() => expect(text(root)).toContain('示例工作群'));
    expect(text(root)).not.toMatch(/top-secret|secret-key/);
  });

  it('keep the days of the reminder, and refuse what is no number of days', async () => {
    const root = await show(ledger, <SettingsPage />, { route: '/settings' });
    await until(() => control(root, '多少天提醒一次'));
    await type(root, '多少天提醒一次', '30');
    await until(async () => expect(await ledger.meta('backupEveryDays')).toBe(30));
    await type(root, '多少天提醒一次', '0');
    expect(text(root)).toContain('请填 1 到 365 的整数');
    expect(await ledger.meta('backupEveryDays')).toBe(30);
  });

  it('give diagnostics without a name, a title or an address', async () => {
    await meeting('东厅');
    await ledger.commit(
      [create('clip', { title: '示例标题', url: 'https://example.com/a', coverage: 'article' })],
      { label: 'test' },
    );
    const root = await show(ledger, <SettingsPage />, { route: '/settings' });
    await until(() => control(root, '复制诊断信息'));
    await press(root, '复制诊断信息');
    const report = await until(() => {
      const area = root.querySelector<HTMLTextAreaElement>('textarea');
      expect(area?.value).toContain('meeting=1');
      return area?.value ?? '';
    });
    expect(report).not.toMatch(/示例|东厅|example\.com/);
  });
});

describe('a database that cannot be opened', () => {
  it('says that nothing was changed and saves every row as it is', async () => {
    await meeting('东厅');
    const saved: string[] = [];
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
    );
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    const fault = new Fault('E120', { message: '示例失败' });
    const root = await show(ledger, <OpenFailedPage params={{ fault, databaseName: ledger.db.name }} />);
    expect(text(root)).toContain('数据库升级没有成功：示例失败');
    expect(text(root)).toContain('数据原样留着，没有改动');
    await press(root, '导出原始数据');
    await until(() => expect(saved).toHaveLength(1));
    expect(saved[0]).toMatch(/^支部侧记_原始数据_\d{4}-\d\d-\d\d\.jsonl$/);
  });
});
