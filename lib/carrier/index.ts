/** Places that hold whole files for sharing: the interface, and every kind of place that has it. */
export type { Carrier, Got, Listed } from './carrier';
export { isPlainName } from './carrier';
export { type Act, MemoryCarrier, type MemoryOptions, type Mishap } from './memory';
export { PASSING, REFUSED, type Refusal } from './refusals';
