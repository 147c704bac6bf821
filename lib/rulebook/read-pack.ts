import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { decodeText } from '../exchange/sheet-read/decode-text';
import { Fault } from '../records/fault';
import type { Layer } from '../rules/editions';
import { parseLayer } from '../rules/layer';
import { PackError, type PackPath } from '../rules/pack-read';
import { nationalDues, nationalPack } from '../rules/packs';
import { parseWhole, type WholePacks } from '../rules/whole';
import { packFault } from './pack-fault';

/** Above this size no text is a rule pack; the national one has 50 KB. */
const MOST_BYTES = 2_000_000;

/** What a file may hold: rules to lie over the national ones, or a pack that takes the place of the built-in one. */
export type AnyPack =
  | { kind: 'life'; pack: Layer }
  | { kind: 'checklist'; pack: WholePacks['checklist'] }
  | { kind: 'development'; pack: WholePacks['development'] }
  | { kind: 'company'; pack: WholePacks['company'] };

/** Reads a file that a person chose. @throws Fault E550–E559 */
export async function readPackFile(file: Blob): Promise<AnyPack> {
  if (file.size > MOST_BYTES) throw new Fault('E559', { size: Math.ceil(file.size / 1024) });
  return readAnyPack(decodeText(new Uint8Array(await file.arrayBuffer())).text);
}

/** Reads a pack of whichever kind from JSON or YAML. @throws Fault E550–E558, as {@link readPackText} does */
export async function readAnyPack(text: string): Promise<AnyPack> {
  const national = { life: nationalPack(), dues: await nationalDues() };
  return readText(text, (json): AnyPack => {
    const kind = typeof json === 'object' && json !== null ? (json as { kind?: unknown }).kind : undefined;
    if (kind === 'checklist') return { kind, pack: parseWhole(kind, json) };
    if (kind === 'development') return { kind, pack: parseWhole(kind, json) };
    if (kind === 'company') return { kind, pack: parseWhole(kind, json) };
    return { kind: 'life', pack: parseLayer(json, national) };
  });
}

/**
 * Reads a pack of branch life from JSON or YAML, whose every JSON text is one. With any error it is refused whole.
 * @throws Fault E550–E558 with the line of the first error, what is wrong there, and the path to it
 */
export async function readPackText(text: string): Promise<Layer> {
  const national = { life: nationalPack(), dues: await nationalDues() };
  return readText(text, (json) => parseLayer(json, national));
}

function readText<Pack>(text: string, parse: (json: unknown) => Pack): Pack {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\ufeff/, ''), { lineCounter: lines, prettyErrors: false });
  const [wrong] = document.errors;
  if (wrong) {
    const problem = wrong.code === 'DUPLICATE_KEY' ? 'twice' : 'syntax';
    throw packFault(new PackError(problem, []), lines.linePos(wrong.pos[0]).line);
  }
  let json: unknown;
  try {
    // Within an alias bomb the library gives up by itself.
    json = document.toJS();
  } catch {
    throw packFault(new PackError('syntax', []), 1);
  }
  try {
    return parse(json);
  } catch (thrown) {
    if (!(thrown instanceof PackError)) throw thrown;
    throw packFault(thrown, lines.linePos(positionOf(document, thrown.path)).line);
  }
}

/** Where a path stands in the text, or how far it leads there. */
function positionOf(document: Document, path: PackPath): number {
  let node: unknown = document.contents;
  let position = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      position = isScalar(pair.key) ? (pair.key.range?.[0] ?? position) : position;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (!item) break;
      node = item;
      position = (item as { range?: [number, number, number] }).range?.[0] ?? position;
    }
  }
  return position;
}
