import { currentLanguage, t } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { listCases } from '../members/cases';
import type { Attachment } from '../records/kind';
import { knownPacks } from '../rulebook/whole-packs';
import { packText } from '../rules/pack';
import { type DateRange, formatPeriod, inRange, parsePeriod, periodRange } from '../rules/periods';
import type { Reader } from './reader';

/** Files of one record other than an activity, as they lie in the folder for an inspection. */
export interface RecordFiles {
  /** Folder within the folder of attachments. */
  folder: string;
  /** What they belong to, for the contents and the list of gaps. */
  what: string;
  /** Day or period in words. */
  when: string;
  files: { file: Attachment; title: string }[];
}

/** What is put in, and how many files of each sort are not for this reader. */
export interface FilesFound {
  groups: RecordFiles[];
  leftOut: { admission: number; dues: number };
}

/**
 * Attachments of admission cases, vouchers of dues, and files of the checklist that belong to a period. The secretary
 * gets all of them. Anybody else gets the own case and the own payments, what was handed up for the whole branch, and
 * the checklist, which everybody may open.
 */
export async function recordFiles(ledger: Ledger, range: DateRange, reader: Reader): Promise<FilesFound> {
  const found: FilesFound = { groups: [], leftOut: { admission: 0, dues: 0 } };
  const mine = (member: string): boolean => reader.role === 'secretary' || member === reader.me;
  const [cases, members] = await Promise.all([listCases(ledger), ledger.list('member')]);
  const names = new Map(members.map((member) => [member.id, member.fields.name]));
  const nameOf = (id: string): string => names.get(id) ?? t('exchange.personGone');
  for (const one of cases) {
    if (!wasOpen(one, range)) continue;
    const files = sorted(one.fields.attachments);
    if (!mine(one.fields.member)) found.leftOut.admission += files.length;
    else if (files.length) found.groups.push(await caseFiles(ledger, one, nameOf(one.fields.member), files));
  }
  await addDues(ledger, range, { found, mine, nameOf });
  found.groups.push(...(await evidenceFiles(ledger, range)));
  return found;
}

/** A case counts for every period in which it ran. */
function wasOpen({ fields }: Rec<'developmentCase'>, range: DateRange): boolean {
  const first = Object.values(fields.steps ?? {})
    .flatMap((step) => step.on ?? step.from ?? [])
    .sort()[0];
  return (!first || first <= range.to) && (!fields.endedOn || fields.endedOn >= range.from);
}

async function caseFiles(
  ledger: Ledger,
  { fields }: Rec<'developmentCase'>,
  name: string,
  files: NonNullable<typeof fields.attachments>[string][],
): Promise<RecordFiles> {
  const language = currentLanguage();
  // Steps of other packs have their names too; the present ones stand last and win.
  const steps = (await knownPacks(ledger, 'development')).reverse().flatMap((pack) => pack.steps);
  const titles = new Map<string, string>(
    steps.flatMap((step) =>
      step.documents.map(
        (document) => [`${step.id}:${document.id}`, packText(document.title, language)] as const,
      ),
    ),
  );
  return {
    folder: t('papers.in.caseFolder', { name }),
    what: t('papers.in.case', { name }),
    when: fields.endedOn ?? '',
    files: files.map((file) => ({
      file,
      title: (file.document && titles.get(file.document)) || file.name,
    })),
  };
}

async function addDues(
  ledger: Ledger,
  range: DateRange,
  about: { found: FilesFound; mine: (member: string) => boolean; nameOf: (id: string) => string },
): Promise<void> {
  const { found, mine, nameOf } = about;
  const language = currentLanguage();
  const [from, to] = [range.from.slice(0, 7), range.to.slice(0, 7)];
  const payments = await ledger.list('duesRecord', { from, to });
  for (const { fields } of payments) {
    const files = sorted(fields.attachments);
    if (!files.length) continue;
    if (!mine(fields.member)) {
      found.leftOut.dues += files.length;
      continue;
    }
    const when = formatPeriod(fields.month, language);
    found.groups.push({
      folder: t('papers.in.duesFolder', { of: `${fields.month}_${nameOf(fields.member)}` }),
      what: t('papers.in.payment', { name: nameOf(fields.member) }),
      when,
      files: files.map((file) => ({ file, title: file.name })),
    });
  }
  for (const { fields } of await ledger.list('duesHandover')) {
    const own = parsePeriod(fields.period) && periodRange(fields.period);
    const files = sorted(fields.attachments);
    if (!own || own.from > range.to || own.to < range.from || !files.length) continue;
    found.groups.push({
      folder: t('papers.in.handover'),
      what: t('papers.in.handover'),
      when: formatPeriod(fields.period, language),
      files: files.map((file) => ({ file, title: file.name })),
    });
  }
}

/** Files of checklist items whose period touches the asked one, and of events in it. */
async function evidenceFiles(ledger: Ledger, range: DateRange): Promise<RecordFiles[]> {
  const items = await ledger.list('governanceItem');
  const language = currentLanguage();
  const titles = new Map<string, string>();
  const groups: RecordFiles[] = [];
  for (const { fields } of items) {
    const own = fields.eventOn ? undefined : parsePeriod(fields.period) && periodRange(fields.period);
    const within = fields.eventOn
      ? inRange(fields.eventOn, range)
      : own && own.from <= range.to && own.to >= range.from;
    if (!within) continue;
    const files = Object.values(fields.evidence ?? {}).flatMap(({ file, note }) =>
      file ? [{ file, title: note || file.name }] : [],
    );
    if (!files.length) continue;
    if (!titles.size) {
      for (const pack of (await knownPacks(ledger, 'checklist')).reverse())
        for (const item of pack.items) titles.set(item.code, packText(item.text, language));
    }
    const title = [fields.item, titles.get(fields.item)].filter(Boolean).join(' ');
    groups.push({
      folder: t('papers.in.evidenceFolder', { item: fields.item }),
      what: t('papers.in.evidence', { item: fields.eventTitle ? `${title} · ${fields.eventTitle}` : title }),
      when: fields.eventOn ?? formatPeriod(fields.period, language),
      files,
    });
  }
  return groups;
}

const sorted = <F extends Attachment>(files: Record<string, F> | undefined): F[] =>
  Object.values(files ?? {}).sort((a, b) => (a.order ?? 0) - (b.order ?? 0));

/** What is left out of the folder for this reader, in sentences. */
export const filesLeftOut = ({ admission, dues }: FilesFound['leftOut']): string[] =>
  [
    admission ? t('papers.in.admissionLeftOut', { count: admission }) : '',
    dues ? t('papers.in.duesLeftOut', { count: dues }) : '',
  ].filter(Boolean);
