import { type DueFound, duesIn } from './minutes-dates';
import { type Named, ownersIn, type People } from './minutes-people';
import { clausesOf, fold } from './minutes-text';

interface TaskFound {
  text: string;
  owners: Named[];
  due?: DueFound;
}

interface TaskContext {
  on: string;
  people: People;
  /** Owners of the whole sentence. */
  owners: Named[];
  speaker?: Named;
  /** Bare words: `休息点巡查 白露 11月底`. */
  telegraphic: boolean;
}

/**
 * The tasks of one sentence. `白露负责选点，石磊负责数据，年底前完成` are two with one deadline; `11月底前完成巡查，12月10日前
 * 报支委会，由白露负责` are two with one person in charge. What only says who and until when is left out of the text
 * where both were understood; the words as they were written are kept beside it.
 */
export function tasksOf(sentence: string, context: TaskContext): TaskFound[] {
  const { on, people, speaker } = context;
  const body = sentence.replace(/[。;；]$/, '').trim();
  const dues = duesIn(body, on, true);
  if (context.telegraphic)
    return [{ text: telegraphicText(body, context.owners, dues), owners: context.owners, due: only(dues) }];
  const clauses = clausesOf(body).map((text) => ({
    text,
    owners: ownersIn(text, people, speaker),
    dues: duesIn(text, on, true),
  }));
  const withOwner = clauses.filter((clause) => clause.owners.length === 1 && !isOnlyWho(clause.text));
  if (withOwner.length >= 2 && new Set(withOwner.map(({ owners }) => keyOf(owners[0]))).size >= 2) {
    const shared = clauses.filter((clause) => !clause.owners.length).flatMap((clause) => clause.dues);
    return withOwner.map((clause) => ({
      text: clause.text,
      owners: clause.owners,
      due: only(clause.dues) ?? only(shared),
    }));
  }
  const withDue = clauses.filter(
    (clause) => clause.dues.length === 1 && !isOnlyWhen(clause.text, clause.dues[0]),
  );
  const days = new Set(withDue.map((clause) => clause.dues[0]?.on ?? clause.dues[0]?.words));
  if (withDue.length >= 2 && days.size >= 2) {
    return withDue.map((clause) => ({
      text: clause.text,
      owners: clause.owners.length ? clause.owners : context.owners,
      due: clause.dues[0],
    }));
  }
  const due = only(dues);
  const owner = context.owners.length === 1;
  const kept = clauses.filter(
    (clause) => !(owner && isOnlyWho(clause.text)) && !(due?.on && isOnlyWhen(clause.text, clause.dues[0])),
  );
  const text = kept.length ? textOf(body, kept) : body;
  return [{ text, owners: context.owners, due }];
}

/** One deadline, or none: of two different days neither is chosen. */
const only = (dues: readonly DueFound[]): DueFound | undefined =>
  new Set(dues.map((due) => due.on ?? due.words)).size === 1 ? dues[0] : undefined;

const keyOf = (person: Named | undefined): string => person?.member ?? person?.name ?? '';

/** 由白露负责, 责任人：白露: says who, and nothing else. */
const isOnlyWho = (clause: string): boolean =>
  /^(?:此项工作|该项工作|此事|这件事|具体)?(?:由|请)?[^,，由]{1,12}?(?:同志)?(?:具体|总体)?(?:负责|牵头|跟进|落实)(?:落实|跟进|办理|此事)?$/.test(
    fold(clause),
  ) ||
  /^(?:责任人|负责人|牵头人|承办人|跟进人)\s*[:]?\s*\S{1,12}$/.test(fold(clause)) ||
  /^@\S{1,10}$/.test(clause);

/** 11月底前完成, 时限：下周五: says until when, and nothing else. */
function isOnlyWhen(clause: string, due: DueFound | undefined): boolean {
  if (!due) return false;
  const rest = fold(clause.replace(due.words, '')).replace(
    /之前|以前|前|完成|落实|办结|到位|时限|期限|截止|时间|最迟|务必|于|在|要|须|需|[:\s()]/g,
    '',
  );
  return rest.length === 0;
}

/** The kept clauses with the signs that stood between them. */
function textOf(body: string, kept: readonly { text: string }[]): string {
  return (
    kept
      .map(({ text }) => text)
      .join('，')
      .replace(/[，,。;；\s]+$/, '')
      .replace(/^[，,\s]+/, '') || body
  );
}

/** `休息点巡查 白露 11月底` without the name and the day that were understood. */
function telegraphicText(body: string, owners: readonly Named[], dues: readonly DueFound[]): string {
  let text = body;
  for (const { name } of owners) text = text.replace(name, ' ');
  for (const { words, on } of dues) if (on) text = text.replace(words, ' ');
  const clean = text
    .replace(/[（(][\s,，、]*[)）]/g, ' ')
    .replace(/[\s—–|/,，、:：-]+$/g, '')
    .replace(/^[\s—–|/,，、:：-]+/g, '')
    .replace(/\s*[—–|/,，、]\s*(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length >= 2 ? clean : body;
}
