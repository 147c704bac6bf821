/** 参与决策: 议事清单 and the matters heard; fetched when it is first opened. */
export { HeardPage } from './heard-page';
export { ImportListPage } from './import-page';
export { ListPage } from './list-page';
export { ListedPage } from './listed-page';
export { MatterPage } from './matter-page';
