import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { documentHash, type DocumentSection, type RecordDocument } from '../exchange/record-document';
import { Fault } from '../records/fault';
import { dateOf, formatDate, type CivilDate } from '../rules/calendar';
import { meetingTitle } from './notice';
import { rectificationsOf } from './rectifications';
import { talksBefore } from './talks';

export interface RectificationPaperQuery {
  today: CivilDate;
  /** Only the lines of this person (member id or free name), or of the branch (`''`); all when absent. */
  subject?: string;
}

/**
 * The 整改清单 of an 组织生活会 on paper: the three phases in short, then the list with lines to sign on. The paper of one
 * person holds nobody else's lines and no talks. Throws E703 when there is no such activity, E113 when a long text is missing.
 */
export async function rectificationPaper(
  ledger: Ledger,
  id: string,
  query: RectificationPaperQuery,
): Promise<RecordDocument> {
  const meeting = await ledger.get('meeting', id);
  if (!meeting) throw new Fault('E703');
  const [items, talks, roster, branches, priorStudy, criticism] = await Promise.all([
    rectificationsOf(ledger, id),
    talksBefore(ledger, id),
    ledger.list('member'),
    ledger.list('branch', { limit: 1 }),
    ledger.text(meeting.fields.priorStudy),
    ledger.text(meeting.fields.criticism),
  ]);
  const names = new Map(roster.map((member) => [member.id, member.fields.name]));
  const nameOf = (who: string): string => names.get(who) ?? who;
  const { subject } = query;
  const mine = items.filter((item) => subject === undefined || (item.fields.subject ?? '') === subject);
  const { fields } = meeting;
  const language = currentLanguage();
  const unknown = t('common.unknown');
  const whole = subject === undefined;
  const text = (heading: string, words: string): DocumentSection => ({
    heading,
    kind: 'text',
    text: words || unknown,
  });
  const body = {
    title: whole
      ? t('types.rectify.paperTitle')
      : t('types.rectify.paperTitleOf', { name: subject ? nameOf(subject) : t('types.rectify.branch') }),
    branch: branches[0]?.fields.name ?? '',
    facts: [
      { label: t('types.rectify.meeting'), value: meetingTitle(fields), wide: true },
      {
        label: t('types.rectify.heldOn'),
        value: formatDate(dateOf(fields.startsAt), language, { year: true }),
      },
      { label: t('exchange.col.host'), value: fields.host ? nameOf(fields.host) : unknown },
    ],
    sections: [
      ...(whole
        ? [
            text(t('life.field.priorStudy'), priorStudy),
            // Who talked, and when. What was said is theirs.
            text(
              t('types.rectify.talks'),
              talks
                .map(({ fields: talk }) => `${talk.on} ${nameOf(talk.talker)}—${nameOf(talk.partner)}`)
                .join(t('exchange.sentenceJoin')),
            ),
            text(t('life.field.criticism'), criticism),
          ]
        : []),
      listSection(mine, nameOf),
    ],
  };
  return {
    ...body,
    signatures: [
      t(whole ? 'types.rectify.signSecretary' : 'types.rectify.signPerson'),
      t('types.rectify.signReview'),
      t('exchange.doc.signDate'),
    ],
    closing: [
      t('exchange.doc.id', { id, date: query.today }),
      t('exchange.doc.hash', { hash: documentHash(body) }),
    ],
  };
}

function listSection(
  items: readonly Rec<'rectification'>[],
  nameOf: (who: string) => string,
): DocumentSection {
  const open = t('life.toBeDecided');
  return {
    heading: t('types.rectify.list'),
    kind: 'table',
    columns: [
      { header: t('talk.col.number'), share: 5 },
      { header: t('types.rectify.subject'), share: 9 },
      { header: t('types.rectify.problem'), share: 22 },
      { header: t('types.rectify.measure'), share: 22 },
      { header: t('types.rectify.owner'), share: 9 },
      { header: t('types.rectify.dueOn'), share: 11 },
      { header: t('types.rectify.done'), share: 17 },
      { header: t('types.rectify.review'), share: 13 },
    ],
    rows: items.map(({ fields }, index) => [
      String(index + 1),
      fields.subject ? nameOf(fields.subject) : t('types.rectify.branch'),
      fields.problem,
      fields.measure ?? open,
      fields.owner ? nameOf(fields.owner) : open,
      fields.dueOn ?? open,
      [
        tDynamic(`types.rectify.state.${fields.state}`),
        [fields.doneOn, fields.result].filter(Boolean).join(' '),
        fields.proof && t('affairs.rectify.proofIs', { text: fields.proof }),
      ]
        .filter(Boolean)
        .join('\n'),
      [fields.reviewedOn, fields.review].filter(Boolean).join(' '),
    ]),
  };
}
