import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { Fault } from '../../records/fault';
import { attr, kids, parseXml, serialise, type XmlDocument, XmlProblem } from './xml';

/** Bounds of a template: far above any form, far below what stops a browser. */
export const TEMPLATE_LIMITS = {
  /** Bytes of the file. */
  file: 20 * 1024 * 1024,
  /** Bytes of all its parts. */
  unpacked: 120 * 1024 * 1024,
  parts: 3000,
} as const;

export type TemplateFormat = 'xlsx' | 'docx';

/** An unpacked office file. Parts that are read as XML go back through {@link OfficePackage.close}. */
export interface OfficePackage {
  format: TemplateFormat;
  parts: Record<string, Uint8Array>;
  /** Part of the workbook or the document. */
  main: string;
  /** A part as a tree, read once; changes to it are written by `close`. Undefined when there is no such part. */
  xml(part: string): XmlDocument | undefined;
  /** Takes a part out of the file. */
  drop(part: string): void;
  /** The bytes of the file with every change. */
  close(): Uint8Array;
}

const MAIN_TYPES: readonly [RegExp, TemplateFormat][] = [
  [/spreadsheetml\.(sheet|template)\.main\+xml$/, 'xlsx'],
  [/wordprocessingml\.(document|template)\.main\+xml$/, 'docx'],
];

/**
 * Opens a template within {@link TEMPLATE_LIMITS}. Throws E660 (another kind of file), E661 (damaged), E662 (too
 * large), E663 (under a password), E664 (macros, or XML that may hide an attack).
 */
export function openPackage(bytes: Uint8Array, name: string): OfficePackage {
  if (bytes.byteLength > TEMPLATE_LIMITS.file) throw tooLarge(name);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new Fault(isLocked(bytes) ? 'E663' : 'E660', { name });
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new Fault('E660', { name });
  const parts = unpack(bytes, name);
  const trees = new Map<string, XmlDocument>();
  const xml = (part: string): XmlDocument | undefined => {
    const known = trees.get(part);
    const raw = parts[part];
    if (known || !raw) return known;
    const tree = readTree(raw, name);
    trees.set(part, tree);
    return tree;
  };
  const types = xml('[Content_Types].xml');
  if (!types) throw new Fault('E660', { name });
  let found: { main: string; format: TemplateFormat } | undefined;
  for (const override of kids(types.root, 'Override')) {
    const type = attr(override, 'ContentType') ?? '';
    if (/macroEnabled|vbaProject/i.test(type)) throw new Fault('E664', { name, what: 'macro' });
    const format = MAIN_TYPES.find(([pattern]) => pattern.test(type))?.[1];
    if (format) found ??= { format, main: (attr(override, 'PartName') ?? '').replace(/^\//, '') };
  }
  if (Object.keys(parts).some((part) => /vbaProject\.bin$|\/activeX\//i.test(part))) {
    throw new Fault('E664', { name, what: 'macro' });
  }
  if (!found || !parts[found.main]) throw new Fault('E660', { name });
  return {
    ...found,
    parts,
    xml,
    drop: (part) => {
      delete parts[part];
      trees.delete(part);
    },
    close: () => {
      for (const [part, tree] of trees) parts[part] = strToU8(serialise(tree));
      return zipSync(parts, { level: 6 });
    },
  };
}

function unpack(bytes: Uint8Array, name: string): Record<string, Uint8Array> {
  let [total, count] = [0, 0];
  try {
    return unzipSync(bytes, {
      filter: (file) => {
        total += file.originalSize;
        count += 1;
        if (total > TEMPLATE_LIMITS.unpacked || count > TEMPLATE_LIMITS.parts) throw tooLarge(name);
        if (/(^|[\\/])\.\.([\\/]|$)|^[\\/]|\\/.test(file.name)) throw new Fault('E661', { name });
        return !file.name.endsWith('/');
      },
    });
  } catch (thrown) {
    throw thrown instanceof Fault ? thrown : new Fault('E661', { name }, { cause: thrown });
  }
}

function readTree(raw: Uint8Array, name: string): XmlDocument {
  // UTF-16 is allowed by the standard; no program that these forms come from writes it.
  const text = raw[0] === 0xff && raw[1] === 0xfe ? new TextDecoder('utf-16le').decode(raw) : strFromU8(raw);
  try {
    return parseXml(text.replace(/^\ufeff/, ''));
  } catch (thrown) {
    const hidden = thrown instanceof XmlProblem && thrown.reason === 'doctype';
    throw new Fault(hidden ? 'E664' : 'E661', { name, what: 'xml' }, { cause: thrown });
  }
}

const tooLarge = (name: string): Fault =>
  new Fault('E662', { name, limit: Math.round(TEMPLATE_LIMITS.file / 1024 / 1024) });

/** An old container that holds `EncryptedPackage` (in UTF-16) is a new file under a password. */
function isLocked(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-16le').decode(bytes.subarray(0, 64 * 1024));
  return text.includes('EncryptedPackage') || text.includes('EncryptionInfo');
}

/** Relations of a part by id, as full part names. */
export function relationsOf(
  pack: OfficePackage,
  part: string,
): Map<string, { type: string; target: string }> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const rels = pack.xml(`${folder}_rels/${part.slice(folder.length)}.rels`);
  const found = new Map<string, { type: string; target: string }>();
  for (const relation of rels ? kids(rels.root, 'Relationship') : []) {
    const target = attr(relation, 'Target') ?? '';
    const external = attr(relation, 'TargetMode') === 'External';
    found.set(attr(relation, 'Id') ?? '', {
      type: (attr(relation, 'Type') ?? '').replace(/.*\//, ''),
      target: external ? target : resolvePart(folder, target),
    });
  }
  return found;
}

function resolvePart(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path = folder.split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}

/**
 * Refuses what would fetch or run something when the filled file is opened elsewhere: E664 for remote objects,
 * pictures and templates, and for fields that start programs. Links to click on stay.
 */
export function refuseRemote(pack: OfficePackage, name: string): void {
  for (const part of Object.keys(pack.parts)) {
    if (part.endsWith('.rels')) {
      const rels = pack.xml(part);
      for (const relation of rels ? [...kids(rels.root, 'Relationship')] : []) {
        if (attr(relation, 'TargetMode') !== 'External') continue;
        const type = (attr(relation, 'Type') ?? '').replace(/.*\//, '');
        if (type === 'attachedTemplate')
          detachTemplate(pack, rels as XmlDocument, attr(relation, 'Id') ?? '');
        // An external workbook is named by its own part and asked for by Excel itself, never without a question.
        else if (type !== 'hyperlink' && type !== 'externalLinkPath')
          throw new Fault('E664', { name, what: 'remote' });
      }
    }
    if (
      /^(word|xl)\/[^/]*(\/[^/]*)?\.xml$/.test(part) &&
      /ddeLink|DDEAUTO|\bDDE\s/.test(strFromU8(pack.parts[part] as Uint8Array))
    )
      throw new Fault('E664', { name, what: 'dde' });
  }
}

/** Word's own template of the machine on which the form was made: of no use elsewhere, and an address to fetch from. */
function detachTemplate(pack: OfficePackage, rels: XmlDocument, id: string): void {
  rels.root.children = rels.root.children.filter(
    (node) => typeof node === 'string' || attr(node, 'Id') !== id,
  );
  const settings = pack.xml('word/settings.xml');
  if (settings) {
    settings.root.children = settings.root.children.filter(
      (node) => typeof node === 'string' || !node.name.endsWith('attachedTemplate'),
    );
  }
}
