import { describe, expect, it } from 'vitest';
import { clock, counted, csv } from './files';

const HEADER =
  'courier_id,order_id,is_courier_grabbed,dispatch_time,grab_time,fetch_time,arrive_time,estimate_arrived_time,distance';
/** A delivery: taken and brought at clock times of one day, with minutes from taking to the promised time. */
interface Delivery {
  courier: string;
  order?: string;
  at: string;
  minutes: number;
  promise?: number;
  metres?: number;
  fetched?: number;
  day?: number;
}
let orders = 0;
const line = ({
  courier,
  order,
  at,
  minutes,
  promise = 30,
  metres = 1000,
  fetched = 10,
  day,
}: Delivery): string => {
  const taken = clock(at, day);
  const id = order ?? `o${(orders += 1)}`;
  return [
    courier,
    id,
    1,
    taken,
    taken,
    taken + fetched * 60,
    taken + minutes * 60,
    taken + promise * 60,
    metres,
  ].join(',');
};
const refused = (courier: string, order: string, at: string): string =>
  [courier, order, 0, clock(at), 0, 0, 0, clock(at) + 1800, 1000].join(',');
/** Ten couriers with one delivery each, so that figures of the whole are shown. */
const crowd = (over: Partial<Delivery> = {}): string[] =>
  Array.from({ length: 10 }, (_, index) => line({ courier: `c${index}`, at: '10:00', minutes: 20, ...over }));

describe('promised against actual time', () => {
  it('has medians, those that came late, and what could not be counted', async () => {
    const lines = [
      ...crowd(),
      line({ courier: 'c0', at: '12:00', minutes: 45 }),
      line({ courier: 'c1', at: '12:00', minutes: 30 }),
    ];
    // One that never arrived.
    lines.push(`c2,x,1,${clock('13:00')},${clock('13:00')},0,0,${clock('13:30')},1000`);
    const { time } = await counted(csv(HEADER, lines));
    expect(time?.figures.promise).toEqual({
      of: 12,
      n: 1,
      missing: 1,
      more: { promised: 30, actual: 20, prebook: 0 },
    });
  });

  it('is divided by distance, hour and weekend, and shows no group of fewer than ten couriers', async () => {
    const lines = [
      ...crowd(),
      ...crowd({ metres: 2500, minutes: 25, day: 17, at: '11:00' }),
      // Nine couriers only.
      ...crowd({ metres: 4500 }).slice(1),
    ];
    const { time } = await counted(csv(HEADER, lines));
    const { distance, hour, weekend } = time?.bands ?? {};
    expect(distance?.[1]).toEqual({ from: 1, few: true });
    expect(distance?.[2]).toEqual({ from: 2, of: 10, promised: 30, actual: 25, late: 0 });
    expect(distance?.[4]).toEqual({ from: 4, few: true });
    expect(distance?.[0]).toEqual({ from: 0, of: 0, late: 0 });
    expect(hour?.[10]).toMatchObject({ of: 19, actual: 20 });
    expect(hour?.[11]).toMatchObject({ of: 10, actual: 25 });
    // 17 October 2026 is a Saturday.
    expect(weekend?.map(({ of }) => of)).toEqual([19, 10]);
  });

  it('leaves orders for a later time out, and says how many', async () => {
    const lines = crowd().map((one, index) => `${one},${index < 4 ? 1 : 0}`);
    const more = crowd().map((one) => `${one},0`);
    const { time } = await counted(csv(`${HEADER},is_prebook`, [...lines, ...more]));
    expect(time?.figures.promise).toMatchObject({ of: 16, more: { prebook: 4 } });
  });

  it('names the promises that even the fastest tenth of comparable deliveries missed', async () => {
    // Sixty deliveries of 11 to 70 minutes within one group: the fastest tenth needs at most 16 minutes.
    const lines = Array.from({ length: 60 }, (_, index) =>
      line({
        courier: `c${index % 12}`,
        at: '10:00',
        minutes: 11 + index,
        promise: index < 5 ? 15 : index < 9 ? 16 : 40,
      }),
    );
    // Another group, too small to be compared.
    lines.push(...crowd({ metres: 3000, promise: 5 }));
    const { time } = await counted(csv(HEADER, lines));
    expect(time?.figures.tight).toEqual({ of: 60, n: 5, missing: 10, more: { fewest: 50 } });
    expect(time?.bands?.distance?.[1]).toMatchObject({ tight: 5, compared: 60 });
  });
});

describe('speed that a promise leaves', () => {
  it('is distance by time, exactly 15 km/h being none above it', async () => {
    // 5 km in 20 minutes are 15 km/h; 5 km in 19 are above; at pick-up after ten minutes 30 km/h are left.
    const lines = [
      ...crowd({ metres: 5000, promise: 20 }),
      line({ courier: 'c0', at: '11:00', minutes: 20, metres: 5000, promise: 19 }),
    ];
    const { time } = await counted(csv(HEADER, lines));
    expect(time?.figures.speed).toMatchObject({
      of: 11,
      n: 1,
      missing: 0,
      more: { median: 15, from15: 11, none: 0 },
    });
    expect(time?.figures.speedLeft).toMatchObject({ of: 11, n: 11, more: { median: 30, from25: 11 } });
  });

  it('counts a promise that is over before the order can be picked up as one without time', async () => {
    const lines = [...crowd(), line({ courier: 'c0', at: '11:00', minutes: 20, promise: 5, fetched: 10 })];
    const { time } = await counted(csv(HEADER, lines));
    expect(time?.figures.speedLeft).toMatchObject({ of: 11, n: 1, more: { none: 1 } });
  });

  it('takes coordinates in degrees and in millionths of one, and 0 for no place', async () => {
    const header = HEADER.replace(',distance', ',sender_lat,sender_lng,recipient_lat,recipient_lng');
    const places = [
      '31.2,121.4,31.245,121.4',
      '31200000,121400000,31245000,121400000',
      '0,0,31245000,121400000',
    ];
    const lines = [
      ...crowd({ promise: 20 }),
      ...crowd({ promise: 20 }).map((one) => one.replace('c', 'd')),
    ].map((one, index) => one.replace(/,1000$/, `,${places[index % 3]}`));
    const { time } = await counted(csv(header, lines));
    // 0.045 degrees are 5 km.
    expect(time?.figures.speed).toMatchObject({ of: 14, missing: 6, more: { median: 15 } });
  });
});

describe('work and rest', () => {
  /** Deliveries of 30 minutes, one directly after the other. */
  const chain = (courier: string, from: number, count: number, minutes = 30): string[] =>
    Array.from({ length: count }, (_, index) => {
      const at = from + index * 30;
      const time = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
      return line({ courier, at: time, minutes });
    });

  it('takes a break of twenty minutes for the end of a spell, and a shorter one for none', async () => {
    const lines = [
      ...crowd(),
      // Nine half hours with breaks of 19 minutes and 59 seconds never end; four hours and a half are too long.
      ...Array.from({ length: 6 }, (_, index) => {
        const taken = clock('12:00') + index * (1800 + 1199);
        return ['long', `l${index}`, 1, taken, taken, taken + 60, taken + 1800, taken + 2400, 1000].join(',');
      }),
      // The same with twenty minutes: six spells.
      ...Array.from({ length: 6 }, (_, index) => {
        const taken = clock('12:00') + index * (1800 + 1200);
        return ['rested', `r${index}`, 1, taken, taken, taken + 60, taken + 1800, taken + 2400, 1000].join(
          ',',
        );
      }),
    ];
    const { rest } = await counted(csv(HEADER, lines));
    expect(rest?.figures.spells).toMatchObject({ of: 17, n: 1, missing: 0 });
  });

  it('counts exactly four hours as no spell above them', async () => {
    const { rest } = await counted(csv(HEADER, [...crowd(), ...chain('a', 720, 8)]));
    expect(rest?.figures.spells).toMatchObject({ of: 11, n: 0 });
  });

  it('adds up the hours of a day with orders in hand, and with short waits between them', async () => {
    const lines = [
      ...crowd(),
      // 18 deliveries of 27 minutes within 9 hours: 8.1 hours in hand, 8.95 with the waits.
      ...chain('a', 600, 18, 27),
      // The same with 26 minutes: 7.8 in hand.
      ...chain('b', 600, 18, 26),
    ];
    const { rest } = await counted(csv(HEADER, lines));
    expect(rest?.figures.days).toMatchObject({ of: 12, n: 1 });
    expect(rest?.figures.daysWaiting).toMatchObject({ of: 12, n: 2 });
  });

  it('divides work at midnight of China', async () => {
    const late = line({ courier: 'n', at: '23:30', minutes: 60 });
    const { rest } = await counted(csv(HEADER, [...crowd(), late]));
    expect(rest?.figures.days).toMatchObject({ of: 12 });
  });

  it('sees whether something is offered within twenty minutes after four hours, once ten couriers worked so long', async () => {
    const lines = Array.from({ length: 10 }, (_, index) => chain(`c${index}`, 600, 9)).flat();
    // Everybody works from 10:00 to 14:30; what is offered at 14:00 sharp is offered before the four hours are over.
    const offer = (index: number, at: string): string => refused(`c${index}`, `p${index}`, at);
    const some = [offer(0, '14:00:00'), offer(1, '14:00:01'), offer(2, '14:20'), offer(3, '14:20:01')];
    const { rest } = await counted(csv(HEADER, [...lines, ...some]));
    expect(rest?.figures.spells).toMatchObject({ of: 10, n: 10 });
    expect(rest?.figures.pushed).toMatchObject({ of: 10, n: 2 });
    const few = await counted(
      csv(HEADER, [...lines.filter((one) => !one.startsWith('c9')), ...crowd().slice(9)]),
    );
    expect(few.rest?.figures.pushed).toEqual({ of: 0, missing: 0, why: 'few' });
  });

  it('counts orders in hand at the taking of each', async () => {
    const lines = [
      ...crowd(),
      line({ courier: 'm', at: '12:00', minutes: 30 }),
      line({ courier: 'm', at: '12:10', minutes: 10 }),
      line({ courier: 'm', at: '12:15', minutes: 40 }),
      // The second arrives at 12:20: it is out of hand by then.
      line({ courier: 'm', at: '12:20', minutes: 5 }),
    ];
    const { time } = await counted(csv(HEADER, lines));
    expect(time?.figures.concurrent?.more).toEqual({ one: 11, two: 1, three: 2, four: 0, five: 0 });
  });
});

describe('refusals', () => {
  it('are counted, with what was left for whoever took the order and when the next offer came', async () => {
    const lines = [
      ...crowd({ promise: 40 }),
      ...Array.from({ length: 10 }, (_, index) => [
        refused(`c${index}`, `again${index}`, '12:00'),
        line({
          courier: `c${(index + 1) % 10}`,
          order: `again${index}`,
          at: '12:04',
          minutes: 20,
          promise: index < 3 ? 10 : 26,
        }),
      ]).flat(),
    ];
    const { time, orders: all } = await counted(csv(HEADER, lines));
    expect(all).toBe(20);
    expect(time?.figures.refused).toEqual({ of: 30, n: 10, missing: 0 });
    expect(time?.figures.again).toEqual({
      of: 10,
      n: 3,
      missing: 0,
      more: { orders: 20, reassigned: 10, refusals: 10, left: 26, usualLeft: 40, usualLate: 0, usualOf: 10 },
    });
    // From the refusal at 12:00 to the next offer at 12:04; from 10:00 to 12:00 after one that was taken.
    expect(time?.figures.gap).toEqual({ of: 10, missing: 0, more: { refused: 4, taken: 120, takenOf: 10 } });
  });
});

describe('adverse conditions and pay', () => {
  it('sets times under adverse conditions beside the others', async () => {
    const lines = [
      ...crowd({ promise: 30 }).map((one) => `${one},0`),
      ...crowd({ promise: 45, minutes: 50, at: '12:00' }).map((one) => `${one},是`),
      `${line({ courier: 'c0', at: '15:00', minutes: 20 })},`,
    ];
    const { exempt } = await counted(csv(`${HEADER},恶劣天气`, lines));
    expect(exempt?.figures.adverse).toEqual({
      of: 10,
      n: 10,
      missing: 1,
      more: { promised: 45, usual: 30, usualOf: 10, usualLate: 0 },
    });
  });

  it('takes pay by the hour with orders in hand, and holds it against the floor of the place', async () => {
    const paid = (courier: string, yuan: string): string =>
      `${line({ courier, at: '10:00', minutes: 60, promise: 70 })},${yuan}`;
    const lines = [
      ...Array.from({ length: 10 }, (_, index) => paid(`c${index}`, index < 2 ? '20.00' : '30')),
      paid('unpaid', ''),
      `${line({ courier: 'short', at: '10:00', minutes: 20 })},1`,
    ];
    const { pay } = await counted(csv(`${HEADER},配送收入`, lines), { floor: 2500 });
    expect(pay?.figures.hourly).toEqual({ of: 10, missing: 2, more: { fen: 2800 } });
    expect(pay?.figures.floor).toEqual({ of: 10, n: 2, missing: 2, more: { fen: 2500 } });
    const open = await counted(csv(`${HEADER},配送收入`, lines));
    expect(open.pay?.figures.floor).toEqual({ of: 0, missing: 0, why: 'noFloor' });
    const inFen = await counted(
      csv(
        `${HEADER},配送费（分）`,
        lines.map((one) => one.replace(/(\d+)(\.00)?$/, '$100')),
      ),
      {
        floor: 2500,
      },
    );
    expect(inFen.pay?.figures.hourly?.more).toEqual({ fen: 2800 });
  });
});

it('says of a figure without its columns that they are not there', async () => {
  const header = 'grab_time,arrive_time,estimate_arrived_time';
  const lines = Array.from({ length: 12 }, (_, index) =>
    [clock('10:00') + index, clock('10:20'), clock('10:30')].join(','),
  );
  const result = await counted(csv(header, lines));
  expect(result.rest).toBeUndefined();
  expect(result.couriers).toBeUndefined();
  expect(result.time?.figures.speed).toEqual({ of: 0, missing: 0, why: 'noColumn' });
  expect(result.time?.figures.refused).toEqual({ of: 0, missing: 0, why: 'noColumn' });
  expect(result.time?.figures.promise).toMatchObject({ of: 12, n: 0 });
});
