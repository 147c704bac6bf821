/** 共享; fetched when it is first opened. */
export { SharePage } from './share-page';
