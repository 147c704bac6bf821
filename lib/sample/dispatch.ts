/**
 * An invented dispatch export with the columns of the public waybills of TSL-Meituan 2024: Unix seconds, 0 where there is
 * nothing, degrees in millionths and shifted. Nobody ever rode any of it. The same seed makes the same file.
 */
export interface DispatchPlan {
  rows: number;
  /** Couriers; by default as many to the rows as the public file has. */
  couriers?: number;
  seed?: number;
  /** First day, Unix seconds of its midnight (UTC+8); by default 17 October 2022. */
  from?: number;
  days?: number;
}

const HEADER =
  'dt,order_id,waybill_id,courier_id,da_id,is_courier_grabbed,is_weekend,estimate_arrived_time,is_prebook,poi_id,' +
  'sender_lng,sender_lat,recipient_lng,recipient_lat,grab_lng,grab_lat,dispatch_time,grab_time,fetch_time,arrive_time,' +
  'estimate_meal_prepare_time,order_push_time,platform_order_time';

/** Rows of the public file for each of its couriers. */
const EACH = 132;
const DAY = 86_400;
/** Rows in one piece of text. */
const PIECE = 4000;

/** Numbers from 0 to 1, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const dayText = (time: number): string =>
  new Date((time + 8 * 3600) * 1000).toISOString().slice(0, 10).replaceAll('-', '');

/** The file as text, header first, in pieces of some thousand rows. */
export function* dispatchExport(plan: DispatchPlan): Generator<string> {
  const { rows, seed = 20_260_426, from = 1_665_936_000, days = 8 } = plan;
  const couriers = plan.couriers ?? Math.max(12, Math.round(rows / EACH));
  const random = chance(seed);
  const between = (least: number, most: number): number => Math.floor(least + random() * (most - least));
  let lines = [HEADER];
  let made = 0;
  let order = 1000;
  // Every courier works on every day, until there are enough rows; a round more where the days were too few.
  const each = Math.max(1, rows / couriers / days);
  for (let day = 0; made < rows; day += 1) {
    const midnight = from + (day % days) * DAY;
    const weekend = (Math.floor((midnight + 8 * 3600) / DAY + 4) % 7) % 6 === 0 ? 1 : 0;
    const date = dayText(midnight);
    for (let courier = 0; courier < couriers && made < rows; courier += 1) {
      let now = midnight + between(8 * 3600, 10.5 * 3600);
      const many = Math.ceil(each * (0.6 + random() * 0.8));
      for (let count = 0; count < many && made < rows; count += 1) {
        // Now and then a rest, in the afternoon a long one.
        now += Math.floor(-Math.log(1 - random()) * 900) + (random() < 0.07 ? 5400 : 0);
        if (now > midnight + DAY - 7200) break;
        order += 1;
        const metres = 300 + Math.floor(-Math.log(1 - random()) * 1500);
        const angle = random() * Math.PI * 2;
        const lat = 45_800_000 + between(-40_000, 40_000);
        const lng = 174_500_000 + between(-60_000, 60_000);
        const toLat = lat + Math.round((metres * Math.sin(angle)) / 0.111195);
        const toLng = lng + Math.round((metres * Math.cos(angle)) / 0.07752);
        const prebook = random() < 0.03 ? 1 : 0;
        const ordered = now - between(60, 600) - prebook * 7200;
        const mealReady = now + between(120, 1200);
        const promised = ordered + 1500 + Math.floor(metres / 2.6) + between(0, 900) + prebook * 7200;
        const shared = `${order},`;
        const place = `${lng},${lat},${toLng},${toLat},${lng + between(-9000, 9000)},${lat + between(-9000, 9000)}`;
        const end = `${mealReady},${ordered + 30},${ordered}`;
        let offered = now;
        let by = courier;
        const line = (grabbed: 0 | 1, number: number, times: string): string =>
          `${date},${shared}${900_000 + number},${by},${by % 23},${grabbed},${weekend},${promised},${prebook},` +
          `${order % 8000},${place},${offered},${times},${end}`;
        while (random() < 0.13 && made < rows - 1) {
          made += 1;
          lines.push(line(0, made, '0,0,0'));
          offered += between(20, 240);
          by = between(0, couriers);
        }
        const grab = offered + between(2, 70);
        const fetch = Math.max(grab + between(180, 700), mealReady + between(-60, 240));
        // Some are never said to have arrived.
        const arrive =
          random() < 0.004 ? 0 : fetch + Math.floor(metres / (2.4 + random() * 2)) + between(60, 420);
        made += 1;
        lines.push(line(1, made, `${grab},${fetch},${arrive}`));
        if (lines.length >= PIECE) {
          yield `${lines.join('\n')}\n`;
          lines = [];
        }
      }
    }
  }
  if (lines.length) yield `${lines.join('\n')}\n`;
}
