import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { axeViolations, type Extension, expect, settle, test } from './support/extension';
import { grantedBuild } from './support/granted';

const granted = grantedBuild(['http://127.0.0.1/*']);
test.use({ browserOptions: { dir: granted } });

const SECRET = 'SEC示例密钥';

interface Posted {
  method: string;
  query: URLSearchParams;
  body: Record<string, never>;
  cookie: string | undefined;
}

/** A robot's service on this computer, without any CORS header, that gives the answers in turn and ends itself. */
async function robotService(answers: (posted: Posted) => object) {
  const posts: Posted[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const posted = {
        method: request.method ?? '',
        query: new URL(request.url ?? '', 'http://x').searchParams,
        body: JSON.parse(text || '{}'),
        cookie: request.headers.cookie,
      };
      posts.push(posted);
      response.end(JSON.stringify(answers(posted)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = setTimeout(() => server.close(), 60_000);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/robot/send?access_token=t0ken`,
    posts,
    close: () => {
      clearTimeout(end);
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Ids of an activity to come and of the latest one held. */
const someMeetings = (ext: Extension, page: Page) =>
  ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const all = await ledger.list('meeting');
    ledger.close();
    const now = new Date().toISOString();
    const held = all.filter(({ fields }) => fields.startsAt < now.slice(0, 10));
    const ahead = all.find(({ fields }) => fields.startsAt > now);
    return { held: held.at(-1)?.id ?? '', ahead: ahead?.id ?? '' };
  });

/** What Ctrl+V would bring. */
async function pasted(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a notice is worded, checked, copied, previewed, posted to a robot with its signature, and noted', async ({
  ext,
}) => {
  const service = await robotService(({ query }) => {
    const at = query.get('timestamp');
    const sign = createHmac('sha256', SECRET).update(`${at}\n${SECRET}`).digest('base64');
    if (query.get('sign') !== sign) return { errcode: 310000, errmsg: 'sign not match' };
    return service.posts.length === 1
      ? { errcode: 310000, errmsg: 'keywords not in content' }
      : { errcode: 0, errmsg: 'ok' };
  });
  const page = await ext.openSampleBranch();
  await ext.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { ahead } = await someMeetings(ext, page);

  // One press copies the whole notice; the way to change it is offered.
  await page.goto(ext.url('sidepanel', `/life/meeting/${ahead}`));
  await page.getByRole('button', { name: '生成通知' }).click();
  await page.getByRole('button', { name: '改一改' }).click();
  await expect(page.getByLabel('通知文字')).toHaveValue(/【(通知|提醒)】示例出行第三党支部/);
  expect(await pasted(page)).toMatch(/时间：\d{4} 年/);

  await page.goto(ext.url('sidepanel', `/life/meeting/${ahead}/notice?kind=upcoming`));
  const text = page.getByLabel('通知文字');
  await expect(text).toHaveValue(/议程：\n1\. /);
  const usual = await text.inputValue();
  await text.fill(`${usual}\n请落实三课一会。`);

  // Wording: said quietly, replaced at a press, put back at another, never by itself.
  await page.getByText('用词 · 1 处可核对').click();
  await page.getByRole('button', { name: '把“三课一会”改为“三会一课”' }).click();
  await expect(text).toHaveValue(/请落实三会一课。$/);
  await page.getByRole('button', { name: '还原' }).click();
  await expect(text).toHaveValue(/请落实三课一会。$/);
  await page.getByRole('button', { name: '把“三课一会”改为“三会一课”' }).click();

  await page.getByText('钉钉', { exact: true }).click();
  await page.getByText('Markdown', { exact: true }).click();
  await page.locator('[data-action="copy-notice"]').click();
  await expect.poll(() => pasted(page)).toMatch(/^### 【通知】.*\n\n.*\*\*时间：\*\*/s);

  await page.locator('[data-action="add-robot"]').click();
  await page.getByLabel('群的叫法').fill('示例工作群');
  await page.getByLabel('机器人地址').fill('http://oapi.dingtalk.com/robot');
  await page.locator('[data-action="save-robot"]').click();
  await expect(page.getByRole('alert')).toContainText('E620');
  await page.getByLabel('机器人地址').fill(service.address);
  await page.getByLabel('加签密钥').fill(SECRET);
  await page.locator('[data-action="save-robot"]').click();

  await page.getByRole('button', { name: '发到群里…' }).click();
  const payload = page.locator('[data-part="payload"]');
  await expect(payload).toContainText('"msgtype": "markdown"');
  expect(await axeViolations(page)).toEqual([]);
  expect(service.posts).toEqual([]);
  await page.locator('[data-action="send-notice"]').click();
  await expect(page.locator('dialog[open]').getByRole('alert')).toContainText('E628');
  await page.getByRole('button', { name: '再试一次' }).click();
  await expect(page.locator('main').getByText(/群机器人 · 示例工作群/)).toBeVisible();
  service.close();

  expect(service.posts.map(({ method, cookie }) => [method, cookie])).toEqual([
    ['POST', undefined],
    ['POST', undefined],
  ]);
  const { body, query } = service.posts[1] as Posted & {
    body: { msgtype: string; markdown: { title: string; text: string }; at: unknown };
  };
  expect(query.get('access_token')).toBe('t0ken');
  expect(body.msgtype).toBe('markdown');
  expect(body.markdown.title).toMatch(/^【通知】示例出行第三党支部/);
  expect(body.markdown.text).toContain('请落实三会一课。');
  expect(body.at).toEqual({ isAtAll: false });

  // The wording is remembered, with the places of the day; address and secret are nowhere in the ledger.
  await page.locator('[data-action="learn-wording"]').click();
  await page.goto(ext.url('sidepanel', `/life/meeting/${ahead}`));
  await expect(page.getByText('活动通知 · 钉钉').first()).toBeVisible();
  const kept = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const dump = JSON.stringify([
      await ledger.recentCommits(20),
      await ledger.meta('notices'),
      await ledger.drafts.list(),
    ]);
    ledger.close();
    return dump;
  });
  expect(kept).toContain('{when}');
  expect(kept).toContain('请落实三会一课。');
  expect(kept).not.toMatch(/t0ken|SEC示例密钥|127\.0\.0\.1/);
});

test('a record is copied field by field by keyboard, in the order of a system, and marked as reported', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch();
  await page.setViewportSize({ width: 320, height: 700 });
  await ext.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { held } = await someMeetings(ext, page);
  await page.goto(ext.url('sidepanel', `/reentry/meeting/${held}`));
  await settle(page);
  const rows = page.locator('[data-field]');
  await expect(rows.first()).toHaveAttribute('data-field', 'types');
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await expect(page.getByRole('status').first()).toContainText('已复制 2 /');
  expect(await pasted(page)).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日$/);

  // Another system with an order and formats of its own.
  await page.getByLabel('要填的系统').selectOption('new');
  await page.getByLabel('系统的叫法').fill('示例 OA');
  await page.getByLabel('系统的叫法').press('Enter');
  await expect(rows.first()).toHaveAttribute('data-field', 'title');
  await page.locator('[data-action="arrange"]').click();
  await page.locator('[data-field="title"] input').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(rows.first()).toHaveAttribute('data-field', 'types');
  await page.locator('[data-field="start"]').dragTo(rows.first());
  await expect(rows.first()).toHaveAttribute('data-field', 'start');
  await page.locator('[data-field="types"] input').uncheck();
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="arrange"]').click();
  await expect(page.locator('[data-field="types"]')).toHaveCount(0);
  await page.locator('[data-action="copy-next"]').click();
  expect(await pasted(page)).toMatch(/^\d\d:\d\d$/);

  await page.locator('[data-action="mark-filed"]').click();
  await expect(page.getByText(/已报“示例 OA” · /)).toBeVisible();
  await page.reload();
  await expect(rows.first()).toHaveAttribute('data-field', 'start');
  await page.goto(ext.url('sidepanel', `/life/meeting/${held}`));
  await expect(page.getByText('示例 OA')).toBeVisible();

  const year = String(new Date().getFullYear());
  const month = await ext.inLedger(
    page,
    async ({ openSpace }, id) => {
      const ledger = await openSpace('sample');
      const meeting = await ledger.get('meeting', id);
      ledger.close();
      return meeting?.fields.startsAt.slice(0, 7) ?? '';
    },
    held,
  );
  await page.goto(ext.url('sidepanel', `/register?view=meetings&period=${month || year}`));
  await page.getByText('筛选、排序、栏目').click();
  await page.getByLabel('报送情况').selectOption({ label: '已报 · 示例 OA' });
  await expect(page.locator('a[href^="#/life/meeting/"]')).toHaveCount(1);
  await page.getByLabel('报送情况').selectOption({ label: '未报 · 示例 OA' });
  await expect(page.locator(`a[href="#/life/meeting/${held}"]`)).toHaveCount(0);

  // A picture from the clipboard becomes a photo whose name follows the day of the activity.
  await page.goto(ext.url('sidepanel', '/life/new?types=themeDay'));
  await page.getByLabel(/^日期/).fill('2026-03-04');
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(8, 8);
    canvas.getContext('2d')?.fillRect(0, 0, 8, 8);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], 'image.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await expect(page.getByText('2026-03-04_示例出行第三党支部_主题党日_01.png')).toBeVisible();
  await page.getByLabel(/^日期/).fill('2026-03-05');
  await expect(page.getByText('2026-03-05_示例出行第三党支部_主题党日_01.png')).toBeVisible();
});
