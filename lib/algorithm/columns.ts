/** What a column of a dispatch export may be. Nothing else of the file is read. */
export const COLUMNS = [
  'courier',
  'order',
  'accepted',
  'dispatch',
  'grab',
  'fetch',
  'arrive',
  'promised',
  'mealReady',
  'fromLat',
  'fromLng',
  'toLat',
  'toLng',
  'distance',
  'weekend',
  'prebook',
  'adverse',
  'pay',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Which column of the file (counted from 0) is what. */
export type Mapping = Partial<Record<Column, number>>;

/** Columns with instants, yes or no, and degrees; the others are ids and amounts. */
export const TIMES: readonly Column[] = ['dispatch', 'grab', 'fetch', 'arrive', 'promised', 'mealReady'];
export const FLAGS: readonly Column[] = ['accepted', 'weekend', 'prebook', 'adverse'];
export const DEGREES: readonly Column[] = ['fromLat', 'fromLng', 'toLat', 'toLng'];
/** Columns whose values are never shown, not even to the person who chose the file. */
export const IDS: readonly Column[] = ['courier', 'order'];

/** Names under which exports have a column; compared without case, blanks and signs. */
const NAMES: Record<Column, readonly string[]> = {
  courier: [
    'courierid',
    'riderid',
    'courier',
    'rider',
    '骑手id',
    '骑手编号',
    '骑手',
    '配送员id',
    '配送员编号',
  ],
  order: ['orderid', 'orderno', '订单id', '订单号', '订单编号'],
  accepted: ['iscouriergrabbed', 'isaccepted', 'accepted', '是否接单', '是否接受', '骑手是否接单'],
  dispatch: ['dispatchtime', 'assigntime', '派单时间', '指派时间', '调度时间'],
  grab: ['grabtime', 'accepttime', '接单时间', '抢单时间'],
  fetch: ['fetchtime', 'pickuptime', '取餐时间', '取货时间', '取件时间'],
  arrive: ['arrivetime', 'deliveredtime', 'finishtime', '送达时间', '实际送达时间', '完成时间', '妥投时间'],
  promised: [
    'estimatearrivedtime',
    'promisedtime',
    'eta',
    '承诺送达时间',
    '预计送达时间',
    '期望送达时间',
    '要求送达时间',
  ],
  mealReady: ['estimatemealpreparetime', 'mealreadytime', '预计出餐时间', '出餐时间'],
  fromLat: ['senderlat', 'pickuplat', '商家纬度', '取餐纬度', '取货纬度'],
  fromLng: ['senderlng', 'senderlon', 'pickuplng', '商家经度', '取餐经度', '取货经度'],
  toLat: ['recipientlat', 'dropofflat', '顾客纬度', '收货纬度', '用户纬度', '送达纬度'],
  toLng: ['recipientlng', 'recipientlon', 'dropofflng', '顾客经度', '收货经度', '用户经度', '送达经度'],
  distance: [
    'distance',
    'distancem',
    'distancekm',
    '配送距离',
    '配送距离米',
    '配送距离公里',
    '导航距离',
    '距离',
    '距离米',
  ],
  weekend: ['isweekend', '是否周末', '周末'],
  prebook: ['isprebook', '是否预订单', '是否预约', '预约单', '预订单'],
  adverse: ['isadverse', 'badweather', '恶劣天气', '是否恶劣天气', '天气豁免', '是否豁免', '豁免标记'],
  pay: [
    'pay',
    'fee',
    'deliveryfee',
    'income',
    '配送收入',
    '配送费',
    '骑手收入',
    '单价',
    '配送费元',
    '配送费分',
  ],
};

const bare = (name: string): string => name.toLowerCase().replace(/[\s_\-.()（）[\]【】/:：]/g, '');

const KNOWN = new Map(COLUMNS.flatMap((column) => NAMES[column].map((name) => [name, column] as const)));

/** What a column is by its name; undefined when no export that we know calls anything so. */
export const columnOf = (header: string): Column | undefined => KNOWN.get(bare(header));

/** The columns that the public waybills of TSL-Meituan 2024 have, by which a file of that form is recognised. */
const PUBLIC = [
  'order_id',
  'waybill_id',
  'dt',
  'da_id',
  'courier_id',
  'is_courier_grabbed',
  'is_weekend',
  'is_prebook',
  'estimate_arrived_time',
  'estimate_meal_prepare_time',
  'order_push_time',
  'platform_order_time',
  'dispatch_time',
  'grab_time',
  'fetch_time',
  'arrive_time',
  'sender_lat',
  'sender_lng',
  'recipient_lat',
  'recipient_lng',
  'grab_lat',
  'grab_lng',
];

/** True for the public schema of waybills (TSL-Meituan 2024), whatever the order of its columns is. */
export const isPublicSchema = (header: readonly string[]): boolean => {
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  return PUBLIC.every((name) => names.has(name));
};

/** The mapping that the names suggest, and names that say the same of two columns, so that nobody can tell which is meant. */
export function guessMapping(header: readonly string[]): { mapping: Mapping; twice: string[] } {
  const mapping: Mapping = {};
  const twice: string[] = [];
  const seen = new Map<string, number>();
  header.forEach((name, index) => {
    const column = columnOf(name);
    if (!column) return;
    const same = seen.get(bare(name));
    if (same !== undefined) twice.push(name.trim());
    else mapping[column] ??= index;
    seen.set(bare(name), index);
  });
  return { mapping, twice };
}

/** Times a number of the column is to be multiplied by: metres for distances, fen for money. Its name says the unit. */
export function scaleOf(column: Column, header: string): number {
  if (column === 'distance') return /km|公里|千米/i.test(header) ? 1000 : 1;
  if (column === 'pay') return /分/.test(header) || /fen|cent/i.test(header) ? 1 : 100;
  return 1;
}

/** What can be counted with a mapping: promises against time, work and rest, exemptions, pay. */
export function coverage(mapping: Mapping): { time: boolean; rest: boolean; exempt: boolean; pay: boolean } {
  const has = (column: Column): boolean => mapping[column] !== undefined;
  const done = has('arrive') && (has('grab') || has('dispatch'));
  return {
    time: done && has('promised'),
    rest: done && has('courier'),
    exempt: done && has('promised') && has('adverse'),
    pay: done && has('courier') && has('pay'),
  };
}
