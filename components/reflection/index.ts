export { PrintReflectionPage } from './paper-bar';
export { ReflectionPage } from './reflection-page';
export { ReflectionsPage } from './reflections-page';
