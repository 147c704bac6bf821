import { initial } from './0001-initial';
import { postTerms } from './0002-post-terms';
import { meetingMonths } from './0003-meeting-months';
import { sharing } from './0004-sharing';
import { rollups } from './0005-rollups';
import type { Migration } from './migration';

/** All steps, in order. */
export const MIGRATIONS: readonly Migration[] = [initial, postTerms, meetingMonths, sharing, rollups];
