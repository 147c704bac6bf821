import { create, type Write } from '../ledger';
import { addDays, addMonths } from '../rules/calendar';
import { PEOPLE } from './people';

const ELECTED = '支部党员大会选举，公司党委批复（示例）';

/** Who held posts before the present term: index of the person and post. */
const FORMER = [
  [15, 'secretary'],
  [0, 'organization'],
  [24, 'discipline'],
] as const;

/** Terms of the sample's posts, those of the committee before it, and one member who changed groups. */
export function termWrites(
  plan: { today: string; memberIds: readonly string[]; groupIds: readonly string[] },
  termStart: string,
): Write[] {
  const enteredAt = `${addMonths(plan.today, -13)}T01:30:00.000Z`;
  const member = (index: number): string => plan.memberIds[index] as string;
  const moved = addMonths(plan.today, -14);
  return [
    ...PEOPLE.flatMap((person, index) =>
      (person.posts ?? []).map((post) =>
        create('post', {
          enteredAt,
          member: member(index),
          post,
          from: termStart,
          basis: post === 'groupLeader' ? '支部指定（示例）' : ELECTED,
        }),
      ),
    ),
    ...FORMER.map(([index, post]) =>
      create('post', {
        enteredAt,
        member: member(index),
        post,
        from: addMonths(termStart, -36),
        to: addDays(termStart, -1),
        basis: ELECTED,
      }),
    ),
    create('groupStay', {
      enteredAt,
      member: member(17),
      group: plan.groupIds[1] as string,
      to: addDays(moved, -1),
    }),
    create('groupStay', { enteredAt, member: member(17), group: plan.groupIds[0] as string, from: moved }),
  ];
}
