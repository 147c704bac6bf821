import { t } from '../../lib/i18n';
import type { Ledger } from '../../lib/ledger';
import { standing } from '../../lib/sync/standing';
import { useLiveOf } from '../ui/ledger-context';
import { usePath } from '../ui/router';
import { staysHere } from './role-routes';

/** On screens whose records this person's role may not write: that they stay on this device, and who can write them. */
export function RoleNote({ own }: { own: Ledger }) {
  const path = usePath();
  const role = useLiveOf(own, async () => (await standing(own))?.role, []);
  if (!role || !staysHere(role, path)) return null;
  return (
    <p
      class="no-print bg-due-wash text-due text-meta shrink-0 px-3.5 py-1.5"
      role="status"
      data-role-note={role}
    >
      {t(role === 'reviewer' ? 'share.onlyReviewer' : 'share.onlyCommittee')}
    </p>
  );
}
