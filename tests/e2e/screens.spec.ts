import { axeViolations, expect, settle, test } from './support/extension';

/** Every screen that can be opened without a record of its own. */
const SCREENS = [
  '/today',
  '/me',
  '/new',
  '/life',
  '/life/new?types=themeDay',
  '/life/new?types=orgLife,lecture',
  '/life/talks',
  '/life/talks?view=pairs',
  '/life/talk/new',
  '/life/appraisal',
  '/new/others?what=study',
  '/new/others?what=makeUp',
  '/new/others?what=talk',
  '/new/others?what=request',
  '/requests',
  '/requests?state=open,closed',
  '/requests/new',
  '/rectifications',
  '/register?view=requests',
  '/register?view=rectifications',
  '/register?view=honours',
  '/honours',
  '/honours/new',
  '/summary',
  '/summary?edit=1',
  '/register?view=meetings',
  '/register?view=stats',
  '/register?view=dues',
  '/dues',
  '/dues/fix',
  '/dues/pay',
  '/register',
  '/register?view=roster',
  '/register?view=study',
  '/register?view=hours',
  '/register?view=education',
  '/register?view=talks',
  '/register?view=appraisal',
  '/register?view=development',
  '/register?view=floating',
  '/register?view=terms',
  '/register?view=requests',
  '/papers/templates',
  '/papers/handbook',
  '/papers/inspection',
  '/papers/reimport',
  '/study',
  '/study/declare',
  '/study/waiting',
  '/study/hours',
  '/study/list/2000-01',
  '/study/import',
  '/study/reflections',
  '/study/reflection/new',
  '/governance',
  '/governance/E6',
  '/plan',
  '/plan/item/new?types=themeDay',
  '/deadlines',
  '/branch',
  '/branch/roster',
  '/branch/roster/import',
  '/branch/member/new',
  '/branch/development',
  '/branch/terms',
  '/branch/floating',
  '/assist/ask',
  '/search?q=学习',
  '/settings',
  '/settings/rules',
  '/settings/data',
  '/settings/trash',
  '/settings/history',
  '/settings/quarantine',
  '/share',
  '/share/rollup',
  '/share/rollups',
  '/share/place',
  '/share/invite',
  '/share/join',
];

for (const { name, dark, size } of [
  { name: 'panel, light', dark: false, size: { width: 360, height: 800 } },
  { name: 'narrowest panel, dark', dark: true, size: { width: 320, height: 700 } },
  { name: 'wide tab, light', dark: false, size: { width: 1280, height: 900 } },
]) {
  test.describe(name, () => {
    test.use({ browserOptions: { dark } });

    test('every screen has content, fits its width and has no accessibility violation', async ({ ext }) => {
      test.setTimeout(480_000);
      const page = await ext.openSampleBranch();
      await page.setViewportSize(size);
      const first = await ext.inLedger(page, async ({ openSpace }) => {
        const ledger = await openSpace('sample');
        const [meeting] = await ledger.list('meeting', { reverse: true, to: '2999', limit: 5 });
        const orgLife = (await ledger.list('meeting')).find(({ fields }) => fields.types.orgLife);
        const [talk] = await ledger.list('talk', { limit: 1 });
        const [request] = await ledger.list('request', { limit: 1 });
        const [honour] = await ledger.list('honour', { limit: 1 });
        const [clip] = await ledger.list('clip', { limit: 1 });
        const reread = (await ledger.list('clip')).find(({ fields }) => fields.title.startsWith('算法取中'));
        const [listed] = (await ledger.list('clip')).flatMap(({ fields }) => Object.keys(fields.lists ?? {}));
        const [lesson] = await ledger.list('lesson', { limit: 1 });
        const [reflection] = await ledger.list('reflection', { limit: 1 });
        const [member] = await ledger.list('member', { limit: 1 });
        const [template] = await ledger.list('paperTemplate', { limit: 1 });
        const [admission] = await ledger.list('developmentCase', { limit: 1 });
        const held = await ledger.list('meeting', { reverse: true, to: '2999' });
        const voted = held.find(({ fields }) => fields.ballots)?.id;
        ledger.close();
        return {
          orgLife: orgLife?.id,
          talk: talk?.id,
          honour: honour?.id,
          request: request?.id,
          meeting: meeting?.id,
          voted,
          clip: clip?.id,
          reread: reread?.id,
          month: listed,
          lesson: lesson?.id,
          reflection: reflection?.id,
          member: member?.id,
          template: template?.id,
          admission: admission?.id,
        };
      });
      const screens = [
        ...SCREENS,
        `/life/meeting/${first.meeting}`,
        `/life/meeting/${first.voted}`,
        `/life/meeting/${first.voted}/edit`,
        `/life/meeting/${first.meeting}/edit`,
        `/life/meeting/${first.meeting}/notice?kind=reminder`,
        `/reentry/meeting/${first.meeting}`,
        `/life/meeting/${first.orgLife}`,
        `/requests/${first.request}`,
        `/requests/${first.request}?edit=1`,
        `/honours/${first.honour}`,
        `/life/talk/${first.talk}`,
        `/life/talk/${first.talk}/edit`,
        `/study/clip/${first.clip}`,
        `/study/clip/${first.clip}/read`,
        `/study/clip/${first.reread}/changes`,
        `/study/list/${first.month}`,
        `/study/lesson/${first.lesson}`,
        `/study/reflection/${first.reflection}`,
        `/print/clip/${first.clip}`,
        `/print/lesson/${first.lesson}`,
        `/print/reflection/${first.reflection}`,
        `/study/lesson/new?clip=${first.clip}`,
        `/branch/member/${first.member}`,
        `/papers/template/${first.template}`,
        `/papers/template/${first.template}/bind`,
        `/branch/development/${first.admission}`,
        `/branch/member/${first.member}/privacy`,
        `/dues/member/${first.member}`,
      ];
      const problems: string[] = [];
      for (const screen of screens) {
        await page.goto(ext.url('sidepanel', screen));
        await settle(page);
        const { overflow, text } = await page.evaluate(() => ({
          overflow: document.documentElement.scrollWidth - innerWidth,
          text: document.querySelector('main')?.textContent?.trim() ?? '',
        }));
        if (overflow > 0) problems.push(`${screen}: ${overflow} px wider than the window`);
        if (text.length < 5) problems.push(`${screen}: empty`);
        const missing = text
          .match(/\b[a-z]+\.[a-z]+[A-Za-z.]*\b(?=[^/@]|$)/g)
          ?.filter((key) =>
            /^(affairs|today|life|plan|minutes|ballot|matter|talk|types|study|lists|lesson|governance|branch|dues|members|settings|notice|robot|terms|reentry|exchange|rules|popup|common|fault|commit|papers|registers)\./.test(
              key,
            ),
          );
        if (missing?.length) problems.push(`${screen}: keys without words ${missing.join(', ')}`);
        problems.push(...(await axeViolations(page)).map((line) => `${screen}: ${line}`));
      }
      expect(problems).toEqual([]);
    });
  });
}
