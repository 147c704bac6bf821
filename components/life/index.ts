export { LifePage } from './life-page';
export { MeetingFormPage } from './meeting-form-page';
export { MeetingPage } from './meeting-page';
