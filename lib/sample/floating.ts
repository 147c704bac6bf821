import { create, newId, type Write } from '../ledger';
import { addDays, addMonths } from '../rules/calendar';

/** Mobile members of the sample: one in touch, one not for long, one from another branch. */
export function floatingWrites(plan: { today: string; memberIds: readonly string[] }): Write[] {
  const { today, memberIds } = plan;
  const entered = (day: string): string => `${day}T04:00:00.000Z`;
  const by = memberIds[5] as string;
  const contacts = (days: readonly number[]) =>
    Object.fromEntries(days.map((back) => [newId(), { on: addDays(today, -back), by }]));
  const [long, longer, here] = [addMonths(today, -7), addMonths(today, -10), addMonths(today, -2)];
  return [
    create('floatingRecord', {
      enteredAt: entered(addDays(long, 3)),
      direction: 'out',
      member: memberIds[19],
      region: '邻市配送站',
      since: long,
      reason: '跨城配送（示例）',
      certificate: '示例-0019',
      liaison: by,
      organization: '示例街道骑手流动党员党支部',
      reportedOn: addDays(long, 12),
      contacts: contacts([70, 41, 8]),
    }),
    create('floatingRecord', {
      enteredAt: entered(addDays(longer, 3)),
      direction: 'out',
      member: memberIds[21],
      region: '外省仓配点',
      since: longer,
      reason: '外派（示例）',
      liaison: by,
      contacts: contacts([90, 47]),
    }),
    create('floatingRecord', {
      enteredAt: entered(addDays(here, 2)),
      direction: 'in',
      name: '示例·来客',
      region: '邻省',
      since: here,
      reason: '配送工作（示例）',
      liaison: memberIds[6],
      organization: '示例镇第一党支部',
      reportedOn: addDays(here, 2),
      contacts: contacts([12]),
    }),
  ];
}
