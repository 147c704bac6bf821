import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesOf, FIRST_LOAD, firstLoad } from '../../scripts/lib/first-load.mjs';
import { buildDir } from '../../scripts/lib/paths.mjs';

/** Bytes below the budget at which this fails, so that somebody looks before it is used up. */
const RESERVE = 4 * 1024;

test.each(['chrome', 'firefox'] as const)('the panel for %s begins with little', (browser) => {
  const dir = buildDir(browser);
  if (!existsSync(dir)) throw new Error('There is no build; run npm run build, or npm test.');
  const files = firstLoad(dir, 'sidepanel.html');
  const [script, style] = [bytesOf(files, '.js'), bytesOf(files, '.css')];
  expect(script, JSON.stringify(files)).toBeGreaterThan(50 * 1024);
  expect(script, JSON.stringify(files)).toBeLessThanOrEqual(FIRST_LOAD.js - RESERVE);
  expect(style).toBeLessThanOrEqual(FIRST_LOAD.css);
});

test('everything that is imported at once is counted, once, and nothing that is fetched later', () => {
  const dir = mkdtempSync(join(tmpdir(), 'first-load-'));
  try {
    mkdirSync(join(dir, 'chunks'));
    const put = (name: string, text: string): void => writeFileSync(join(dir, name), text);
    put(
      'page.html',
      '<script type="module" src="/chunks/a.js"></script><link rel="modulepreload" href="/chunks/b.js"><link rel="stylesheet" href="/s.css">',
    );
    put('chunks/a.js', 'import{x as y}from"./b.js";import"./c.js";const l=()=>import("./later.js");');
    put('chunks/b.js', 'export*from"../d.js";');
    put('chunks/c.js', 'import z from"./b.js";');
    put('chunks/later.js', 'export default 1');
    put('d.js', 'export const x=1');
    put('s.css', 'a{}');
    const files = firstLoad(dir, 'page.html');
    expect(files.map(({ file }) => file).sort()).toEqual([
      'chunks/a.js',
      'chunks/b.js',
      'chunks/c.js',
      'd.js',
      's.css',
    ]);
    expect(bytesOf(files, '.js') + bytesOf(files, '.css')).toBe(
      files.reduce((sum, { bytes }) => sum + bytes, 0),
    );
  } finally {
    rmSync(dir, { recursive: true });
  }
});
