import { tDynamic } from '../../lib/i18n';
import type { Given, SpaceRole } from '../../lib/sync';

/** What somebody is in the space, in words. */
export const roleWord = (role: SpaceRole): string => tDynamic(`shareInvite.role.${role}`);

/** What a role reads and writes, in one sentence. */
export const roleHint = (role: SpaceRole): string => tDynamic(`shareInvite.role.${role}.hint`);

/** How far an invitation has come. */
export const stateWord = (state: Given['state']): string => tDynamic(`shareInvite.state.${state}`);
