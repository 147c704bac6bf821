import { tDynamic } from '../i18n';
import type { Trial } from './probe';

/** A clock that is further off than this many milliseconds is worth a word. */
const CLOCK_OFF = 5 * 60_000;

export interface TrialLine {
  /** What the line is about: the last part of its message. */
  about: string;
  /** `good` as it should be; `note` works, but somebody should know; `bad` has to be put right. */
  tone: 'good' | 'note' | 'bad';
  text: string;
}

/** What a trial found, as lines of a settings page. Does not repeat `refused`, which is shown as every fault is. */
export function trialLines(trial: Trial): TrialLine[] {
  const lines: TrialLine[] = [];
  const say = (about: string, tone: TrialLine['tone'], params?: Record<string, string | number>): void => {
    lines.push({ about, tone, text: tDynamic(`carrier.trial.${about}`, params) });
  };
  const judge = (
    value: boolean | undefined,
    good: string,
    otherwise: string,
    tone: TrialLine['tone'],
  ): void => {
    if (value === true) say(good, 'good');
    if (value === false) say(otherwise, tone);
  };
  judge(trial.readsBack, 'readsBack', 'readsOther', 'bad');
  judge(trial.lists, 'lists', 'listsLate', 'note');
  judge(trial.createOnly, 'createOnly', 'overwrites', 'note');
  judge(trial.marks, 'marks', 'noMarks', 'note');
  if (trial.mayErase === false) say('keeps', 'good');
  if (trial.mayErase) say('mayErase', 'note');
  if (trial.offset !== undefined && Math.abs(trial.offset) > CLOCK_OFF) {
    say(trial.offset > 0 ? 'clockSlow' : 'clockFast', 'note', {
      minutes: Math.round(Math.abs(trial.offset) / 60_000),
    });
  }
  if (!trial.refused && trial.weak) say('weak', 'note');
  if (!trial.refused) say('notTried', 'note');
  return lines;
}
