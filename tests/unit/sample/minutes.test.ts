import { expect, it } from 'vitest';
import { wholeRoster } from '../../../lib/branch/terms';
import { ballotsOf } from '../../../lib/life/draft';
import { chainsOf } from '../../../lib/life/matters';
import { judgeOf } from '../../../lib/life/voters';
import { lifePack } from '../../../lib/rules/packs';
import { fillSample } from '../../../lib/sample';
import { openTestLedger } from '../support/ledger';

it('the sample votes on a matter that its committee discussed first, from notes that are kept', async () => {
  const { ledger } = await openTestLedger({ now: '2026-11-25T02:00:00Z' });
  await fillSample(ledger, '2026-11-25');
  const meeting = (await ledger.list('meeting', { reverse: true })).find(({ fields }) => fields.ballots);
  if (!meeting) throw new Error('no vote in the sample');
  const [ballot] = ballotsOf(meeting.fields);
  if (!ballot) throw new Error('no vote in the sample');
  const { result } = judgeOf(ballot, meeting.fields, await wholeRoster(ledger), lifePack());
  expect(result).toMatchObject({ passed: true, against: false, notices: [] });
  expect(await ledger.text(meeting.fields.roughNotes)).toContain('示例路那个点晚上八点锁门');
  const resolutions = (await ledger.linked(meeting.id, 'resolution')).filter(
    ({ fields }) => fields.meeting === meeting.id && fields.source,
  );
  expect(
    resolutions.map(({ fields }) => [fields.text, Boolean(fields.owner), Boolean(fields.dueOn)]),
  ).toEqual([
    ['三处休息点试行延长开放一个月', true, true],
    ['经费使用情况由组织委员负责公示', true, true],
    ['下次主题党日去站点看一看', false, false],
  ]);
  const chains = await chainsOf(ledger, meeting, resolutions);
  expect([...chains.values()][0]?.map(({ meeting: at }) => Object.keys(at.fields.types)[0])).toEqual([
    'committee',
    'general',
  ]);
});
