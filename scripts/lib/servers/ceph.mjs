import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { freePort, Running } from './running.mjs';

/**
 * Ceph with its S3 gateway: one monitor, one store in memory, one gateway; about twelve seconds, and 120 MB.
 * @param {{ people?: string[] }} [options] more accounts, each with the keys `AK<NAME>` and `SK<NAME>`
 * @returns {Promise<import('./running.mjs').S3Server>}
 */
export async function startCeph({ people = [] } = {}) {
  const running = new Running('ceph');
  const at = (/** @type {string[]} */ ...parts) => running.path(...parts);
  const [first, second, port] = [await freePort(), await freePort(), await freePort()];
  const [cluster, store] = [randomUUID(), randomUUID()];
  const monitors = `[v2:127.0.0.1:${first},v1:127.0.0.1:${second}]`;
  for (const name of ['mon', 'osd', 'run']) mkdirSync(at(name));
  writeFileSync(
    at('ceph.conf'),
    [
      '[global]',
      `fsid = ${cluster}`,
      `mon host = ${monitors}`,
      'public addr = 127.0.0.1',
      'cluster addr = 127.0.0.1',
      // Nobody else is on this machine's loopback, and without this the gateway waits five minutes and gives up.
      'auth cluster required = none',
      'auth service required = none',
      'auth client required = none',
      'ms mon client mode = crc',
      'osd pool default size = 1',
      'osd pool default min size = 1',
      'osd pool default pg num = 8',
      'osd pool default pg autoscale mode = off',
      'mon allow pool size one = true',
      'osd crush chooseleaf type = 0',
      'mon max pg per osd = 1000',
      `keyring = ${at('keyring')}`,
      `log file = ${at('$name.log')}`,
      `admin socket = ${at('run', '$name.asok')}`,
      `run dir = ${at('run')}`,
      `pid file = ${at('run', '$name.pid')}`,
      `crash dir = ${at('run')}`,
      '[mon.a]',
      `mon data = ${at('mon')}`,
      '[osd.0]',
      `osd data = ${at('osd')}`,
      'osd objectstore = memstore',
      'memstore device bytes = 1073741824',
      '[client.rgw.s3]',
      `rgw data = ${at('run')}`,
      `rgw frontends = beast endpoint=127.0.0.1:${port} tcp_nodelay=1`,
      // So that a bucket can stand in front of the host name too.
      'rgw dns name = localhost',
      '',
    ].join('\n'),
  );
  const env = { CEPH_CONF: at('ceph.conf') };
  const run = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
    running.run(program, args, { env });
  const start = (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
    running.start(program, ['-f', ...args], env);
  try {
    const all = 'allow *';
    run('ceph-authtool', '-C', at('keyring'), '--gen-key', '-n', 'mon.', '--cap', 'mon', all);
    const caps = ['mon', 'osd', 'mgr'].flatMap((name) => ['--cap', name, all]);
    run('ceph-authtool', at('keyring'), '--gen-key', '-n', 'client.admin', ...caps);
    run('monmaptool', '--create', '--fsid', cluster, '--addv', 'a', monitors, at('monmap'));
    run('ceph-mon', '-i', 'a', '--mkfs', '--monmap', at('monmap'), '--keyring', at('keyring'));
    start('ceph-mon', '-i', 'a');
    run('ceph', 'osd', 'new', store);
    // The same id again, or it never comes up.
    run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', store);
    start('ceph-osd', '-i', '0');
    const asRoot = process.getuid?.() === 0 ? ['--setuser', 'root', '--setgroup', 'root'] : [];
    const plain = ['--ms_mon_client_mode=crc', '--auth_client_required=none'];
    start('radosgw', '-n', 'client.rgw.s3', ...asRoot, ...plain);
    await running.answers(`http://127.0.0.1:${port}/`);
    for (const name of ['alice', ...people]) {
      const keys = [`--access-key=AK${name.toUpperCase()}`, `--secret=SK${name.toUpperCase()}`];
      run('radosgw-admin', 'user', 'create', `--uid=${name}`, `--display-name=${name}`, ...keys, ...plain);
    }
  } catch (thrown) {
    await running.stop('SIGKILL');
    throw thrown;
  }
  return {
    kind: 's3',
    port,
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'branch',
    accessKey: 'AKALICE',
    secretKey: 'SKALICE',
    stop: () => running.stop('SIGKILL'),
  };
}
