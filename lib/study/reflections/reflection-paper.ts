import { documentHash, type RecordDocument } from '../../exchange/record-document';
import { t } from '../../i18n';
import type { Ledger } from '../../ledger';
import { Fault } from '../../records/fault';
import { activityName } from '../activity-name';
import { mayReadReflection } from './reflections';

/** What a reflection is about, in words; empty where it is about nothing in the ledger. */
export async function aboutWords(
  ledger: Ledger,
  about: { clip?: string; meeting?: string },
): Promise<{ clip?: string; meeting?: string }> {
  const clip = about.clip ? await ledger.get('clip', about.clip) : undefined;
  const meeting = about.meeting ? await ledger.get('meeting', about.meeting) : undefined;
  return {
    clip: clip?.fields.title,
    meeting: meeting && `${meeting.fields.startsAt.slice(0, 10)} ${activityName(meeting.fields)}`,
  };
}

/**
 * One 学习心得 on paper, with a line to sign on. Throws E356 when there is none that `me` may read, E113 when its text is
 * missing.
 */
export async function reflectionPaper(
  ledger: Ledger,
  query: { id: string; me: string; today: string; branch: string },
): Promise<RecordDocument> {
  const record = await ledger.get('reflection', query.id);
  if (!record || !mayReadReflection(record.fields, query.me)) throw new Fault('E356');
  const { member, on, title } = record.fields;
  const author = (await ledger.get('member', member))?.fields.name ?? t('reflection.someone');
  const about = await aboutWords(ledger, record.fields);
  const body = {
    title: title || t('reflection.title'),
    branch: query.branch,
    facts: [
      { label: t('reflection.author'), value: author },
      { label: t('reflection.on'), value: on },
      ...(about.clip ? [{ label: t('reflection.clip'), value: about.clip, wide: true }] : []),
      ...(about.meeting ? [{ label: t('reflection.meeting'), value: about.meeting, wide: true }] : []),
    ],
    sections: [
      { heading: t('reflection.title'), kind: 'text' as const, text: await ledger.text(record.fields.text) },
    ],
  };
  return {
    ...body,
    signatures: [t('reflection.sign'), t('exchange.doc.signDate')],
    closing: [
      t('exchange.doc.id', { id: record.id, date: query.today }),
      t('exchange.doc.hash', { hash: documentHash(body) }),
    ],
  };
}

/** The same as plain text, with Windows line ends. */
export function reflectionText({ title, facts, sections }: RecordDocument): string {
  const texts = sections.flatMap((section) => (section.kind === 'text' ? section.text : []));
  const head = facts.map(({ label, value }) => `${label}：${value}`);
  return `${[title, ...head, '', ...texts].join('\n').replace(/\r?\n/g, '\r\n')}\r\n`;
}
