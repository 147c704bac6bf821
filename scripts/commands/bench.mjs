// `npm run bench [-- --json FILE] [--only storage|panel|handbook|find|rollups|tasks|clip|texts|pdf|share|algorithm|review|pack]`: what saving, opening, searching and
// clipping and sharing cost, in real Chromium, beside the bare work and peer libraries; and how many clicks and keys the
// usual tasks of a secretary and a reviewer take. Every row is ours divided by the first of its peers; `ok` means at most
// the target. `--only pack --large` makes a pack beyond 4 GiB. `--only share --ours` leaves the peer out; `--only share --cpu-prof FOLDER` writes CPU profiles of our side.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { algorithmTimes } from '../../tests/bench/algorithm.mjs';
import { taskCounts } from '../../tests/bench/tasks.mjs';
import { clipMarks } from '../../tests/bench/clip.mjs';
import { findTimes } from '../../tests/bench/find.mjs';
import { handbookTime } from '../../tests/bench/handbook.mjs';
import { panelTimes } from '../../tests/bench/panel.mjs';
import { pdfTimes } from '../../tests/bench/pdf.mjs';
import { storageTimes } from '../../tests/bench/storage.mjs';
import { textTimes } from '../../tests/bench/texts.mjs';
import { packRows } from '../lib/bench/pack.mjs';
import { reviewRows } from '../lib/bench/review.mjs';
import { rollupRows } from '../lib/bench/rollups.mjs';
import { KIB, round, row } from '../lib/bench/rows.mjs';
import { shareRows } from '../lib/bench/share.mjs';
import { ensureBuilt } from '../lib/build.mjs';
import { FIRST_LOAD } from '../lib/first-load.mjs';
import { runMain, say, Stop } from '../lib/say.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      only: { type: 'string' },
      ours: { type: 'boolean' },
      large: { type: 'boolean' },
      'cpu-prof': { type: 'string' },
    },
  });
  const profiles = values['cpu-prof'];
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
    share: () => shareRows({ ours: values.ours || profiles !== undefined, profiles }),
    algorithm: algorithmRows,
    review: reviewRows,
    pack: () => packRows({ large: values.large }),
  };
  if (values.only && !Object.hasOwn(PARTS, values.only)) {
    throw new Stop(`--only takes one of ${Object.keys(PARTS).join(', ')}.`);
  }
  if ((values.ours || profiles) && values.only !== 'share') {
    throw new Stop('--ours and --cpu-prof go with --only share.');
  }
  if (values.large && values.only !== 'pack') throw new Stop('--large goes with --only pack.');
  /** @type {import('../lib/bench/rows.mjs').Row[]} */
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
  await ensureBuilt(['chrome']);
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
    row(
      'side panel first load, JavaScript vs budget, KiB of gzip',
      js / KIB,
      { budget: FIRST_LOAD.js / KIB },
      1,
    ),
    row('side panel first load, CSS vs budget, KiB of gzip', css / KIB, { budget: FIRST_LOAD.css / KIB }, 1),
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

/** The tasks of the secretary and of the reviewer: never times, only what the hand does. A task that failed has no count and misses. */
async function taskRows() {
  await ensureBuilt(['chrome']);
  say('Counting what the ten tasks of a secretary and the seven of a reviewer take (about three minutes) …');
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
  say(`MISS ${failed} of the tasks did not come to their end; see npm test -- e2e secretary reviewer`);
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

async function algorithmRows() {
  say('Counting a dispatch export beside Papa Parse (about a minute) …');
  const { rows, bytes, ours, peer, eachRow } = await algorithmTimes();
  const many = rows.toLocaleString('en');
  say(`     ${round(bytes / KIB / KIB)} MiB of CSV`);
  return [
    row(`dispatch export of ${many} rows, counted vs parsed alone, ms`, ours, { 'Papa Parse': peer }, 1.5),
    row(`memory for each of ${many} rows at its highest vs budget, bytes`, eachRow, { budget: 64 }, 1),
  ];
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

/** @param {import('../lib/bench/rows.mjs').Row} line */
function show({ name, ours, peers, ratio, target, ok }) {
  const beside = Object.entries(peers).map(([peer, value]) => `${peer} ${value}`);
  say(`${ok ? 'ok  ' : 'MISS'} ${name}`);
  say(`       ours ${ours}; ${beside.join('; ')}; ratio ${ratio}, target ${target}`);
}
