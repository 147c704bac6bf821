import { wholeRoster } from '../branch/terms';
import { type Ledger, newId, type Rec } from '../ledger';
import { draftOf, resolutionsOf } from '../life/draft';
import { recordMeeting } from '../life/meetings';
import { applyReading, noChoices } from '../life/minutes-apply';
import { readMinutes } from '../life/minutes-read';
import { completeResolution } from '../life/resolutions';
import { votersOf } from '../life/voters';
import { matterOf, type MeetingType } from '../records/meeting';
import { addDays, addMonths, dateOf } from '../rules/calendar';
import { lifePack } from '../rules/packs';

const MATTER = '本季度重点事项：骑手休息点延长开放';

/** Rough notes of the last membership meeting, as its recorder jotted them down. */
const notesOf = (voters: number, nextWeek: string): string =>
  [
    '陈书记：先通报上季度完成情况，三处休息点都去看过了。',
    '白露：示例路那个点晚上八点锁门，骑手进不去。',
    '石磊：延长到十一点，电费怎么出要说清楚。',
    '苏合：用党支部工作经费要有手续，不同意见：先试一个月再定。',
    '表决',
    `${MATTER}：赞成${voters - 1}票，反对0票，弃权1票，通过`,
    '决议',
    '1、三处休息点试行延长开放一个月，白露负责，月底前落实；',
    `2、经费使用情况由组织委员负责公示，${Number(nextWeek.slice(5, 7))}月${Number(nextWeek.slice(8))}日前完成`,
    '3、下次主题党日去站点看一看',
  ].join('\n');

async function lastOf(
  ledger: Ledger,
  type: MeetingType,
  before: string,
): Promise<Rec<'meeting'> | undefined> {
  const found = await ledger.list('meeting', { from: addMonths(before, -12), to: before, reverse: true });
  return found.find(({ fields }) => fields.types[type] && dateOf(fields.startsAt) < before);
}

/**
 * A matter on its way from the committee to the membership meeting, which votes on it, with rough notes that were read
 * by the rules: made through the same doors as a secretary's own.
 */
export async function sampleMinutes(ledger: Ledger, today: string): Promise<void> {
  const general = await lastOf(ledger, 'general', today);
  const committee = general && (await lastOf(ledger, 'committee', dateOf(general.fields.startsAt)));
  if (!general || !committee) return;
  const item = newId();
  const prepared = await draftOf(ledger, committee);
  await recordMeeting(ledger, {
    ...prepared,
    agenda: [...prepared.agenda, { id: item, text: `研究提交党员大会的${MATTER}` }],
  });
  const roster = await wholeRoster(ledger);
  const { present, online } = votersOf('ordinary', general.fields, roster, lifePack());
  const value = await draftOf(ledger, general);
  const on = value.date;
  const notes = notesOf(present + online, addDays(on, 10));
  const names = new Map(roster.map(({ id, fields }) => [id, fields.name]));
  const next = applyReading(
    { ...value, minutes: '' },
    readMinutes(notes, { members: roster, on, agenda: value.agenda, general: true }),
    noChoices(),
    {
      notes,
      nameOf: (id) => names.get(id) ?? id,
      join: (speaker, text) => `${speaker}：${text}`,
      open: [],
    },
  );
  const voted = next.agenda[next.agenda.length - 1];
  await recordMeeting(ledger, {
    ...next,
    agenda: next.agenda.map((line) =>
      line === voted
        ? { ...line, text: `讨论并表决${MATTER}`, from: matterOf({ meeting: committee.id, item }) }
        : line,
    ),
    ballots: next.ballots.map((ballot) => ({ ...ballot, item: voted?.id, method: 'hands' as const })),
    resolutions: next.resolutions.map((line) => ({ ...line, item: voted?.id })),
  });
  // What was due is done by now; only the point that names nobody is still open.
  const decided = await resolutionsOf(ledger, general.id);
  for (const { id, fields } of decided) {
    if (fields.state === 'open' && fields.dueOn && fields.dueOn < today) {
      await completeResolution(ledger, id, { on: fields.dueOn });
    }
  }
}
