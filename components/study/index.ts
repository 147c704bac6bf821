export { ClipPage } from './clip-page';
export { DeclarePage } from './declare-page';
export { HoursPage } from './hours-page';
export { StudyPage } from './study-page';
export { WaitingPage } from './waiting-page';
