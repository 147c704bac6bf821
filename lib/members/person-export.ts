import { type HistoryStep, type Ledger, type Rec, stampTime } from '../ledger';
import { fileName, type SheetModel, writeWorkbook } from '../exchange/sheet-write';
import { t, tMaybe } from '../i18n';
import { isKindName, type MemberRequest } from '../records';
import type { Json } from '../records/kind';
import { Fault } from '../records/fault';
import { mayReadTalk } from '../life/talks';
import { mayReadReflection } from '../study/reflections/reflections';
import { localDay } from '../branch/terms';

/** One record about a person as it is given out. */
interface GivenRecord {
  kind: string;
  id: string;
  fields: Record<string, Json>;
  history: { field: string; value: Json; before?: Json; at: string; by: string }[];
}

/** Everything that the branch holds about one person. */
export interface PersonFile {
  app: 'branch-sidebook';
  kind: 'person';
  asOf: string;
  person: string;
  branch: string;
  records: GivenRecord[];
}

/** Fields of a talk that say what was spoken. */
const TALK_TEXTS = ['content', 'problems', 'measures'];

/**
 * Collects what the ledger holds about a person: the member, every record that refers to the member, and of each
 * activity only that person's own attendance. What two people said in confidence goes only to those who may read it.
 * Throws E165 when there is no such member.
 */
export async function personFile(ledger: Ledger, id: string): Promise<PersonFile> {
  const member = await ledger.get('member', id);
  if (!member) throw new Fault('E165');
  const names = new Map((await ledger.list('member')).map((one) => [one.id, one.fields.name]));
  const nameOf = (value: string): string => names.get(value) ?? value;
  const years = await ledger.linkKeys([[`${id}@`, `${id}@`]]);
  const linked = await Promise.all([id, ...years].map((link) => ledger.linked(link)));
  const all = new Map<string, Rec>([[id, member as Rec]]);
  for (const record of linked.flat()) all.set(record.id, record);
  const records: GivenRecord[] = [];
  for (const record of all.values()) {
    const given = await give(ledger, record, id, nameOf);
    if (given) records.push(given);
  }
  const [branch] = await ledger.list('branch', { limit: 1 });
  return {
    app: 'branch-sidebook',
    kind: 'person',
    asOf: localDay(ledger.clock.wall()),
    person: member.fields.name,
    branch: branch?.fields.name ?? '',
    records,
  };
}

async function give(
  ledger: Ledger,
  record: Rec,
  id: string,
  nameOf: (value: string) => string,
): Promise<GivenRecord | undefined> {
  const fields = { ...(record.fields as Record<string, Json>) };
  if (record.kind === 'meeting') {
    const attendance = (fields.attendance as Record<string, Json> | undefined)?.[id];
    const { types, title, startsAt, enteredAt } = fields;
    const roles = ['host', 'recorder', 'lecturer'].filter((role) => fields[role] === id);
    if (attendance === undefined && !roles.length) return undefined;
    const own: Record<string, Json> = { types: types ?? {}, startsAt: startsAt ?? '' };
    if (title) own.title = title;
    if (enteredAt) own.enteredAt = enteredAt;
    if (attendance !== undefined) own.attendance = attendance;
    if (roles.length) own.roles = roles;
    return { kind: record.kind, id: record.id, fields: own, history: [] };
  }
  if (record.kind === 'rectification' && fields.subject !== undefined && fields.subject !== id) {
    // The task is this person's, the problem is somebody else's.
    const { meeting, owner, dueOn, state, doneOn } = fields;
    const own = { meeting, owner, dueOn, state, doneOn };
    return { kind: record.kind, id: record.id, fields: defined(own), history: [] };
  }
  if (record.kind === 'appraisal' && !fields.feedbackOn) {
    // As on the screen: the result is the person's once the branch has told it.
    const { member, year, meeting, self } = fields;
    return {
      kind: record.kind,
      id: record.id,
      fields: defined({ member, year, meeting, self }),
      history: [],
    };
  }
  if (
    record.kind === 'reflection' &&
    !mayReadReflection((record as Rec<'reflection'>).fields, ledger.me?.member ?? '')
  ) {
    // That it exists belongs to the person's copy; what it says is for the person's own eyes.
    return {
      kind: record.kind,
      id: record.id,
      fields: defined({ member: fields.member, on: fields.on }),
      history: [],
    };
  }
  if (record.kind === 'request') {
    const {
      askers,
      ask,
      answer,
      led: _led,
      ...own
    } = fields as Record<string, Json> & Partial<MemberRequest>;
    // Who else asked is not this person's; nor, to whoever only deals with it, what was said in detail.
    const asked = askers?.[id] ? { askers: { [id]: true }, ask: ask && (await ledger.text(ask)) } : {};
    const given = { ...own, ...asked, answer: answer && (await ledger.text(answer)) };
    return { kind: record.kind, id: record.id, fields: defined(given), history: [] };
  }
  if (record.kind === 'honour') {
    // A penalty is for the secretary, and for the person.
    const me = ledger.me;
    if (fields.sort === 'penalty' && me?.role !== 'secretary' && me?.member !== id) return undefined;
    // Whoever else it was about is named in the paper, not in this copy.
    const own = { ...fields, members: { [id]: true } };
    return { kind: record.kind, id: record.id, fields: own, history: [] };
  }
  const isPrivate =
    record.kind === 'talk' && !mayReadTalk((record as Rec<'talk'>).fields, ledger.me?.member ?? '');
  if (isPrivate) for (const text of TALK_TEXTS) delete fields[text];
  for (const [name, value] of Object.entries(fields)) {
    const isText = value && typeof value === 'object' && !Array.isArray(value) && 'sha256' in value;
    if (isText && name !== 'attachments' && String(value.type).startsWith('text/')) {
      fields[name] = await ledger.text(value as never);
    }
  }
  const steps = await ledger.historyOf(record.id);
  const history = steps
    .filter((step) => !(isPrivate && TALK_TEXTS.includes(step.field)))
    .map((step) => stepOf(step, nameOf));
  return { kind: record.kind, id: record.id, fields, history };
}

const defined = (fields: Record<string, Json | undefined>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );

const stepOf = (step: HistoryStep, nameOf: (value: string) => string): GivenRecord['history'][number] => ({
  field: step.field,
  value: step.value,
  ...(step.before === undefined ? {} : { before: step.before }),
  at: new Date(stampTime(step.h)).toISOString(),
  by: nameOf(step.by),
});

const kindWord = (kind: string): string => (isKindName(kind) && tMaybe(`settings.kind.${kind}`)) || kind;
const fieldWord = (field: string): string => {
  const [name = field] = field.split('/');
  return (
    tMaybe(`branch.field.${name}`) ??
    tMaybe(`members.field.${name}`) ??
    tMaybe(`settings.field.${name}`) ??
    name
  );
};
const valueText = (value: Json | undefined): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/** The file of a person as two sheets: what is held, and every change of it. */
export function personSheets(file: PersonFile): SheetModel[] {
  const head = {
    subtitle: [file.branch, t('exchange.asOf', { date: file.asOf })].filter(Boolean),
    landscape: true,
  };
  const title = t('members.person.fileTitle', { name: file.person });
  return [
    {
      ...head,
      sheetName: t('members.person.held'),
      title,
      columns: [
        { header: t('members.person.kind'), width: 14 },
        { header: t('members.person.field'), width: 18 },
        { header: t('members.person.value'), width: 60, wrap: true },
      ],
      rows: file.records.flatMap((record) =>
        Object.entries(record.fields).map(([field, value]) => [
          kindWord(record.kind),
          fieldWord(field),
          valueText(value),
        ]),
      ),
    },
    {
      ...head,
      sheetName: t('members.person.changes'),
      title: `${title} · ${t('members.person.changes')}`,
      columns: [
        { header: t('members.person.at'), width: 20 },
        { header: t('members.person.kind'), width: 14 },
        { header: t('members.person.field'), width: 18 },
        { header: t('members.person.before'), width: 32, wrap: true },
        { header: t('members.person.after'), width: 32, wrap: true },
        { header: t('members.person.by'), width: 12 },
      ],
      rows: file.records
        .flatMap((record) => record.history.map((step) => ({ record, step })))
        .sort((a, b) => (a.step.at < b.step.at ? -1 : 1))
        .map(({ record, step }) => [
          step.at.slice(0, 16).replace('T', ' '),
          kindWord(record.kind),
          fieldWord(step.field),
          valueText(step.before),
          valueText(step.value),
          step.by,
        ]),
    },
  ];
}

/** The file of a person as a zip: JSON, Excel, the person's own files and a text that explains them. */
export async function exportPerson(ledger: Ledger, id: string): Promise<{ blob: Blob; name: string }> {
  const file = await personFile(ledger, id);
  const { startZip } = await import('../exchange/backup/zip');
  const now = ledger.clock.wall();
  const zip = startZip(now);
  const add = (name: string, blob: Blob, packed: boolean) => zip.sink.write({ name, packed }, blob.stream());
  await add(
    'README.txt',
    new Blob([`${t('members.person.readme', { name: file.person, date: file.asOf })}\r\n`]),
    false,
  );
  await add('person.json', new Blob([`${JSON.stringify(file, null, 2)}\n`]), false);
  await add('person.xlsx', await writeWorkbook(personSheets(file), { now }), true);
  const used = new Set<string>();
  for (const record of file.records) {
    for (const attached of Object.values(
      (record.fields.attachments as Record<string, Json> | undefined) ?? {},
    )) {
      const { sha256, size, type, name } = attached as {
        sha256: string;
        size: number;
        type: string;
        name: string;
      };
      const path = `files/${used.has(name) ? `${sha256.slice(0, 8)}_` : ''}${name}`;
      used.add(name);
      await add(path, await ledger.getBlob({ sha256, size, type }), true);
    }
  }
  return {
    blob: await zip.finish(),
    name: fileName([file.asOf, t('members.person.fileTitle', { name: file.person })], 'zip'),
  };
}
