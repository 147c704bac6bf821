import { type Body, UNIT_LAYERS } from '../records/company';

/** Where a position is: in a unit of a layer, or in the company as a whole because no unit was said. */
export const LAYERS = ['whole', ...UNIT_LAYERS] as const;
export type Layer = (typeof LAYERS)[number];

/** What positions are narrowed to; nothing said = all. */
export interface Narrow {
  layer?: Layer;
  body?: Body;
}
