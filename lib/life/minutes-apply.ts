import { newId, type Rec, seenOf } from '../ledger';
import type { BallotLine, MeetingDraft, ResolutionLine } from './draft';
import { lineKey } from './draft';
import type { MinutesReading, Proposal, ReadTurn } from './minutes-read';
import type { Named } from './minutes-people';
import { usualKind } from './voters';

/** What a person decided about a reading. What is absent is as the rules propose. */
export interface ReadingChoices {
  /** By id of a proposal or turn. */
  taken: Record<string, boolean>;
  /** Who a name of the notes is: member id or free name, by the name as it is written. */
  people: Record<string, string>;
  /** Who is in charge, by proposal. */
  owners: Record<string, string>;
}

export const noChoices = (): ReadingChoices => ({ taken: {}, people: {}, owners: {} });

export const isTaken = (entry: Proposal | ReadTurn, choices: ReadingChoices): boolean =>
  choices.taken[entry.id] ?? entry.taken;

/** Member id or free name of a person of the notes; empty while it is a question. */
export function personOf(person: Named, choices: ReadingChoices): string {
  const chosen = choices.people[person.name];
  if (chosen !== undefined) return chosen;
  return person.member ?? (person.candidates.length ? '' : person.name);
}

/** Who is in charge of a proposal; empty = 待明确. Of several people nobody is chosen by the program. */
export function ownerOf(proposal: Proposal, choices: ReadingChoices): string {
  const chosen = choices.owners[proposal.id];
  if (chosen !== undefined) return chosen;
  const [only, more] = proposal.owners;
  return only && !more ? personOf(only, choices) : '';
}

/** Names of a reading that a person has to say who they are: transcript numbers, and names that may be several. */
export function questionsOf(reading: MinutesReading): Named[] {
  const asked = new Map<string, Named>();
  const people = [
    ...reading.turns.flatMap(({ speaker }) => (speaker ? [speaker] : [])),
    ...reading.proposals.flatMap(({ owners }) => owners),
  ];
  for (const person of people) {
    if (person.member) continue;
    if (person.candidates.length || /\d$/.test(person.name)) asked.set(person.name, person);
  }
  return [...asked.values()];
}

/** A line of the minutes as it would stand, with its lines of the notes; no text when all became something else. */
export function lineOf(
  turn: ReadTurn,
  reading: MinutesReading,
  choices: ReadingChoices,
  nameOf: (idOrName: string) => string,
  join: (speaker: string, text: string) => string,
): { text: string; lines: [number, number] } {
  const accepted = new Set(reading.proposals.filter((entry) => isTaken(entry, choices)).map(({ id }) => id));
  const parts = turn.parts.filter(({ of, noise }) => !noise && !(of && accepted.has(of)));
  const text = parts
    .map((part) => part.text)
    .join('')
    .trim();
  const at = parts.map(({ line }) => line);
  const lines: [number, number] = at.length ? [Math.min(...at), Math.max(...at)] : turn.lines;
  if (!text || !turn.speaker) return { text, lines };
  const speaker = personOf(turn.speaker, choices);
  return { text: join(speaker ? nameOf(speaker) : turn.speaker.name, text), lines };
}

/**
 * Takes a reading over into the form: sentences become lines of the minutes that know where they come from, decisions
 * and tasks become resolutions, votes fill the vote form. What is in the form already is not entered twice. The notes
 * themselves are kept.
 */
export function applyReading(
  form: MeetingDraft,
  reading: MinutesReading,
  choices: ReadingChoices,
  context: {
    notes: string;
    nameOf: (idOrName: string) => string;
    join: (speaker: string, text: string) => string;
    /** Open resolutions of earlier activities, for those that the notes report as done. */
    open: readonly Rec<'resolution'>[];
  },
): MeetingDraft {
  const { notes, open } = context;
  const taken = reading.proposals.filter((entry) => isTaken(entry, choices));
  const next: MeetingDraft = { ...form, roughNotes: notes, sources: { ...form.sources } };

  // Notes that were typed into the minutes themselves are replaced by what was made of them.
  const before = form.minutes.trim() === notes.trim() ? '' : form.minutes.trimEnd();
  const lines = before ? before.split('\n') : [];
  for (const turn of reading.turns) {
    const { text, lines: source } = lineOf(turn, reading, choices, context.nameOf, context.join);
    if (!text || !isTaken(turn, choices)) continue;
    next.sources[lineKey(text)] = source;
    if (!lines.includes(text)) lines.push(text);
  }
  next.minutes = lines.join('\n');

  const made = new Map<string, string>();
  next.resolutions = [...form.resolutions];
  for (const entry of taken) {
    if (entry.kind !== 'resolution' && entry.kind !== 'task') continue;
    const twin = next.resolutions.find((line) => line.text.trim() === entry.text);
    made.set(entry.id, twin?.id ?? newId());
    if (twin) continue;
    const line: ResolutionLine = {
      id: made.get(entry.id) ?? '',
      text: entry.text,
      owner: ownerOf(entry, choices),
      dueOn: entry.due?.on ?? '',
      source: entry.lines,
    };
    if (entry.item) line.item = entry.item;
    next.resolutions.push(line);
  }
  next.ballots = [...form.ballots];
  for (const entry of taken) {
    if (entry.kind !== 'vote' || !entry.vote) continue;
    const ballot = ballotOf(entry, form, made);
    const twin = next.ballots.some((line) => line.text === ballot.text && line.yes === ballot.yes);
    if (!twin) next.ballots.push(ballot);
  }
  next.attendance = { ...form.attendance };
  next.checkOffs = { ...form.checkOffs };
  for (const entry of taken) {
    for (const { field, value } of entry.facts?.facts ?? []) next[field] = value;
    Object.assign(next.attendance, entry.facts?.marks);
    const done = entry.done && open.find(({ id }) => id === entry.done);
    if (done) next.checkOffs[done.id] = { note: '', base: seenOf(done) };
  }
  return next;
}

function ballotOf(entry: Proposal, form: MeetingDraft, made: ReadonlyMap<string, string>): BallotLine {
  const { kind, ...numbers } = withoutSubject(entry.vote);
  const resolution = entry.about && made.get(entry.about);
  return {
    ...numbers,
    id: newId(),
    order: form.ballots.length + 1,
    kind: kind ?? usualKind(form.types),
    text: entry.text,
    source: entry.lines,
    ...(resolution ? { resolution } : {}),
    ...(entry.item && !resolution ? { item: entry.item } : {}),
  };
}

/** Where a line of the minutes comes from: the notes' lines, and whether it was rewritten since. */
export function sourceOf(
  line: string,
  fields: { minutesSources?: Record<string, [number, number]> },
  notes: string,
  alike: (a: string, b: string) => number,
): { lines: [number, number]; rewritten: boolean } | undefined {
  const known = fields.minutesSources?.[lineKey(line)];
  if (known) return { lines: known, rewritten: false };
  if (line.trim().length < 4) return undefined;
  const best = notes
    .split('\n')
    .map((text, index) => ({ index, score: alike(text, line) }))
    .sort((a, b) => b.score - a.score)[0];
  return best && best.score >= 0.6 ? { lines: [best.index + 1, best.index + 1], rewritten: true } : undefined;
}

function withoutSubject(vote: Proposal['vote']): Omit<NonNullable<Proposal['vote']>, 'subject'> {
  const copy: Partial<NonNullable<Proposal['vote']>> = { ...vote };
  delete copy.subject;
  return copy;
}
