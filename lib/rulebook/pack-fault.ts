import { Fault } from '../records/fault';
import type { PackError, PackProblem } from '../rules/pack-read';

const CODES: Record<PackProblem, string> = {
  syntax: 'E550',
  kind: 'E551',
  missing: 'E552',
  type: 'E553',
  value: 'E554',
  unknown: 'E555',
  twice: 'E556',
  source: 'E557',
  dates: 'E558',
};

/** What a person is told of the first error of a pack. `line` is known where the pack was read from a text. */
export const packFault = ({ problem, path, detail }: PackError, line?: number): Fault =>
  new Fault(CODES[problem], { line: line ?? '—', path: path.join('.') || '/', detail });
