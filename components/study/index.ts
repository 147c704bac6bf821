export { ClipChangesPage } from './changes-page';
export { ClipPage } from './clip-page';
export { DeclarePage } from './declare-page';
export { HoursPage } from './hours-page';
export { ReadPage } from './read-page';
export { StudyPage } from './study-page';
export { WaitingPage } from './waiting-page';
