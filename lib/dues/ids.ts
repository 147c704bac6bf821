import { v5 } from 'uuid';

/** Where the ids of dues come from. Fixed for ever: a change would give every month a second record. */
const NAMESPACE = '3c0f2b7e-9d1a-5f64-8b1e-7a42c9d05e16';

/** Id of what a member has to pay in a year: the same on every device. */
export const duesBaseId = (member: string, year: number): string => v5(`base|${member}|${year}`, NAMESPACE);

/** Id of what a member paid for a month (`YYYY-MM`): the same on every device. */
export const duesRecordId = (member: string, month: string): string =>
  v5(`paid|${member}|${month}`, NAMESPACE);

/** Id of what a branch handed up for a period: the same on every device. */
export const duesHandoverId = (branch: string, period: string): string =>
  v5(`handed|${branch}|${period}`, NAMESPACE);
