import { appraisalId } from '../life/appraisals';
import { create, type Write } from '../ledger';
import type { Rectification } from '../records';
import type { Grade } from '../records/appraisal';
import { addDays } from '../rules/calendar';
import { joinedOn, type SamplePlan } from './build';
import { PEOPLE } from './people';

interface Line extends Omit<Rectification, 'meeting' | 'state' | 'owner' | 'subject'> {
  subject?: number;
  owner: number;
  state?: Rectification['state'];
}

/** 整改清单 of the sample's 组织生活会: most of it done and looked at again, one line due this week, one open. */
export function rectificationWrites(plan: SamplePlan, meeting: { id: string; on: string }): Write[] {
  const { on } = meeting;
  const { today } = plan;
  const done = (days: number) => (addDays(on, days) < today ? addDays(on, days) : on);
  const lines: Line[] = [
    {
      problem: '支部会议记录不够及时，个别会议一周后才补记。',
      measure: '会后 24 小时内整理，记录人和主持人核对。',
      owner: 2,
      dueOn: addDays(on, 30),
      state: 'done',
      doneOn: done(28),
      result: '已连续三个月当日整理。',
      reviewedOn: done(90),
      review: '抽查三次，均按时完成。',
    },
    {
      problem: '联系流动党员不经常，有两名骑手党员连续两月未参加活动。',
      measure: '每月至少联系一次，活动改为线上线下结合。',
      owner: 5,
      dueOn: addDays(today, 4),
    },
    {
      problem: '听取站点意见少，主题党日多在会议室开。',
      measure: '每季度至少一次主题党日放在配送站。',
      subject: 0,
      owner: 0,
      dueOn: addDays(on, 100),
      state: 'done',
      doneOn: done(80),
      result: '已在示例路配送站开展一次。',
    },
    {
      problem: '学习笔记不系统，发言准备不足。',
      measure: '每月提交一篇学习体会。',
      subject: 8,
      owner: 8,
      dueOn: addDays(today, 26),
    },
  ];
  const found = create('rectification', {
    enteredAt: `${addDays(today, -40)}T02:00:00.000Z`,
    enteredBy: plan.memberIds[2],
    source: '上级党建检查',
    foundOn: addDays(today, -41),
    problem: '两次支委会记录没有写明责任人。',
    measure: '会上逐项明确责任人和时限。',
    owner: plan.memberIds[2],
    dueOn: addDays(today, -10),
    state: 'done',
    doneOn: addDays(today, -12),
    result: '已补充，并改了记录模板。',
    proof: '10月支委会记录（支部档案柜）',
  });
  const own = lines.map(({ subject, owner, state = 'open', ...rest }, index) =>
    create('rectification', {
      enteredAt: `${on}T10:20:00.000Z`,
      enteredBy: plan.memberIds[2],
      ...rest,
      meeting: meeting.id,
      subject: subject === undefined ? undefined : plan.memberIds[subject],
      owner: plan.memberIds[owner],
      state,
      order: index + 1,
    }),
  );
  return [...own, found];
}

/** 民主评议 of the sample, at the same meeting: ballots as sums, grades, and when each was told. */
export function appraisalWrites(plan: SamplePlan, meeting: { id: string; on: string }): Write[] {
  const year = meeting.on.slice(0, 4);
  const took = PEOPLE.map((_, index) => index).filter((index) => {
    const joined = joinedOn(plan.today, index);
    return joined <= meeting.on.slice(0, joined.length);
  });
  const told = addDays(meeting.on, 6);
  return took.map((index) => {
    const liked = 3 + ((index * 7) % 12);
    const low = index % 11 === 6 ? 2 : 0;
    const grade: Grade = index % 4 === 1 ? 'excellent' : low ? 'basic' : 'qualified';
    const member = plan.memberIds[index] as string;
    return create(
      'appraisal',
      {
        enteredAt: `${meeting.on}T10:40:00.000Z`,
        enteredBy: plan.memberIds[2],
        member,
        year,
        meeting: meeting.id,
        self: 'qualified',
        excellent: liked,
        qualified: took.length - liked - low,
        basic: low,
        unqualified: 0,
        grade,
        feedbackOn: told < plan.today ? told : undefined,
      },
      appraisalId(member, year),
    );
  });
}
