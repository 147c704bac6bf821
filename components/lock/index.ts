export { LockPage } from './lock-page';
export { LockScreen } from './lock-screen';
export { RequiredLockPage } from './required-page';
