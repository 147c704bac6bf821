import { create, type Write } from '../ledger';
import type { MemberRequest } from '../records';
import { stateOf } from '../requests/requests';
import { addDays } from '../rules/calendar';
import type { SamplePlan } from './build';

interface Line extends Omit<
  MemberRequest,
  'on' | 'askers' | 'owner' | 'state' | 'routedOn' | 'answeredOn' | 'closedOn' | 'remindOn'
> {
  /** Days before today. */
  asked: number;
  routed?: number;
  answered?: number;
  closed?: number;
  /** Days from today. */
  remind?: number;
  askers?: number[];
  owner?: number;
}

const LINES: readonly Line[] = [
  {
    asked: 96,
    routed: 95,
    answered: 88,
    closed: 86,
    askers: [8, 11],
    owner: 4,
    channel: 'chat',
    subject: '示例路站点没有热水',
    ask: '早晚班交接时没有热水，希望加一台饮水机。',
    routedTo: 'company',
    routedName: '行政部',
    answer: '已配饮水机一台，每周换滤芯。',
    closing: '当面说热水已经有了。',
  },
  {
    asked: 61,
    routed: 58,
    answered: 40,
    from: '城东站骑手',
    owner: 5,
    channel: 'box',
    subject: '小区门禁不让进，送餐超时',
    ask: '示例小区要求骑手把车停在外面，步行来回要十分钟，希望协调。',
    routedTo: 'district',
    routedName: '示例街道党群服务中心',
    answer: '街道已和物业商定，凭工牌可从东门进出。',
    remind: 3,
  },
  {
    asked: 20,
    routed: 18,
    askers: [6],
    owner: 0,
    channel: 'talk',
    subject: '建议把恶劣天气的超时申诉做成一键提交',
    ask: '建议在申诉入口加“恶劣天气”选项，不用再逐单写说明。',
    routedTo: 'company',
    routedName: '调度产品组',
    remind: -2,
  },
  { asked: 6, askers: [0], owner: 2, channel: 'self', subject: '党员活动室晚上锁门', remind: 6 },
  { asked: 2, askers: [13], channel: 'meeting', subject: '夜班后没有地方休息' },
];

/** Requests of the sample: one closed by the asker's word, one answered, one that waits past its reminder, two new. */
export function requestWrites(plan: SamplePlan): Write[] {
  const ago = (days: number | undefined) => (days === undefined ? undefined : addDays(plan.today, -days));
  return LINES.map(({ asked, routed, answered, closed, remind, askers, owner, ...rest }) => {
    const on = addDays(plan.today, -asked);
    const days = { routedOn: ago(routed), answeredOn: ago(answered), closedOn: ago(closed) };
    return create('request', {
      enteredAt: `${on}T09:10:00.000Z`,
      enteredBy: plan.memberIds[2],
      ...rest,
      ...days,
      on,
      askers: askers && Object.fromEntries(askers.map((index) => [plan.memberIds[index], true])),
      owner: owner === undefined ? undefined : plan.memberIds[owner],
      remindOn: remind === undefined ? undefined : addDays(plan.today, remind),
      state: stateOf(days),
    });
  });
}
