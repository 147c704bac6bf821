import type { Ledger } from '../ledger';
import type { SpaceRole } from '../sync/compartments';
import { roleFor } from '../sync/standing';
import { spaceOf } from './devices';

/** What the person of this profile may do with the checklist of a company. */
export interface Rights {
  /** Answers items, submits and withdraws them. */
  answers: boolean;
  /** Starts, returns and signs. */
  reviews: boolean;
  /** True when others can read it: roles count, and the roster says whose a signature is. */
  shared: boolean;
  role: SpaceRole | undefined;
}

const ANSWERING: readonly SpaceRole[] = ['secretary', 'deputy', 'committee'];

/** Reads {@link Rights}: by the role in the space that carries the checklist; everybody may do everything alone. */
export async function rightsFor(ledger: Ledger, companyId: string): Promise<Rights> {
  if (!(await spaceOf(ledger, companyId)))
    return { answers: true, reviews: true, shared: false, role: undefined };
  const role = await roleFor(ledger, companyId);
  const answers = role !== undefined && ANSWERING.includes(role);
  return { answers, reviews: answers || role === 'reviewer', shared: true, role };
}
