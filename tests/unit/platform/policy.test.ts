import { readFileSync } from 'node:fs';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from '../support/browser';

let fake = fakeBrowser();
vi.mock('wxt/browser', () => ({
  get browser() {
    return fake.api;
  },
}));
const { managedSchema, POLICY_KEYS, readPolicy } = await import('../../../lib/platform/policy-schema');

beforeEach(() => {
  fake = fakeBrowser();
  vi.resetModules();
});

it('applies what fits and reports the rest', () => {
  const { policy, problems } = readPolicy({
    branchName: '示例出行第三党支部',
    aiOff: true,
    retentionYears: 0,
    storageAddress: 'ftp://files.example.org/',
    exportAllowed: 'no',
    later: 1,
  });
  expect(policy).toEqual({ branchName: '示例出行第三党支部', aiOff: true });
  expect(problems).toEqual([
    { key: 'retentionYears', problem: 'value' },
    { key: 'storageAddress', problem: 'value' },
    { key: 'exportAllowed', problem: 'value' },
    { key: 'later', problem: 'unknown' },
  ]);
});

it('tells windows when the organisation changes something', async () => {
  const { policySnapshot, setupPolicy, subscribePolicy } = await import('../../../lib/platform/policy');
  fake.state.managed = async () => ({ exportAllowed: true });
  setupPolicy();
  const seen: unknown[] = [];
  const stop = subscribePolicy(() => seen.push(policySnapshot().policy.exportAllowed));
  await vi.waitFor(() => expect(seen.at(-1)).toBe(true));
  fake.state.managed = async () => ({ exportAllowed: false });
  fake.api.storage.onChanged.emit({ exportAllowed: {} }, 'managed');
  await vi.waitFor(() => expect(seen.at(-1)).toBe(false));
  stop();
});

it('keeps what is set when managed storage cannot be read', async () => {
  const { refreshPolicy } = await import('../../../lib/platform/policy');
  fake.state.managed = async () => ({ aiOff: true });
  await refreshPolicy();
  fake.state.managed = () => Promise.reject(new Error('not found'));
  expect((await refreshPolicy()).policy).toEqual({ aiOff: true });
});

it('has a schema in the form that Chrome accepts, and it is the one in the build', () => {
  const schema = managedSchema();
  expect(schema.type).toBe('object');
  const nodes = Object.entries(schema.properties as Record<string, Record<string, unknown>>);
  expect(nodes.map(([key]) => key)).toEqual(POLICY_KEYS);
  for (const [, node] of nodes) {
    expect(typeof node.type).toBe('string');
    expect(node.title).toBeTruthy();
    expect(node.description).toBeTruthy();
  }
  // A title belongs to one key: no place within another borrows it.
  const titles = [...JSON.stringify(schema).matchAll(/"title":"([^"]*)"/g)].map((match) => match[1]);
  expect(new Set(titles).size).toBe(titles.length);
  expect(JSON.stringify(schema)).not.toContain('additionalProperties');
  expect(readFileSync('public/managed_schema.json', 'utf8')).toBe(`${JSON.stringify(schema, null, 2)}\n`);
});
