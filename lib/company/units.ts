import {
  asSeen,
  change,
  type CommitResult,
  create,
  type Ledger,
  type Partially,
  type Rec,
  remove,
  type Seen,
} from '../ledger';
import { BODIES, type Body, type UNIT_LAYERS } from '../records/company';
import { Fault } from '../records/fault';
import { isCivilDate } from '../rules/calendar';
import type { Unit } from './matrix';

/** What is said of one body; '' and undefined = not known. */
export interface BodyInput {
  exists: 'yes' | 'no' | '';
  seats?: number;
  termEnd: string;
}

export interface UnitInput {
  name: string;
  layer: (typeof UNIT_LAYERS)[number];
  /** Record of the unit above; '' for the topmost. */
  parent: string;
  bodies: Partial<Record<Body, BodyInput>>;
}

type Known = NonNullable<Unit['fields']['bodies']>[string];

function bodyFields(input: BodyInput | undefined): Known | undefined {
  if (!input) return undefined;
  const { exists, seats } = input;
  const termEnd = input.termEnd.trim() || undefined;
  if (seats !== undefined && (!Number.isInteger(seats) || seats < 1 || seats > 3000))
    throw new Fault('E993', { text: String(seats) });
  if (termEnd && !isCivilDate(termEnd)) throw new Fault('E992', { text: termEnd });
  if (!exists && seats === undefined && !termEnd) return undefined;
  return {
    ...(exists ? { exists: exists === 'yes' } : {}),
    ...(seats === undefined ? {} : { seats }),
    ...(termEnd ? { termEnd } : {}),
  };
}

/** The units that lie under one, itself included: none of them can be above it. */
export function unitsUnder(id: string, units: readonly Unit[]): Set<string> {
  const under = new Set([id]);
  for (let grown = true; grown;) {
    grown = false;
    for (const { id: one, fields } of units)
      if (fields.parent && under.has(fields.parent) && !under.has(one)) {
        under.add(one);
        grown = true;
      }
  }
  return under;
}

/**
 * Enters a unit and what is known of its bodies, or changes them. Throws E990 (no name), E992 (a day that is none),
 * E993 (seats that are no whole number from 1), E994 (the record is gone).
 */
export async function saveUnit(
  ledger: Ledger,
  companyId: string,
  input: UnitInput,
  options: { id?: string; seen?: Seen; draft?: string; order?: number } = {},
): Promise<CommitResult> {
  const name = input.name.trim();
  if (!name) throw new Fault('E990');
  const { layer } = input;
  const bodies = BODIES.map((body) => [body, bodyFields(input.bodies[body])] as const);
  const { draft } = options;
  if (options.id === undefined) {
    const known = bodies.filter((one): one is [Body, Known] => one[1] !== undefined);
    const fields = {
      companyId,
      name,
      layer,
      parent: input.parent || undefined,
      order: options.order ?? 0,
      bodies: Object.fromEntries(known),
    };
    return ledger.commit([create('unit', fields)], { label: 'unitAdd', draft });
  }
  const record = await ledger.get('unit', options.id);
  if (!record) throw new Fault('E994');
  const all = (await ledger.list('unit')).filter(({ fields }) => fields.companyId === companyId);
  const circle = unitsUnder(record.id, all).has(input.parent);
  const next: Partially<'unit'> = {
    name,
    layer,
    parent: circle ? null : input.parent || null,
    bodies: Object.fromEntries(bodies.map(([body, known]) => [body, known ?? null])),
  };
  return ledger.commit([change(asSeen(record, options.seen), next)], { label: 'unitEdit', draft });
}

/** Puts a unit in the trash. Its appointments stay, and count as those of the company as a whole. */
export const removeUnit = (ledger: Ledger, record: Rec<'unit'>): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'unitRemove' });
