/** Places that hold whole files for sharing: the interface, and every kind of place that has it. */
export { type Bundle, type Entry, filesIn, type LeftOut, readBundle, writeBundle } from './bundle';
export type { Carrier, Got, Listed } from './carrier';
export { isPlainName, listDeep } from './carrier';
export { FolderCarrier } from './folder';
export { askFolder, canPickFolder, folderState, pickFolder } from '../platform/folder';
export { type Act, MemoryCarrier, type MemoryOptions, type Mishap } from './memory';
export { findStyle, type Trial, tryOut } from './probe';
export { PASSING, REFUSED, type Refusal } from './refusals';
export type { Remote } from './remote';
export { s3Address, S3Carrier, type S3Settings } from './s3';
export { type TrialLine, trialLines } from './trial-words';
export { verified } from './verified';
export { WebDavCarrier, type WebDavSettings } from './webdav';
