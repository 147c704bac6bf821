export { AskLink } from './ask-link';
export { ClipPoints } from './clip-points';
export { showInText } from './show-in-text';
export { SettingsAssist } from './settings-assist';
