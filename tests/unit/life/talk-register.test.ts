import { beforeEach, expect, it } from 'vitest';
import type { Ledger } from '../../../lib/ledger';
import { talkSheets } from '../../../lib/life/talk-register';
import { recordTalks } from '../../../lib/life/talks';
import { lifePack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';
import { enrol } from './support';

const today = '2026-11-25';
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ me: 'sec', now: '2026-11-25T02:00:00Z' }));
  await enrol(
    ledger,
    ['sec', { name: '示例书记', posts: ['secretary'] }],
    ['甲', { posts: ['organization'] }],
    ['乙'],
  );
  const said = { content: '家里的事', problems: '夜班多' };
  await recordTalks(
    ledger,
    [
      { on: '2026-11-20', talker: '甲', partner: '乙', ...said },
      { on: '2026-03-01', talker: 'sec', partner: '示例来访者', open: true, content: '公开的事' },
    ],
    { today },
  );
  // Entered by somebody else, about other people.
  await ledger.commit(
    (await ledger.list('talk', { from: '2026-11' })).map((talk) => ({
      kind: 'talk' as const,
      id: talk.id,
      set: { enteredBy: '甲' },
    })),
    { label: 'x' },
  );
});
const sheets = (over: { me?: string; content?: boolean } = {}) =>
  talkSheets(ledger, {
    year: '2026',
    today,
    pack: lifePack(),
    branch: '示例支部',
    me: 'sec',
    offsetMinutes: 480,
    ...over,
  });

it('lists who talked with whom, oldest first, with relation and late entry, and nothing of what was said', async () => {
  const [register] = await sheets();
  expect(register.rows.map((row) => row.slice(1, 6))).toEqual([
    ['2026-03-01', '示例书记', '示例来访者', '', '日常谈心'],
    ['2026-11-20', '甲', '乙', '支委与党员', '日常谈心'],
  ]);
  expect(register.rows[0]?.at(-1)).toBe('2026-11-25（补记）');
  expect(register.rows[1]?.at(-1)).toBe('2026-11-25');
  expect(JSON.stringify(register)).not.toMatch(/家里的事|夜班多|公开的事/);
});

it('takes what was said along only when asked, and only what the person may read', async () => {
  const [register] = await sheets({ content: true });
  expect(JSON.stringify(register.rows)).toContain('公开的事');
  expect(JSON.stringify(register.rows)).not.toContain('家里的事');
  expect(register.rows[1]).toContain('仅谈话双方和登记人可见');
  const [theirs] = await sheets({ content: true, me: '乙' });
  expect(JSON.stringify(theirs.rows)).toContain('家里的事');
});

it('says beside it what the year still lacks, by name', async () => {
  const [, coverage] = await sheets();
  expect(coverage.rows).toEqual([
    ['支委之间', 1, 0, expect.stringMatching(/示例书记—甲|甲—示例书记/)],
    ['支委与党员', 1, 1, ''],
    ['党员之间', 0, 0, ''],
  ]);
});
