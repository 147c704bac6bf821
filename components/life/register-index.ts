/** The registers and what is printed of them: fetched when one of their screens is first opened. */
export { RegisterPage } from './register-page';
export { PrintDuesPage } from './register-print-dues';
export { PrintMeetingPage, PrintRegisterPage } from './register-print';
