import type { Rec } from '../ledger';
import type { KindName } from '../records';
import type { Json } from '../records/kind';
import type { Roles } from './exhibit-names';

/**
 * How a field is shown:
 *
 * - `value`: as it is (days, amounts, one of a few)
 * - `text`: with roles in the place of names
 * - `person`: the role alone
 * - `set`: the names of its elements
 * - `lines`: the texts of its elements in their order
 * - `clauses`: the same, each behind its number
 * - `votes`: text and numbers of each vote
 * - `counts`: how many people in each state, and nobody's name
 * - `files`: name, size and hash, never the bytes
 * - `filled`: that there is something, and not what
 */
export type Showing =
  'value' | 'text' | 'person' | 'set' | 'lines' | 'clauses' | 'votes' | 'counts' | 'files' | 'filled';

/**
 * What an exhibit shows of a record of each kind, and nothing beside it: what a reader has to see to know that the
 * thing was done. Of a kind that is not here, it shows that there is a record and whether it changed.
 */
export const EXHIBITED: Partial<Record<KindName, Readonly<Record<string, Showing>>>> = {
  meeting: {
    types: 'set',
    otherType: 'text',
    title: 'text',
    startsAt: 'value',
    endsAt: 'value',
    mode: 'value',
    dayKinds: 'set',
    host: 'person',
    lecturer: 'person',
    agenda: 'lines',
    ballots: 'votes',
    attendance: 'counts',
    minutes: 'filled',
    attachments: 'files',
  },
  resolution: { text: 'text', owner: 'person', state: 'value', dueOn: 'value', doneOn: 'value' },
  rectification: {
    foundOn: 'value',
    problem: 'text',
    measure: 'text',
    owner: 'person',
    state: 'value',
    dueOn: 'value',
    doneOn: 'value',
    result: 'text',
    reviewedOn: 'value',
  },
  studyLog: { on: 'value', member: 'person', form: 'value', subject: 'text', hours: 'value', state: 'value' },
  clip: { title: 'text', siteName: 'value', source: 'value', published: 'value' },
  request: {
    on: 'value',
    channel: 'value',
    subject: 'text',
    state: 'value',
    answeredOn: 'value',
    closedOn: 'value',
  },
  duesHandover: {
    period: 'value',
    fen: 'value',
    handedOn: 'value',
    publishedOn: 'value',
    publishedAt: 'text',
    attachments: 'files',
  },
  member: { category: 'value', inBranchFrom: 'value', leftOn: 'value' },
  branch: {
    name: 'value',
    company: 'value',
    form: 'value',
    termStart: 'value',
    termEnd: 'value',
    foundedOn: 'value',
  },
  algorithmCheck: { on: 'value', fileName: 'value', fileHash: 'value', bytes: 'value' },
  // Who holds which position is in the company's own space, where every reader of exhibits reads it anyway.
  appointment: {
    name: 'value',
    position: 'value',
    body: 'value',
    from: 'value',
    to: 'value',
    termEnd: 'value',
    how: 'value',
    basis: 'value',
    basisOn: 'value',
    basisFile: 'filled',
    conflict: 'filled',
    conflictOn: 'value',
  },
  charter: {
    version: 'value',
    adoptedOn: 'value',
    resolution: 'value',
    registeredOn: 'value',
    registration: 'value',
    clauses: 'clauses',
    file: 'filled',
    place: 'filled',
    sha256: 'value',
  },
  listedMatter: {
    title: 'value',
    category: 'value',
    basis: 'value',
    confidence: 'value',
    from: 'value',
    to: 'value',
  },
  // What the company decided on, as the company's own space has it. Whom it is about is not named.
  matter: {
    title: 'text',
    raisedOn: 'value',
    opinion: 'text',
    opinionOn: 'value',
    body: 'value',
    decision: 'text',
    decidedOn: 'value',
    document: 'text',
    adopted: 'value',
    answer: 'text',
    answeredOn: 'value',
    followUp: 'text',
    followedOn: 'value',
    attachments: 'files',
  },
  reflection: { on: 'value', member: 'person', sharedOn: 'value' },
};

/** Characters of one text; the rest is not what proves anything. */
const TEXT_LIMIT = 2000;
/** Characters of all clauses of a charter together. */
const CLAUSES_LIMIT = 12_000;

type Fields = Record<string, Json | undefined>;

/** The shown fields of a record, by the table. What the record lacks is left out. */
export function shownOf(record: Rec, roles: Roles): Record<string, Json> {
  const shown: Record<string, Json> = {};
  // Taken back: it is its writer's alone again.
  if (record.kind === 'reflection' && !(record as Rec<'reflection'>).fields.sharedOn) return shown;
  // Somebody of the roster is shown as what they are, without a name.
  if (record.kind === 'member') shown.role = roles.code(record.id);
  for (const [name, showing] of Object.entries(EXHIBITED[record.kind] ?? {})) {
    const value = (record.fields as Fields)[name];
    if (value === undefined || value === null || value === '') continue;
    const made = show(showing, value, roles);
    if (made !== undefined) shown[name] = made;
  }
  return shown;
}

function show(showing: Showing, value: Json, roles: Roles): Json | undefined {
  switch (showing) {
    case 'value':
      return typeof value === 'object' ? undefined : value;
    case 'text':
      return typeof value === 'string' ? roles.text(value).slice(0, TEXT_LIMIT) : undefined;
    case 'person':
      return typeof value === 'string' ? roles.code(value) : undefined;
    case 'filled':
      return true;
    case 'set':
      return filled(Object.keys(elements(value)).sort());
    case 'lines':
      return filled(
        inOrder(value).map(({ text }) =>
          typeof text === 'string' ? roles.text(text).slice(0, TEXT_LIMIT) : '',
        ),
      );
    case 'clauses': {
      const lines = inOrder(value).map(({ no, text }) => `${String(no ?? '')} ${String(text ?? '')}`.trim());
      let room = CLAUSES_LIMIT;
      return filled(lines.filter((line) => (room -= line.length) >= 0));
    }
    case 'votes':
      return filled(
        inOrder(value).map(({ text, yes, no, abstain }) =>
          kept({
            text: typeof text === 'string' ? roles.text(text).slice(0, TEXT_LIMIT) : '',
            yes,
            no,
            abstain,
          }),
        ),
      );
    case 'counts': {
      const counts: Record<string, number> = {};
      for (const { state } of Object.values(elements(value)))
        if (typeof state === 'string') counts[state] = (counts[state] ?? 0) + 1;
      return Object.keys(counts).length ? counts : undefined;
    }
    case 'files':
      return filled(
        inOrder(value).map(({ name, size, sha256 }) =>
          kept({ name: typeof name === 'string' ? roles.text(name) : '', size, sha256 }),
        ),
      );
  }
}

/** The elements of a map, each an object with whatever it holds. */
const elements = (value: Json): Record<string, Fields> =>
  value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, Fields>) : {};

/** By `order`, and by their ids where that is the same: so every device finds the same order. */
const inOrder = (value: Json): Fields[] =>
  Object.entries(elements(value))
    .sort(([a, one], [b, other]) => Number(one.order ?? 0) - Number(other.order ?? 0) || (a < b ? -1 : 1))
    .map(([, element]) => element);

const filled = (list: Json[]): Json | undefined => (list.length ? list : undefined);

const kept = (fields: Fields): Json =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
