import { bulkTimes, commitTimes } from './storage';

/** What the benchmark calls from outside. */
Object.assign(globalThis, { bench: { commitTimes, bulkTimes } });
