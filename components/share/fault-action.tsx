import { askFolder } from '../../lib/carrier';
import { tDynamic } from '../../lib/i18n';
import { keptFolder, type Ledger } from '../../lib/ledger';
import { requestSites } from '../../lib/platform/permissions';
import { Fault } from '../../lib/records/fault';
import { exchangeNow, type KeptPlace, sitesOf } from '../../lib/share';
import { Button, FaultNote, navigate, toastFault, useLedger } from '../ui';
import { inSpace } from './space';

/** What a fault of sharing leads to: one press, and what it says. */
type Action = 'allow' | 'password' | 'address' | 'folder' | 'openFolder' | 'space' | 'again';

const ACTIONS: Partial<Record<string, Action>> = {
  E865: 'allow',
  E860: 'password',
  E892: 'password',
  E864: 'address',
  E869: 'address',
  E871: 'address',
  E872: 'address',
  E873: 'address',
  E890: 'address',
  E894: 'address',
  E876: 'folder',
  E893: 'folder',
  E875: 'openFolder',
  E110: 'space',
};

/** The one press that mends a fault; most pass, or are tried again. */
const actionOf = (code: string): Action => ACTIONS[code] ?? 'again';

/** A fault of sharing in its place, with the one press that mends it. */
export function FaultAction(props: {
  fault: { code: string; params: Record<string, string | number> };
  place: KeptPlace | undefined;
  /** Of a company; '' for the branch's. */
  space: string;
  onAgain: () => void;
}) {
  const ledger = useLedger();
  const { code, params } = props.fault;
  // Where a company's files go with the branch's, it is the branch's place that has to be put right.
  const where = props.place?.isBranchs ? '' : props.space;
  const action = actionOf(code);
  const press = () => {
    // The browser's own questions have to be the first that a press does.
    if (action === 'allow') {
      const sites = props.place ? sitesOf(props.place.address) : [];
      void requestSites(sites).then((granted) => (granted ? props.onAgain() : undefined), toastFault);
    } else if (action === 'openFolder') void openFolder(ledger, where).then(props.onAgain, toastFault);
    else if (action === 'space') navigate('/settings/data');
    else if (action === 'again') props.onAgain();
    else navigate(inSpace('/share/place', where));
  };
  return (
    <div class="space-y-2">
      <FaultNote fault={new Fault(code, params)} />
      <Button small action={`share-${action}`} onClick={press}>
        {tDynamic(`share.action.${action}`)}
      </Button>
    </div>
  );
}

/** Asks for the folder again that was chosen; has to be the first of a press, so the handle is read from memory by then. */
async function openFolder(ledger: Ledger, space: string): Promise<void> {
  const handle = await keptFolder(ledger, space);
  if (!handle) return navigate(inSpace('/share/place', space));
  if (await askFolder(handle)) await exchangeNow(ledger);
}
