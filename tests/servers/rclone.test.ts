import { startRclone } from '../../scripts/lib/servers/rclone.mjs';
import { whereInstalled } from './support/installed';
import { webDavSuite } from './support/webdav';

whereInstalled('rclone', (title) =>
  webDavSuite(title, startRclone, { createOnly: false, holdsRaces: false, mayErase: true, fresh: 0 }),
);
