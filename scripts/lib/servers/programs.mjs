import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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

/** Titles of the servers that this machine does not have, so that nobody takes them for tested. */
export const missingServers = () =>
  /** @type {ServerName[]} */ (Object.keys(SERVERS))
    .filter((name) => !isInstalled(name))
    .map((name) => SERVERS[name].title);

/** Set where a missing server is a failure and not only worth a word. */
export const SERVERS_REQUIRED = process.env.BRANCH_SERVERS === 'required';
