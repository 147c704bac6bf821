import { postsOn, wholeRoster } from '../branch/terms';
import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import {
  documentHash,
  type DocumentSection,
  type Fact,
  type RecordDocument,
} from '../exchange/record-document';
import { Fault } from '../records/fault';
import { dateOf, formatDate, formatWeekday, type CivilDate } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { ballotRows } from './ballot-text';
import { agendaOf, attachmentsOf } from './draft';
import { placeText, timeSpan, typeNames } from './notice';
import { meetingRegister, type RegisterRow } from './register';
import {
  nameList,
  namesWithReason,
  observersOf,
  ordinalText,
  registerContext,
  type RegisterContext,
} from './register-columns';
import { quorumOf } from './summary';
import { educationText } from '../study/education';

export interface DocumentQuery {
  today: CivilDate;
  pack?: LifePack;
  offsetMinutes?: number;
}

/**
 * One activity as it stands on paper, for the Word file and for printing. Throws E703 when there is no such
 * activity, E113 when its long minutes are not in this profile.
 */
export async function meetingPaper(
  ledger: Ledger,
  id: string,
  query: DocumentQuery,
): Promise<RecordDocument> {
  const pack = query.pack ?? lifePack();
  const meeting = await ledger.get('meeting', id);
  if (!meeting) throw new Fault('E703');
  const day = dateOf(meeting.fields.startsAt);
  const [rows, context, branches, roster, minutes] = await Promise.all([
    meetingRegister(ledger, { ...query, pack, from: day, to: day }),
    registerContext(ledger, pack),
    ledger.list('branch', { limit: 1 }),
    wholeRoster(ledger),
    ledger.text(meeting.fields.minutes),
  ]);
  const row = rows.find((candidate) => candidate.id === id);
  if (!row) throw new Fault('E703');
  const branch = branches[0]?.fields.name ?? '';
  return paperOfRow(row, { context, roster, minutes, branch, today: query.today });
}

/** What the paper of a line of the register needs beside the line, read once for many of them. */
export interface PaperAround {
  context: RegisterContext;
  roster: readonly Rec<'member'>[];
  /** The minutes, read from wherever they lie. */
  minutes: string;
  branch: string;
  today: CivilDate;
}

/** {@link meetingPaper} for a line that is at hand. */
export function paperOfRow(row: RegisterRow, around: PaperAround): RecordDocument {
  const { context, roster, minutes } = around;
  const { id, meeting } = row;
  const body = {
    title: t('exchange.doc.title', { types: typeNames(meeting.fields).join(t('exchange.listJoin')) }),
    branch: around.branch,
    mark: row.planned ? t('exchange.planned') : row.late ? t('exchange.late') : undefined,
    facts: factsOf(row, context, roster),
    sections: sectionsOf(row, context, minutes),
  };
  const { enteredBy } = meeting.fields;
  const hash = documentHash(body);
  return {
    ...body,
    signatures: [t('exchange.doc.signHost'), t('exchange.doc.signRecorder'), t('exchange.doc.signDate')],
    closing: [
      t('exchange.doc.times', {
        happened: row.date,
        entered: row.enteredOn ?? t('common.unknown'),
        mark: row.late ? t('exchange.doc.lateMark') : '',
      }) + (enteredBy ? t('exchange.doc.enteredBy', { name: context.nameOf(enteredBy) }) : ''),
      t('exchange.doc.id', { id, date: around.today }),
      t('exchange.doc.hash', { hash }),
    ],
  };
}

function factsOf(row: RegisterRow, context: RegisterContext, roster: readonly Rec<'member'>[]): Fact[] {
  const day = dateOf(row.meeting.fields.startsAt);
  const { fields } = row.meeting;
  const unknown = t('common.unknown');
  const language = currentLanguage();
  const fact = (key: Parameters<typeof t>[0], value: string, wide = false): Fact => ({
    label: t(key),
    value,
    wide,
  });
  const person = (value: string | undefined): string => {
    if (!value) return unknown;
    const known = roster.find((member) => member.id === value);
    const posts = known ? postsOn(known, day) : [];
    const titles = posts.map((post) => tDynamic(`exchange.member.post.${post}`));
    const name = context.nameOf(value);
    return titles.length
      ? t('exchange.nameReason', { name, reason: titles.join(t('exchange.listJoin')) })
      : name;
  };
  const when = [
    formatDate(row.date, language, { year: true }),
    formatWeekday(row.date, language),
    timeSpan(fields),
    row.duration === undefined ? '' : t('exchange.doc.minutes', { count: row.duration }),
  ];
  const facts: Fact[] = [];
  if (fields.title) facts.push(fact('exchange.doc.theme', fields.title, true));
  facts.push(
    fact('exchange.doc.when', when.filter(Boolean).join('　'), true),
    fact('exchange.col.place', placeText(fields) || unknown, true),
    fact('exchange.col.host', person(fields.host)),
    fact('exchange.col.recorder', person(fields.recorder)),
  );
  if (fields.types.lecture) facts.push(fact('exchange.col.lecturer', person(fields.lecturer)));
  if (fields.types.group) {
    facts.push(fact('exchange.col.group', (fields.group && context.groupName(fields.group)) || unknown));
  }
  const { known, by } = row.attendance;
  facts.push(
    fact(
      'exchange.col.expected',
      known.expected === undefined ? unknown : t('exchange.doc.people', { count: known.expected }),
    ),
    fact('exchange.col.attended', attendedText(known.attended, by.online.length, row.planned)),
  );
  const vote = known.attended === undefined ? undefined : quorumOf(fields, roster, context.pack);
  if (vote) {
    facts.push(
      fact(
        'exchange.doc.voters',
        t('exchange.doc.votersValue', { eligible: vote.eligible, present: vote.present }),
        true,
      ),
    );
  }
  const education = educationText(fields);
  if (education) facts.push(fact('lists.educationTitle', education, true));
  const ordinal = ordinalText(row);
  if (ordinal) facts.push(fact('exchange.col.ordinal', ordinal, true));
  return facts;
}

function attendedText(attended: number | undefined, online: number, planned: boolean): string {
  if (attended === undefined) return planned ? '' : t('common.unknown');
  return online
    ? t('exchange.doc.peopleOnline', { count: attended, online })
    : t('exchange.doc.people', { count: attended });
}

function sectionsOf(row: RegisterRow, context: RegisterContext, minutes: string): DocumentSection[] {
  const { fields } = row.meeting;
  const sections: DocumentSection[] = [];
  const people = attendanceFacts(row, context);
  if (people.length) sections.push({ heading: t('exchange.doc.attendance'), kind: 'facts', facts: people });
  const agenda = agendaOf(fields).map((item) => item.text);
  if (agenda.length) sections.push({ heading: t('exchange.col.agenda'), kind: 'list', items: agenda });
  if (!row.planned || minutes) {
    sections.push({ heading: t('exchange.col.minutes'), kind: 'text', text: minutes || t('common.unknown') });
  }
  if (row.resolutions.length) {
    sections.push({
      heading: t('exchange.doc.resolutions'),
      kind: 'table',
      columns: [
        { header: t('exchange.doc.number'), share: 8 },
        { header: t('exchange.doc.content'), share: 48 },
        { header: t('exchange.col.owners'), share: 16 },
        { header: t('exchange.col.dueOn'), share: 16 },
        { header: t('exchange.doc.state'), share: 14 },
      ],
      rows: row.resolutions.map(({ fields: item }, index) => [
        String(index + 1),
        item.text,
        item.owner ? context.nameOf(item.owner) : t('common.unknown'),
        item.dueOn ?? t('common.unknown'),
        tDynamic(`exchange.resolution.${item.state}`),
      ]),
    });
  }
  const ballots = ballotRows(fields, context.roster, context.pack);
  if (ballots.length) {
    sections.push({
      heading: t('ballot.title'),
      kind: 'table',
      columns: [
        { header: t('ballot.paperSubject'), share: 26 },
        { header: t('ballot.paperHow'), share: 18 },
        { header: t('ballot.paperPeople'), share: 22 },
        { header: t('ballot.paperVotes'), share: 20 },
        { header: t('ballot.paperResult'), share: 14 },
      ],
      rows: ballots.map(({ subject, how, voters, votes, result }) => [subject, how, voters, votes, result]),
    });
  }
  const files = attachmentsOf(fields);
  if (files.length) {
    sections.push({
      heading: t('exchange.doc.files'),
      kind: 'table',
      columns: [
        { header: t('exchange.doc.number'), share: 8 },
        { header: t('exchange.doc.fileName'), share: 34 },
        { header: t('exchange.doc.fileKind'), share: 10 },
        { header: t('exchange.doc.fileHash'), share: 48, small: true },
      ],
      rows: files.map((file, index) => [
        String(index + 1),
        file.name,
        tDynamic(`exchange.role.${file.role}`),
        // In two lines: no program breaks 64 characters nicely by itself.
        `${file.sha256.slice(0, 32)}\n${file.sha256.slice(32)}`,
      ]),
    });
  }
  return sections;
}

/** 出席情况 by state; states with nobody in them are left out. */
function attendanceFacts(row: RegisterRow, context: RegisterContext): Fact[] {
  const { by } = row.attendance;
  const facts: Fact[] = [];
  const add = (key: Parameters<typeof t>[0], count: number, names: string): void => {
    if (names)
      facts.push({
        label: count ? t('exchange.doc.stateCount', { state: t(key), count }) : t(key),
        value: names,
        wide: true,
      });
  };
  if (row.attendance.known.attended !== undefined) {
    add('life.mark.present', by.present.length, nameList(by.present, context));
    add('life.mark.online', by.online.length, nameList(by.online, context));
    add('life.mark.leave', by.leave.length, namesWithReason(by.leave, row, context));
    add('life.mark.absent', by.absent.length, namesWithReason(by.absent, row, context));
    add('life.mark.makeup', by.makeup.length, nameList(by.makeup, context));
    add('life.mark.unmarked', by.unmarked.length, nameList(by.unmarked, context));
  }
  add('life.mark.observer', 0, observersOf(row, context));
  return facts;
}
