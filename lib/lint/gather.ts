import { wholeRoster, localDay } from '../branch/terms';
import { companyCharters } from '../company/charter/charters';
import { clausesOf, lackingOf } from '../company/charter/elements';
import { companyList } from '../company/heard/listed';
import { companyMatters } from '../company/heard/matters';
import { matrixOn, type MatrixNote } from '../company/matrix';
import type { Company } from '../governance';
import { evidenceDate } from '../governance/evidence';
import { held, type Ledger, type ReadCommits, type Rec, stampTime } from '../ledger';
import { currentLanguage } from '../i18n';
import { KINDS } from '../records';
import type { Attachment } from '../records/kind';
import { signersOf } from '../review/devices';
import { answeredBy } from '../review/independence';
import { askedIn, stateChanges, stateText } from '../review/item-state';
import type { StandingLine } from '../review/standing-lines';
import { listedOf, type ListedStanding, standingsOf } from '../review/standings';
import { addDays, type CivilDate } from '../rules/calendar';
import { companyInForce } from '../rulebook/whole-packs';
import { type ChecklistPack, packText } from '../rules/pack';
import { periodRange } from '../rules/periods';
import type { EvidenceFacts, Facts, FindingFacts, ItemFacts } from './facts';
import { soleKey } from './facts';

/** Days back within which a period ended, or something happened, that is still looked at. */
const BACK = 366;
const dayOf = (instant: string): CivilDate => localDay(Date.parse(instant));

/** What lies around the items, by item or by id. */
interface Around {
  pack: ChecklistPack;
  today: CivilDate;
  records: ReadonlyMap<string, Rec>;
  exhibits: ReadonlyMap<string, Rec<'exhibit'>[]>;
  steps: ReadonlyMap<string, Rec<'itemStep'>[]>;
  findings: ReadonlyMap<string, FindingFacts[]>;
  here: ReadonlySet<string>;
  devices: ReadonlySet<string> | undefined;
  /** Commits that were read for the history of one of them. */
  read: ReadCommits;
}

/**
 * Reads everything that the rules look at: each kind once, whatever the number of items. Looked at are the present
 * periods and those that ended within a year, events of that time, and what has no day.
 */
export async function factsOf(
  ledger: Ledger,
  pack: ChecklistPack,
  company: Company,
  today: CivilDate,
): Promise<Facts> {
  const { companyId } = company;
  const standings = await standingsOf(ledger, companyId);
  const listed = await listedOf(
    ledger,
    [...standings.values()].filter((line) => isLookedAt(line, today)),
  );
  const [{ exhibits, steps, findings }, roster, { devices, certified }, ofCompany] = await Promise.all([
    readAround(ledger, listed, standings.size),
    wholeRoster(ledger),
    signersOf(ledger, companyId),
    readCompany(ledger, companyId, today),
  ]);
  const entries = listed.flatMap(({ item }) => Object.values(item.fields.evidence ?? {}));
  const files = entries.flatMap(({ file }): Attachment[] => (file ? [file] : []));
  const found = await ledger.findMany(entries.flatMap(({ record }) => (record ? [record.id] : [])));
  const around: Around = {
    pack,
    today,
    records: new Map(found.flatMap((record) => (record ? [[record.id, record]] : []))),
    exhibits: byItem(exhibits),
    steps: byItem(steps),
    findings: byItem(findings),
    here: await held(ledger, files),
    devices: certified ? new Set(devices.keys()) : undefined,
    read: new Map(),
  };
  const items = await Promise.all(listed.map((one) => itemFacts(ledger, one, around)));
  return {
    today,
    company,
    pack,
    items,
    soleUses: soleUsesOf(items),
    ...ofCompany,
    members: new Map(roster.map(({ id, fields: { name, leftOn } }) => [id, { name, leftOn }])),
  };
}

/** Of every so many items one is looked at: then what lies around them is asked for item by item. */
const SPARSE = 5;

/** What lies around the items looked at: asked for one by one where most items are of long ago, else read whole. */
async function readAround(ledger: Ledger, listed: readonly ListedStanding[], all: number) {
  if (listed.length * SPARSE > all) {
    const [exhibits, steps, findings] = await Promise.all([
      ledger.list('exhibit'),
      ledger.list('itemStep'),
      ledger.list('finding'),
    ]);
    return { exhibits, steps, findings };
  }
  const [exhibits, around] = await Promise.all([
    Promise.all(listed.map(({ item }) => ledger.linked(`exhibit:${item.id}`, 'exhibit'))),
    Promise.all(listed.map(({ item }) => ledger.linked(item.id))),
  ]);
  const of = <K extends 'itemStep' | 'finding'>(kind: K) =>
    around.flat().filter((record) => record.kind === kind) as Rec<K>[];
  return { exhibits: exhibits.flat(), steps: of('itemStep'), findings: of('finding') };
}

function isLookedAt({ period, eventOn }: StandingLine, today: CivilDate): boolean {
  const end = eventOn ?? periodRange(period)?.to;
  return end === undefined || end >= addDays(today, -BACK);
}

function byItem<R extends { fields: { item: string } }>(records: readonly R[]): Map<string, R[]> {
  const map = new Map<string, R[]>();
  for (const record of records) {
    const before = map.get(record.fields.item);
    if (before) before.push(record);
    else map.set(record.fields.item, [record]);
  }
  return map;
}

async function itemFacts(ledger: Ledger, listed: ListedStanding, around: Around): Promise<ItemFacts> {
  const { item, standing, review } = listed;
  const { id, fields } = item;
  const { today } = around;
  const range = periodRange(fields.period);
  const inForce = around.pack.items.find(({ code }) => code === fields.item);
  const steps = [...(around.steps.get(id) ?? [])].sort((a, b) => (a.h < b.h ? -1 : 1));
  const last = steps.findLast(({ fields: { step } }) => step !== 'comment')?.fields;
  return {
    id,
    fields,
    inForce,
    range,
    asOf: range && range.to < today ? range.to : today,
    verdictOn: verdictDay(item),
    standing,
    review: review?.content,
    changes: standing === 'changed' ? await changesOf(ledger, listed, around) : [],
    lastStep: last && { step: last.step, on: dayOf(last.at), text: last.text },
    startedAt: steps.findLast(({ fields: { step } }) => step === 'started')?.fields.at,
    answerers: review?.content.reviewer.independent
      ? await answerersOf(ledger, listed, steps, around.read)
      : new Set(),
    certified: review && around.devices?.has(review.content.device),
    evidence: evidenceFacts(listed, around),
    findings: around.findings.get(id) ?? [],
  };
}

function verdictDay({ stamps }: ListedStanding['item']): CivilDate | undefined {
  const later = [stamps.design, stamps.effect].flatMap((stamp) => (stamp ? [stampTime(stamp)] : []));
  return later.length ? localDay(Math.max(...later)) : undefined;
}

async function changesOf(ledger: Ledger, { item, review }: ListedStanding, { pack, exhibits }: Around) {
  if (!review) return [];
  // Bytes of a long text may be elsewhere: what differs is then not known.
  const signed = await ledger.text(review.record.fields.state).catch(() => '');
  const asked = pack.items.find(({ code }) => code === item.fields.item) ?? askedIn(signed);
  return asked ? stateChanges(signed, stateText(item, asked, exhibits.get(item.id) ?? [])) : [];
}

const answerers = new WeakMap<object, Promise<Set<string>>>();

/** Who answered an item is read from its history: only where somebody signed as independent, and once for each state. */
async function answerersOf(
  ledger: Ledger,
  { item }: ListedStanding,
  steps: readonly Rec<'itemStep'>[],
  read: ReadCommits,
): Promise<Set<string>> {
  const known = answerers.get(item) ?? ledger.historyOf(item.id, undefined, read).then(answeredBy);
  answerers.set(item, known);
  const submitted = steps.filter(({ fields }) => fields.step === 'submitted');
  return new Set([
    ...(await known),
    ...submitted.flatMap(({ fields: { enteredBy } }) => (enteredBy ? [enteredBy] : [])),
  ]);
}

function evidenceFacts({ item }: ListedStanding, { records, exhibits, here }: Around): EvidenceFacts[] {
  const shown = new Map((exhibits.get(item.id) ?? []).map(({ fields }) => [fields.record, fields.state]));
  return Object.entries(item.fields.evidence ?? {}).map(([id, entry]): EvidenceFacts => {
    const bytesHere = entry.file && here.has(entry.file.sha256);
    const label =
      entry.file?.name ??
      entry.title ??
      entry.place ??
      entry.link ??
      entry.quote?.slice(0, 30) ??
      entry.note ??
      '';
    if (!entry.record) return { id, entry, label, bytesHere };
    const record = records.get(entry.record.id);
    const exhibit = shown.get(entry.record.id);
    const there = record ? !record.deleted : exhibit && !exhibit.gone;
    return {
      id,
      entry,
      label: (record && titleOf(record)) || entry.note || '',
      record: there ? 'here' : record || exhibit ? 'deleted' : 'missing',
      on: record && evidenceDate(record),
      enteredAt: (record?.fields as { enteredAt?: string } | undefined)?.enteredAt,
      bytesHere,
    };
  });
}

const titleOf = ({ kind, fields }: Rec): string => KINDS[kind].title(fields as never);

function soleUsesOf(items: readonly ItemFacts[]): Map<string, number> {
  const codes = new Map<string, Set<string>>();
  for (const { fields, evidence } of items) {
    const [only] = evidence;
    if (!only || evidence.length > 1) continue;
    const key = soleKey(fields.item, only);
    codes.set(key, (codes.get(key) ?? new Set()).add(fields.item));
  }
  return new Map([...codes].map(([key, { size }]) => [key, size]));
}

async function readCompany(ledger: Ledger, companyId: string, today: CivilDate) {
  const own = <R extends { fields: { companyId: string } }>(records: readonly R[]): R[] =>
    records.filter(({ fields }) => fields.companyId === companyId);
  const [appointments, units, matters, list, charters, known] = await Promise.all([
    ledger.list('appointment'),
    ledger.list('unit'),
    companyMatters(ledger, companyId),
    companyList(ledger, companyId),
    companyCharters(ledger, companyId),
    companyInForce(ledger),
  ]);
  const posts = own(appointments);
  return {
    posts,
    notes: matrixOn(posts, own(units), today).notes.flatMap(noteOf),
    matters,
    list,
    charters: charters.map((charter, index) => {
      const { id, fields } = charter;
      const clauses = clausesOf(fields);
      // They stand newest first.
      const isNewest = charters.findIndex((other) => other.fields.unit === fields.unit) === index;
      const lacks = isNewest ? lackingOf(known, clauses) : [];
      const words = known.stateOwnedWords;
      return {
        id,
        fields,
        lacks: lacks.map(({ title }) => packText(title, currentLanguage())),
        stateOwned: clauses.find(({ text }) => words.some((word) => text.includes(word)))?.no,
      };
    }),
  };
}

function noteOf(note: MatrixNote): Facts['notes'] {
  switch (note.what) {
    case 'lapsed':
    case 'noBasis':
    case 'noStart':
      return [{ what: note.what, post: note.post }];
    case 'noDeclaration':
    case 'overlap':
    case 'double':
      return [{ what: note.what, post: note.posts[0] }];
    default:
      // What was declared, and seats that are free, are nothing to put right in a list.
      return [];
  }
}
