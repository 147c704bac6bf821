import { expect, test } from 'vitest';
import {
  canSetPolicy,
  isInstalled,
  SERVERS,
  SERVERS_REQUIRED,
  type ServerName,
} from '../../../scripts/lib/servers/programs.mjs';

/**
 * Tests of a server that does not come from npm: run where it is installed. Where servers are required a missing one
 * fails; elsewhere `npm test` says at its end which were not there.
 */
export function whereInstalled(name: ServerName, tests: (title: string) => void): void {
  const { title, packages } = SERVERS[name];
  const there = isInstalled(name);
  test(`${title} is ${there ? 'here' : 'not on this machine, so it is not tested'}`, () => {
    expect(there || !SERVERS_REQUIRED, `install ${packages.join(' ')}`).toBe(true);
  });
  if (there) tests(title);
}

/** Tests under a policy of the machine: run where one can be set, as for servers. */
export function wherePolicyCanBeSet(tests: () => void): void {
  const can = canSetPolicy();
  test(`a policy ${can ? 'can' : 'cannot'} be set on this machine`, () => {
    expect(can || !SERVERS_REQUIRED, 'needs root on Linux and its Chromium').toBe(true);
  });
  if (can) tests();
}
