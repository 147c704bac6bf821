export { AskLink } from './ask-link';
export { ClipPoints } from './clip-points';
export { RecordPoints } from './record-points';
export { showInText } from './show-in-text';
export { SettingsAssist } from './settings-assist';
