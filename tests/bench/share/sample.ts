import { newId } from '../../../lib/ledger';

export interface StudyRecord {
  id: string;
  fields: {
    member: string;
    on: string;
    form: 'self';
    subject: string;
    hours: number;
    minutes: number;
    state: 'declared';
  };
}

/** A stream of numbers from a seed, so that every contestant and every run gets the same texts. */
function stream(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const TEXT = 75;
/** Drawn evenly from so many, a character tells ten bits: what Chinese has before words and sentences make it less. */
const CHARACTERS = 1_000;

/** Study declared by forty members: seven fields and 75 Chinese characters each. */
export function studyRecords(count: number): StudyRecord[] {
  const next = stream(20_261_126);
  const members = Array.from({ length: 40 }, () => newId());
  return Array.from({ length: count }, (_, index) => ({
    id: newId(),
    fields: {
      member: members[next(members.length)] as string,
      on: `2026-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
      form: 'self',
      subject: Array.from({ length: TEXT }, () => String.fromCharCode(0x4e00 + next(CHARACTERS))).join(''),
      hours: 1 + (index % 4),
      minutes: 45 * (1 + (index % 4)),
      state: 'declared',
    },
  }));
}
