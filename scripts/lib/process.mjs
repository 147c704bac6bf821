import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * Runs a program of `node_modules` by its script, so that no shell and no platform wrapper is in between.
 * @param {string} script path below `node_modules`
 * @param {string[]} args
 * @param {{ capture?: boolean, env?: Record<string, string> }} [options] `capture` returns the output instead
 *   of showing it
 * @returns {{ code: number, output: string }}
 */
export function runTool(script, args, options = {}) {
  const result = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: options.capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...options.env },
    maxBuffer: 256 * 1024 * 1024,
  });
  return { code: result.status ?? 1, output: `${result.stdout ?? ''}${result.stderr ?? ''}` };
}

/**
 * The same beside others: where a program keeps one core busy, two of them take no longer than one. The output is given
 * back and not shown.
 * @param {string} script path below `node_modules`
 * @param {string[]} args
 * @param {string[]} [flags] switches of Node itself
 * @returns {Promise<{ code: number, output: string }>}
 */
export function startTool(script, args, flags = []) {
  const child = spawn(process.execPath, [...flags, join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Runs one of our own scripts in a fresh Node and waits for it; signals sent to us reach it.
 * @param {string} script path below the root
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export function runScript(script, args) {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], { cwd: ROOT, stdio: 'inherit' });
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}
