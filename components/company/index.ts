/** 双向进入、交叉任职; fetched when it is first opened. */
export { ConflictsPage, PrintConflictsPage } from './conflicts-page';
export { EntryPage } from './entry-page';
export { MatrixPage } from './matrix-page';
export { ImportPostsPage } from './posts-import-page';
export { PostsPage } from './posts-page';
export { PrintMatrixPage, PrintPostsPage } from './print-matrix-page';
export { UnitPage, UnitsPage } from './units-page';
