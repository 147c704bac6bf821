import { initial } from './0001-initial';
import { postTerms } from './0002-post-terms';
import type { Migration } from './migration';

/** All steps, in order. */
export const MIGRATIONS: readonly Migration[] = [initial, postTerms];
