import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { read, utils } from '@e965/xlsx';
import { type Extension, expect, settle, test } from './support/extension';
import { clipboard, Hand } from './support/hand';
import { photoWithExif } from './support/photo';

// What a branch secretary does most, from the panel just opened, every click and key counted. `npm run bench --
// --only tasks` prints the counts.

/** The computer's own today, as the product sees it. */
const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** An activity of this day that nobody has entered yet, beside what the sample branch has. */
const activityToday = (ext: Extension, page: Page) =>
  ext.inLedger(
    page,
    async ({ openSpace, create }, day) => {
      const ledger = await openSpace('sample');
      const fields = { types: { themeDay: true as const }, title: '站点走访', startsAt: `${day}T00:00` };
      await ledger.commit([create('meeting', { ...fields, place: '示例路配送站' })], { label: 'test' });
      ledger.close();
    },
    today,
  );

/** Two clips that were put on this month's study list. */
const studyList = (ext: Extension, page: Page) =>
  ext.inLedger(
    page,
    async ({ openSpace, create }, listMonth) => {
      const ledger = await openSpace('sample');
      const clips = ['把站点的灯多亮一小时', '小巷里的议事长桌'].map((title, n) =>
        create('clip', {
          title,
          url: `https://example.invalid/${n}`,
          coverage: 'article' as const,
          enteredAt: `${listMonth}-01T0${n}:00:00.000Z`,
          listMonth,
        }),
      );
      await ledger.commit(clips, { label: 'test' });
      ledger.close();
    },
    today.slice(0, 7),
  );

/** A hand on the panel that was just opened over a branch with a history. */
async function openedPanel(
  ext: Extension,
  seed?: (ext: Extension, page: Page) => Promise<unknown>,
): Promise<Hand> {
  const before = await ext.openSampleBranch();
  await ext.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await seed?.(ext, before);
  await before.close();
  return Hand.on(ext.context, () => ext.openPanelPage());
}

/** The activity whose page the panel shows now, as it stands in the ledger, with names for ids. */
async function stored(ext: Extension, page: Page) {
  await page.waitForURL(/#\/life\/meeting\/[^/]+$/);
  return ext.inLedger(
    page,
    async ({ openSpace }, id) => {
      const ledger = await openSpace('sample');
      const meeting = await ledger.get('meeting', id);
      if (!meeting) throw new Error('no such activity');
      const members = await ledger.list('member');
      const resolutions = await ledger.linked(id, 'resolution');
      const minutes = await ledger.text(meeting.fields.minutes);
      const roughNotes = await ledger.text(meeting.fields.roughNotes);
      ledger.close();
      const nameOf = new Map(members.map((member) => [member.id, member.fields.name]));
      return {
        ...meeting.fields,
        minutes,
        roughNotes,
        agenda: Object.values(meeting.fields.agenda ?? {}).sort((a, b) => (a.order ?? 0) - (b.order ?? 0)),
        attendance: Object.entries(meeting.fields.attendance ?? {}).map(([member, entry]) =>
          `${nameOf.get(member)} ${entry.state} ${entry.reason ?? ''}`.trim(),
        ),
        resolutions: resolutions.map(({ fields }) => fields),
      };
    },
    page.url().split('/').pop() ?? '',
  );
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const action = (page: Page, name: string) => page.locator(`[data-action="${name}"]`);
/** The row of this day's activity on 今日. */
const todaysRow = (page: Page) => page.locator('.rows > div').filter({ hasText: '站点走访' });

/** Id of the last activity held before this day that was entered nowhere else yet. */
const lastHeld = (ext: Extension, page: Page) =>
  ext.inLedger(
    page,
    async ({ openSpace }, day) => {
      const ledger = await openSpace('sample');
      const held = (await ledger.list('meeting')).filter(({ fields }) => fields.startsAt < day);
      ledger.close();
      return held.at(-1)?.id ?? '';
    },
    today,
  );

test('1 what is due this week, and what an inspector would find missing', async ({ ext }) => {
  const hand = await openedPanel(ext);
  const { page } = hand;
  const week = await ext.inLedger(
    page,
    async ({ openSpace }, day) => {
      const ledger = await openSpace('sample');
      const end = new Date(Date.parse(day) + 6 * 86_400_000).toISOString().slice(0, 10);
      const meetings = await ledger.list('meeting', { from: day, to: end });
      ledger.close();
      return meetings.map(({ id }) => id);
    },
    today,
  );
  expect(week.length).toBeGreaterThan(1);
  for (const id of week) {
    await expect(page.locator(`main a[href^="#/life/meeting/${id}"]`).first()).toBeVisible();
  }
  await expect(page.getByRole('heading', { name: '本周要办' })).toBeInViewport();
  const missing = page.getByText(/支部党员大会没有记录/).first();
  await hand.look(missing);
  await expect(missing).toBeInViewport();
  await hand.done(1, 'what is due this week, what an inspector would find missing', 1);
});

test('2 主题党日 entered with 25 people of a pasted list', async ({ ext }) => {
  const hand = await openedPanel(ext, studyList);
  const { page } = hand;
  const people = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const members = await ledger.list('member', { limit: 100 });
    ledger.close();
    return members.filter(({ fields }) => fields.category === 'full').map(({ fields }) => fields.name);
  });
  const came = people.slice(0, 25);
  expect(came).toHaveLength(25);

  await hand.click(page.getByRole('link', { name: '记一笔' }));
  await hand.click(page.getByRole('link', { name: '主题党日', exact: true }));
  // Day, hours, place, people and the study list of the month are there.
  await expect(page.getByLabel('地点')).not.toHaveValue('');
  await expect(page.getByLabel('议程第 2 条')).toHaveValue('学习：小巷里的议事长桌');
  await hand.paste(['#接龙 主题党日到会', ...came.map((name, n) => `${n + 1}. ${name}`)].join('\n'));
  await expect(page.getByText('认出 25 人')).toBeVisible();
  await expect(action(page, 'apply-list')).toBeFocused();
  await hand.press('Enter');
  await expect(page.locator('[data-mark="present"]')).toHaveCount(25);
  await hand.click(action(page, 'save-meeting'));

  const meeting = await stored(ext, page);
  expect(meeting.startsAt).toMatch(/^\d{4}-\d\d-\d\dT15:00$/);
  expect(meeting.startsAt >= today).toBe(true);
  expect(meeting).toMatchObject({ types: { themeDay: true }, place: '三号会议室' });
  expect(meeting.agenda.map(({ text, clip }) => [text, Boolean(clip)])).toEqual([
    ['学习：把站点的灯多亮一小时', true],
    ['学习：小巷里的议事长桌', true],
    ['学习：示例市示例区委组织部关于做好配送站点党员学习的通知', true],
  ]);
  expect(meeting.attendance.sort()).toEqual(came.map((name) => `${name} present`).sort());
  await hand.done(2, '主题党日 from the open panel to the saved record, 25 people pasted', 12);
});

test('3 a pasted 接龙 becomes attendance; one name in doubt is asked', async ({ ext }) => {
  const hand = await openedPanel(ext, activityToday);
  const { page } = hand;
  await hand.click(todaysRow(page).getByRole('button', { name: '开始' }));
  await expect(page.getByLabel('地点')).toHaveValue('示例路配送站');
  await hand.paste('#站点走访接龙\n1. 陈立夏\n2. 周一鸣（线上）\n3. 马骁 请假 出差\n4. 小何 到\n5. 白露 👍');
  await expect(page.getByText('1 个名字拿不准')).toBeVisible();
  await hand.click(page.getByRole('dialog').getByRole('button', { name: '何小满' }));
  await hand.click(action(page, 'apply-list'));
  await hand.click(action(page, 'save-meeting'));
  expect((await stored(ext, page)).attendance.sort()).toEqual(
    ['陈立夏 present', '周一鸣 online', '马骁 leave trip', '何小满 present', '白露 present'].sort(),
  );
  await hand.done(3, '接龙 pasted, one doubtful name answered, attendance saved', 5);
});

test('4 rough notes become minutes, and every line shows where it comes from', async ({ ext }) => {
  const hand = await openedPanel(ext, activityToday);
  const { page } = hand;
  const notes = [
    '白露：示例路的休息点晚上九点就关门，夜里没有地方充电。',
    '石磊：先试一个月延长开放，再看用的人多不多。',
    '会议决定：三处休息点延长到晚上十一点，由石磊负责，12月20日前落实',
    '马骁：夜里跑单的人确实没有地方歇脚。',
  ];
  await hand.click(todaysRow(page).getByRole('button', { name: '开始' }));
  await expect(page.getByLabel('地点')).toHaveValue('示例路配送站');
  await hand.paste(notes.join('\n'));
  await expect(page.getByRole('dialog')).toContainText('责任人：石磊');
  await expect(action(page, 'apply-minutes')).toBeFocused();
  await hand.press('Enter');
  await expect(page.getByLabel('会议记录', { exact: true })).toHaveValue(/石磊：先试一个月/);
  await hand.click(action(page, 'save-meeting'));
  const meeting = await stored(ext, page);
  expect(meeting.roughNotes.split('\n')).toEqual(notes);
  expect(meeting.minutes.split('\n')).toEqual([notes[0], notes[1], notes[3]]);
  expect(
    Object.values(meeting.minutesSources ?? {})
      .map(([from]) => from)
      .sort(),
  ).toEqual([1, 2, 4]);
  expect(meeting.resolutions).toMatchObject([
    { text: '三处休息点延长到晚上十一点', dueOn: expect.stringMatching(/-12-20$/), source: [3, 3] },
  ]);
  await hand.click(page.getByRole('button', { name: /没有地方歇脚.*第 4 行/ }));
  await expect(page.locator('main')).toContainText(/4\s*马骁：夜里跑单的人/);
  await hand.done(4, 'rough notes to structured minutes, saved, source of a line shown', 6);
});

test('5 five photos dropped: named, attached, without EXIF', async ({ ext }, info) => {
  const hand = await openedPanel(ext, activityToday);
  const { page } = hand;
  const files = await Promise.all(
    ['#a33', '#3a3', '#33a', '#aa3', '#3aa'].map(async (colour, n) => {
      const file = info.outputPath(`IMG_000${n}.jpg`);
      await writeFile(file, await photoWithExif(page, 900, 600, colour));
      return file;
    }),
  );
  await hand.click(todaysRow(page).getByRole('link'));
  // The record itself takes them: its form opens with the photos in it.
  await expect(page.getByRole('heading', { name: '站点走访' })).toBeVisible();
  await hand.drop(files, page.locator('main'));
  await expect(page.locator('main img')).toHaveCount(5);
  await hand.click(action(page, 'save-meeting'));
  await stored(ext, page);
  const kept = await ext.inLedger(
    page,
    async ({ openSpace }, id) => {
      const ledger = await openSpace('sample');
      const meeting = await ledger.get('meeting', id);
      const all = Object.values(meeting?.fields.attachments ?? {});
      const found = await Promise.all(
        all.map(async (file) => {
          const text = new TextDecoder('latin1').decode(await (await ledger.getBlob(file)).arrayBuffer());
          return { name: file.name, role: file.role, clean: !/Exif|SECRET/.test(text) };
        }),
      );
      ledger.close();
      return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    page.url().split('/').pop() ?? '',
  );
  expect(kept).toEqual(
    [1, 2, 3, 4, 5].map((n) => ({
      name: `${today}_示例出行第三党支部_主题党日_0${n}.jpg`,
      role: 'photo',
      clean: true,
    })),
  );
  await hand.done(5, 'five photos dropped on a record, named, cleaned, saved', 3);
});

test('6 the register of the quarter as Excel', async ({ ext }) => {
  const hand = await openedPanel(ext);
  const { page } = hand;
  await hand.click(page.getByRole('link', { name: '组织生活', exact: true }));
  await hand.click(page.getByRole('link', { name: '台账', exact: true }));
  const waiting = page.waitForEvent('download');
  await hand.click(action(page, 'export-register'));
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/_示例出行第三党支部_会议记录台账_\d{4}年第.季度\.xlsx$/);

  const book = read(await readFile(await download.path()));
  const table = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[1] ?? ''] ?? {}, {
    header: 1,
    raw: false,
  });
  const head = table[2] ?? [];
  const column = (name: string) => head.indexOf(name);
  const lines = table
    .slice(3)
    .filter((line) => line[column('记录编号')])
    .map((line) => [line[column('记录编号')], line[column('日期')], line[column('主持人')] ?? '']);
  const quarter = Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  const months = [1, 2, 3].map((n) => `${today.slice(0, 4)}-${String(quarter * 3 + n).padStart(2, '0')}`);
  const expected = await ext.inLedger(
    page,
    async ({ openSpace }, of) => {
      const ledger = await openSpace('sample');
      const names = new Map((await ledger.list('member')).map(({ id, fields }) => [id, fields.name]));
      const meetings = await ledger.list('meeting');
      ledger.close();
      return meetings
        .filter(({ fields }) => of.includes(fields.startsAt.slice(0, 7)))
        .map(({ id, fields }) => [id, fields.startsAt.slice(0, 10), names.get(fields.host ?? '') ?? '']);
    },
    months,
  );
  expect(expected.length).toBeGreaterThan(0);
  expect(lines.sort()).toEqual(expected.sort());
  await hand.done(6, 'register of the quarter as Excel', 3);
});

test('7 the notice copied for WeChat, 钉钉 and 飞书', async ({ ext }) => {
  const hand = await openedPanel(ext, activityToday);
  const { page } = hand;
  const notice = () => clipboard(page);
  await hand.click(todaysRow(page).getByRole('link'));
  await hand.click(button(page, '生成通知'));
  await expect.poll(notice).toMatch(/^【.*】示例出行第三党支部[^]*时间：\d{4} 年/);
  await hand.click(button(page, '改一改'));
  for (const chat of ['钉钉', '飞书']) {
    await hand.click(page.getByText(chat, { exact: true }));
    await hand.click(action(page, 'copy-notice'));
    await expect(page.getByText(new RegExp(`已复制.*${chat}`))).toBeVisible();
    expect(await notice()).toMatch(/示例出行第三党支部[^]*时间/);
  }
  await hand.done(7, 'notice copied for WeChat, then 钉钉, then 飞书', 7);
});

test('8 the form of another system filled by copying, and marked as reported', async ({ ext }) => {
  const hand = await openedPanel(ext);
  const panel = hand.page;
  const id = await lastHeld(ext, panel);
  await hand.click(panel.getByRole('link', { name: '组织生活', exact: true }));
  await hand.click(panel.locator(`a[href="#/life/meeting/${id}"]`));
  await hand.click(panel.locator(`a[href="#/reentry/meeting/${id}"]`).first());
  const rows = panel.locator('[data-field]').filter({ has: panel.getByRole('button') });
  await expect(rows.first()).toBeVisible();
  const fields = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-field') ?? ''));

  const other = await ext.context.newPage();
  const form = fields.map((key) => `<textarea id="${key}"></textarea>`).join('');
  await other.goto(`data:text/html;charset=utf-8,${encodeURIComponent(form)}`);
  for (const key of fields) {
    await hand.over(panel);
    await hand.click(action(panel, 'copy-next'));
    const copied = await clipboard(panel);
    await hand.over(other);
    await hand.click(other.locator(`#${key}`));
    await hand.paste();
    await expect(other.locator(`#${key}`)).toHaveValue(copied);
  }
  await hand.over(panel);
  await hand.click(action(panel, 'mark-filed'));
  await expect(panel.getByText(/已报“示例纪实系统” · /)).toBeVisible();
  const filed = await ext.inLedger(
    panel,
    async ({ openSpace }, record) => {
      const ledger = await openSpace('sample');
      const filings = await ledger.linked(record, 'filing');
      ledger.close();
      return filings.map(({ fields: { on } }) => on);
    },
    id,
  );
  expect(filed).toEqual([today]);
  expect(await other.locator('#date').inputValue()).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日$/);
  await hand.done(
    8,
    `other system's form of ${fields.length} fields filled by copying, marked 已报`,
    5 + 3 * fields.length,
  );
});

test('9 a number opens its records', async ({ ext }) => {
  const hand = await openedPanel(ext);
  const { page } = hand;
  await hand.click(page.getByRole('link', { name: '台账', exact: true }));
  // 支委会 of the year: how many were held, of how many.
  const figure = page.getByRole('button', { name: /^支委会 [1-9]\d*.*查看明细$/ }).first();
  await figure.waitFor();
  const held = Number.parseInt((await figure.locator('strong').textContent()) ?? '', 10);
  await hand.click(figure);
  await expect(page.locator('dialog[open] a[href^="#/life/meeting/"]')).toHaveCount(held);
  await hand.done(9, 'a number of the statistics to its records', 2);
});

test('10 a record printed on A4 with lines to sign on', async ({ ext }) => {
  const hand = await openedPanel(ext);
  await ext.context.addInitScript(() => {
    globalThis.print = () => document.documentElement.setAttribute('data-printed', 'yes');
  });
  const { page } = hand;
  const id = await lastHeld(ext, page);
  await hand.click(page.getByRole('link', { name: '组织生活', exact: true }));
  await hand.click(page.locator(`a[href="#/life/meeting/${id}"]`));
  const waiting = ext.context.waitForEvent('page');
  await hand.click(button(page, '打印'));
  const paper = await waiting;
  await expect(paper.locator('html')).toHaveAttribute('data-printed', 'yes');
  await settle(paper);
  const signs = paper.locator('.paper-sign');
  await expect(signs).toContainText('主持人签字');
  await expect(signs).toContainText('记录人签字');
  const pdf = (await paper.pdf({ preferCSSPageSize: true })).toString('latin1');
  // A4 in points.
  expect(pdf).toMatch(/\/MediaBox ?\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  await hand.done(10, 'a record on A4 with lines to sign on', 3);
});
