// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { SendDialog } from '../../../../components/notice/send-dialog';
import { openTestLedger } from '../../support/ledger';
import { control, show, until } from '../governance/render';

vi.mock('../../../../lib/platform/permissions', () => ({ requestSite: () => Promise.resolve(true) }));

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

it('offers to note, and never to send again, a notice that went out and could not be noted', async () => {
  const { ledger } = await openTestLedger();
  const post = vi.fn(() => Promise.resolve(new Response('{"errcode":0,"errmsg":"ok"}')));
  vi.stubGlobal('fetch', post);
  const onSent = vi.fn(() => Promise.reject(new Error('disk full')));
  const root = await show(
    ledger,
    <SendDialog
      robot={{ id: 'r', name: '示例工作群', kind: 'wecom', address: 'https://example.org/hook' }}
      message={{ text: '【通知】', style: 'plain', atAll: false }}
      onSent={onSent}
      onClose={() => undefined}
    />,
  );
  await until(() => expect(root.textContent).toContain('msgtype'));
  await act(() => control(root, '发送').click());
  await until(() => expect(root.textContent).toContain('E690'));
  expect(root.textContent).toContain('已经发到“示例工作群”');
  expect(root.querySelector('[data-action="send-notice"]')).toBeNull();
  expect(() => control(root, '再试一次')).toThrow();

  onSent.mockImplementation(() => Promise.resolve(undefined as never));
  await act(() => control(root, '补记').click());
  await until(() => expect(onSent).toHaveBeenCalledTimes(2));
  await until(() => expect(root.textContent).not.toContain('E690'));
  expect(post).toHaveBeenCalledTimes(1);
});
