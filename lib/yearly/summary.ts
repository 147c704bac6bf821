import { v5 } from 'uuid';
import { documentHash, type RecordDocument } from '../exchange/record-document';
import { t } from '../i18n';
import {
  asSeen,
  create,
  type Ledger,
  type Rec,
  remove,
  renew,
  replace,
  type Seen,
  seenOf,
  type Write,
} from '../ledger';
import { meetingTitle } from '../life/notice';
import { Fault } from '../records/fault';
import { isCivilDate } from '../rules/calendar';

/** Namespace of the ids of summaries; never change it. */
const NAMESPACE = '6b0b4c1e-7c55-4e0c-9b0e-2f5a9d0e71aa';

/** Id of the summary of a year: two people who write one meet on it. */
export const summaryId = (year: string): string => v5(`summary|${year}`, NAMESPACE);

/** The form of a summary. Plain JSON; empty text = not known. */
export interface SummaryDraft {
  year: string;
  text: string;
  adoptedBy: string;
  /** `YYYY-MM-DD`. */
  adoptedOn: string;
  /** The activity at which it was adopted. */
  meeting: string;
  /** The record as it was loaded; absent for a new one. */
  base?: Seen;
}

/** The form for the summary of a year, stored or not. Throws E113 when its text is not in this profile. */
export async function summaryDraftOf(
  ledger: Ledger,
  year: string,
  record: Rec<'summary'> | undefined,
): Promise<SummaryDraft> {
  const fields = record?.fields;
  return {
    year,
    text: await ledger.text(fields?.text),
    adoptedBy: fields?.adoptedBy ?? '',
    adoptedOn: fields?.adoptedOn ?? '',
    meeting: fields?.meeting ?? '',
    ...(record ? { base: seenOf(record) } : {}),
  };
}

/** The summary of a year; undefined when there is none. */
export const summaryOf = (ledger: Ledger, year: string): Promise<Rec<'summary'> | undefined> =>
  ledger.get('summary', summaryId(year));

const known = (text: string): string | undefined => text.trim() || undefined;

/**
 * Stores the summary of a year. Throws E850 (no text), E851 (adopted without saying by whom or when), E852 (adopted on
 * a day that has not come), E853 (an edited one that is gone).
 */
export async function saveSummary(
  ledger: Ledger,
  draft: SummaryDraft,
  options: { today: string; draftId?: string },
): Promise<{ n?: number; concurrent: number }> {
  if (!draft.text.trim()) throw new Fault('E850');
  const adoptedOn = isCivilDate(draft.adoptedOn) ? draft.adoptedOn : undefined;
  const adoptedBy = known(draft.adoptedBy);
  if (Boolean(adoptedOn) !== Boolean(adoptedBy)) throw new Fault('E851');
  if (adoptedOn && adoptedOn > options.today) throw new Fault('E852');
  const fields = {
    year: draft.year,
    text: draft.text.trim(),
    adoptedBy,
    adoptedOn,
    meeting: adoptedOn && known(draft.meeting),
  };
  const id = summaryId(draft.year);
  const found = (await ledger.find(id)) as Rec<'summary'> | undefined;
  let write: Write;
  if (draft.base) {
    if (!found || found.deleted) throw new Fault('E853');
    const record = asSeen(found, draft.base);
    write = replace(record, { ...record.fields, ...fields });
  } else if (found?.deleted) write = renew(found, 'summary', fields, id);
  // Somebody else may have written one meanwhile: nothing of it was seen, and so it is reported.
  else write = { ...create('summary', fields, id), base: {} };
  const result = await ledger.commit(Object.keys(write.set).length ? [write] : [], {
    label: 'summarySave',
    draft: options.draftId,
  });
  return { n: result.n, concurrent: result.concurrent.length };
}

/** Puts the summary of a year in the trash. Throws E853. */
export async function removeSummary(ledger: Ledger, year: string): Promise<number | undefined> {
  const record = await summaryOf(ledger, year);
  if (!record) throw new Fault('E853');
  return (await ledger.commit([remove(record)], { label: 'summaryRemove' })).n;
}

/** By whom, when and where a summary was adopted, as facts for a paper. */
export async function adoptionFacts(
  ledger: Ledger,
  { fields }: Rec<'summary'>,
): Promise<{ label: string; value: string; wide?: boolean }[]> {
  const meeting = fields.meeting ? await ledger.get('meeting', fields.meeting) : undefined;
  const none = t('affairs.summary.notAdopted');
  return [
    { label: t('affairs.summary.adoptedBy'), value: fields.adoptedBy ?? none },
    { label: t('affairs.summary.adoptedOn'), value: fields.adoptedOn ?? none },
    ...(meeting
      ? [
          {
            label: t('affairs.summary.meeting'),
            value: `${meeting.fields.startsAt.slice(0, 10)} ${meetingTitle(meeting.fields)}`,
            wide: true,
          },
        ]
      : []),
  ];
}

/** 年度总结 on paper, with lines to sign on. Throws E853 when there is none, E113 when its text is missing. */
export async function summaryPaper(
  ledger: Ledger,
  query: { year: string; today: string; branch: string },
): Promise<RecordDocument> {
  const record = await summaryOf(ledger, query.year);
  if (!record) throw new Fault('E853');
  const body = {
    title: t('affairs.summary.paperTitle', { year: query.year }),
    branch: query.branch,
    facts: await adoptionFacts(ledger, record),
    sections: [
      {
        heading: t('affairs.summary.text'),
        kind: 'text' as const,
        text: await ledger.text(record.fields.text),
      },
    ],
  };
  return {
    ...body,
    signatures: [t('exchange.signSecretary'), t('exchange.doc.signDate')],
    closing: [
      t('exchange.doc.id', { id: record.id, date: query.today }),
      t('exchange.doc.hash', { hash: documentHash(body) }),
    ],
  };
}
