import * as z from 'zod/mini';
import { openBackup } from '../../exchange/backup';
import { startZip } from '../../exchange/backup/zip';
import { fileName } from '../../exchange/sheet-write';
import { t } from '../../i18n';
import { change, hashText, type Ledger, type Rec, type Write } from '../../ledger';
import { type Extraction, extractionSchema } from '../../records/extraction';
import { Fault } from '../../records/fault';
import { EDUCATION, type Education } from '../../records/study';
import { clipBody, clipId, clipWrites, findClip, SAME_TEXT } from '../clip/clips';
import { listedName, listTitle } from './list-share';
import { escapeMarkup, inertMarkup } from '../markup';
import { AIM_LENGTH, aimOf } from './month-list';
import { sanitise, type SanitisingWindow } from '../sanitise';

/** Version of the file. Raised only when an older program could not read it rightly. */
const VERSION = 2;
/** Materials that the first version reads at most: a longer file says that it needs the second. */
const FIRST_MOST = 200;
const KIND = 'study-list';
/** Materials in a file at most, and bytes that it and all its texts may have. */
const MOST_MATERIALS = 2000;
const MOST_BYTES = 100 * 1024 * 1024;
/** Stands for the address of material that has none; never stored. */
const NO_ADDRESS = 'urn:sha256:';
const PRINTED = /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/;

const line = z.optional(z.string().check(z.maxLength(500)));
const entry = z.object({
  file: z.string().check(z.regex(/^[0-9]{1,5}\.html$/)),
  title: z.string().check(z.maxLength(500)),
  /** Empty for material that came as a file. */
  url: z.string().check(z.regex(/^(?:https?:\/\/.*)?$/), z.maxLength(4000)),
  siteName: line,
  source: line,
  author: line,
  editor: line,
  published: line,
  coverage: z.enum(['article', 'selection', 'visible']),
  aim: z.optional(z.string().check(z.maxLength(AIM_LENGTH))),
  education: z.optional(z.array(z.enum(EDUCATION))),
});
const manifestSchema = z.object({
  kind: z.literal(KIND),
  version: z.number(),
  month: z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/)),
  branch: z.optional(z.string().check(z.maxLength(200))),
  /** Materials of the list for which there was no room. */
  left: z.optional(z.int().check(z.nonnegative())),
  materials: z.array(entry),
});

/** One material of a file that was opened: read, and not yet in the ledger. */
export interface ListedMaterial {
  extraction: Extraction;
  aim?: string;
  education: readonly Education[];
}

/** A study list out of a file. */
export interface OpenedList {
  month: string;
  /** Name of the branch that made it; as the file says, unproven. */
  branch: string;
  materials: ListedMaterial[];
  /** Materials of the list that are not among these: left out when it was made, or now. */
  left: number;
}

/**
 * Writes the list of a month as a file for another member: an open zip with the texts as pages that any browser
 * shows, and what lists need to know of them. Notes, quotations, tags, and who studied what stay behind. What finds no
 * room (`left`) is named in the file too. Throws E344 for an empty list, E113 when a text is missing.
 */
export async function listFile(
  ledger: Ledger,
  clips: readonly Rec<'clip'>[],
  about: { month: string; branch: string },
  room = MOST_BYTES,
): Promise<{ blob: Blob; name: string; left: number }> {
  if (!clips.length) throw new Fault('E344');
  const { month, branch } = about;
  const zip = startZip(ledger.clock.wall());
  const add = (name: string, content: string | Blob) =>
    zip.sink.write({ name, packed: false }, new Blob([content]).stream());
  try {
    const materials: z.infer<typeof entry>[] = [];
    let bytes = 0;
    for (const [index, clip] of clips.slice(0, MOST_MATERIALS).entries()) {
      const { title, url, siteName, source, author, editor, published, coverage, education } = clip.fields;
      const file = `${index + 1}.html`;
      const page = new Blob([pageOf(title, await clipBody(ledger, clip))]);
      bytes += page.size;
      if (bytes > room) break;
      await add(file, page);
      materials.push({
        file,
        title,
        url: /^https?:/.test(url) ? url : '',
        siteName,
        source,
        author,
        editor,
        published,
        coverage,
        aim: aimOf(clip, month) || undefined,
        education: Object.keys(education ?? {}) as Education[],
      });
    }
    const left = clips.length - materials.length;
    const names = clips.map((clip, index) => `${index + 1}. ${listedName(clip)}`);
    const inside = names.slice(0, materials.length);
    const outside = left ? ['', t('lists.leftOut', { count: left }), ...names.slice(materials.length)] : [];
    const readme = [listTitle(month), branch, '', ...inside, ...outside, '', t('lists.readme'), ''];
    await add('README.txt', readme.join('\r\n'));
    const version = materials.length > FIRST_MOST ? 2 : 1;
    const manifest = { kind: KIND, version, month, branch, left: left || undefined, materials };
    await add('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
    return { blob: await zip.finish(), name: fileName([listTitle(month), branch], 'zip'), left };
  } catch (thrown) {
    await zip.abort(thrown);
    throw thrown;
  }
}

/** A text as a page of its own. Whoever opens it has none of our guards: it holds the markup of clips, or its words. */
function pageOf(title: string, body: string): string {
  // Pages of a long text are marked by sections; on one page they say nothing.
  const flat = body.replace(/<section data-page="\d+">|<\/section>/g, '');
  const text = flat.replace(/<[^>]*>?/g, '\n').replace(/\n{2,}/g, '\n');
  return [
    '<!doctype html><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>${escapeMarkup(title)}</title>`,
    `\n${inertMarkup(flat, text)}`,
  ].join('');
}

/** What faults of the container mean for a list. */
const MEANING: Record<string, string> = {
  E501: 'E341',
  E502: 'E342',
  E503: 'E342',
  E504: 'E341',
  E506: 'E341',
  E507: 'E341',
  E508: 'E341',
};

/**
 * Opens a study list for a preview; writes nothing. The texts are reduced to those elements that clips have, by the
 * parser of `window`. Throws E341 (no study list), E342 (cut short or damaged), E343 (made by a newer version).
 */
export async function openListFile(
  file: Blob,
  window: SanitisingWindow & { DOMParser: typeof DOMParser },
  most = MOST_MATERIALS,
): Promise<OpenedList> {
  if (file.size > MOST_BYTES) throw new Fault('E341');
  try {
    const source = await openBackup(file);
    const read = async (name: string): Promise<string> =>
      new Response((await source.open(name)) as ReadableStream<Uint8Array<ArrayBuffer>>).text();
    const { month, branch = '', left = 0, materials } = parseManifest(await read('manifest.json'));
    const seen = new Set<string>();
    const opened: ListedMaterial[] = [];
    for (const { file: name, aim, education = [], published, ...head } of materials.slice(0, most)) {
      const html = sanitise(await read(name), window).trim();
      const text = textLines(html, window);
      const bare = text.replace(/\s+/gu, '');
      // Scans and videos have no text, and what is short is the same in many: those are told by their titles.
      const isTelling = bare.length >= SAME_TEXT;
      const hash = hashText(isTelling ? bare : `${head.title}\n${bare}`);
      const raw = {
        ...head,
        // Without an address of the web its text is what it is known by.
        url: head.url || `${NO_ADDRESS}${hash}`,
        html,
        text,
        images: [],
        published: PRINTED.test(published ?? '') ? published : undefined,
      };
      const parsed = z.safeParse(extractionSchema, raw);
      if (!parsed.success) throw new Fault('E342', {}, { cause: parsed.error });
      // A material that stands in the file twice is taken once.
      const keys = isTelling ? [raw.url, hash] : [raw.url];
      if (keys.some((key) => seen.has(key))) continue;
      for (const key of keys) seen.add(key);
      opened.push({ extraction: parsed.data, aim, education });
    }
    return { month, branch, materials: opened, left: left + Math.max(0, materials.length - most) };
  } catch (thrown) {
    const code = thrown instanceof Fault ? MEANING[thrown.code] : undefined;
    if (code) throw new Fault(code, {}, { cause: thrown });
    throw thrown;
  }
}

function parseManifest(json: string): z.infer<typeof manifestSchema> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (thrown) {
    throw new Fault('E342', {}, { cause: thrown });
  }
  const head = z.safeParse(z.looseObject({ kind: z.literal(KIND), version: z.number() }), value);
  if (!head.success) throw new Fault('E341');
  if (head.data.version > VERSION) throw new Fault('E343');
  const result = z.safeParse(manifestSchema, value);
  if (!result.success) throw new Fault('E342', {}, { cause: result.error });
  return result.data;
}

/** The main text of clip markup, one paragraph a line, as the extractor writes it. */
function textLines(html: string, window: { DOMParser: typeof DOMParser }): string {
  const { body } = new window.DOMParser().parseFromString(html, 'text/html');
  for (const cell of body.querySelectorAll('td,th')) cell.append('\t');
  for (const block of body.querySelectorAll('p,h2,h3,h4,li,tr,br')) block.after('\n');
  return (body.textContent ?? '')
    .split('\n')
    .map((text) => text.trim())
    .filter(Boolean)
    .join('\n');
}

/** What taking a material in would do. */
export type Encounter = 'fresh' | 'same' | 'changed' | 'reprint' | 'kept';

/** What would happen to each material of a file, by the rules of `saveClip`. Writes nothing. */
export const previewList = (ledger: Ledger, list: OpenedList): Promise<Encounter[]> =>
  Promise.all(
    list.materials.map(async ({ extraction }) => encounterOf(await knownAs(ledger, extraction), extraction)),
  );

/** The clip that a material is, if it is here. One without address is known by its text or by its own id. */
const knownAs = async (ledger: Ledger, extraction: Extraction): Promise<Rec<'clip'> | undefined> =>
  (await findClip(ledger, extraction)) ??
  (extraction.url.startsWith(NO_ADDRESS) ? ledger.get('clip', clipId(extraction.url)) : undefined);

function encounterOf(known: Rec<'clip'> | undefined, { url, text }: Extraction): Encounter {
  if (!known) return 'fresh';
  if (url.startsWith(NO_ADDRESS)) return 'same';
  const { fields } = known;
  const addresses = Object.values(fields.addresses ?? {}).map((address) => address.url);
  if (Object.values(fields.parts ?? {}).some((part) => part.url === url && part.url !== fields.url))
    return 'kept';
  if (fields.url !== url) return addresses.includes(url) ? 'same' : 'reprint';
  const bare = text.replace(/\s+/gu, '');
  // A file without a text has nothing to bring up to date.
  if (!bare || fields.textHash === hashText(bare)) return 'same';
  // The file tells nothing of pages: it may hold fewer of them than were brought together here.
  return fields.parts || fields.wholeKept || fields.file ? 'kept' : 'changed';
}

/**
 * Takes materials of a file in and puts them on the list of its month, in one commit, by the rules of `saveClip`: the
 * same address or text is merged. What somebody here asked of a material or sorted it by stays.
 */
export async function takeList(
  ledger: Ledger,
  list: OpenedList,
  chosen: readonly number[],
): Promise<{ count: number; n?: number }> {
  const { month } = list;
  const writes: Write[] = [];
  let place = (await ledger.linked(`list:${month}`, 'clip')).length;
  for (const index of chosen) {
    const material = list.materials[index];
    if (!material) continue;
    const { extraction, aim, education } = material;
    const known = await knownAs(ledger, extraction);
    const own = known?.fields.lists?.[month];
    const made =
      known && ['same', 'kept'].includes(encounterOf(known, extraction))
        ? [change(known, {})]
        : (await clipWrites(ledger, extraction)).writes;
    const last = made.at(-1) as Write;
    if (extraction.url.startsWith(NO_ADDRESS) && !known) last.set.url = '';
    if (!own) {
      last.set[`lists/${month}`] = { order: place };
      place += 1;
    }
    if (aim && !(known && aimOf(known, month))) last.set[`aims/${month}`] = aim;
    for (const task of education) if (!known?.fields.education?.[task]) last.set[`education/${task}`] = true;
    writes.push(...made);
  }
  const { n } = await ledger.commit(
    writes.filter(({ set }) => Object.keys(set).length),
    { label: 'clipListFile' },
  );
  return { count: chosen.length, n };
}
