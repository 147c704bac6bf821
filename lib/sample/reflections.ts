import { create, type Write } from '../ledger';
import { addDays } from '../rules/calendar';
import type { SamplePlan } from './build';
import { ARTICLES } from './texts';

/** 学习心得 of two people: one kept to oneself with a sentence taken over from its text, and two that are shared. */
export function reflectionWrites(plan: SamplePlan): Write[] {
  const taken = ARTICLES[0]?.paragraphs[1] ?? '';
  const lines = [
    {
      member: 0,
      back: 4,
      clip: 0,
      title: '换班十分钟能做什么',
      text: `读完这篇，想到我们站点的情况。${taken}这一点值得学。我打算先和两个站长商量，把下个月的党小组会放到换班时段试一次。`,
    },
    {
      member: 0,
      back: 40,
      title: '走访之后',
      shared: true,
      text: '跟着骑手走了一个午高峰，才知道电梯口的五分钟是怎么没的。坐在会上说的“体验优化”，到楼下是另一回事。回来已把三条意见交给产品的同志。',
    },
    {
      member: 4,
      back: 12,
      clip: 1,
      title: '一点想法',
      shared: true,
      text: '时限里留出红灯和雨天，不是放松要求，是把实际情况算进去。我们组先把手上的参数对照看一遍。',
    },
  ];
  return lines.map(({ member, back, clip, title, text, shared }) => {
    const on = addDays(plan.today, -back);
    return create('reflection', {
      enteredAt: `${on}T12:30:00.000Z`,
      enteredBy: plan.memberIds[member],
      member: plan.memberIds[member] as string,
      on,
      title,
      text,
      ...(clip === undefined ? {} : { clip: plan.clips[clip] }),
      ...(shared ? { sharedOn: on } : {}),
    });
  });
}
