import { beforeEach, describe, expect, it } from 'vitest';
import type { Ledger } from '../../../lib/ledger';
import type { AgendaLine, MeetingDraft } from '../../../lib/life/draft';
import {
  carriedLine,
  carryOffers,
  chainOf,
  chainsOf,
  likelyCarry,
  undiscussedMatters,
} from '../../../lib/life/matters';
import { recordMeeting } from '../../../lib/life/meetings';
import { matterOf } from '../../../lib/records/meeting';
import { lifePack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';
import { form } from './support';

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});

const hold = async (
  types: MeetingDraft['types'],
  date: string,
  agenda: AgendaLine[],
  more: Partial<MeetingDraft> = {},
) => (await recordMeeting(ledger, form({ types, date, agenda, ...more }))).id;

describe('a matter on its way through meetings', () => {
  it('is shown from the committee over the membership meeting to the group, from any of them', async () => {
    const committee = await hold(['committee'], '2026-11-06', [{ id: 'a1', text: '研究预备党员转正' }]);
    const general = await hold(
      ['general'],
      '2026-11-24',
      [{ id: 'b1', text: '讨论预备党员转正', from: matterOf({ meeting: committee, item: 'a1' }) }],
      { resolutions: [{ id: 'r1', text: '同意按期转正', owner: '', dueOn: '', item: 'b1' }] },
    );
    const group = await hold(['group'], '2026-12-09', [
      { id: 'c1', text: '传达转正决议', from: matterOf({ resolution: 'r1' }) },
    ]);
    const stations = async (ref: string) =>
      (await chainOf(ledger, ref)).map(({ meeting, text }) => [meeting.id, text]);
    const whole = [
      [committee, '研究预备党员转正'],
      [general, '讨论预备党员转正'],
      [group, '传达转正决议'],
    ];
    for (const ref of [
      matterOf({ meeting: committee, item: 'a1' }),
      matterOf({ resolution: 'r1' }),
      matterOf({ meeting: group, item: 'c1' }),
    ]) {
      expect(await stations(ref)).toEqual(whole);
    }
    const record = await ledger.get('meeting', general);
    if (!record) throw new Error('no meeting');
    // Shown once: under the item of the agenda, not under its resolution again.
    const chains = await chainsOf(ledger, record, await ledger.linked(general, 'resolution'));
    expect([...chains.keys()]).toEqual(['b1']);
    expect(chains.get('b1')?.[1]?.state).toBe('open');
  });

  it('is no chain by itself, and ends where it runs in a circle', async () => {
    const first = await hold(['committee'], '2026-11-06', [{ id: 'a1', text: '单独一件' }]);
    expect(await chainOf(ledger, matterOf({ meeting: first, item: 'a1' }))).toEqual([]);
    await hold(['general'], '2026-11-07', [{ id: 'b1', text: '圈', from: 'a:gone/x' }], { id: 'm2' });
    await hold(['group'], '2026-11-08', [
      { id: 'c1', text: '圈', from: matterOf({ meeting: 'm2', item: 'b1' }) },
    ]);
    expect(await chainOf(ledger, matterOf({ meeting: 'm2', item: 'b1' }))).toHaveLength(2);
  });

  it('is offered to the meeting that comes after, resolutions before bare items, study never', async () => {
    const committee = await hold(
      ['committee'],
      '2026-11-06',
      [
        { id: 'a1', text: '研究年度工作计划' },
        { id: 'a2', text: '研究经费使用' },
        { id: 'a3', text: '学习：文件', clip: 'clip1' },
      ],
      { resolutions: [{ id: 'r1', text: '年度工作计划提交党员大会', owner: '', dueOn: '', item: 'a1' }] },
    );
    await hold(['themeDay'], '2026-11-10', [{ id: 'x', text: '志愿服务' }]);
    const offers = await carryOffers(ledger, { id: 'new', types: ['general'], date: '2026-11-24' });
    expect(offers.map(({ text }) => text)).toEqual(['年度工作计划提交党员大会', '研究经费使用']);
    expect(likelyCarry('审议年度工作计划', offers)?.ref).toBe('r:r1');
    expect(likelyCarry('其他', offers)).toBeUndefined();
    expect(await carriedLine(ledger, matterOf({ meeting: committee, item: 'a2' }))).toMatchObject({
      text: '研究经费使用',
      from: `a:${committee}/a2`,
    });
    expect(await carriedLine(ledger, 'a:gone/x')).toBeUndefined();
    // Nothing of the future.
    expect(await carryOffers(ledger, { id: 'new', types: ['general'], date: '2026-11-05' })).toEqual([]);
  });
});

describe('what the committee discusses first', () => {
  const check = async (agenda: AgendaLine[], over: Partial<Parameters<typeof undiscussedMatters>[1]> = {}) =>
    (
      await undiscussedMatters(
        ledger,
        {
          types: ['general'],
          date: '2026-11-24',
          agenda,
          resolutions: [],
          ballots: [],
          hasCommittee: true,
          ...over,
        },
        lifePack(),
      )
    ).map(({ text }) => text);

  it('is named when no committee meeting is linked: matters by their words, and whatever is voted on', async () => {
    const agenda = [
      { id: 'a', text: '讨论预备党员转正' },
      { id: 'b', text: '交流学习体会' },
      { id: 'c', text: '春节慰问安排' },
    ];
    expect(await check(agenda)).toEqual(['讨论预备党员转正']);
    expect(await check(agenda, { ballots: [{ id: 'v', text: '慰问安排', item: 'c' }] })).toEqual([
      '讨论预备党员转正',
      '春节慰问安排',
    ]);
    expect(await check([], { ballots: [{ id: 'v', text: '年度计划' }] })).toEqual(['年度计划']);
  });

  it('is silent once a committee meeting is linked, also by way of its resolution', async () => {
    const committee = await hold(['committee'], '2026-11-06', [{ id: 'a1', text: '研究转正' }], {
      resolutions: [{ id: 'r1', text: '提交大会', owner: '', dueOn: '', item: 'a1' }],
    });
    for (const from of [matterOf({ meeting: committee, item: 'a1' }), matterOf({ resolution: 'r1' })]) {
      expect(await check([{ id: 'a', text: '讨论转正', from }])).toEqual([]);
    }
    const later = await hold(['committee'], '2026-12-06', [{ id: 'z', text: '研究转正' }]);
    expect(
      await check([{ id: 'a', text: '讨论转正', from: matterOf({ meeting: later, item: 'z' }) }]),
    ).toEqual(['讨论转正']);
  });

  it('asks nothing of a branch without a committee, nor of other meetings', async () => {
    const agenda = [{ id: 'a', text: '讨论转正' }];
    expect(await check(agenda, { hasCommittee: false })).toEqual([]);
    expect(await check(agenda, { types: ['committee'] })).toEqual([]);
  });
});
