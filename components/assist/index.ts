export { ClipPoints } from './clip-points';
