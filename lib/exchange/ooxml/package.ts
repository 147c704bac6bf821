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
  /** Elements of all parts that are read as XML: a file of a few kilobytes can hold more than memory does. */
  elements: 1_000_000,
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
  const room = { elements: TEMPLATE_LIMITS.elements };
  const xml = (part: string): XmlDocument | undefined => {
    const known = trees.get(part);
    const raw = parts[part];
    if (known || !raw) return known;
    const tree = readTree(raw, name, room);
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

function readTree(raw: Uint8Array, name: string, room: { elements: number }): XmlDocument {
  // UTF-16 is allowed by the standard; no program that these forms come from writes it.
  const text = raw[0] === 0xff && raw[1] === 0xfe ? new TextDecoder('utf-16le').decode(raw) : strFromU8(raw);
  try {
    return parseXml(text.replace(/^\ufeff/, ''), room);
  } catch (thrown) {
    const reason = thrown instanceof XmlProblem ? thrown.reason : undefined;
    if (reason === 'many') throw tooLarge(name);
    throw new Fault(reason === 'doctype' ? 'E664' : 'E661', { name, what: 'xml' }, { cause: thrown });
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
