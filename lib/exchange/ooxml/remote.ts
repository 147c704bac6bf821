import { strFromU8 } from 'fflate';
import { Fault } from '../../records/fault';
import type { OfficePackage } from './package';
import { attr, descendants, kids, local, ownText, type XmlDocument, type XmlElement } from './xml';

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
    if (!part.endsWith('.rels') && !BYTES.test(part)) refuseActive(pack, part, name);
  }
}

/** Parts that are no XML. */
const BYTES = /\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|bin|odttf|ttf|wav|mp[34])$/i;
/** Parts without any of these words need no reading. */
const SUSPECT = /instrText|fldSimple|ddeLink|oleLink|WEBSERVICE|IMAGE|RTD|\|/i;
/** Fields of a document that fetch a file or start a program when the document is opened or printed. */
const FETCHING = /^[\s"]*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)(?![A-Z])/i;
/** Functions of a sheet that fetch from an address or a program. */
const CALLING = /(?<![\p{L}\p{N}_])(?:_xlfn\.)?(WEBSERVICE|IMAGE|RTD)\s*\(/iu;

/** Fields and formulas of one part; a text that only looks like one is a text. */
function refuseActive(pack: OfficePackage, part: string, name: string): void {
  const raw = pack.parts[part];
  if (!raw || !SUSPECT.test(strFromU8(raw))) return;
  const root = rootOf(pack, part);
  if (!root) return;
  // Fields may stand within fields, and each is spread over any number of runs.
  const fields: string[] = [];
  const refuse = (): never => {
    throw new Fault('E664', { name, what: 'field' });
  };
  for (const element of descendants(root)) {
    switch (local(element)) {
      case 'ddeLink':
      case 'oleLink':
        return refuse();
      case 'fldSimple':
        if (FETCHING.test(attr(element, 'instr') ?? '')) refuse();
        break;
      case 'fldChar':
        switch (attr(element, 'fldCharType')) {
          case 'begin':
            fields.push('');
            break;
          case 'end':
            fields.pop();
        }
        break;
      case 'instrText': {
        // One outside of a field is none to Word; other programs may be less strict.
        const code = (fields.pop() ?? '') + ownText(element);
        if (FETCHING.test(code)) refuse();
        fields.push(code);
        break;
      }
      case 'f':
      case 'formula':
      case 'formula1':
      case 'formula2':
      case 'definedName':
        if (isCalling(ownText(element))) refuse();
    }
  }
}

/** A part as a tree. What is not named as XML (an HTML page, a plain text) may well be none. */
function rootOf(pack: OfficePackage, part: string): XmlElement | undefined {
  try {
    return pack.xml(part)?.root;
  } catch (thrown) {
    if (part.endsWith('.xml') || (thrown instanceof Fault && thrown.code === 'E662')) throw thrown;
    return undefined;
  }
}

/** True for a formula that asks another program (`program|'topic'!item`) or an address. */
function isCalling(formula: string): boolean {
  const bare = formula.replace(/"(?:[^"]|"")*"/g, '""').replace(/'(?:[^']|'')*'/g, "''");
  return bare.includes('|') || CALLING.test(bare);
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
