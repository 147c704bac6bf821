import { reviewTimes } from '../../../tests/bench/review.mjs';
import { ensureBuilt } from '../build.mjs';
import { say } from '../say.mjs';
import { KIB, round, row } from './rows.mjs';

/** What a reviewer of ten thousand items waits for, in the production build. */
export async function reviewRows() {
  await ensureBuilt(['chrome']);
  say('Measuring the queue of a reviewer (about two minutes) …');
  const { items, links, reviews, first, open, again, direct, filter, keystroke, heap } = await reviewTimes();
  const many = items.toLocaleString('en');
  say(
    `     ${many} items in three companies, ${links.toLocaleString('en')} pieces of evidence, ${reviews.toLocaleString('en')} signed reviews; ` +
      `with nothing kept the queue opens in ${round(first)} ms; a window that begins with it shows it after ${round(direct)} ms`,
  );
  return [
    row(
      'queue of 10,000 items, first opening in a window, from the press in the checklist to its rows vs budget, ms',
      open,
      { budget: 100 },
      1,
    ),
    row('queue of 10,000 items, opened again in the same window vs budget, ms', again, { budget: 100 }, 1),
    row('queue of 10,000 items, another filter vs budget, ms', filter, { budget: 100 }, 1),
    row('queue of 10,000 items, the slowest of five searches vs budget, ms', keystroke, { budget: 100 }, 1),
    row('memory of the page that shows the queue vs budget, MiB', heap / KIB / KIB, { budget: 60 }, 1),
  ];
}
