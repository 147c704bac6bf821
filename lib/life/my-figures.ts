import type { Digest, Ledger } from '../ledger';
import type { CivilDate } from '../rules/calendar';
import { type MyItems, myItems } from './my-items';

/** What the card of 我的事项 on 今日 shows of one member. */
export type MyFigures = NonNullable<Digest['mine']>;

/** The figures of {@link MyItems} without their records. */
export function figuresOf(member: string, { hours, toMakeUp, inCharge }: MyItems): MyFigures {
  return {
    member,
    toMakeUp: toMakeUp.length,
    inCharge: inCharge.length,
    ...(hours && {
      hours: {
        norm: hours.norm.value,
        counted: hours.counted,
        declared: hours.declared,
        beside: hours.beside,
        unknown: hours.unknown,
        recorded: hours.recorded,
        exempt: hours.exempt,
      },
    }),
  };
}

/** Counts {@link MyFigures} from a year of the member's records. */
export async function myFigures(ledger: Ledger, member: string, today: CivilDate): Promise<MyFigures> {
  return figuresOf(member, await myItems(ledger, member, { today }));
}
