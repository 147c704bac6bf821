import { tDynamic } from '../../lib/i18n';
import type { Given, SpaceRole } from '../../lib/sync';
import { readsIn, roleIn } from './space';

/** What somebody is in the space, in words. */
export const roleWord = (role: SpaceRole, space = ''): string =>
  space ? roleIn(role, space) : tDynamic(`shareInvite.role.${role}`);

/** What a role reads and writes, in one sentence. */
export const roleHint = (role: SpaceRole, space = ''): string =>
  space ? readsIn(role, space) : tDynamic(`shareInvite.role.${role}.hint`);

/** How far an invitation has come. */
export const stateWord = (state: Given['state']): string => tDynamic(`shareInvite.state.${state}`);
