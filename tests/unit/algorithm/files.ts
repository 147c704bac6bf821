import { checkFile, type CheckRequest } from '../../../lib/algorithm/check';
import type { Mapping } from '../../../lib/algorithm/columns';
import { readHead } from '../../../lib/algorithm/head';
import type { CheckResult } from '../../../lib/algorithm/result';

/** Unix seconds of a wall clock of China on 2026-10-12, a Monday, or on a later day. */
export const clock = (time: string, day = 12): number =>
  Date.UTC(2026, 9, day, Number(time.slice(0, 2)) - 8, Number(time.slice(3, 5)), Number(time.slice(6) || 0)) /
  1000;

export const csv = (header: string, lines: readonly string[]): Blob =>
  new Blob([[header, ...lines, ''].join('\n')]);

/** Looks at a file and counts it with the guessed mapping, or with another one. */
export async function counted(
  file: Blob,
  options: { mapping?: Mapping; floor?: number; piece?: number } = {},
): Promise<CheckResult> {
  const head = await readHead(file, 'x.csv');
  const request: CheckRequest = {
    file,
    name: 'x.csv',
    head,
    mapping: options.mapping ?? head.mapping,
    floor: options.floor,
  };
  return checkFile(request, undefined, options.piece);
}

/** The code of a refusal. */
export const code = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (thrown) {
    return (thrown as { code?: string }).code ?? String(thrown);
  }
};
