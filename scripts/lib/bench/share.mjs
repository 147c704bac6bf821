import { shareMarks } from '../../../tests/bench/share.mjs';
import { say, Stop } from '../say.mjs';
import { KIB, round, row } from './rows.mjs';

/**
 * What sharing costs at every place that this machine has, beside PouchDB. Every round is told as it ends, so that a run
 * that is cut off has figures.
 * @param {{ ours?: boolean, profiles?: string }} [options] `ours`: without the peer, and so without rows; `profiles`:
 *   folder for CPU profiles of our side
 */
export async function shareRows({ ours = false, profiles } = {}) {
  say(`Measuring sharing over real servers${ours ? '' : ' beside PouchDB (about three minutes)'} …`);
  const { records, marks } = await shareMarks({ onlyOurs: ours, profiles, tell: shareRound });
  if (ours) {
    shareTable(marks, records.toLocaleString('en'));
    if (profiles) say(`     CPU profiles in ${profiles}`);
    return [];
  }
  const { PouchDB: peer, ...places } = marks;
  if (!peer) throw new Stop('The measurement of the peer has no result.');
  const many = records.toLocaleString('en');
  shareTable(marks, many);
  const rows = [];
  for (const [place, mark] of Object.entries(places)) {
    rows.push(
      row(`${place}: push of ${many} records, ms`, mark.push, { PouchDB: peer.push }, 1 / 6),
      row(`${place}: pull and merge of ${many} records, ms`, mark.pull, { PouchDB: peer.pull }, 1 / 3),
      row(
        `${place}: bytes up and down for ${many} records, KiB`,
        (mark.pushUp + mark.pullDown) / KIB,
        { PouchDB: (peer.pushUp + peer.pullDown) / KIB },
        0.4,
      ),
      row(
        `${place}: requests when nothing is new`,
        mark.nothingNewRequests,
        { budget: 3, PouchDB: peer.nothingNewRequests },
        1,
      ),
      row(
        `${place}: bytes up for 10 edits after ${many} records`,
        mark.editsUp,
        { budget: 4096, PouchDB: peer.editsUp },
        1,
      ),
      row(
        `${place}: heap kept after pull and merge, MiB`,
        mark.heap / KIB / KIB,
        { budget: 5, PouchDB: peer.heap / KIB / KIB },
        1,
      ),
    );
  }
  return rows;
}

/**
 * @param {string} place
 * @param {import('../../../tests/bench/share.mjs').Marks} mark
 * @param {number} number 0: it only warmed up, with fewer records
 */
function shareRound(place, mark, number) {
  if (number === 0) return;
  const { push, pull, pushUp, pullDown, nothingNewRequests, editsUp, heap } = mark;
  say(
    `     round ${number}, ${place}: push ${round(push)} ms, pull and merge ${round(pull)} ms, ` +
      `${round((pushUp + pullDown) / KIB)} KiB up and down, nothing new ${nothingNewRequests} requests, ` +
      `10 edits ${editsUp} bytes up, heap kept ${round(heap / KIB / KIB)} MiB`,
  );
}

/**
 * The lines of the table of sharing, and what each of them is made of.
 * @type {[string, (marks: import('../../../tests/bench/share.mjs').Marks) => number][]}
 */
const SHARE_LINES = [
  ['push, ms', ({ push }) => push],
  ['push, requests', ({ pushRequests }) => pushRequests],
  ['push, KiB up', ({ pushUp }) => pushUp / KIB],
  ['pull and merge, ms', ({ pull }) => pull],
  ['pull, requests', ({ pullRequests }) => pullRequests],
  ['pull, KiB down', ({ pullDown }) => pullDown / KIB],
  ['heap kept after it, MiB', ({ heap }) => heap / KIB / KIB],
  ['10 edits: push, ms', ({ editsPush }) => editsPush],
  ['10 edits: bytes up', ({ editsUp }) => editsUp],
  ['10 edits: pull, ms', ({ editsPull }) => editsPull],
  ['10 edits: pull, requests', ({ editsPullRequests }) => editsPullRequests],
  ['nothing new, ms', ({ nothingNew }) => nothingNew],
  ['nothing new, requests', ({ nothingNewRequests }) => nothingNewRequests],
];

/**
 * Medians of all places side by side: the same records, in turns, after a round of each that only warms up.
 * @param {Record<string, import('../../../tests/bench/share.mjs').Marks>} marks
 * @param {string} many
 */
function shareTable(marks, many) {
  const places = Object.entries(marks);
  const line = (/** @type {string} */ name, /** @type {string[]} */ cells) =>
    say(`     ${name.padEnd(26)} ${cells.map((cell) => cell.padStart(10)).join(' ')}`);
  line(
    `medians, ${many} records`,
    places.map(([place]) => place),
  );
  for (const [name, of] of SHARE_LINES)
    line(
      name,
      places.map(([, mark]) => String(round(of(mark)))),
    );
}
