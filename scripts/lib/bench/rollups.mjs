import { rollupServers, rollupTimes } from '../../../tests/bench/rollups.mjs';
import { say, Stop } from '../say.mjs';
import { KIB, round, row } from './rows.mjs';

/** What a committee of 10,000 branches waits for, on every real server that this machine has. */
export async function rollupRows() {
  const rows = [];
  for (const [name, , start] of rollupServers()) {
    say(`Measuring the reports of branches on ${name} (about three minutes) …`);
    const { branches, changed, each, first, second, other, bundled, peak } = await rollupTimes(start);
    say(
      `     ${round(each)} bytes each; the overview is drawn from ${round(first.overview)} ms of reading, ` +
        `${round(second.overview)} ms the next day; ${round(first.left)} ms for the digests of other devices; ` +
        `the keeper lays reports together in ${round(bundled.gather)} ms, the next day ${round(bundled.gatherNext)} ms`,
    );
    const many = branches.toLocaleString('en');
    rows.push(
      row(
        `reports of ${many} branches from ${name}, first read vs budget, ms`,
        first.time,
        { budget: 15_000, 'bare requests': first.bare },
        1,
      ),
      row(
        `reports of ${many} branches from ${name}, first read vs its bare requests, ms`,
        first.time,
        { 'bare requests': first.bare },
        1.5,
      ),
      row(
        `reports of ${many} branches from ${name}, first read by another device of the committee vs budget, ms`,
        other.time,
        { budget: 15_000 },
        1,
      ),
      row(
        `reports of ${many} branches from ${name}, next day with ${changed} changed vs budget, ms`,
        second.time,
        { budget: 2_000, 'bare requests': second.bare },
        1,
      ),
      row(
        `reports of ${many} branches from ${name}, first read with bundles by the place's keeper vs budget, ms`,
        bundled.first,
        { budget: 15_000 },
        1,
      ),
      row(
        `reports of ${many} branches from ${name}, next day with ${changed} changed and bundles vs budget, ms`,
        bundled.second,
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
