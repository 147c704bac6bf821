/** Money is counted in whole fen; yuan exist only where a person types or reads them. */

const SPACES = /[\s\u3000_]/g;

/**
 * Fen of an amount in yuan as people type it (`50`, `50.5`, `¥1,200.00`, full-width digits). Undefined for
 * anything else: more than two decimals, a negative amount, words.
 */
export function parseYuan(text: string): number | undefined {
  const clean = text
    .normalize('NFKC')
    .replace(SPACES, '')
    .replace(/^[¥$]/u, '')
    .replace(/\p{Script=Han}+$/u, '');
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})?)?$/.exec(clean);
  if (!match) return undefined;
  const yuan = Number((match[1] ?? '').replaceAll(',', ''));
  const fen = yuan * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(fen) && fen < 1e12 ? fen : undefined;
}

/** `1234.50`: an amount in yuan with two decimals, for people and for fields. */
export const yuanText = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/** Yuan as a number, for the cells of a sheet. Never calculated with. */
export const yuanOf = (fen: number): number => fen / 100;
