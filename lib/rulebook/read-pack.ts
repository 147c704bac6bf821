import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { decodeText } from '../exchange/sheet-read/decode-text';
import { Fault } from '../records/fault';
import type { Layer } from '../rules/editions';
import { PackError, type PackPath, parseLayer } from '../rules/layer';
import { nationalDues, nationalPack } from '../rules/packs';
import { packFault } from './pack-fault';

/** Above this size no text is a rule pack; the national one has 50 KB. */
const MOST_BYTES = 2_000_000;

/** Reads a file that a person chose. @throws Fault E550–E559 */
export async function readPackFile(file: Blob): Promise<Layer> {
  if (file.size > MOST_BYTES) throw new Fault('E559', { size: Math.ceil(file.size / 1024) });
  return readPackText(decodeText(new Uint8Array(await file.arrayBuffer())).text);
}

/**
 * Reads a pack from JSON or YAML, whose every JSON text is one. With any error it is refused whole.
 * @throws Fault E550–E558 with the line of the first error, what is wrong there, and the path to it
 */
export async function readPackText(text: string): Promise<Layer> {
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
    return parseLayer(json, { life: nationalPack(), dues: await nationalDues() });
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
