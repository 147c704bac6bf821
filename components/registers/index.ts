/** The registers and what is printed of them: fetched when one of their screens is first opened. */
export { PrintDuesPage } from './dues-print';
export { PrintRegisterPage } from './print-page';
export { RegisterPage } from './register-page';
