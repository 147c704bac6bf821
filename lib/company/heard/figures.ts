import type { ADOPTIONS } from '../../records/company';
import { type Around, hasOpinion, heardOf, isDecided, type Matter, orderProblems } from './order';

/** A matter with what is known of the records around it. */
export interface HeardMatter {
  id: string;
  fields: Matter;
  around: Around;
}

/** A part of its whole: the records of both, so that either can be opened. */
export interface Share<M> {
  of: M[];
  /** 未知: of the whole, those of which it cannot be said. */
  unknown: M[];
}

/** The figures of 参与决策. Every number is the length of one of these lists. */
export interface HeardFigures<M> {
  all: M[];
  /** Nothing was decided yet. */
  open: M[];
  decided: M[];
  /** Of the decided those on the 议事清单, and how they were heard. */
  listed: Share<M> & { before: M[]; late: M[]; none: M[] };
  /** Of those with an opinion and a decision, what became of the opinion. */
  answered: Share<M> & Record<(typeof ADOPTIONS)[number], M[]>;
  /** Of what was adopted in full or in part, what was seen to be carried out. */
  followed: Share<M> & { done: M[] };
  /** With something to look at in their order. */
  problems: M[];
}

/** Counts matters. An absent answer is unknown, and neither adopted nor refused. Pure. */
export function heardFigures<M extends HeardMatter>(matters: readonly M[]): HeardFigures<M> {
  const where = (test: (one: M) => unknown, list: readonly M[] = matters): M[] => list.filter(test);
  const heard = (state: ReturnType<typeof heardOf>, list: readonly M[]): M[] =>
    where(({ fields, around }) => heardOf(fields, around.meetingOn) === state, list);
  const decided = where(({ fields }) => isDecided(fields));
  const listed = where(({ fields }) => fields.listed, decided);
  const answered = where(({ fields }) => hasOpinion(fields), decided);
  const adopted = (value: (typeof ADOPTIONS)[number]): M[] =>
    where(({ fields }) => fields.adopted === value, answered);
  const taken = where(({ fields }) => fields.adopted === 'full' || fields.adopted === 'partly', answered);
  return {
    all: [...matters],
    open: where(({ fields }) => !isDecided(fields)),
    decided,
    listed: {
      of: listed,
      before: heard('before', listed),
      late: heard('late', listed),
      none: heard('none', listed),
      unknown: heard('unknown', listed),
    },
    answered: {
      of: answered,
      full: adopted('full'),
      partly: adopted('partly'),
      no: adopted('no'),
      unknown: where(({ fields }) => !fields.adopted, answered),
    },
    followed: {
      of: taken,
      done: where(({ fields }) => fields.followedOn, taken),
      unknown: where(({ fields }) => !fields.followedOn, taken),
    },
    problems: where(({ fields, around }) => orderProblems(fields, around).length),
  };
}

/** Names under which the records of a figure are asked for in an address. */
export const HEARD_LISTS = [
  'all',
  'open',
  'decided',
  'before',
  'late',
  'none',
  'unheard',
  'full',
  'partly',
  'no',
  'unanswered',
  'done',
  'undone',
  'problems',
] as const;
export type HeardList = (typeof HEARD_LISTS)[number];

/** The records of one figure. */
export function listOf<M>(figures: HeardFigures<M>, list: HeardList): M[] {
  const { listed, answered, followed } = figures;
  const lists: Record<HeardList, M[]> = {
    all: figures.all,
    open: figures.open,
    decided: figures.decided,
    before: listed.before,
    late: listed.late,
    none: listed.none,
    unheard: listed.unknown,
    full: answered.full,
    partly: answered.partly,
    no: answered.no,
    unanswered: answered.unknown,
    done: followed.done,
    undone: followed.unknown,
    problems: figures.problems,
  };
  return lists[list];
}
