import { chineseNumber } from '../chinese-number';
import type { OfficePackage } from './package';
import { attr, isElement, kid, kids, local, ownText, type XmlElement } from './xml';

interface Level {
  start: number;
  format: string;
  /** `第%1条` */
  text: string;
  /** Counts from its start again after a level above this one; 0 = never (clauses go on through chapters). */
  restart?: number;
}

/** Writes the number that Word itself would show before a paragraph; '' for none. Called once for each, in their order. */
export type Numbering = (paragraph: XmlElement) => string;

/** Numbers that Word counts by itself (`第%1条`): they stand nowhere in the text of the document. */
export function wordNumbering(pack: OfficePackage): Numbering {
  const folder = pack.main.slice(0, pack.main.lastIndexOf('/') + 1);
  const root = pack.xml(`${folder}numbering.xml`)?.root;
  const styles = pack.xml(`${folder}styles.xml`)?.root;
  const lists = new Map<string, Map<number, Level>>();
  for (const list of root ? kids(root, 'abstractNum') : [])
    lists.set(attr(list, 'abstractNumId') ?? '', levelsOf(list));
  const instances = new Map<string, { list: string; levels: Map<number, Level> }>();
  for (const one of root ? kids(root, 'num') : []) {
    const list = attr(kid(one, 'abstractNumId'), 'val') ?? '';
    const levels = new Map(lists.get(list));
    for (const over of kids(one, 'lvlOverride')) {
      const at = Number(attr(over, 'ilvl') ?? 0);
      const own = kid(over, 'lvl');
      const start = attr(kid(over, 'startOverride'), 'val');
      const level = own ? levelOf(own) : levels.get(at);
      if (level) levels.set(at, { ...level, ...(start ? { start: Number(start) } : {}) });
    }
    instances.set(attr(one, 'numId') ?? '', { list, levels });
  }
  const ofStyle = new Map<string, XmlElement>();
  for (const style of styles ? kids(styles, 'style') : []) {
    const settings = kid(kid(style, 'pPr'), 'numPr');
    if (settings) ofStyle.set(attr(style, 'styleId') ?? '', settings);
  }
  const counts = new Map<string, number[]>();
  return (paragraph) => {
    const settings = kid(paragraph, 'pPr');
    const own = kid(settings, 'numPr');
    const styled = ofStyle.get(attr(kid(settings, 'pStyle'), 'val') ?? '');
    const id = attr(kid(own, 'numId'), 'val') ?? attr(kid(styled, 'numId'), 'val');
    const instance = id ? instances.get(id) : undefined;
    if (!instance) return '';
    const at = Number(attr(kid(own, 'ilvl'), 'val') ?? attr(kid(styled, 'ilvl'), 'val') ?? 0);
    const level = instance.levels.get(at);
    if (!level) return '';
    // Instances of one list go on counting together.
    const count = counts.get(instance.list) ?? [];
    count.forEach((_, deeper) => {
      if (deeper > at && at < (instance.levels.get(deeper)?.restart ?? deeper)) delete count[deeper];
    });
    count[at] = count[at] === undefined ? level.start : count[at] + 1;
    counts.set(instance.list, count);
    if (level.format === 'bullet' || level.format === 'none') return '';
    return level.text.replace(/%(\d)/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const other = instance.levels.get(index);
      return written(count[index] ?? other?.start ?? 1, other?.format ?? 'decimal');
    });
  };
}

const levelsOf = (list: XmlElement): Map<number, Level> =>
  new Map(kids(list, 'lvl').map((level) => [Number(attr(level, 'ilvl') ?? 0), levelOf(level)]));

function levelOf(level: XmlElement): Level {
  const restart = attr(kid(level, 'lvlRestart'), 'val');
  return {
    start: Number(attr(kid(level, 'start'), 'val') ?? 1),
    format: attr(kid(level, 'numFmt'), 'val') ?? 'decimal',
    text: attr(kid(level, 'lvlText'), 'val') ?? '',
    ...(restart === undefined ? {} : { restart: Number(restart) }),
  };
}

const written = (value: number, format: string): string =>
  /^(chinese|ideograph|japanese|taiwanese)/.test(format) ? chineseNumber(value) : String(value);

/** Text of a paragraph with its breaks; what was deleted or moved away, and what stands in boxes, is left out. */
export function wholeText(paragraph: XmlElement): string {
  let text = '';
  const look = (element: XmlElement): void => {
    for (const child of element.children) {
      if (!isElement(child)) continue;
      const name = local(child);
      if (/^(p|tbl|del|moveFrom|drawing|pict|object|instrText|fldData|AlternateContent)$/.test(name))
        continue;
      if (name === 't') text += ownText(child);
      else if (name === 'tab') text += ' ';
      else if (name === 'br' || name === 'cr') text += '\n';
      else if (name === 'noBreakHyphen') text += '-';
      else if (!/Pr$/.test(name)) look(child);
    }
  };
  look(paragraph);
  return text;
}
