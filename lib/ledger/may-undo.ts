import { isKindName, KINDS } from '../records';
import type { ChangeRow } from './rows';

/**
 * True when `me` may undo a commit: what somebody did to a record of a kind with `ownUndo` is undone by the same person
 * alone.
 */
export const mayUndo = ({ lines, by }: Pick<ChangeRow, 'lines' | 'by'>, me: string): boolean =>
  by === me || lines.every(({ t }) => !(isKindName(t) && KINDS[t].ownUndo));
