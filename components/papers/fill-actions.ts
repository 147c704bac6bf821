import { fileName } from '../../lib/exchange/sheet-write';
import { currentLanguage } from '../../lib/i18n';
import type { Ledger, Rec } from '../../lib/ledger';
import { nameOfRow } from '../../lib/life/register-columns';
import { fillPaper, type FillOptions } from '../../lib/papers/templates';
import { policySnapshot } from '../../lib/platform/policy';
import { Fault } from '../../lib/records/fault';
import { dateOf } from '../../lib/rules/calendar';
import { formatPeriod } from '../../lib/rules/periods';
import { downloadBlob } from '../ui';

/** Fills a kept form and saves the file. Throws E423 where export is not allowed, and what filling throws. */
export async function saveFilled(
  ledger: Ledger,
  record: Rec<'paperTemplate'>,
  options: FillOptions & { branch: string },
): Promise<void> {
  if (policySnapshot().policy.exportAllowed === false) throw new Fault('E423');
  const { subject, branch } = options;
  const { name, format } = record.fields;
  const blob = await fillPaper(ledger, record, options);
  if (subject.kind === 'period') {
    const period = formatPeriod(subject.period, currentLanguage());
    return downloadBlob(blob, fileName([period, branch, name], format));
  }
  const [meeting, groups] = await Promise.all([ledger.get('meeting', subject.id), ledger.list('partyGroup')]);
  const groupName = (id: string) => groups.find((group) => group.id === id)?.fields.name;
  const about = meeting
    ? [dateOf(meeting.fields.startsAt), branch, name, nameOfRow({ meeting }, { groupName })]
    : [branch, name];
  downloadBlob(blob, fileName(about, format));
}
