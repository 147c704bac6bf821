import { SETTLED } from '../ledger';
import { isKindName, type KindName } from '../records';
import { stem } from './compartments';

/**
 * What of the closed compartment (`o`) concerns one person. `fields` go to that person as well; every other field of
 * the kind stays with the committee, sealed so that it goes with the person when the person is erased.
 */
interface Concern {
  /** Field that names the person; `@`: the record is the person's own; `/`: the person is the element of a map. */
  person: string;
  fields: string;
  /** While this field is empty, the person was not told yet: nothing is theirs to read. */
  told?: string;
}

/**
 * The table of what a member reads of `o`: their own rows, as facts. What the committee wrote for itself (notes, reviews
 * of an applicant, what was said in a talk and about which problems, who was in touch and when) stays with it. Of a talk
 * the partner reads the day, with whom, on which occasion and what was agreed; of an appraisal nothing until the result
 * was told. Rows of several persons (requests,
 * honours) and of nobody (dues handed over, rough notes) stay in `o` whole.
 */
export const CONCERNS: Partial<Record<KindName, Concern>> = {
  member: {
    person: '@',
    fields:
      'gender ethnicity birth education degree joinedOn fullSince standing job employer phone address nativePlace ' +
      'household stratum sponsors mobile mobileTo idNumber exempt leftTo',
  },
  consent: { person: 'member', fields: 'member scope form givenOn withdrawnOn' },
  meeting: { person: '/', fields: 'attendance' },
  talk: { person: 'partner', fields: 'on talker partner occasion otherOccasion meeting measures open' },
  appraisal: {
    person: 'member',
    fields: 'member year meeting self excellent qualified basic unqualified grade feedbackOn',
    told: 'feedbackOn',
  },
  developmentCase: {
    person: 'member',
    fields: 'member stage steps mentors sponsors extendedOn extendedUntil ended endedOn',
  },
  duesBase: { person: 'member', fields: 'member year steps' },
  duesRecord: { person: 'member', fields: 'member month paid on method handler proxy attachments' },
  floatingRecord: {
    person: 'member',
    fields:
      'direction member name phone region since reason certificate liaison organization reportedOn returnedOn slip',
  },
};

/** What whoever may read a record at all has of it. */
const ENTRY = ['enteredAt', 'enteredBy', '_del'];

const index = new Map<string, ReadonlySet<string>>();
const openFields = (kind: string, { fields }: Concern): ReadonlySet<string> => {
  let found = index.get(kind);
  if (!found) index.set(kind, (found = new Set([...fields.split(' '), ...ENTRY])));
  return found;
};

const concern = (kind: string): Concern | undefined => (isKindName(kind) ? CONCERNS[kind] : undefined);

/** True for kinds of which something may concern one person. */
export const isConcerning = (kind: string): boolean => concern(kind) !== undefined;

/**
 * Whose a field of a record in `o` is, and whether that person reads it; undefined when it is nobody's.
 *
 * @param record Id of the record.
 * @param read A field of the record as it stands.
 */
export function concernOf(
  kind: string,
  record: string,
  field: string,
  read: (name: string) => unknown,
): { person: string; open: boolean } | undefined {
  const own = concern(kind);
  if (!own) return undefined;
  const plain = field.startsWith(SETTLED) ? field.slice(SETTLED.length) : field;
  const isTold = own.told === undefined || typeof read(own.told) === 'string';
  const open = isTold && openFields(kind, own).has(stem(plain));
  if (own.person === '/') {
    const [name, element] = plain.split('/');
    return open && name !== undefined && element ? { person: element, open } : undefined;
  }
  const person = own.person === '@' ? record : read(own.person);
  return typeof person === 'string' && person ? { person, open } : undefined;
}

/**
 * True when a change says that a record is of another person than before, or that the person was told: what was sealed
 * until then, somebody else may read now.
 */
export function opensAnew(
  kind: string,
  f: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean {
  const own = concern(kind);
  if (!own || Object.hasOwn(f, 'enteredAt')) return false;
  return Object.hasOwn(b, own.person) || (own.told !== undefined && Object.hasOwn(f, own.told));
}
