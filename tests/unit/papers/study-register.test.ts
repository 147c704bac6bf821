import { expect, it } from 'vitest';
import { create } from '../../../lib/ledger';
import { studySheet } from '../../../lib/papers/register-study';
import { smallBranch, TODAY } from './support';

it('names the tasks of education of what was studied, and nothing where nobody sorted it', async () => {
  const ledger = await smallBranch();
  const log = (subject: string, over: object) =>
    create('studyLog', {
      member: 'a',
      on: '2026-11-05',
      form: 'self',
      hours: 1,
      state: 'declared',
      ...over,
      subject,
    });
  await ledger.commit(
    [
      create(
        'clip',
        {
          title: '甲篇',
          url: 'https://a.example/1',
          coverage: 'article',
          education: { purpose: true, theory: true },
        },
        'k',
      ),
      log('学甲篇', { clip: 'k' }),
      log('自学', {}),
    ],
    { label: 'test' },
  );
  const sheet = await studySheet(ledger, {
    from: '2026-11-05',
    to: '2026-11-05',
    head: { branch: '示例支部', period: '', asOf: TODAY },
  });
  const at = (header: string) => sheet.columns.findIndex((column) => column.header === header);
  const tasks = Object.fromEntries(
    sheet.rows.map((row) => [String(row[at('学习内容')]), row[at('教育内容')]]),
  );
  expect(at('教育内容')).toBeGreaterThan(0);
  expect(tasks).toEqual({ 学甲篇: '政治理论教育、党的宗旨教育', 自学: '' });
});
