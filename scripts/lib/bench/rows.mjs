/** Rows of `npm run bench`: ours beside the peers, and whether the target is met. */

/**
 * @typedef {object} Row
 * @property {string} name what was measured, with its unit
 * @property {number} ours
 * @property {Record<string, number>} peers what ours is compared with; the first one makes the ratio
 * @property {number} ratio
 * @property {number} target the ratio may be at most this
 * @property {boolean} ok
 */

export const KIB = 1024;

/**
 * A row whose ratio is ours divided by the first of its peers.
 * @param {string} name
 * @param {number} ours
 * @param {Record<string, number>} peers
 * @param {number} target
 * @returns {Row}
 */
export function row(name, ours, peers, target) {
  const first = Object.values(peers)[0] ?? Number.NaN;
  const ratio = ours / first;
  return {
    name,
    ours: round(ours),
    peers: mapValues(peers, round),
    ratio: round(ratio),
    target,
    ok: ratio <= target,
  };
}

/**
 * Two digits after the point.
 * @param {number} value
 */
export function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * @param {Record<string, number>} record
 * @param {(value: number) => number} change
 */
function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
