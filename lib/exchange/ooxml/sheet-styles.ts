import type { OfficePackage } from './package';
import { attr, copyOf, kid, kids, make, setAttr, type XmlElement } from './xml';

/** Looks of cells, and looks derived from them. */
export interface SheetStyles {
  /** True for a look that shows a number as a day. */
  isDate(style: number): boolean;
  /** True for a look in which long text goes on in a new line. */
  wraps(style: number): boolean;
  /**
   * The same look, marked as text: a program shows `=1+1` as it stands, also after somebody edited the cell. With
   * `wrap`, long text goes on in a new line.
   */
  asText(style: number, options: { quote: boolean; wrap: boolean }): number;
}

/** Number formats built into the standard that show a day. */
const DATES = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)]);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Looks of a workbook; one without a style part has only the standard look. */
export function sheetStyles(pack: OfficePackage): SheetStyles {
  const root = pack.xml('xl/styles.xml')?.root;
  const list = root && kid(root, 'cellXfs');
  const looks = list ? kids(list, 'xf') : [];
  const custom = new Map<number, string>();
  for (const format of root ? kids(kid(root, 'numFmts') ?? root, 'numFmt') : []) {
    custom.set(Number(attr(format, 'numFmtId')), attr(format, 'formatCode') ?? '');
  }
  const derived = new Map<string, number>();
  const wraps = (look: XmlElement | undefined): boolean =>
    /^(1|true)$/.test(attr(look && kid(look, 'alignment'), 'wrapText') ?? '');
  return {
    isDate: (style) => {
      const format = Number(attr(looks[style], 'numFmtId') ?? 0);
      if (DATES.has(format)) return true;
      const code = (custom.get(format) ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
      return /[yd]/i.test(code);
    },
    wraps: (style) => wraps(looks[style]),
    asText: (style, { quote, wrap }) => {
      const look = looks[style];
      if (!list || !look || (!quote && (!wrap || wraps(look)))) return style;
      const key = `${style} ${quote} ${wrap}`;
      const known = derived.get(key);
      if (known !== undefined) return known;
      const next = copyOf(look);
      next.empty = false;
      if (quote) {
        setAttr(next, 'quotePrefix', 1);
        setAttr(next, 'numFmtId', 49);
        setAttr(next, 'applyNumberFormat', 1);
      }
      if (wrap) wrapLook(next);
      list.children.push(next);
      const index = looks.push(next) - 1;
      setAttr(list, 'count', looks.length);
      derived.set(key, index);
      return index;
    },
  };
}

function wrapLook(look: XmlElement): void {
  let alignment = kid(look, 'alignment');
  if (!alignment) {
    alignment = make(look, 'alignment', ' vertical="center"');
    // The standard wants it before the protection.
    look.children.unshift(alignment);
  }
  setAttr(alignment, 'wrapText', 1);
  setAttr(alignment, 'shrinkToFit', null);
  setAttr(look, 'applyAlignment', 1);
}
