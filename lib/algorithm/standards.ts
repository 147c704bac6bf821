import type { Confidence } from '../rules/pack';
import type { FigureName } from './result';

/** 外卖平台服务管理基本要求 (2025, recommended): average speed of electric bicycles by which times are to be estimated. */
export const TOP_SPEED = 15;
/** The same: continuous work in seconds after which the courier is warned and offered nothing for a while. */
export const LONGEST_SPELL = 4 * 3600;
/** The same: how long nothing is to be offered then, in seconds; a shorter break ends no spell of work. */
export const SHORTEST_REST = 20 * 60;
/** The same: hours of a day, in seconds, beyond which the courier has to confirm. */
export const LONGEST_DAY = 8 * 3600;

/** The program's own: a delivery that is said to have taken longer is taken for a wrong entry. */
export const LONGEST_DELIVERY = 12 * 3600;
/** The program's own: deliveries that a group of comparable ones must have before its fastest tenth says anything. */
export const FEWEST_COMPARED = 50;
/** The program's own: offers to one courier that are further apart are not seen as one after the other. */
export const LONGEST_GAP = 4 * 3600;

/** The document that a figure speaks to, by its name in the checklist pack; without one, the threshold is our own. */
interface Standing {
  source?: string;
  confidence?: Confidence;
}

/** What each figure speaks to. A figure is held against nothing that the document does not say. */
export const STANDINGS: Record<FigureName, Standing> = {
  promise: { source: 'food', confidence: 'confirmed' },
  tight: { source: 'food', confidence: 'confirmed' },
  speed: { source: 'standard', confidence: 'confirmed' },
  speedLeft: { source: 'standard', confidence: 'confirmed' },
  concurrent: {},
  refused: { source: 'negotiation', confidence: 'confirmed' },
  again: { source: 'negotiation', confidence: 'confirmed' },
  gap: { source: 'negotiation', confidence: 'confirmed' },
  spells: { source: 'standard', confidence: 'confirmed' },
  pushed: { source: 'standard', confidence: 'confirmed' },
  days: { source: 'standard', confidence: 'confirmed' },
  daysWaiting: { source: 'standard', confidence: 'confirmed' },
  adverse: { source: 'qinglang', confidence: 'confirmed' },
  hourly: { source: 'rest', confidence: 'confirmed' },
  floor: { source: 'rest', confidence: 'confirmed' },
};
