import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** What has to be on a machine for each server that does not come from npm, and Debian's packages for it. */
export const SERVERS = {
  apache: {
    title: 'Apache mod_dav',
    programs: ['apache2', 'htpasswd'],
    packages: ['apache2', 'apache2-utils'],
  },
  rclone: { title: 'rclone webdav', programs: ['rclone'], packages: ['rclone'] },
  ceph: {
    title: 'Ceph RGW',
    programs: ['ceph', 'ceph-authtool', 'ceph-mon', 'ceph-osd', 'monmaptool', 'radosgw', 'radosgw-admin'],
    packages: ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common'],
  },
};

/** @typedef {keyof typeof SERVERS} ServerName */

/**
 * The full path of a program; undefined when this machine does not have it.
 * @param {string} program
 */
export function findProgram(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/**
 * Whether everything is there that a server needs.
 * @param {ServerName} name
 */
export const isInstalled = (name) => SERVERS[name].programs.every((program) => findProgram(program));

/** Where the Chromium of a Linux machine reads the machine's policies. */
export const POLICY_FOLDER = '/etc/chromium/policies/managed';

/** Whether a policy for the machine's Chromium can be set here, which is for root alone. */
export function canSetPolicy() {
  if (process.platform !== 'linux' || !findProgram('chromium')) return false;
  let folder = POLICY_FOLDER;
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What this machine does not have, so that nobody takes it for tested. */
export const missingServers = () => [
  .../** @type {ServerName[]} */ (Object.keys(SERVERS))
    .filter((name) => !isInstalled(name))
    .map((name) => SERVERS[name].title),
  ...(canSetPolicy() ? [] : ["installation by the machine's policy"]),
];

/** Set where a missing server is a failure and not only worth a word. */
export const SERVERS_REQUIRED = process.env.BRANCH_SERVERS === 'required';
