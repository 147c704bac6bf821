import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram } from './programs.mjs';

/**
 * @typedef {object} WebDavServer
 * @property {'webdav'} kind
 * @property {string} address folder that is served, with a slash at its end
 * @property {number} port
 * @property {string} user
 * @property {string} password
 * @property {string} [root] where the files of the address lie on this computer, when that is known
 * @property {() => Promise<void>} stop
 */

/**
 * @typedef {object} S3Server
 * @property {'s3'} kind
 * @property {string} endpoint
 * @property {number} port
 * @property {string} bucket
 * @property {string} accessKey
 * @property {string} secretKey
 * @property {() => Promise<void>} stop
 */

/** Milliseconds for a server to come up, and to go when asked. */
const UP = 60_000;
const DOWN = 5_000;

/** A port of this machine that nobody listens on now. */
export function freePort() {
  return new Promise((/** @type {(port: number) => void} */ resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * The programs of one server and their folder. Everything that was started is ended by its process id: by `stop`, or
 * when this process ends before.
 */
export class Running {
  /** @param {string} name */
  constructor(name) {
    this.folder = mkdtempSync(join(tmpdir(), `${name}-`));
    /** @type {import('node:child_process').ChildProcess[]} */
    this.children = [];
    this.onExit = () => {
      for (const child of this.children) child.kill('SIGKILL');
      rmSync(this.folder, { recursive: true, force: true });
    };
    process.once('exit', this.onExit);
  }

  /** @param {string[]} parts */
  path(...parts) {
    return join(this.folder, ...parts);
  }

  /**
   * Starts a program that stays in the foreground.
   * @param {string} program
   * @param {string[]} args
   * @param {Record<string, string>} [env]
   */
  start(program, args, env = {}) {
    const log = openSync(this.path(`${program.split('/').pop()}.log`), 'a');
    const child = spawn(findProgram(program) ?? program, args, {
      stdio: ['ignore', log, log],
      env: { ...process.env, ...env },
    });
    child.on('error', () => undefined);
    this.children.push(child);
    return child;
  }

  /**
   * Runs a program to its end and returns what it says; throws when it fails.
   * @param {string} program
   * @param {string[]} args
   * @param {{ env?: Record<string, string>, input?: string }} [options]
   */
  run(program, args, options = {}) {
    const { status, stdout, stderr, error } = spawnSync(findProgram(program) ?? program, args, {
      encoding: 'utf8',
      timeout: UP,
      input: options.input,
      env: { ...process.env, ...options.env },
    });
    if (status !== 0) throw new Error(`${program} ${args[0]}: ${error?.message ?? ''}${stderr}${stdout}`);
    return stdout;
  }

  /**
   * Waits until a server answers anything at an address.
   * @param {string} address
   */
  async answers(address) {
    const until = performance.now() + UP;
    while (performance.now() < until) {
      const dead = this.children.find(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);
      if (dead) break;
      const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer) return;
      await pause(50);
    }
    const logs = this.children.map(({ spawnargs }) => this.logOf(spawnargs[0] ?? ''));
    await this.stop();
    throw new Error(`no answer at ${address}\n${logs.join('\n')}`);
  }

  /** @param {string} program */
  logOf(program) {
    try {
      return readFileSync(this.path(`${program.split('/').pop()}.log`), 'utf8').slice(-2_000);
    } catch {
      return '';
    }
  }

  /** @param {NodeJS.Signals} [signal] `SIGKILL` for what has nothing to put in order */
  async stop(signal = 'SIGTERM') {
    process.removeListener('exit', this.onExit);
    await Promise.all(this.children.map((child) => end(child, signal)));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), DOWN);
  await gone;
  clearTimeout(late);
}
