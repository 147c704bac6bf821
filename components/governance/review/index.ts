export { ReviewPage } from './review-page';
export { readStandingsAhead } from '../../../lib/review';
