import { type CheckedAnswer, checkAnswer } from './check';
import type { Engine, Outgoing } from './engine';
import { type Mask, maskFor } from './mask';
import type { Passage } from './passages';
import { materialFor, promptFor, type Task } from './tasks';

/** What is asked for, with everything that belongs to one request. */
export interface AssistRequest {
  task: Task;
  passages: readonly Passage[];
  outgoing: Outgoing;
  /** How many names and numbers were hidden. */
  hidden: number;
  /** An answer, or the part of it that is there, in plain words again. */
  reveal: (answer: string) => string;
  /** Compares an answer with the passages. */
  check: (answer: string) => CheckedAnswer;
}

/**
 * Makes a request without sending it. Names of the roster, telephone, identity and account numbers and mail addresses
 * are hidden in it. `plain` is for a model that only summarises and cannot point at passages. Throws E376 (too long).
 */
export function makeRequest(
  engine: Engine,
  about: {
    task: Task;
    passages: readonly Passage[];
    question?: string;
    names: readonly string[];
    plain?: boolean;
  },
): AssistRequest {
  const mask: Mask = maskFor(about.names);
  const prompt = about.plain ? materialFor(about.passages, mask) : promptFor(about.task, about, mask);
  const outgoing = engine.prepare(prompt);
  return {
    task: about.task,
    passages: about.passages,
    outgoing,
    hidden: mask.hidden,
    reveal: (answer) => mask.reveal(answer),
    check: (answer) =>
      checkAnswer(mask.reveal(answer), about.passages, {
        task: about.task,
        names: about.names,
        ...(about.plain ? { find: true } : {}),
      }),
  };
}
