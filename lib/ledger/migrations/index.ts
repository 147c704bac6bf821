import { initial } from './0001-initial';
import { postTerms } from './0002-post-terms';
import { meetingMonths } from './0003-meeting-months';
import { sharing } from './0004-sharing';
import { rollups } from './0005-rollups';
import { blobs } from './0006-blobs';
import { standings } from './0007-standings';
import { evidenceLinks } from './0008-evidence-links';
import type { Migration } from './migration';

/** All steps, in order. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  postTerms,
  meetingMonths,
  sharing,
  rollups,
  blobs,
  standings,
  evidenceLinks,
];
