import { startApache } from '../../scripts/lib/servers/apache.mjs';
import { whereInstalled } from './support/installed';
import { webDavSuite } from './support/webdav';

whereInstalled('apache', (title) =>
  // A file changed within the last second only has a weak mark.
  webDavSuite(title, startApache, { createOnly: true, holdsRaces: true, mayErase: true, fresh: 2_100 }),
);
