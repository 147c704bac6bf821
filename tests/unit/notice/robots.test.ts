import { beforeEach, describe, expect, it, vi } from 'vitest';
import { exportLedger } from '../../../lib/ledger';
import { noteSent, removeSent, sentNotices } from '../../../lib/notice/sent';
import { readPolicy } from '../../../lib/platform/policy-schema';
import { fakeBrowser } from '../support/browser';
import { openTestLedger } from '../support/ledger';
import { MemoryBackup } from '../support/memory-backup';

const mocked = vi.hoisted(() => ({ browser: undefined as unknown }));
vi.mock('wxt/browser', () => ({
  get browser() {
    return mocked.browser;
  },
}));
const { forgetRobot, keepRobot, ownRobots, robotsUnder, watchRobots } =
  await import('../../../lib/notice/robots');

const ding = {
  name: ' 支部工作群 ',
  kind: 'dingtalk' as const,
  address: 'https://oapi.dingtalk.com/robot/send?access_token=t0ken',
  secret: ' SECabc ',
};

beforeEach(() => {
  mocked.browser = fakeBrowser().api;
});

describe('robots of a profile', () => {
  it('are kept, changed, watched and forgotten', async () => {
    const seen: number[] = [];
    const stop = watchRobots((robots) => seen.push(robots.length));
    const kept = await keepRobot(ding);
    expect(await ownRobots()).toEqual([{ ...ding, id: kept.id, name: '支部工作群', secret: 'SECabc' }]);
    await keepRobot({ ...kept, name: '新名字' });
    expect((await ownRobots()).map(({ name }) => name)).toEqual(['新名字']);
    await forgetRobot(kept.id);
    expect(await ownRobots()).toEqual([]);
    expect(seen).toEqual([1, 1, 0]);
    stop();
  });

  it('need an address that can be used and a name', async () => {
    await expect(keepRobot({ ...ding, address: 'http://example.org' })).rejects.toMatchObject({
      code: 'E620',
    });
    await expect(keepRobot({ ...ding, name: '  ' })).rejects.toMatchObject({ code: 'E621' });
    expect(await ownRobots()).toEqual([]);
  });

  it('are in no backup and no export, while the note that a notice was sent is', async () => {
    const { ledger } = await openTestLedger();
    await keepRobot(ding);
    const sent = {
      meeting: 'm1',
      kind: 'upcoming',
      channel: 'dingtalk',
      how: 'robot',
      group: '支部工作群',
    } as const;
    await noteSent(ledger, { ...sent, sentAt: '2026-11-23T10:00' });
    const backup = new MemoryBackup();
    await exportLedger(ledger, backup, { appVersion: '0' });
    const all = [...backup.files.keys()].map((name) => backup.text(name)).join('\n');
    expect(all).toContain('支部工作群');
    expect(all).not.toMatch(/t0ken|SECabc|oapi\.dingtalk/);
  });
});

describe('the policy of an organisation', () => {
  const own = [{ ...ding, id: 'own', name: '自己的群' }];
  const presets = [{ name: '单位群', kind: 'wecom', address: 'https://qyapi.weixin.qq.com/x?key=1' }];

  it('presets robots, allows only those, or forbids them all', () => {
    const { policy, problems } = readPolicy({ robots: presets, robotPosting: 'preset' });
    expect(problems).toEqual([]);
    expect(robotsUnder(own, policy)).toMatchObject({
      mayAdd: false,
      off: false,
      robots: [{ name: '单位群', preset: true }],
    });
    expect(robotsUnder(own, { ...policy, robotPosting: 'free' }).robots.map(({ name }) => name)).toEqual([
      '单位群',
      '自己的群',
    ]);
    expect(robotsUnder(own, { ...policy, robotPosting: 'off' })).toEqual({
      robots: [],
      mayAdd: false,
      off: true,
    });
    expect(robotsUnder(own, {})).toEqual({ robots: own, mayAdd: true, off: false });
  });

  it('reports a value that does not fit instead of applying it', () => {
    expect(readPolicy({ robotPosting: 'maybe', robots: [{ name: '' }] }).problems).toHaveLength(2);
  });
});

describe('notices that were sent', () => {
  it('stand on their activity, latest first, and a note can be taken back', async () => {
    const { ledger } = await openTestLedger();
    const sent = { meeting: 'm1', channel: 'wechat', how: 'pasted' } as const;
    await noteSent(ledger, { ...sent, kind: 'upcoming', sentAt: '2026-11-23T10:00' });
    await noteSent(ledger, { ...sent, kind: 'reminder', sentAt: '2026-11-24T10:00' });
    await noteSent(ledger, { ...sent, meeting: 'm2', kind: 'thanks', sentAt: '2026-11-24T11:00' });
    const notes = await sentNotices(ledger, 'm1');
    expect(notes.map(({ fields }) => fields.kind)).toEqual(['reminder', 'upcoming']);
    const { n } = await removeSent(ledger, notes[0]!);
    expect(await sentNotices(ledger, 'm1')).toHaveLength(1);
    await ledger.undo(n!);
    expect(await sentNotices(ledger, 'm1')).toHaveLength(2);
  });
});
