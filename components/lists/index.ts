export { LessonPage, PrintLessonPage } from './lesson-page';
export { ListImportPage } from './list-import-page';
export { ListPage } from './list-page';
export { PrintClipPage } from './note-paper';
