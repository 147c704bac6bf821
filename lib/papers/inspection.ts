import { currentBranch } from '../branch/branch';
import { wholeRoster } from '../branch/terms';
import { startZip } from '../exchange/backup/zip';
import { fileName, type SheetModel, writeWorkbook } from '../exchange/sheet-write';
import { meetingDocument } from '../exchange/word';
import { currentLanguage, t } from '../i18n';
import { hashBlob, type Ledger } from '../ledger';
import { attachmentsOf } from '../life/draft';
import { meetingRegister, type RegisterRow } from '../life/register';
import { nameOfRow, registerContext, type RegisterContext } from '../life/register-columns';
import { paperOfRow } from '../life/register-document';
import { asFault } from '../records/fault';
import type { Attachment } from '../records/kind';
import { MEETING_TYPES } from '../records/meeting';
import type { CivilDate } from '../rules/calendar';
import { lifePack } from '../rules/packs';
import { type DateRange, formatPeriod, parsePeriod, periodRange } from '../rules/periods';
import { type Gap, gapsOf, gapWord } from './gaps';
import { handbook } from './handbook';
import { leftOut } from './handbook-appraisals';
import { type FolderFile, indexHtml, indexText, manifestJson, sumsText } from './inspection-index';
import { filesLeftOut, recordFiles } from './inspection-files';
import { type InspectionQuery, registerFiles } from './inspection-registers';

export interface InspectionResult {
  blob: Blob;
  name: string;
  files: number;
  gaps: number;
}

const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** 缺项清单 of a period, as it will lie in the folder. */
export async function inspectionGaps(
  ledger: Ledger,
  query: Pick<InspectionQuery, 'period' | 'today' | 'reader'>,
): Promise<Gap[]> {
  const { period, today } = query;
  const range = periodRange(period) ?? { from: today, to: today };
  const pack = lifePack();
  const [rows, context] = await Promise.all([
    meetingRegister(ledger, { ...range, today, pack }),
    registerContext(ledger, pack),
  ]);
  return [...(await chapterGaps(ledger, query)), ...(await gapsOf(ledger, range, { rows, context, today }))];
}

/** What the folder leaves out for this reader, in sentences. */
export async function inspectionLeftOut(
  ledger: Ledger,
  { period, today, reader }: Pick<InspectionQuery, 'period' | 'today' | 'reader'>,
): Promise<string[]> {
  const range = periodRange(period) ?? { from: today, to: today };
  const year = parsePeriod(period)?.year ?? Number(today.slice(0, 4));
  const [appraisalsLeft, files] = await Promise.all([
    leftOut('appraisals', { ledger, year, reader }),
    recordFiles(ledger, range, reader),
  ]);
  return [appraisalsLeft ?? '', ...filesLeftOut(files.leftOut)].filter(Boolean);
}

/** Chapters of the handbook that the ledger has nothing for. */
async function chapterGaps(
  ledger: Ledger,
  { period, today, reader }: Pick<InspectionQuery, 'period' | 'today' | 'reader'>,
): Promise<Gap[]> {
  const year = parsePeriod(period)?.year ?? Number(today.slice(0, 4));
  const { missing } = await handbook(ledger, { year, today, reader });
  // Of meetings the rules say themselves what is missing, and by which document.
  const ruled = new Set(MEETING_TYPES.map((type) => t(`life.type.${type}`)));
  return missing
    .filter((title) => !ruled.has(title))
    .map((title) => ({
      state: 'unknown',
      what: title,
      when: formatPeriod(String(year), currentLanguage()),
      detail: t('papers.hb.missing'),
      basis: '',
      confidence: '',
    }));
}

/**
 * 迎检材料 of a period as one zip: registers (Excel), records (Word), files of the activities, a table of contents, what
 * is missing with the rule behind it, and a manifest of SHA-256. Written entry by entry; nothing is handed out before
 * it is whole. Ends with `AbortError` when stopped; throws E420, E422, E110.
 */
export async function inspectionFolder(ledger: Ledger, query: InspectionQuery): Promise<InspectionResult> {
  const { period, today, signal } = query;
  const range = periodRange(period) ?? { from: today, to: today };
  const pack = lifePack();
  const [all, context, roster, branch, gaps, left] = await Promise.all([
    meetingRegister(ledger, { ...range, today, pack }),
    registerContext(ledger, pack),
    wholeRoster(ledger),
    currentBranch(ledger),
    inspectionGaps(ledger, query),
    inspectionLeftOut(ledger, query),
  ]);
  const rows = all.filter((row) => !row.planned);
  const name = branch?.fields.name ?? '';
  const words = formatPeriod(period, currentLanguage());
  const root = fileName([t('papers.in.title'), name, words], '').replace(/\.$/, '');
  const zip = startZip(query.now);
  const files: FolderFile[] = [];
  const total = rows.length + 1;
  const add = async (
    folder: string,
    file: string,
    blob: Blob,
    title: string,
    packed = true,
  ): Promise<void> => {
    signal?.throwIfAborted();
    const path = unique(files, folder ? `${folder}/${file}` : file);
    files.push({ path, title, size: blob.size, sha256: await hashBlob(blob) });
    await zip.sink.write({ name: `${root}/${path}`, packed }, blob.stream());
  };
  try {
    query.onProgress?.(0, total);
    const registers = await registerFiles(ledger, query, { range, rows, branch: name, words });
    for (const { title, sheets } of registers) {
      const blob = await writeWorkbook(sheets, { now: query.now, signal });
      await add(t('papers.in.registers'), fileName([title, words], 'xlsx'), blob, title);
    }
    query.onProgress?.(1, total);
    for (const [index, row] of rows.entries()) {
      await addRecord(row, {
        ledger,
        context,
        roster,
        branch: name,
        today,
        add,
        gaps,
        withFiles: query.withFiles !== false,
      });
      query.onProgress?.(index + 2, total);
      await breath();
      signal?.throwIfAborted();
    }
    if (query.withFiles !== false) await addRecordFiles(ledger, query, { range, add, gaps });
    const gapBook = await writeWorkbook([gapSheet(gaps, name, words, today)], { now: query.now, signal });
    await add('', fileName([t('papers.in.gaps')], 'xlsx'), gapBook, t('papers.in.gaps'));
    const about = {
      title: `${t('papers.in.title')} ${name} ${words}`,
      asOf: today,
      files: [...files],
      gaps,
      leftOut: left,
    };
    const text = (value: string, type: string) => new Blob([value], { type: `${type};charset=utf-8` });
    await add(
      '',
      fileName([t('papers.in.contents')], 'html'),
      text(indexHtml(about), 'text/html'),
      t('papers.in.contents'),
      false,
    );
    await add(
      '',
      fileName([t('papers.in.contents')], 'txt'),
      text(`\ufeff${indexText(about)}`, 'text/plain'),
      t('papers.in.contents'),
      false,
    );
    const manifest = manifestJson({
      branch: name,
      period,
      asOf: today,
      madeAt: query.now,
      appVersion: query.appVersion,
      files,
    });
    const sums = sumsText(files);
    for (const [path, value] of [
      ['manifest.json', manifest],
      ['SHA256SUMS.txt', sums],
    ] as const) {
      signal?.throwIfAborted();
      await zip.sink.write({ name: `${root}/${path}`, packed: false }, text(value, 'text/plain').stream());
    }
    const blob = await zip.finish();
    signal?.throwIfAborted();
    return { blob, name: `${root}.zip`, files: files.length + 2, gaps: gaps.length };
  } catch (thrown) {
    await zip.abort(thrown);
    throw thrown;
  }
}

/** A path that is not taken yet. */
function unique(files: readonly FolderFile[], path: string): string {
  const taken = new Set(files.map((file) => file.path.toLowerCase()));
  if (!taken.has(path.toLowerCase())) return path;
  const dot = path.lastIndexOf('.');
  const [stem, extension] = dot > path.lastIndexOf('/') ? [path.slice(0, dot), path.slice(dot)] : [path, ''];
  for (let serial = 2; ; serial += 1) {
    const next = `${stem} ${serial}${extension}`;
    if (!taken.has(next.toLowerCase())) return next;
  }
}

async function addRecord(
  row: RegisterRow,
  about: {
    ledger: Ledger;
    context: RegisterContext;
    roster: Parameters<typeof paperOfRow>[1]['roster'];
    branch: string;
    today: CivilDate;
    gaps: Gap[];
    withFiles: boolean;
    add: Add;
  },
): Promise<void> {
  const { ledger, context, gaps } = about;
  const title = `${row.date} ${nameOfRow(row, context)}`;
  const gap = (detail: string): void => {
    gaps.push({
      state: 'unknown',
      what: nameOfRow(row, context),
      when: row.date,
      detail,
      basis: '',
      confidence: '',
      meeting: row.id,
    });
  };
  let minutes = '';
  try {
    minutes = await ledger.text(row.meeting.fields.minutes);
  } catch (thrown) {
    // What is not in this profile is named in the list of gaps; the rest of the folder is made.
    minutes = t('exchange.minutesMissing', { code: asFault(thrown).code });
    gap(minutes);
  }
  const paper = paperOfRow(row, { ...about, minutes });
  const stem = fileName([title], 'x').replace(/\.x$/, '');
  await about.add(t('papers.in.records'), `${stem}.docx`, await meetingDocument(paper), title);
  if (!about.withFiles) return;
  for (const file of attachmentsOf(row.meeting.fields)) {
    const added = await addFile(ledger, about.add, {
      folder: stem,
      file,
      title: `${title} · ${file.name}`,
    });
    if (!added) gap(t('papers.gap.file', { name: file.name }));
  }
}

type Add = (folder: string, file: string, blob: Blob, title: string) => Promise<void>;

/** Puts a kept file into the folder of attachments; false when its bytes are not in this profile. */
async function addFile(
  ledger: Ledger,
  add: Add,
  { folder, file, title }: { folder: string; file: Attachment; title: string },
): Promise<boolean> {
  const dot = file.name.lastIndexOf('.');
  const safe = fileName(
    [dot > 0 ? file.name.slice(0, dot) : file.name],
    dot > 0 ? file.name.slice(dot + 1).replace(/[^\w]/g, '') || 'bin' : 'bin',
  );
  try {
    await add(`${t('papers.in.files')}/${folder}`, safe, await ledger.getBlob(file), title);
    return true;
  } catch (thrown) {
    if (!/^E(113|93[012])$/.test(asFault(thrown).code)) throw thrown;
    return false;
  }
}

/** Files of admission cases, dues and the checklist. */
async function addRecordFiles(
  ledger: Ledger,
  { reader, signal }: Pick<InspectionQuery, 'reader' | 'signal'>,
  about: { range: DateRange; add: Add; gaps: Gap[] },
): Promise<void> {
  const { groups } = await recordFiles(ledger, about.range, reader);
  for (const { folder, what, when, files } of groups) {
    signal?.throwIfAborted();
    for (const { file, title } of files) {
      const added = await addFile(ledger, about.add, {
        folder: fileName([folder], 'x').replace(/\.x$/, ''),
        file,
        title: [what, when, title].filter(Boolean).join(' · '),
      });
      if (added) continue;
      const detail = t('papers.gap.file', { name: file.name });
      about.gaps.push({ state: 'unknown', what, when, detail, basis: '', confidence: '' });
    }
    await breath();
  }
}

function gapSheet(gaps: readonly Gap[], branch: string, period: string, today: CivilDate): SheetModel {
  return {
    sheetName: t('papers.in.gaps'),
    title: t('papers.in.gaps'),
    subtitle: [branch, period, t('exchange.asOf', { date: today })],
    columns: [
      { header: t('papers.field.number'), width: 6, kind: 'integer' },
      { header: t('papers.gap.what'), width: 24, wrap: true },
      { header: t('exchange.col.period'), width: 14, wrap: true },
      { header: t('papers.gap.state'), width: 8 },
      { header: t('papers.gap.detail'), width: 34, wrap: true },
      { header: t('common.basis'), width: 40, wrap: true },
      { header: t('papers.gap.confidence'), width: 14, wrap: true },
    ],
    rows: gaps.map((gap, index) => [
      index + 1,
      gap.what,
      gap.when,
      gapWord(gap.state),
      gap.detail,
      gap.basis,
      gap.confidence,
    ]),
    footer: [t('exchange.unknownNote')],
    landscape: true,
  };
}
