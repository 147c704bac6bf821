import { startS3rver } from '../../scripts/lib/servers/s3rver.mjs';
import { s3Suite } from './support/s3';

s3Suite('s3rver', startS3rver, {
  createOnly: false,
  holdsRaces: false,
  listsDeep: false,
  checksKeys: false,
  mayErase: true,
  fresh: 0,
});
