import { startNephele } from '../../scripts/lib/servers/nephele.mjs';
import { webDavSuite } from './support/webdav';

webDavSuite('nephele', startNephele, { createOnly: true, holdsRaces: false, mayErase: true, fresh: 0 });
