// `npm run bench [-- --json FILE] [--only storage|panel|handbook|find|rollups|tasks|clip|texts|pdf|share]`: what saving, opening, searching and
// clipping and sharing cost, in real Chromium, beside the bare work and peer libraries; and how many clicks and keys a secretary's
// ten usual tasks take. Every row is ours divided by the first of its peers; `ok` means at most
// the target.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { taskCounts } from '../../tests/bench/tasks.mjs';
import { clipMarks } from '../../tests/bench/clip.mjs';
import { findTimes } from '../../tests/bench/find.mjs';
import { handbookTime } from '../../tests/bench/handbook.mjs';
import { panelTimes } from '../../tests/bench/panel.mjs';
import { pdfTimes } from '../../tests/bench/pdf.mjs';
import { shareMarks } from '../../tests/bench/share.mjs';
import { rollupServers, rollupTimes } from '../../tests/bench/rollups.mjs';
import { storageTimes } from '../../tests/bench/storage.mjs';
import { textTimes } from '../../tests/bench/texts.mjs';
import { ensureBuilt } from '../lib/build.mjs';
import { runMain, say, Stop } from '../lib/say.mjs';

/**
 * @typedef {object} Row
 * @property {string} name what was measured, with its unit
 * @property {number} ours
 * @property {Record<string, number>} peers what ours is compared with; the first one makes the ratio
 * @property {number} ratio
 * @property {number} target the ratio may be at most this
 * @property {boolean} ok
 */

const KIB = 1024;

await runMain(async () => {
  const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
  const PARTS = {
    storage: storageRows,
    panel: panelRows,
    handbook: handbookRows,
    find: findRows,
    rollups: rollupRows,
    tasks: taskRows,
    clip: clipRows,
    texts: textRows,
    pdf: pdfRows,
    share: shareRows,
  };
  if (values.only && !Object.hasOwn(PARTS, values.only)) {
    throw new Stop(`--only takes one of ${Object.keys(PARTS).join(', ')}.`);
  }
  /** @type {Row[]} */
  const rows = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (values.only && values.only !== name) continue;
    const made = await part();
    if (name !== 'tasks') made.forEach(show);
    rows.push(...made);
  }
  if (values.json) {
    const file = resolve(values.json);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
  }
  const missed = rows.filter(({ ok }) => !ok).length;
  say(
    `${rows.length - missed} of ${rows.length} targets met; ${cpus().length} cores, Node ${process.version}`,
  );
  return missed ? 1 : 0;
});

async function storageRows() {
  say('Measuring storage (about two minutes) …');
  const { commit, bulk } = await storageTimes();
  const { ours, raw, ...peers } = pick(commit);
  const { ours: oursBulk, raw: rawBulk, ...bulkPeers } = pick(bulk);
  const alone = Object.entries(peers).filter(([name]) => name.endsWith('(strict)'));
  const loose = Object.fromEntries(Object.entries(peers).filter(([name]) => !name.endsWith('(strict)')));
  return [
    row('one durable commit of one changed record vs the same work on raw IndexedDB, ms', ours, { raw }, 1.8),
    ...alone.map(([name, time]) =>
      row(`one durable commit vs a bare insert by ${name}, ms`, ours, { [name]: time, ...loose }, 1),
    ),
    row(
      '10,000 new records in one commit vs raw puts of the records alone, ms',
      oursBulk,
      { raw: rawBulk, ...bulkPeers },
      1.8,
    ),
  ];
}

async function panelRows() {
  ensureBuilt('chrome');
  say('Measuring the side panel (about two minutes) …');
  const { small, large, counts, js, css } = await panelTimes();
  const [few, many] = counts.map((count) => count.toLocaleString('en'));
  return [
    row(
      `side panel from navigation to usable with ${many} records vs with ${few}, ms`,
      large,
      { few: small },
      1.2,
    ),
    row('side panel first load, JavaScript vs budget, KiB of gzip', js / KIB, { budget: 110 }, 1),
    row('side panel first load, CSS vs budget, KiB of gzip', css / KIB, { budget: 30 }, 1),
  ];
}

async function handbookRows() {
  say('Measuring the handbook (about a minute) …');
  const { records, milliseconds } = await handbookTime();
  return [
    row(
      `handbook of ${records.toLocaleString('en')} records as a Word file vs budget, ms`,
      milliseconds,
      { budget: 10_000 },
      1,
    ),
  ];
}

async function findRows() {
  say('Measuring search (about two minutes) …');
  const { documents, peerDocuments, building, opening, p95, median, bytes, peer } = await findTimes();
  const held = `MiniSearch of ${peerDocuments.toLocaleString('en')}`;
  say(
    `     index of ${documents.toLocaleString('en')} documents made in ${round(building)} ms, opened in ${round(opening)} ms; ` +
      `median query ${round(median)} ms; MiniSearch takes ${round(peer.building)} ms to make its own of ${peerDocuments.toLocaleString('en')}`,
  );
  return [
    row(
      `a keystroke in the search box over ${documents.toLocaleString('en')} documents, p95, vs budget, ms`,
      p95,
      { budget: 15, [held]: peer.p95 },
      1,
    ),
    row(
      'memory of the page that searches vs budget, MiB',
      bytes / KIB / KIB,
      { budget: 80, [held]: peer.bytes / KIB / KIB },
      1,
    ),
  ];
}

/** What a committee of 10,000 branches waits for, on every real server that this machine has. */
async function rollupRows() {
  const rows = [];
  for (const [name, , start] of rollupServers()) {
    say(`Measuring the reports of branches on ${name} (about a minute) …`);
    const { branches, changed, each, first, second, peak } = await rollupTimes(start);
    say(
      `     ${round(each)} bytes each; the overview is drawn from ${round(first.overview)} ms of reading, ` +
        `${round(second.overview)} ms the next day`,
    );
    const many = branches.toLocaleString('en');
    rows.push(
      row(
        `reports of ${many} branches from ${name}, first read vs budget, ms`,
        first.time,
        { budget: 15_000 },
        1,
      ),
      row(
        `reports of ${many} branches from ${name}, next day with ${changed} changed vs budget, ms`,
        second.time,
        { budget: 2_000 },
        1,
      ),
      row(
        `memory of the page that reads ${many} reports from ${name} at its highest vs budget, MiB`,
        peak / KIB / KIB,
        { budget: 300 },
        1,
      ),
    );
  }
  if (!rows.length)
    throw new Stop('The reports are measured on Apache or Ceph RGW; this machine has neither.');
  return rows;
}

/** The tasks of the secretary: never times, only what the hand does. A task that failed has no count and misses. */
async function taskRows() {
  ensureBuilt('chrome');
  say('Counting what the secretary’s ten tasks take (about two minutes) …');
  const { counts, failed, output } = taskCounts();
  say('  task                                                                  clicks  keys  total  target');
  const rows = counts.map(({ task, name, clicks, keystrokes, total, target }) => {
    const ok = total <= target;
    const numbers = [clicks, keystrokes, total, target].map((value) => String(value).padStart(6)).join(' ');
    say(`${ok ? 'ok  ' : 'MISS'} ${`${task} ${name}`.padEnd(66 - wideIn(name))} ${numbers}`);
    return {
      name: `${task} ${name}, interactions`,
      ours: total,
      peers: { target },
      ratio: round(total / target),
      target: 1,
      ok,
    };
  });
  if (!failed) return rows;
  say(output);
  say(`MISS ${failed} of the tasks did not come to their end; see npm test -- e2e secretary`);
  return [
    ...rows,
    { name: 'tasks that failed', ours: failed, peers: {}, ratio: failed, target: 0, ok: false },
  ];
}

/**
 * How many characters of a text take two columns of a terminal.
 * @param {string} text
 */
function wideIn(text) {
  return (text.match(/\p{Script=Han}/gu) ?? []).length;
}

async function clipRows() {
  say('Clipping the pages of the corpus (about two minutes) …');
  const { pages, ours, theirs, time, huge, faults } = await clipMarks();
  faults.forEach((fault) => say(`  ${fault}`));
  return [
    // Share of wrong answers, so that less is better as in every other row.
    ...Object.entries(ours).map(([field, { right, of }]) => {
      const other = theirs[field] ?? { right: 0, of };
      return row(
        `clip, ${field} of ${pages} pages: ${right} of ${of} right, Readability ${other.right}; wrong ones, percent`,
        ((of - right) / of) * 100,
        { budget: 5, readability: ((of - other.right) / of) * 100 },
        1,
      );
    }),
    row(
      'clip, median time of one page vs Readability without its copy, ms',
      time.ours,
      { readability: time.theirs },
      1.3,
    ),
    row(
      'clip, median time of one page vs Readability with the copy it needs, ms',
      time.ours,
      { readability: time.withCopy },
      1.3,
    ),
    row('clip, a page of 100,000 nodes vs budget, ms', huge, { budget: 1000 }, 1),
  ];
}

async function textRows() {
  say('Measuring the helps of reading (about a minute) …');
  const { points, same, anchors, changes, characters } = await textTimes();
  return [
    row(
      `main points of ${characters.toLocaleString('en')} characters vs budget, ms`,
      points,
      { budget: 100 },
      1,
    ),
    row('the same text looked for in 5,000 of 1,000 characters vs budget, ms', same, { budget: 1000 }, 1),
    row('a changed passage found again in 400,000 characters vs budget, ms', anchors, { budget: 1000 }, 1),
    row('two versions of 6,000 paragraphs compared vs budget, ms', changes, { budget: 1000 }, 1),
  ];
}

async function pdfRows() {
  say('Reading a long PDF (about half a minute) …');
  const { pages, ours, bare, stood } = await pdfTimes();
  return [
    row(`PDF, ${pages} pages, read into paragraphs vs its bare text by pdf.js, ms`, ours, { bare }, 1.5),
    row(`PDF, ${pages} pages, longest time the page stands still vs budget, ms`, stood, { budget: 200 }, 1),
  ];
}

async function shareRows() {
  say('Measuring sharing over real servers beside PouchDB (about three minutes) …');
  const { records, marks } = await shareMarks();
  const { PouchDB: peer, ...places } = marks;
  if (!peer) throw new Stop('The measurement of the peer has no result.');
  const many = records.toLocaleString('en');
  const rows = [];
  for (const [place, mark] of Object.entries(places)) {
    say(
      `     ${place}: push ${mark.pushRequests} requests, pull ${mark.pullRequests}; ten edits ${round(mark.editsPush)} ms up, ` +
        `${round(mark.editsPull)} ms and ${mark.editsPullRequests} requests down; nothing new ${round(mark.nothingNew)} ms`,
    );
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
 * @param {Record<string, number>} times
 * @returns {{ ours: number, raw: number } & Record<string, number>}
 */
function pick(times) {
  const { ours, raw, ...rest } = times;
  if (ours === undefined || raw === undefined) throw new Stop('The measurement has no result.');
  return { ours, raw, ...rest };
}

/**
 * @param {string} name
 * @param {number} ours
 * @param {Record<string, number>} peers
 * @param {number} target
 * @returns {Row}
 */
function row(name, ours, peers, target) {
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

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * @param {Record<string, number>} record
 * @param {(value: number) => number} change
 */
function mapValues(record, change) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** @param {Row} line */
function show({ name, ours, peers, ratio, target, ok }) {
  const beside = Object.entries(peers).map(([peer, value]) => `${peer} ${value}`);
  say(`${ok ? 'ok  ' : 'MISS'} ${name}`);
  say(`       ours ${ours}; ${beside.join('; ')}; ratio ${ratio}, target ${target}`);
}
