export { ReentryPage } from './reentry-page';
