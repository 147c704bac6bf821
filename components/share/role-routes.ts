import type { KindName } from '../../lib/records';
import { mayWrite, type SpaceRole } from '../../lib/sync/compartments';
import { matchRoute } from '../ui/router';

/**
 * Screens whose main work is to write, and what they write. What somebody enters there whose role may not write it stays
 * on that device, since everybody else's would turn it away; so the screen says who can.
 */
export const WRITING: Readonly<Record<string, KindName>> = {
  '/life/new': 'meeting',
  '/life/meeting/:id/edit': 'meeting',
  '/life/meeting/:id/notice': 'sentNotice',
  '/life/talk/new': 'talk',
  '/life/talk/:id/edit': 'talk',
  '/life/appraisal': 'appraisal',
  '/new/others': 'talk',
  '/reentry/:kind/:id': 'filing',
  '/papers/reimport': 'member',
  '/papers/templates': 'paperTemplate',
  '/papers/template/:id/bind': 'paperTemplate',
  '/dues/fix': 'duesBase',
  '/dues/pay': 'duesRecord',
  '/plan': 'planItem',
  '/plan/item/:id': 'planItem',
  '/branch': 'branch',
  '/branch/roster/import': 'member',
  '/branch/member/:id': 'member',
  '/branch/development': 'developmentCase',
  '/branch/development/:id': 'developmentCase',
  '/branch/member/:id/privacy': 'consent',
  '/branch/floating': 'floatingRecord',
  '/branch/terms': 'post',
  '/requests/:id': 'request',
  '/rectifications': 'rectification',
  '/honours/:id': 'honour',
  '/summary': 'summary',
  '/settings/rules': 'rulePack',
  '/study/declare': 'studyLog',
  '/study/import': 'clip',
  '/study/lesson/new': 'lesson',
  '/study/lesson/:id': 'lesson',
  '/study/reflection/:id': 'reflection',
};

/** True when somebody in this role writes on this screen what nobody else takes in. */
export function staysHere(role: SpaceRole, path: string): boolean {
  const found = Object.entries(WRITING).find(([pattern]) => matchRoute(pattern, path));
  return found !== undefined && !mayWrite(role, found[1]);
}
