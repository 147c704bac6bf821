import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Policy, PolicyProblem } from './policy-schema';
import { storedItem } from './storage';

/** The organisation's presets as this profile has them now. */
export interface PolicyState {
  policy: Policy;
  /** Keys that were delivered and not applied. */
  problems: readonly PolicyProblem[];
}

const NONE: PolicyState = { policy: {}, problems: [] };

/**
 * The last answer of the browser. Managed values can arrive late after the browser starts; windows answer from
 * here and are told when it changes.
 */
const cached = storedItem(
  'local',
  'policy',
  z.object({
    /** Read by the schema of policies, see {@link known}. */
    policy: z.record(z.string(), z.any()),
    problems: z.array(
      z.object({
        key: z.string(),
        problem: z.enum(['unknown', 'value']),
        why: z.optional(z.string()),
      }),
    ),
  }),
);

/** Fetched where an organisation has preset something: most panels open without. */
const loadSchema = () => import('./policy-schema');

type Kept = { policy: Record<string, unknown>; problems: readonly PolicyProblem[] };

/** What was kept, if it still has the shape of a policy: another version may have kept it. */
async function known(found: Kept | undefined): Promise<PolicyState> {
  if (!found) return NONE;
  if (!Object.keys(found.policy).length) return { policy: {}, problems: found.problems };
  const policy = (await loadSchema()).policySchema.safeParse(found.policy);
  return policy.success ? { ...found, policy: policy.data } : NONE;
}

let state: PolicyState | undefined;
let loading: Promise<PolicyState> | undefined;
const listeners = new Set<() => void>();

/** Reads managed storage and keeps the answer for every window. An unreadable answer changes nothing. */
export async function refreshPolicy(): Promise<PolicyState> {
  let raw: Record<string, unknown>;
  try {
    raw = await browser.storage.managed.get();
  } catch {
    // Firefox throws where there is no managed manifest. That is the same as an empty policy only when there
    // never was one; a failed read must not lift what the organisation has set.
    return known(await cached.get());
  }
  const next = Object.keys(raw).length ? (await loadSchema()).readPolicy(raw) : NONE;
  const before = await cached.get();
  if (JSON.stringify(before) !== JSON.stringify(next))
    await cached.set({ ...next, problems: [...next.problems] });
  return next;
}

/** In the worker: reads the policy at each start and whenever the organisation changes it. */
export function setupPolicy(): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') void refreshPolicy();
  });
  void refreshPolicy();
}

/** The policy from the cache; reads it when this window has not done so yet. */
export function loadPolicy(): Promise<PolicyState> {
  loading ??= cached.get().then((found) => {
    cached.watch((changed) => void take(changed));
    return take(found);
  });
  return loading;
}

let taken = 0;

/** Publishes what was kept, unless something later was meanwhile. */
async function take(found: Kept | undefined): Promise<PolicyState> {
  taken += 1;
  const mine = taken;
  const shown = await known(found);
  if (mine === taken) publish(shown);
  return shown;
}

/** What is known of the policy at this moment; nothing preset before {@link loadPolicy} is through. */
export const policySnapshot = (): PolicyState => state ?? NONE;

/** Calls `listener` when {@link policySnapshot} has changed; returns the function that stops it. */
export function subscribePolicy(listener: () => void): () => void {
  listeners.add(listener);
  void loadPolicy();
  return () => listeners.delete(listener);
}

function publish(next: PolicyState): void {
  state = next;
  for (const listener of listeners) listener();
}
