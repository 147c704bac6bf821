import type { RecordRow } from '../rows';
import type { Migration } from './migration';

/**
 * Activities get the key of their month, `meetingIn:<month>`, which tells how far back the ledger knows every month.
 * Rows that were written before there was such a key would look like a gap. Nothing but the key is added; what lies
 * in the trash gets its keys when it is restored.
 */
export const meetingMonths: Migration = {
  version: 3,
  stores: {},
  upgrade: async (transaction) => {
    await transaction
      .table<RecordRow, string>('records')
      .where('[kind+at]')
      .between(['meeting', ''], ['meeting', '\uffff'])
      .modify((row) => {
        const { startsAt } = row.fields;
        if (typeof startsAt !== 'string') return;
        row.links = [...new Set([...(row.links ?? []), `meetingIn:${startsAt.slice(0, 7)}`])];
      });
  },
};
