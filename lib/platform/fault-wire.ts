import * as z from 'zod/mini';
import { asFault, Fault } from '../records/fault';

/** A fault as it travels between contexts and lies in storage: no stack, no cause. */
export const wiredFault = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  transient: z.boolean(),
});
export type WiredFault = z.infer<typeof wiredFault>;

/** Takes a thrown value apart for the way to another context. */
export function toWire(thrown: unknown): WiredFault {
  const { code, params, transient } = asFault(thrown);
  return { code, params, transient };
}

/** Puts a fault from another context together again. */
export const fromWire = ({ code, params, transient }: WiredFault): Fault =>
  new Fault(code, params, { transient });
