export { NoticePage } from './notice-page';
