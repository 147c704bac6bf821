/** What is printed of an activity: fetched when first opened. */
export { PrintMeetingPage } from './register-print';
