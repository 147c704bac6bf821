export { DeadlinesPage } from './deadlines-page';
export { PlanItemPage } from './item-page';
export { PlanPage } from './plan-page';
