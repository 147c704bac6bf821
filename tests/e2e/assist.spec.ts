import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { axeViolations, expect, settle, test } from './support/extension';
import { grantedBuild } from './support/granted';

const granted = grantedBuild(['http://127.0.0.1/*']);
test.use({ browserOptions: { dir: granted } });

const event = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`;

/** A model on this computer, without any CORS header, that says what the test wants. */
async function model() {
  const bodies: string[] = [];
  let say: (response: ServerResponse, body: string) => void = () => undefined;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      say(response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const end = setTimeout(() => server.close(), 60_000);
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    says: (next: typeof say) => void (say = next),
    close: () => {
      clearTimeout(end);
      server.closeAllConnections();
      server.close();
    },
  };
}

test('main points without a model; then one that the person names: shown before it is sent, checked when it answers, stopped at a press', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/study');
  const server = await model();
  const go = (route: string) => page.evaluate((to) => void (location.hash = to), route);

  let clip = '';

  await test.step('要点: found in the text, and begins a record', async () => {
    await expect(page.getByRole('link', { name: '问资料' })).toHaveCount(0);
    await page
      .getByRole('link', { name: /把关键小事办在骑手等单的十分钟里/ })
      .first()
      .click();
    await page.getByText('要点', { exact: true }).click();
    clip = await page.evaluate(() => location.hash);
    const points = page.locator('[data-part="points"]');
    const first = points.getByRole('listitem').first().getByRole('button');
    const words = (await first.innerText()).trim();
    await first.click();
    await expect
      .poll(() => page.evaluate(() => String(getSelection()).replace(/\s/g, '')))
      .toBe(words.replace(/\s/g, ''));
    await page.goBack();
    await page.getByText('要点', { exact: true }).click();
    await expect(points.getByRole('button', { name: '写进会议记录' })).toBeVisible();
    await expect(points.getByText('由模型草拟')).toHaveCount(0);
    expect(await axeViolations(page)).toEqual([]);
    await points.getByRole('button', { name: '写进会议记录' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /放进/ }).first().click();
    await page.waitForURL(/#\/life\/meeting\//);
    await expect(page.getByRole('main')).toContainText(words);
  });

  await test.step('settings: an address, tried with one fixed sentence', async () => {
    await go('/settings');
    await page.getByText('指定地址').click();
    await page.getByLabel('地址', { exact: true }).fill(`http://${server.host}/v1`);
    await page.getByLabel('模型名称').fill('example-model');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await expect(page.getByText('已保存')).toBeVisible();
    server.says((response) => response.end(event('可以使用。') + event('', 'stop')));
    await page.locator('[data-action="test-assist"]').click();
    await expect(page.getByText('可以使用。对方回答')).toBeVisible();
    expect(server.bodies).toHaveLength(1);
  });

  await test.step('a question that nothing answers is sent to nobody', async () => {
    await go('/study');
    await page.getByRole('link', { name: '问资料' }).click();
    await page.getByLabel('想问什么').fill('食堂的菜价涨了多少？');
    await page.getByRole('button', { name: '先找依据' }).click();
    await expect(page.getByText('没有发送任何内容')).toBeVisible();
    expect(server.bodies).toHaveLength(1);
  });

  await test.step('the very request is shown; what is borne out leads to its place, what is not is 待明确', async () => {
    await page.getByLabel('想问什么').fill('充电柜和微波炉摆在哪里，休息点开到几点？');
    await page.getByRole('button', { name: '先找依据' }).click();
    const payload = page.locator('[data-part="payload"]');
    await expect(payload).toContainText('充电柜');
    await expect(page.getByText(`将发往 ${server.host}`)).toBeVisible();
    const shown = (await payload.textContent()) ?? '';
    const number = /\[(\d+)\][^\n]*三处休息点延长到晚上十一点/.exec(shown.replaceAll('\\n', '\n'))?.[1] ?? '';
    server.says((response) => {
      response.write(event(`三处休息点延长到晚上十一点[${number}]。`));
      response.end(event(`休息点改到凌晨两点关门[${number}]。`) + event('', 'stop') + 'data: [DONE]\n\n');
    });
    await page.getByRole('button', { name: '发送', exact: true }).click();
    const sentences = page.locator('[data-part="sentence"]');
    await expect(sentences).toHaveCount(2);
    expect(server.bodies.at(-1)).toBe(shown);
    await expect(sentences.first()).not.toContainText('待明确');
    await expect(sentences.last()).toContainText('待明确');
    await expect(page.getByLabel('草稿（可以修改）')).toHaveValue(/（待明确）$/);
    await settle(page);
    expect(await axeViolations(page)).toEqual([]);
    await sentences
      .first()
      .getByRole('button', { name: `看依据 [${number}]` })
      .click();
    await page.locator(`[data-passage="${number}"]`).getByRole('link', { name: '到原文看' }).click();
    await expect.poll(() => page.evaluate(() => String(getSelection()))).not.toBe('');
  });

  await test.step('stopped in the middle: what came stays, incomplete, and is kept nowhere', async () => {
    await go(clip);
    await page.getByText('要点', { exact: true }).click();
    await page.locator('[data-part="points"]').getByRole('link', { name: '学习记录' }).click();
    await expect(page.locator('[data-part="payload"]')).toContainText('学习内容');
    let closed = false;
    server.says((response) => {
      response.write(event('前半句话已经到了'));
      response.on('close', () => (closed = true));
    });
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await expect(page.getByText('前半句话已经到了')).toBeVisible();
    await page.getByRole('button', { name: '停止' }).click();
    await expect(page.locator('[data-part="incomplete"]')).toContainText('没有写完，也没有保存');
    await expect.poll(() => closed).toBe(true);
    await expect(page.getByLabel('草稿（可以修改）')).toHaveCount(0);
    await page.reload();
    await expect(page.locator('[data-part="payload"]')).toBeVisible();
    await expect(page.getByText('前半句话已经到了')).toHaveCount(0);
  });
  server.close();
});
