export { DuesPage } from './dues-page';
export { DuesFixPage } from './fix-page';
export { DuesMemberPage } from './member-page';
export { DuesPayPage } from './pay-page';
