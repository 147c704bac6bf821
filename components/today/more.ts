export { MyItemsPage } from './my-items-page';
export { NewEntryPage } from './new-entry-page';
