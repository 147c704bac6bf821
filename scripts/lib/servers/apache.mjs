import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { freePort, Running } from './running.mjs';

const MODULES = [
  'mpm_event',
  'authz_core',
  'authz_user',
  'authz_groupfile',
  'authn_core',
  'authn_file',
  'auth_basic',
  'dav',
  'dav_fs',
  'setenvif',
];

/** Where Debian and others keep Apache's modules. */
const MODULE_FOLDERS = ['/usr/lib/apache2/modules', '/usr/libexec/apache2', '/etc/httpd/modules'];

/**
 * Apache with mod_dav on a folder whose path has a space and Chinese in it, as shares of companies have.
 * @param {object} [options]
 * @param {string} [options.extra] more lines of configuration, such as limits and access rules; `SERVER_FOLDER` in
 *   them stands for the server's folder, with the file `users`
 * @param {string[]} [options.people] more accounts, each with the password `pw-<name>`
 * @param {string[]} [options.folders] more folders below the root
 * @param {string[]} [options.groups] lines of the file of groups, `groups` in the server's folder
 * @returns {Promise<import('./running.mjs').WebDavServer>}
 */
export async function startApache({ extra = '', people = [], folders = [], groups = [] } = {}) {
  const running = new Running('apache');
  const port = await freePort();
  const folder = MODULE_FOLDERS.find((path) => existsSync(path)) ?? '';
  const made = ['www', 'www/dav', 'www/dav/共享 资料', 'lock', ...folders.map((name) => `www/${name}`)];
  for (const name of made) mkdirSync(running.path(name));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) giveTo(running, made);
  running.run('htpasswd', ['-bc', running.path('users'), 'alice', 'pw-alice']);
  for (const name of ['bob', ...people]) {
    running.run('htpasswd', ['-b', running.path('users'), name, `pw-${name}`]);
  }
  writeFileSync(running.path('groups'), `${groups.join('\n')}\n`);
  writeFileSync(
    running.path('httpd.conf'),
    [
      `ServerRoot ${running.folder}`,
      'ServerName localhost',
      `Listen 127.0.0.1:${port}`,
      `PidFile ${running.path('pid')}`,
      `Mutex file:${running.path('lock')}`,
      `ErrorLog ${running.path('error.log')}`,
      isRoot ? 'User www-data\nGroup www-data' : '',
      // Small: two cores carry it together with everything else.
      'StartServers 1',
      'ThreadsPerChild 25',
      ...MODULES.map((name) => `LoadModule ${name}_module ${folder}/mod_${name}.so`),
      `DocumentRoot ${running.path('www')}`,
      `DavLockDB ${running.path('lock/db')}`,
      `<Directory ${running.path('www')}>`,
      '  Dav On',
      '  AuthType Basic',
      '  AuthName files',
      `  AuthUserFile ${running.path('users')}`,
      '  Require valid-user',
      '</Directory>',
      extra.replaceAll('SERVER_FOLDER', running.folder),
      '',
    ].join('\n'),
  );
  running.start('apache2', ['-f', running.path('httpd.conf'), '-DFOREGROUND']);
  await running.answers(`http://127.0.0.1:${port}/`);
  return {
    kind: 'webdav',
    port,
    address: `http://127.0.0.1:${port}/dav/共享 资料/`,
    user: 'alice',
    password: 'pw-alice',
    root: running.path('www/dav/共享 资料'),
    stop: () => running.stop(),
  };
}

/**
 * @param {Running} running
 * @param {string[]} names
 */
function giveTo(running, names) {
  const line = /^www-data:[^:]*:(\d+):(\d+)/m.exec(readFileSync('/etc/passwd', 'utf8'));
  chmodSync(running.folder, 0o755);
  for (const name of names) chownSync(running.path(name), Number(line?.[1]), Number(line?.[2]));
}
