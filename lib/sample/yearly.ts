import { create, type Write } from '../ledger';
import { addDays, dateParts } from '../rules/calendar';
import { summaryId } from '../yearly/summary';
import type { SamplePlan } from './build';

/** Awards of the sample and one penalty, and the summary of the year before, adopted at a meeting. */
export function yearlyWrites(plan: SamplePlan, meeting: { id: string; on: string } | undefined): Write[] {
  const { today, memberIds } = plan;
  const before = String(dateParts(today).year - 1);
  const entered = (on: string) => ({ enteredAt: `${on}T09:00:00.000Z`, enteredBy: memberIds[2] });
  const who = (...indexes: number[]) => Object.fromEntries(indexes.map((index) => [memberIds[index], true]));
  const days = [addDays(today, -140), addDays(today, -61), addDays(today, -33)] as const;
  return [
    create('honour', {
      ...entered(days[0]),
      sort: 'award',
      on: days[0],
      unit: '示例出行第三党支部',
      what: '先进基层党组织',
      issuer: '中共示例出行网络科技有限公司委员会',
      document: '示例党发〔2026〕6号',
      basis: '关于表彰先进基层党组织的决定',
    }),
    create('honour', {
      ...entered(days[1]),
      sort: 'award',
      on: days[1],
      members: who(6, 8),
      what: '优秀共产党员',
      issuer: '中共示例街道工作委员会',
    }),
    create('honour', {
      ...entered(days[2]),
      sort: 'penalty',
      on: days[2],
      members: who(17),
      what: '（示例）照处分决定原文填写',
      issuer: '中共示例出行网络科技有限公司纪律检查委员会',
      basis: '（示例）照处分决定原文填写',
    }),
    create(
      'summary',
      {
        ...entered(meeting?.on ?? addDays(today, -300)),
        year: before,
        text: `示例出行第三党支部 ${before} 年工作总结\n\n一、组织生活\n三会一课按时开展，走访配送站三次，解决热水、门禁等问题。\n\n二、问题\n记录不够及时，联系流动党员不经常。\n\n三、下一年打算\n会后一天内整理记录，每月联系流动党员。`,
        ...(meeting ? { adoptedBy: '支部党员大会', adoptedOn: meeting.on, meeting: meeting.id } : {}),
      },
      summaryId(before),
    ),
  ];
}
