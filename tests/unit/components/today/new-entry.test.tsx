// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { NewEntryPage } from '../../../../components/today/new-entry-page';
import type { SpaceRole } from '../../../../lib/sync';
import { openTestLedger } from '../../support/ledger';
import { show, until } from '../governance/render';

// The keys of a real space cannot be made in a page of jsdom.
let role: SpaceRole | undefined;
vi.mock('../../../../lib/sync/standing', () => ({ standing: async () => role && { role } }));

const offered = async (): Promise<string[]> => {
  const { ledger } = await openTestLedger();
  const root = await show(ledger, <NewEntryPage />, { route: '/new' });
  await until(() => expect(root.querySelector('a[href]')).toBeTruthy());
  return [...root.querySelectorAll('a[href^="#/"]')].map((link) => link.getAttribute('href') ?? '');
};

it('offers everything to whoever shares nothing, and to the committee', async () => {
  const all = await offered();
  expect(all).toContain('#/life/new?types=themeDay');
  expect(all).toContain('#/requests/new');
  role = 'committee';
  expect(await offered()).toEqual(all);
});

it('offers a member what the others take in from a member', async () => {
  role = 'member';
  expect(await offered()).toEqual(['#/study', '#/study/declare', '#/study/reflection/new']);
});

it('offers a reviewer the checklist alone', async () => {
  role = 'reviewer';
  expect(await offered()).toEqual(['#/governance']);
});
