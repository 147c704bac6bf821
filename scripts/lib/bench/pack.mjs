import { packTimes } from '../../../tests/bench/pack.mjs';
import { ensureBuilt } from '../build.mjs';
import { say, Stop } from '../say.mjs';
import { KIB, round, row } from './rows.mjs';

/** What a review pack of 2,000 files and 2,000 MiB costs: made in the production build, then checked. */
export async function packRows() {
  await ensureBuilt(['chrome']);
  say('Making and checking a review pack of 2,000 MiB (about five minutes, 7 GB of disk) …');
  const { bytes, made, command, page } = await packTimes();
  if (!command.holds || !page.holds) throw new Stop('The pack does not hold.');
  const speed = (/** @type {number} */ milliseconds) => round((bytes / KIB / KIB / milliseconds) * 1000);
  say(
    `     made at ${speed(made.milliseconds)} MiB/s, checked at ${speed(command.milliseconds)} by the command and ${speed(page.milliseconds)} by the page; ` +
      `the command held ${round(command.peak / KIB / KIB)} MiB`,
  );
  const budget = { budget: 600 };
  return [
    row('review pack of 2,000 MiB, made vs budget, s', made.milliseconds / 1000, { budget: 180 }, 1),
    row(
      'review pack of 2,000 MiB, fullest process while it is made vs budget, MiB',
      made.peak / KIB / KIB,
      budget,
      1,
    ),
    row(
      'review pack of 2,000 MiB, fullest process while the page checks it vs budget, MiB',
      page.peak / KIB / KIB,
      budget,
      1,
    ),
  ];
}
