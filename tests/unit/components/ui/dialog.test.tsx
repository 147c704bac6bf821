// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { confirmDialog, ConfirmHost } from '../../../../components/ui/dialog';
import { loadMessages } from '../../../../lib/i18n';
import { openTestLedger } from '../../support/ledger';
import { show, until } from '../governance/render';

beforeEach(() => loadMessages());

it('a question goes with its screen: Back, or a link, answers no', async () => {
  const { ledger } = await openTestLedger();
  HTMLDialogElement.prototype.showModal = function open() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  const root = await show(ledger, <ConfirmHost />, { route: '/study/reflection/a' });
  const answer = confirmDialog({ title: '分享这篇心得？', confirm: '分享' });
  await until(() => expect(root.textContent).toContain('分享这篇心得？'));
  location.hash = '/study';
  expect(await answer).toBe(false);
  await until(() => expect(root.textContent).not.toContain('分享这篇心得？'));
});
