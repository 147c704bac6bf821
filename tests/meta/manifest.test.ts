import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildDir } from '../../scripts/lib/paths.mjs';

const INSTALL = ['activeTab', 'alarms', 'contextMenus', 'scripting', 'storage', 'unlimitedStorage'];

function manifestOf(browser: 'chrome' | 'firefox'): Record<string, never> {
  const file = join(buildDir(browser), 'manifest.json');
  if (!existsSync(file)) throw new Error('There is no build; run npm run build, or npm test.');
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe.each(['chrome', 'firefox'] as const)('the built manifest for %s', (browser) => {
  test('asks for nothing beyond what was decided', () => {
    const manifest: Record<string, unknown> = manifestOf(browser);
    const expected = browser === 'chrome' ? [...INSTALL, 'sidePanel'].sort() : INSTALL;
    expect([...(manifest.permissions as string[])].sort()).toEqual(expected);
    expect(manifest.optional_permissions).toEqual(['notifications']);
    expect(manifest.optional_host_permissions).toEqual(['https://*/*', 'http://*/*']);
    expect(manifest).not.toHaveProperty('host_permissions');
    expect(manifest).not.toHaveProperty('content_scripts');
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest).not.toHaveProperty('web_accessible_resources');
  });

  test('lets extension pages run nothing but the code of the package', () => {
    const manifest: Record<string, unknown> = manifestOf(browser);
    expect(manifest.manifest_version).toBe(3);
    expect(manifest.content_security_policy).toEqual({
      extension_pages: "script-src 'self'; object-src 'none'",
    });
  });

  test('has pages without inline scripts and without anything from elsewhere', () => {
    for (const page of ['sidepanel', 'popup', 'workbench']) {
      const html = readFileSync(join(buildDir(browser), `${page}.html`), 'utf8');
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
      expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(html).not.toMatch(/\son\w+=/);
    }
  });

  test('names texts that exist in every language', () => {
    const manifest = JSON.stringify(manifestOf(browser));
    const used = [...manifest.matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key ?? '');
    expect(used.length).toBeGreaterThan(0);
    for (const language of ['zh_CN', 'zh_TW', 'en']) {
      const file = join(buildDir(browser), '_locales', language, 'messages.json');
      const texts: Record<string, { message: string }> = JSON.parse(readFileSync(file, 'utf8'));
      for (const key of used) expect(texts[key]?.message, `${key} in ${language}`).toBeTruthy();
      expect(texts.appDescription?.message.length).toBeLessThanOrEqual(132);
    }
  });
});

test('Chrome and Edge get the versions and the policy schema, Firefox what it needs instead', () => {
  const chrome: Record<string, unknown> = manifestOf('chrome');
  expect(chrome.minimum_chrome_version).toBe('120');
  expect(chrome.storage).toEqual({ managed_schema: 'managed_schema.json' });
  expect(chrome.side_panel).toEqual({ default_path: 'sidepanel.html' });
  const firefox: Record<string, unknown> = manifestOf('firefox');
  expect(firefox).not.toHaveProperty('storage');
  expect(firefox.sidebar_action).toMatchObject({ default_panel: 'sidepanel.html', open_at_install: false });
  expect(firefox.browser_specific_settings).toMatchObject({
    gecko: { data_collection_permissions: { required: ['none'] } },
  });
});

describe('the policy schema', () => {
  const schema: Record<string, unknown> = JSON.parse(
    readFileSync(join(buildDir('chrome'), '../../public/managed_schema.json'), 'utf8'),
  );

  test('has the form without which the browser refuses to load the extension', () => {
    expect(schema.type).toBe('object');
    const nodes: [string, Record<string, unknown>][] = [];
    const collect = (path: string, node: Record<string, unknown>): void => {
      nodes.push([path, node]);
      for (const [key, child] of Object.entries((node.properties ?? {}) as Record<string, never>)) {
        collect(`${path}/${key}`, child);
      }
      if (node.items) collect(`${path}[]`, node.items as Record<string, unknown>);
    };
    collect('', schema);
    for (const [path, node] of nodes) {
      expect(node, path).not.toHaveProperty('additionalProperties');
      const kinds = [node.type, node.$ref].filter((value) => value !== undefined);
      expect(kinds, path).toHaveLength(1);
      expect(typeof kinds[0], path).toBe('string');
    }
  });

  test('covers what an organisation has to be able to set', () => {
    expect(Object.keys(schema.properties as object).length).toBeGreaterThanOrEqual(7);
  });
});
