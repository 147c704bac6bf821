import { openTemporary } from '../../exchange/backup/temporary';
import { startZip } from '../../exchange/backup/zip';
import { fileName, writeWorkbook } from '../../exchange/sheet-write';
import { writeBook } from '../../exchange/word/book';
import { Hashing, isPacked, type Ledger, newId, SyncStore } from '../../ledger';
import { toHex } from '../../records/bytes-text';
import { asFault, Fault } from '../../records/fault';
import type { Attachment } from '../../records/kind';
import { utf8 } from '../../sync/bytes';
import { ownKeys } from '../../sync/context';
import { publicHex, sign } from '../../sync/suite';
import {
  fingerprint,
  hashOfText,
  PACK_FILES,
  PACK_FORMAT,
  type PackItem,
  type PackManifest,
} from '../../verify';
import { type Collected, collectPack, type PackedItem, type PackScope } from './collect';
import { ledgerDay } from './day';
import { type FileLine, linesOf } from './lines-of';
import { exhibitLine, findingLine, stepLine } from './lines';
import { packSheets } from './sheets';
import { reportHead, reportPieces } from './report';
import readme from './readme.txt?raw';

/** A pack that lies ready to be saved. */
export interface ReviewPack {
  blob: Blob;
  name: string;
  /** Of the list of the pack: whoever compares it compares everything. */
  fingerprint: string;
  /** Fingerprint of the device that signed it. */
  device: string;
  files: number;
  items: number;
  reviews: number;
  /** Originals that are not in it. */
  left: number;
  /** Signed reviews that do not hold: the pack will say so to whoever checks it. */
  wrong: number;
  /** Removes the temporary file; to be called when nobody saves it any more. */
  release(): Promise<void>;
}

/** How a pack is made. */
export interface PackQuery extends PackScope {
  /** The page of the verifier, as the installation has it. */
  verifier: () => Promise<string>;
  signal?: AbortSignal;
  onProgress?: (progress: PackProgress) => void;
}

/** How far a pack is: originals and their bytes that are in it, of how many. */
export interface PackProgress {
  files: number;
  ofFiles: number;
  done: number;
  total: number;
}

/**
 * Writes the review pack of a company: what was signed, what it was signed on, the evidence, a report and a register, and
 * the page that checks all of it; the list of everything is signed by this device. Files are written and hashed one
 * after the other. Throws E936 when there is nothing to hand over, E937 without a verifier, E450 when there is no room for
 * it, E451 when there is none any more, E420, E670; ends with `AbortError` when stopped. Nothing is handed out unless it is whole.
 */
export async function writeReviewPack(ledger: Ledger, query: PackQuery): Promise<ReviewPack> {
  const { signal, onProgress, company } = query;
  const verifier = await query.verifier().catch((thrown: unknown) => {
    throw new Fault('E937', {}, { cause: thrown });
  });
  const all = await collectPack(ledger, query, signal);
  if (!all.items.length) throw new Fault('E936');
  const keys = await ownKeys(ledger, new SyncStore(ledger));
  const key = await publicHex(keys.sign.publicKey);
  const member = ledger.me?.member ?? '';
  if (!all.devices.has(keys.device)) all.devices.set(keys.device, { key, member });
  const now = ledger.clock.wall();
  await examineRoom(all);
  const temporary = await openTemporary(`${newId()}.zip`);
  const zip = startZip(now, temporary);
  const listed: PackManifest['files'] = [];
  const put = async (path: string, blob: Blob, packed = false): Promise<string> => {
    signal?.throwIfAborted();
    const hashing = new Hashing();
    await zip.sink.write({ name: path, packed }, blob.stream().pipeThrough(hashing.through()));
    const sha256 = hashing.digest();
    listed.push({ path, size: hashing.size, sha256 });
    return sha256;
  };
  const text = (value: string): Blob => new Blob([value]);
  const jsonl = (values: readonly object[]): Blob =>
    new Blob(values.map((value) => `${JSON.stringify(value)}\n`));
  try {
    const files = await putFiles(ledger, all, { put, signal, onProgress });
    await put('README.txt', text(readme));
    await put('verifier.html', text(verifier));
    await put(PACK_FILES.devices, text(JSON.stringify(deviceLines(all))));
    await put(PACK_FILES.reviews, jsonl(reviewLines(all)));
    await put(
      PACK_FILES.items,
      jsonl(all.items.map((item) => itemLine(item, linesOf(files, item), query.reduced))),
    );
    const inside = all.items.filter(({ inScope }) => inScope);
    await put(
      'data/steps.jsonl',
      jsonl(inside.flatMap(({ steps }) => steps.map((one) => stepLine(one, all)))),
    );
    await put(
      'data/findings.jsonl',
      jsonl(inside.flatMap(({ findings }) => findings.map((one) => findingLine(one, all)))),
    );
    await put('data/exhibits.jsonl', jsonl(inside.flatMap(({ exhibits }) => exhibits.map(exhibitLine))));
    const about = {
      all,
      files,
      made: new Date(now).toISOString(),
      today: ledgerDay(ledger),
      by: all.nameOf(member) || keys.device,
      device: fingerprint(key),
    };
    await put('report.docx', await writeBook(reportHead(about), reportPieces(about), signal), true);
    await put('register.xlsx', await writeWorkbook(packSheets(about), { now, signal }), true);
    const manifest: PackManifest = {
      format: PACK_FORMAT,
      v: 1,
      company: { id: company.companyId, name: company.name },
      made: about.made,
      by: { member, name: about.by, device: keys.device, key },
      reduced: query.reduced,
      files: listed,
      tips: all.tips,
    };
    const list = JSON.stringify(manifest);
    const signature = toHex(await sign(keys.sign.privateKey, utf8(list)));
    const write = (name: string, value: string) =>
      zip.sink.write({ name, packed: false }, text(value).stream());
    await write(PACK_FILES.manifest, list);
    await write(PACK_FILES.signature, signature);
    signal?.throwIfAborted();
    const blob = await zip.finish();
    signal?.throwIfAborted();
    return {
      blob,
      name: fileName(['复核包', company.name, query.year ?? '', about.today], 'zip'),
      fingerprint: fingerprint(hashOfText(list)),
      device: about.device,
      files: listed.length,
      items: inside.length,
      reviews: all.reviews.length,
      left: files.filter(({ file }) => !file.path).length,
      wrong: all.accusations.length,
      release: async () => temporary?.remove(),
    };
  } catch (thrown) {
    await zip.abort(thrown);
    await temporary?.remove();
    signal?.throwIfAborted();
    throw (thrown as { name?: string }).name === 'QuotaExceededError'
      ? new Fault('E451', {}, { cause: thrown })
      : thrown;
  }
}

/** Everything but the originals. */
const BESIDE = 64 * 1024 * 1024;
const MIB = 1024 * 1024;
/** A zip may hold more; no other program has to be asked whether it reads that. */
const MOST_FILES = 65_000;

/** Says before anything is written that it would not fit. Throws E450, E452. */
async function examineRoom(all: Collected): Promise<void> {
  if (!all.scope.withFiles) return;
  const sizes = new Map<string, number>();
  for (const item of all.items)
    if (item.inScope) for (const file of filesOf(item)) if ('size' in file) sizes.set(file.sha256, file.size);
  if (sizes.size > MOST_FILES) throw new Fault('E452', { files: sizes.size, most: MOST_FILES });
  const need = [...sizes.values()].reduce((sum, size) => sum + size, BESIDE);
  const storage = (globalThis.navigator as Navigator | undefined)?.storage;
  const { quota, usage = 0 } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  if (quota !== undefined && quota - usage < need)
    throw new Fault('E450', { need: Math.ceil(need / MIB), free: Math.floor((quota - usage) / MIB) });
}

interface Putting {
  put: (path: string, blob: Blob, packed?: boolean) => Promise<string>;
  signal?: AbortSignal;
  onProgress?: PackQuery['onProgress'];
}

/** Puts the originals in, each once, and says of each that is not in why. */
async function putFiles(
  ledger: Ledger,
  all: Collected,
  { put, signal, onProgress }: Putting,
): Promise<FileLine[]> {
  const wanted = all.items.flatMap((item) => filesOf(item).map((file) => ({ item, file })));
  const total = wanted.reduce((sum, { file }) => sum + ('size' in file ? file.size : 0), 1);
  let done = 0;
  const placed = new Map<string, Pick<FileLine['file'], 'path' | 'why'>>();
  const lines: FileLine[] = [];
  for (const { item, file } of wanted) {
    signal?.throwIfAborted();
    const name = all.plain(file.name);
    const at = { sha256: file.sha256, name, ...('size' in file ? { size: file.size } : {}) };
    if (!('size' in file)) lines.push({ item, file: { ...at, why: 'keptElsewhere' } });
    else if (!item.inScope) lines.push({ item, file: { ...at, why: 'outOfScope' } });
    else if (!all.scope.withFiles) lines.push({ item, file: { ...at, why: 'leftOut' } });
    else {
      const known = placed.get(file.sha256) ?? (await putFile(ledger, file, name, put));
      placed.set(file.sha256, known);
      lines.push({ item, file: { ...at, ...known } });
    }
    done += at.size ?? 0;
    onProgress?.({ files: lines.length, ofFiles: wanted.length, done, total });
  }
  return lines;
}

async function putFile(
  ledger: Ledger,
  file: Attachment,
  name: string,
  put: Putting['put'],
): Promise<Pick<FileLine['file'], 'path' | 'why'>> {
  let blob: Blob;
  try {
    blob = await ledger.getBlob({ sha256: file.sha256, size: file.size, type: file.type });
  } catch (thrown) {
    return { why: asFault(thrown).code === 'E113' ? 'notHere' : 'notReached' };
  }
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, 'bin'];
  const path = `evidence/${file.sha256.slice(0, 16)}-${fileName([stem], ending.replace(/[^A-Za-z0-9]/g, '') || 'bin')}`;
  await put(path, blob, isPacked(file.type));
  return { path };
}

type Kept = Attachment | { sha256: string; name: string };

/** Files that prove an item or that a finding was put right, and those of its records; of an original kept elsewhere only its hash. */
function filesOf(item: PackedItem): Kept[] {
  const entries = [
    ...item.evidence,
    ...item.findings.flatMap(({ fields }) => Object.values(fields.proof ?? {})),
  ];
  const own = item.ownFiles.filter(({ sha256 }) => !entries.some(({ file }) => file?.sha256 === sha256));
  const proofs = entries.flatMap(({ file, sha256, title, place, note }): Kept[] => {
    if (file) return [file];
    return sha256 ? [{ sha256, name: title ?? place ?? note ?? sha256.slice(0, 16) }] : [];
  });
  return [...proofs, ...own];
}

const deviceLines = ({ devices, nameOf }: Collected): object[] =>
  [...devices].map(([device, { key, member }]) => ({ device, key, member, name: nameOf(member) }));

const reviewLines = ({ reviews, scope }: Collected): object[] =>
  reviews.map(({ record: { fields }, state }) => ({
    item: fields.item,
    text: fields.text,
    signature: fields.signature,
    device: fields.device,
    ...(scope.reduced ? {} : { state }),
  }));

function itemLine(item: PackedItem, files: readonly FileLine[], reduced: boolean): PackItem {
  const { id, code, period, state, standing, review } = item;
  return {
    record: id,
    code,
    period,
    state: state.hash,
    ...(reduced || !state.text ? {} : { text: state.text }),
    standing,
    ...(review ? { review: review.hash } : {}),
    files: files.map(({ file: { sha256, path, why } }) => ({
      sha256,
      ...(path ? { path } : {}),
      ...(why ? { why } : {}),
    })),
  };
}
