import { createServer, request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startNephele } from '../../scripts/lib/servers/nephele.mjs';
import { axeViolations, expect, settle, test } from './support/extension';
import { grantedBuild } from './support/granted';

const granted = grantedBuild(['http://127.0.0.1/*']);
test.use({ browserOptions: { dir: granted } });

/** A line to the server that can be cut, and on which the file that names all others can be held up. */
async function startLine(port: number) {
  let release: (() => void) | undefined;
  let held: Promise<void> | undefined;
  const put: string[] = [];
  const isHead = ({ method, url }: IncomingMessage): boolean =>
    method === 'PUT' && /\/h\/[^/]+$/.test(url ?? '');
  const line = createServer((incoming, outgoing) => {
    void (async () => {
      if (held && isHead(incoming)) await held;
      const { method, url, headers } = incoming;
      const onward = ask({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
        if (method === 'PUT' && (answer.statusCode ?? 500) < 300) put.push(url ?? '');
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    })();
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const at = (line.address() as AddressInfo).port;
  return {
    address: `http://127.0.0.1:${at}/base/`,
    put,
    /** Nobody listens any more: connections are refused, as by a server that is off. */
    async cut() {
      const closed = new Promise((resolve) => line.close(resolve));
      line.closeAllConnections();
      await closed;
    },
    async mend() {
      await new Promise<void>((resolve) => line.listen(at, '127.0.0.1', resolve));
    },
    holdHead() {
      held = new Promise((resolve) => (release = resolve));
    },
    letGo() {
      release?.();
      held = undefined;
    },
    stop() {
      line.closeAllConnections();
      return new Promise((resolve) => line.close(resolve));
    },
  };
}

test('a secretary shares on a WebDAV server, and is told the truth while it is away', async ({ ext }) => {
  const server = await startNephele();
  const line = await startLine(server.port);
  try {
    const page = await ext.openPanelPage();
    await ext.inLedger(page, async ({ openSpace, create }) => {
      const ledger = await openSpace('own');
      const branch = {
        name: '示例新支部',
        company: '示例公司',
        companyId: 'c',
        form: 'single',
        hasCommittee: false,
      };
      await ledger.commit(
        [create('branch', branch as never), create('member', { name: '示例周', category: 'full' }, 'me')],
        { label: 'branchCreate' },
      );
      await ledger.setMe({ member: 'me', role: 'secretary' });
      ledger.close();
    });
    await page.goto(ext.url('sidepanel', '/share'));
    await page.reload();
    await page.locator('[data-action="share-found"]').click();
    await expect(page.getByLabel('账号简称')).toHaveValue('shilizhou');
    await page.getByLabel('网盘地址').fill(line.address);
    await page.getByLabel('账号', { exact: true }).fill(server.user);
    await page.getByLabel('密码').fill('not this');
    await page.locator('[data-action="save-place"]').click();
    await expect(page.getByRole('alert')).toContainText('E860');
    expect(await axeViolations(page)).toEqual([]);

    line.holdHead();
    await page.getByLabel('密码').fill(server.password);
    await page.locator('[data-action="save-place"]').click();
    await expect(page.getByText('存进去的文件能原样取回')).toBeVisible();
    await expect.poll(() => line.put.some((url) => url.includes('/d/shilizhou-'))).toBe(true);
    // Everything is there but the head that names it: nothing counts as sent.
    await expect(page.locator('[data-share-line="waiting"]')).toHaveText(/条待上传/);
    line.letGo();
    await page.locator('[data-action="share-home"]').click();
    const status = page.locator('[data-share-status]');
    await expect(status).toHaveText(/^已同步 \d\d:\d\d$/);
    await expect(page.locator('[data-share-line="sent"]')).toBeVisible();

    await line.cut();
    await ext.inLedger(page, async ({ openSpace, create }) => {
      const ledger = await openSpace('own');
      const meeting = { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '一号' };
      await ledger.commit([create('meeting', meeting as never, 'm1')], { label: 'meetingCreate' });
      const write = { kind: 'meeting', id: 'm1', set: { place: '二号' }, base: {} } as const;
      await ledger.commit([write], { label: 'meetingEdit' });
      ledger.close();
    });
    await page.reload();
    await expect(status).toHaveText('2 条待上传');
    await page.locator('[data-action="share-now"]').click();
    await expect(page.getByRole('alert')).toContainText('没有连上 127.0.0.1');
    await expect(status).toHaveText('2 条待上传');
    await settle(page);
    expect(await axeViolations(page)).toEqual([]);
    // Two values at the same time: both shown, one press chooses.
    await expect(page.locator('[data-conflict="place"]')).toContainText('一号');
    await page.locator('[data-action="take-other"]').click();
    await expect(page.locator('[data-conflict]')).toBeHidden();

    await line.mend();
    const before = line.put.length;
    await page.locator('[data-action="share-again"]').click();
    await expect(status).toHaveText(/^已同步/);
    expect(line.put.slice(before).some((url) => url.includes('/d/'))).toBe(true);
  } finally {
    await line.stop();
    await server.stop();
  }
});
