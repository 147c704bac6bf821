import { WebDavCarrier } from '../../lib/carrier';
import { startApache } from '../../scripts/lib/servers/apache.mjs';
import { whereInstalled } from './support/installed';
import { paper, PEOPLE, rulesSuite } from './support/sharing-rules';
import { nodeWire } from './support/wire';

whereInstalled('apache', (title) =>
  rulesSuite(title, async ({ branch, company }) => {
    const rules = paper('sharing-apache.conf')
      .replaceAll('/etc/apache2/sidebook.', 'SERVER_FOLDER/')
      .replaceAll('DavLockDB', '# DavLockDB');
    const server = await startApache({
      extra: rules,
      people: PEOPLE,
      folders: ['', '/v1', '/v1/b', `/v1/b/${branch}`, '/v1/c', `/v1/c/${company}`].map(
        (folder) => `sidebook${folder}`,
      ),
      groups: [
        `b-${branch}: wei lin he`,
        `lead-${branch}: wei lin`,
        `c-${company}: wei fan`,
        `lead-${company}: wei`,
        `b-${'z'.repeat(16)}: eve`,
      ],
    });
    const address = `http://127.0.0.1:${server.port}/sidebook/`;
    return {
      as: (user) => new WebDavCarrier({ address, user, password: `pw-${user}` }, nodeWire),
      stop: server.stop,
    };
  }),
);
