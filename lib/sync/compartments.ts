import { SETTLED } from '../ledger';
import { isKindName, KINDS, type KindName } from '../records';
import type { Json, Kind } from '../records/kind';

/**
 * Circles of readers. Each has a key of its own, so that whoever lacks it can read nothing of it.
 *
 * - `r`: all members of the branch
 * - `o`: secretary, deputy and committee (roster details, dues, talks, appraisal, admission, reasons for absence)
 * - `g`: secretary, deputy, committee and reviewers (checklist and what it proves)
 * - `s`: what is reported to the committee above, sealed to it
 * - `p`: the devices of one person alone (reflections that were not shared)
 */
export type Compartment = 'r' | 'o' | 'g' | 's' | 'p';

export const COMPARTMENTS: readonly Compartment[] = ['r', 'o', 'g', 's', 'p'];

/** What somebody is in the space; certified by the roster. */
export const SPACE_ROLES = ['secretary', 'deputy', 'committee', 'member', 'reviewer'] as const;
export type SpaceRole = (typeof SPACE_ROLES)[number];

/** The compartments whose keys a role is given; everybody has a `p` of their own. */
export const READS: Record<SpaceRole, readonly Compartment[]> = {
  secretary: ['r', 'o', 'g', 's'],
  deputy: ['r', 'o', 'g', 's'],
  committee: ['r', 'o', 'g'],
  member: ['r'],
  reviewer: ['g'],
};

/** Who may certify devices and begin epochs, and may send on what others wrote (from an older profile or a backup). */
export const LEADS: readonly SpaceRole[] = ['secretary', 'deputy'];

/** `branch`: every member. `committee`: secretary, deputy, committee. */
type Writers = 'branch' | 'committee';

const WRITERS: Record<Writers, readonly SpaceRole[]> = {
  branch: ['secretary', 'deputy', 'committee', 'member'],
  committee: ['secretary', 'deputy', 'committee'],
};

/** Where the fields of one kind live. Every field of its schema is named once; a test walks them all. */
interface Home {
  write: Writers;
  /** Compartments of the record itself: entry time, author, deletion. The record fits its kind with these alone. */
  home: readonly Compartment[];
  /** Fields by compartment, names separated by spaces. Those of `home` go to every compartment named there. */
  fields: Partial<Record<Compartment, string>>;
  /** Maps or objects of which the home compartment is told only the named members; `o` has all of them. */
  reduced?: Record<string, readonly string[]>;
  /** While this field is empty, the record belongs to its writer alone (`p`). */
  privateUntil?: string;
  /** Field with the person whom the record is of. Outside the committee nobody enters one for somebody else. */
  person?: string;
  /** What others than the committee may set a field to; any other value is the committee's word. */
  declared?: Record<string, readonly Json[]>;
}

/** The table kind × field → compartment and writers. */
export const HOMES: Record<KindName, Home> = {
  branch: {
    write: 'committee',
    home: ['r', 'g'],
    fields: {
      r: 'name company companyId superior form hasCommittee foundedOn termStart termEnd frequencies',
    },
  },
  partyGroup: { write: 'committee', home: ['r'], fields: { r: 'name leader order' } },
  member: {
    write: 'committee',
    home: ['r'],
    fields: {
      r: 'name aliases category group posts inBranchFrom leftOn',
      o:
        'gender ethnicity birth education degree joinedOn fullSince standing job employer phone address ' +
        'nativePlace household stratum sponsors mobile mobileTo idNumber exempt leftTo note',
    },
  },
  consent: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'member scope form givenOn withdrawnOn note' },
  },
  // Everybody who holds a value has to learn that it was erased.
  erasure: {
    write: 'committee',
    home: ['r', 'g'],
    fields: { r: 'member on requestedBy targets kept', o: 'requestedOn reason' },
  },
  meeting: {
    write: 'committee',
    home: ['r'],
    fields: {
      r:
        'types otherType title startsAt endsAt mode place host recorder lecturer group agenda minutes dayKinds ' +
        'education priorStudy ballots attendance guests creditHours attachments',
      // Notes before anything was made of them, and what people said of one another.
      o: 'roughNotes minutesSources criticism',
    },
    reduced: { attendance: ['state', 'madeUpOn', 'study'] },
  },
  clip: {
    write: 'branch',
    home: ['r'],
    fields: {
      r:
        'title url siteName source author editor published coverage excerpt length body textHash quotations note ' +
        'listMonth lists aims card tags education images cut addresses parts whole wholeKept pictures edition items ' +
        'video file pageCount scan',
    },
  },
  studyLog: {
    write: 'branch',
    home: ['r'],
    fields: {
      r: 'member on form clip meeting subject hours minutes state decidedBy decidedOn returnReason',
    },
    person: 'member',
    declared: { state: ['declared'], decidedBy: [null], decidedOn: [null], returnReason: [null] },
  },
  governanceItem: {
    write: 'committee',
    home: ['g'],
    fields: {
      g:
        'companyId item period eventTitle eventOn design effect reason owner nextReview reviewedIn rectification ' +
        'evidence',
    },
  },
  talk: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'on talker partner occasion otherOccasion meeting content problems measures open' },
  },
  resolution: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'meeting text owner dueOn state doneOn doneNote doneIn item from source order' },
  },
  rectification: {
    write: 'committee',
    home: ['r'],
    fields: {
      r: 'meeting source foundOn subject problem measure owner dueOn state doneOn result proof reviewedOn review order',
    },
  },
  appraisal: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'member year meeting self excellent qualified basic unqualified grade feedbackOn' },
  },
  developmentCase: {
    write: 'committee',
    home: ['o'],
    fields: {
      o:
        'member stage steps documents mentors sponsors reviews attachments extendedOn extendedUntil ended endedOn ' +
        'note',
    },
  },
  paperTemplate: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'name format file subject bindings lists types' },
  },
  post: { write: 'committee', home: ['r'], fields: { r: 'member post from to basis' } },
  groupStay: { write: 'committee', home: ['r'], fields: { r: 'member group from to' } },
  sentNotice: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'meeting kind channel how group sentAt' },
  },
  reportSystem: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'name dateStyle timeStyle joiner layouts' },
  },
  filing: { write: 'committee', home: ['r'], fields: { r: 'record recordKind system on by seen' } },
  duesBase: { write: 'committee', home: ['o'], fields: { o: 'member year steps note' } },
  duesRecord: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'member month paid on method handler proxy note attachments' },
  },
  duesHandover: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'period fen handedOn to receipt handler publishedOn publishedAt note attachments' },
  },
  floatingRecord: {
    write: 'committee',
    home: ['o'],
    fields: {
      o:
        'direction member name phone region since reason certificate liaison organization reportedOn contacts ' +
        'returnedOn note slip',
    },
  },
  planItem: {
    write: 'committee',
    home: ['r'],
    fields: { r: 'on start types group title place note task subject cycle meeting doneOn' },
  },
  rulePack: { write: 'committee', home: ['r', 'g'], fields: { r: 'title body putOn' } },
  request: {
    write: 'committee',
    home: ['o'],
    fields: {
      o:
        'on askers from channel subject ask owner remindOn routedTo routedName routedOn answer answeredOn closedOn ' +
        'closing state led',
    },
  },
  reflection: {
    write: 'branch',
    home: ['r'],
    fields: { r: 'member on title text clip meeting sharedOn' },
    privateUntil: 'sharedOn',
    person: 'member',
  },
  lesson: { write: 'branch', home: ['r'], fields: { r: 'clip passage question prompt' } },
  // A penalty is for the few; what a record is must not decide who reads the fields beside it, so awards go along.
  honour: {
    write: 'committee',
    home: ['o'],
    fields: { o: 'sort on members unit what issuer document basis' },
  },
  summary: { write: 'committee', home: ['r'], fields: { r: 'year text adoptedBy adoptedOn meeting' } },
};

const OWN = ['enteredAt', 'enteredBy', '_del'];
const index = new Map<KindName, Map<string, Compartment>>();

function fieldsOf(kind: KindName): Map<string, Compartment> {
  let fields = index.get(kind);
  if (!fields) {
    fields = new Map();
    for (const [q, names] of Object.entries(HOMES[kind].fields)) {
      for (const name of names.split(' ')) fields.set(name, q as Compartment);
    }
    index.set(kind, fields);
  }
  return fields;
}

/** The name of a field without its element: `attendance` of `attendance/<id>`. */
const stem = (field: string): string => field.split('/')[0] ?? field;

/**
 * The compartments of a flat field. A field that this version does not know goes to the most closed compartment of its
 * kind; a kind that it does not know has none.
 */
export function compartmentsOf(kind: string, field: string): readonly Compartment[] {
  if (!isKindName(kind)) return [];
  // That a conflict is settled is for those who know the field.
  if (field.startsWith(SETTLED)) return compartmentsOf(kind, field.slice(SETTLED.length));
  const { home, fields } = HOMES[kind];
  const name = stem(field);
  const q = OWN.includes(name) ? home[0] : fieldsOf(kind).get(name);
  if (q === undefined) return fields.o === undefined ? home : ['o'];
  return q === home[0] ? home : [q];
}

/** A value in each of its compartments: the whole in one, what the others may know of it in theirs. */
export function valueByCompartment(kind: string, field: string, value: Json): Map<Compartment, Json> {
  const places = compartmentsOf(kind, field);
  const reduced = isKindName(kind) ? HOMES[kind].reduced : undefined;
  const kept = reduced && Object.hasOwn(reduced, stem(field)) ? reduced[stem(field)] : undefined;
  if (!kept || !value || typeof value !== 'object' || Array.isArray(value)) {
    return new Map(places.map((q) => [q, value]));
  }
  const less = Object.fromEntries(Object.entries(value).filter(([name]) => kept.includes(name)));
  const parts = new Map<Compartment, Json>(places.map((q) => [q, less]));
  if (Object.keys(less).length < Object.keys(value).length) parts.set('o', value);
  return parts;
}

/** The field that decides whether a record of the kind is its writer's alone; undefined for most kinds. */
export const privateUntil = (kind: string): string | undefined =>
  isKindName(kind) ? HOMES[kind].privateUntil : undefined;

/** True when a role may set fields of a kind. Kinds of a newer version are for the committee to send. */
export const mayWrite = (role: SpaceRole, kind: string): boolean =>
  WRITERS[isKindName(kind) ? HOMES[kind].write : 'committee'].includes(role);

/**
 * True when somebody may set these values: the role may write the kind, and outside the committee what is entered is
 * entered for oneself and waits for the committee's word. Whose record it is that is changed later is not told by a line.
 */
export function mayWriteValues(
  { role, member }: { role: SpaceRole; member: string },
  kind: string,
  values: Readonly<Record<string, Json>>,
): boolean {
  if (!mayWrite(role, kind)) return false;
  if (!isKindName(kind) || WRITERS.committee.includes(role)) return true;
  const { person, declared } = HOMES[kind];
  if (person !== undefined && Object.hasOwn(values, person) && values[person] !== member) return false;
  return Object.entries(declared ?? {}).every(
    ([name, allowed]) => !Object.hasOwn(values, name) || allowed.includes(values[name] as Json),
  );
}

/** The field names of a kind's schema, without those that every kind has. */
export function schemaFields(kind: KindName): string[] {
  const { schema } = KINDS[kind] as unknown as Kind;
  const { def } = (schema as unknown as { _zod: { def: { shape: Record<string, unknown> } } })._zod;
  return Object.keys(def.shape).filter((name) => !OWN.includes(name));
}
