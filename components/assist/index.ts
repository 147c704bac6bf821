export { ClipPoints } from './clip-points';
export { showInText } from './show-in-text';
