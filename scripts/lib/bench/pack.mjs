import { packTimes } from '../../../tests/bench/pack.mjs';
import { ensureBuilt } from '../build.mjs';
import { say, Stop } from '../say.mjs';
import { KIB, round, row } from './rows.mjs';

/**
 * What a review pack of thousands of files costs: made in the production build, then checked.
 * @param {{ large?: boolean }} [options] `large`: 2,200 files of 2 MiB in place of 2,000 of 1 MiB
 */
export async function packRows({ large = false } = {}) {
  await ensureBuilt(['chrome']);
  say(
    large
      ? 'Making and checking a review pack of 4.3 GiB (about ten minutes, 15 GB of disk) …'
      : 'Making and checking a review pack of 2,000 MiB (about five minutes, 7 GB of disk) …',
  );
  const { bytes, files, stopped, made, command, page, unzip, found } = await packTimes({ large });
  const mib = (/** @type {number} */ value) => round(value / KIB / KIB);
  const speed = (/** @type {number} */ milliseconds) => round((bytes / KIB / KIB / milliseconds) * 1000);
  say(
    `     ${files} files, ${mib(bytes)} MiB; made at ${speed(made.milliseconds)} MiB/s, all processes of the browser held ${mib(made.all)} MiB, ` +
      `its profile grew by ${mib(made.needed)} MiB`,
  );
  say(
    `     checked in ${round(command.milliseconds / 1000)} s by the command, which held ${mib(command.peak)} MiB, ` +
      `and in ${round(page.milliseconds / 1000)} s by the page; unzip -t ended with ${unzip ?? 'nothing: it is not here'}`,
  );
  say(
    `     stopped half-way, with ${mib(stopped.disk)} MiB on disk: after ${round(stopped.milliseconds)} ms ${stopped.left} files and ${mib(stopped.bytes)} MiB were left`,
  );
  if (!command.holds || !page.holds) throw new Stop(`The pack does not hold.\n${command.said}`);
  if (unzip) throw new Stop('unzip does not take the pack.');
  if (!found) throw new Stop('A damaged file was not named.');
  if (stopped.left) throw new Stop('What was stopped left a file behind.');
  const what = `review pack of ${large ? '4,400' : '2,000'} MiB`;
  const budget = { budget: 600 };
  return [
    row(`${what}, made vs budget, s`, made.milliseconds / 1000, { budget: large ? 400 : 180 }, 1),
    row(`${what}, fullest process while it is made vs budget, MiB`, mib(made.peak), budget, 1),
    row(`${what}, fullest process while the page checks it vs budget, MiB`, mib(page.peak), budget, 1),
  ];
}
