export { factsOf } from './gather';
export { type Place, type Remark, remarksOf, RULES } from './run';
