import { expect, it } from 'vitest';
import { staysHere, WRITING } from '../../../../components/share/role-routes';
import { ROUTES } from '../../../../components/shell/routes';

it('names screens that there are', () => {
  for (const route of Object.keys(WRITING)) expect(Object.keys(ROUTES)).toContain(route);
});

it('says of no screen to the committee that what is entered stays on the device', () => {
  for (const role of ['secretary', 'deputy', 'committee'] as const)
    for (const route of Object.keys(WRITING)) expect(staysHere(role, route), `${role} ${route}`).toBe(false);
});

it('says it to a member of what the committee enters, and not of the own study and reflections', () => {
  for (const path of [
    '/life/new',
    '/life/meeting/m1/edit',
    '/dues/pay',
    '/branch/member/new',
    '/requests/new',
  ])
    expect(staysHere('member', path), path).toBe(true);
  for (const path of [
    '/study/declare',
    '/study/reflection/new',
    '/study/lesson/new',
    '/study/import',
    '/life',
  ])
    expect(staysHere('member', path), path).toBe(false);
});

it('says it to a reviewer of every screen that writes', () => {
  for (const route of Object.keys(WRITING)) expect(staysHere('reviewer', route), route).toBe(true);
  expect(staysHere('reviewer', '/governance/B1')).toBe(false);
});
