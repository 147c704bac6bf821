import { expect, test } from './support/extension';

test('the production build loads: worker, three pages and the real side panel', async ({ ext }) => {
  await ext.start();
  expect(ext.id).toMatch(/^[a-p]{32}$/);
  const popup = await ext.openPopupPage();
  await expect(popup.locator('button').first()).toBeVisible();
  const workbench = await ext.openWorkbench();
  await expect(workbench.locator('#app')).not.toBeEmpty();
  const panel = await ext.openSidePanel(workbench);
  await panel.until('document.querySelector("#app button")');
  expect(await panel.evaluate('innerWidth')).toBeGreaterThanOrEqual(320);
});

test('the worker comes back after the browser has stopped it', async ({ ext }) => {
  const page = await ext.openPanelPage();
  await ext.stopWorker();
  await expect
    .poll(async () => {
      // Nobody answers this message, it only has to wake the worker.
      await page.evaluate(() => void chrome.runtime.sendMessage({ type: 'wake' }).catch(() => undefined));
      return ext.isWorkerRunning();
    })
    .toBe(true);
});

test('what was committed is there after the browser was killed', async ({ ext }) => {
  const page = await ext.openPanelPage();
  const id = await ext.inLedger(page, async ({ create, openSpace }) => {
    const ledger = await openSpace('own');
    const { ids } = await ledger.commit([create('partyGroup', { name: '示例小组' })], { label: 'test' });
    return ids[0] ?? '';
  });
  await ext.crash();
  await ext.start();
  const again = await ext.openPanelPage();
  const name = await ext.inLedger(
    again,
    async ({ openSpace }, key) => (await (await openSpace('own')).get('partyGroup', key))?.fields.name,
    id,
  );
  expect(name).toBe('示例小组');
});

test('the sample branch opens from the first-run screen', async ({ ext }) => {
  await ext.start();
  const page = await ext.openSampleBranch();
  await expect(page.locator('#app')).toContainText('示例');
});

test('a folder handle of the browser carries files, and is found again in the ledger', async ({ ext }) => {
  const page = await ext.openPanelPage();
  const found = await ext.inLedger(page, async ({ FolderCarrier, keepFolder, keptFolder, openSpace }) => {
    // A folder of the browser's own: what the person picks has the same handle, but needs a hand to pick it.
    const root = await navigator.storage.getDirectory();
    const ledger = await openSpace('own');
    await keepFolder(ledger, await root.getDirectoryHandle('shared', { create: true }));
    const kept = await keptFolder(ledger);
    if (!kept) return undefined;
    const place = new FolderCarrier(kept);
    const put = (text: string, create = false) =>
      place.put('v1/h/alice-1', new TextEncoder().encode(text), { create });
    const answers = [await put('first', true), await put('second', true), await put('third, longer')];
    const got = await place.get('v1/h/alice-1');
    const text = got && got !== 'same' ? new TextDecoder().decode(got.bytes) : '';
    const listed = [await place.list(''), await place.list('v1/h'), await place.list('v1/none')];
    await keepFolder(ledger, undefined);
    const forgotten = (await keptFolder(ledger)) === undefined;
    ledger.close();
    return {
      answers,
      text,
      listed: listed.map((lines) => lines.map(({ name, size }) => [name, size])),
      forgotten,
    };
  });
  expect(found).toEqual({
    answers: ['stored', 'exists', 'stored'],
    text: 'third, longer',
    listed: [[['v1', undefined]], [['alice-1', 13]], []],
    forgotten: true,
  });
});
