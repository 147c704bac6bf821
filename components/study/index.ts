export { ClipPage } from './clip-page';
export { DeclarePage } from './declare-page';
export { StudyPage } from './study-page';
