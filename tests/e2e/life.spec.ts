import type { Page } from '@playwright/test';
import { axeViolations, expect, settle, test } from './support/extension';
import { photoWithExif } from './support/photo';

const save = (page: Page) => page.locator('[data-action="save-meeting"]').click();
const cell = (page: Page, name: string) => page.locator('[data-member]').filter({ hasText: name });

test('an activity is entered by list, tap and keyboard, and read back with its counts', async ({ ext }) => {
  const page = await ext.openSampleBranch('/life/new?types=themeDay');
  await expect(page.getByLabel('地点')).not.toHaveValue('');
  await page.getByLabel(/^日期/).fill('2026-11-02');

  await page.getByRole('button', { name: '粘贴接龙' }).click();
  await page
    .getByLabel('群里的接龙或名单')
    .fill('#主题党日接龙\n1. 陈立夏\n2. 周一鸣（线上）\n3. 马骁 请假 出差\n4. 小何 到\n5. 王不在册');
  await page.locator('[data-action="read-list"]').click();
  await expect(page.getByText('2 个名字拿不准')).toBeVisible();
  await page.locator('dialog[open]').getByRole('button', { name: '何小满' }).click();
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="apply-list"]').click();
  await expect(cell(page, '周一鸣')).toHaveAttribute('data-mark', 'online');
  await expect(cell(page, '马骁')).toHaveAttribute('data-mark', 'leave');
  await expect(cell(page, '何小满')).toHaveAttribute('data-mark', 'present');

  // By keyboard: the grid is one stop, arrows move, digits set, a reason is asked for.
  await cell(page, '林知秋').focus();
  await page.keyboard.press('4');
  await expect(cell(page, '林知秋')).toHaveAttribute('data-mark', 'absent');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('1');
  await page.getByRole('group', { name: '林知秋 的原因' }).getByRole('button', { name: '工作冲突' }).click();
  await page.keyboard.press('Tab');
  await page.locator('[data-action="all-present"]').click();
  await expect(page.locator('[data-part="attendance-counts"]')).not.toContainText('未记');

  await page.getByLabel('会议记录').fill('议了两件事。\n决议：12月10日前完成三处休息点巡查，由白露负责');
  await page.getByRole('button', { name: '记为任务' }).click();
  await save(page);
  await page.waitForURL(/#\/life\/meeting\//);
  await settle(page);
  await expect(page.locator('main')).toContainText('缺席 1');
  await expect(page.locator('main')).toContainText('责任人：白露 · 时限：2026-12-10');
  await expect(page.locator('main')).toContainText('补记');
  expect(await axeViolations(page)).toEqual([]);

  // The name that was in doubt is not asked again.
  const aliases = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const members = await ledger.list('member');
    ledger.close();
    return members.find(({ fields }) => fields.name === '何小满')?.fields.aliases ?? [];
  });
  expect(aliases).toContain('小何');
});

test('what was typed is there again after the browser was killed', async ({ ext }) => {
  const page = await ext.openSampleBranch('/life/new?types=lecture');
  await page.getByLabel('会议记录').fill('写到一半的记录');
  await cell(page, '陈立夏').click();
  await expect(page.getByText(/草稿已存/)).toBeVisible();
  // The draft is written within a quarter of a second; the pill shows that it is stored.
  await page.getByLabel('会议记录').press('End');
  await page.getByLabel('会议记录').pressSequentially('，又一句');
  await expect
    .poll(() =>
      ext.inLedger(page, async ({ openSpace }) => {
        const ledger = await openSpace('sample');
        const draft = await ledger.drafts.get('meeting:new');
        ledger.close();
        return (draft?.data as { minutes?: string } | undefined)?.minutes;
      }),
    )
    .toBe('写到一半的记录，又一句');
  await ext.crash();
  await ext.start();
  const again = await ext.openPanelPage('/life/new');
  await expect(again.getByLabel('会议记录')).toHaveValue('写到一半的记录，又一句');
  await expect(cell(again, '陈立夏')).toHaveAttribute('data-mark', 'present');
});

test('two windows on one activity: nothing is overwritten silently, and one press restores', async ({
  ext,
}) => {
  const first = await ext.openSampleBranch('/life');
  await first.locator('a[href^="#/life/meeting/"]').last().click();
  await settle(first);
  const edit = `${first.url().split('#')[1]}/edit`;
  await first.goto(ext.url('sidepanel', edit));
  const second = await ext.openPanelPage(edit);
  await first.getByLabel('地点').fill('一楼大厅');
  await second.getByLabel('地点').fill('天台');
  await save(first);
  await first.waitForURL((url) => !url.href.endsWith('/edit'));
  await save(second);
  await second.waitForURL((url) => !url.href.endsWith('/edit'));

  const note = second.getByRole('note').filter({ hasText: '有并发修改' });
  await expect(note).toContainText('现在：天台');
  await expect(note).toContainText('另一处：一楼大厅');
  // The other window shows it too, without being asked.
  await expect(first.getByRole('note').filter({ hasText: '有并发修改' })).toBeVisible();
  expect(await axeViolations(second)).toEqual([]);
  await note.getByRole('button', { name: '改用另一处的' }).click();
  await expect(note).toHaveCount(0);
  await expect(first.locator('dl')).toContainText('一楼大厅');
  await first.getByRole('button', { name: '修改记录' }).click();
  await expect(first.locator('main')).toContainText('天台 → 一楼大厅');
});

test('a photo is kept upright, small and without its position; a picture nobody can read is kept as it is', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/life/new?types=themeDay');
  const photo = await photoWithExif(page, 3000, 1800);
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic0000mif1heic', 'latin1')]);
  await page.locator('input[type="file"]').setInputFiles([
    { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo },
    { name: 'IMG_0002.heic', mimeType: 'image/heic', buffer: heic },
  ]);
  await expect(page.locator('main img')).toHaveCount(1);
  await expect(page.getByText('浏览器读不了这种图片')).toBeVisible();
  await save(page);
  await page.waitForURL(/#\/life\/meeting\//);
  const stored = await ext.inLedger(
    page,
    async ({ openSpace, hashBlob }, id) => {
      const ledger = await openSpace('sample');
      const meeting = await ledger.get('meeting', id);
      const files = Object.values(meeting?.fields.attachments ?? {}).sort(
        (a, b) => (a.order ?? 0) - (b.order ?? 0),
      );
      const [file, other] = files;
      if (!file || !other) throw new Error('no attachments');
      const blob = await ledger.getBlob(file);
      const bitmap = await createImageBitmap(blob);
      const text = new TextDecoder('latin1').decode(await blob.arrayBuffer());
      ledger.close();
      return {
        name: file.name,
        size: [bitmap.width, bitmap.height],
        clean: !/Exif|SECRET/.test(text),
        fingerprint: (await hashBlob(blob)) === file.sha256,
        original: file.originalSha256,
        other: [other.role, other.name],
      };
    },
    page.url().split('/').pop() ?? '',
  );
  expect(stored.size).toEqual([1200, 2000]);
  expect(stored).toMatchObject({ clean: true, fingerprint: true });
  expect(stored.name).toMatch(/_主题党日_01\.jpg$/);
  expect(stored.original).toMatch(/^[0-9a-f]{64}$/);
  expect(stored.other).toEqual(['file', expect.stringMatching(/_02_IMG_0002\.heic$/)]);
});

test('the list and the attendance of 5,000 activities and 300 members can be worked with', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch();
  await ext.inLedger(page, async ({ openSpace, create }) => {
    const ledger = await openSpace('sample');
    const members = Array.from({ length: 300 }, (_, i) => `many-${i}`);
    await ledger.commit(
      members.map((id, i) => create('member', { name: `示例${i}`, category: 'full' }, id)),
      { label: 'test' },
    );
    const attendance = Object.fromEntries(members.map((id) => [id, { state: 'present' as const }]));
    for (let batch = 0; batch < 10; batch += 1) {
      await ledger.commit(
        Array.from({ length: 500 }, (_, i) => {
          const n = batch * 500 + i;
          const day = `${2006 + Math.floor(n / 250)}-${String(1 + (n % 12)).padStart(2, '0')}-15`;
          return create('meeting', {
            types: { [n % 2 ? 'themeDay' : 'lecture']: true },
            startsAt: `${day}T15:00`,
            place: n === 17 ? '只此一处' : '会议室',
            attendance: n % 50 ? undefined : attendance,
          });
        }),
        { label: 'test' },
      );
    }
    ledger.close();
  });
  const rows = page.locator('a[href^="#/life/meeting/"]');
  await page.goto(ext.url('sidepanel', '/life'));
  await rows.first().waitFor();
  await page.getByLabel('查找活动').fill('只此一处');
  await expect(rows).toHaveCount(1);
  await page.goto(ext.url('sidepanel', '/life/new?types=themeDay'));
  await page.locator('[data-member]').nth(299).waitFor();
  for (let i = 0; i < 10; i += 1)
    await page
      .locator('[data-member]')
      .nth(i * 20)
      .press('1');
  await expect(page.locator('[data-mark="present"]')).toHaveCount(10);
});
