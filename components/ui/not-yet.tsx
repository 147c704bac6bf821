import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { held, type Ledger } from '../../lib/ledger';
import { asFault, type Fault } from '../../lib/records/fault';
import type { LongText } from '../../lib/records/kind';
import { refsIn } from '../../lib/records/refs';
import { Button } from './button';
import { Note } from './layout';
import { useLedger, useLive } from './ledger-context';
import { sizeText } from './size-text';
import { faultText } from './toast';

/** True for a fault which says that bytes are not here (yet): the record itself is whole. */
export const isNotYet = (thrown: unknown): boolean => /^E(113|93[012])$/.test(asFault(thrown).code);

/** A text of a record to be shown; in place of one that is not here, the words that say so. Throws any other fault. */
export async function shownText(ledger: Ledger, value: LongText | undefined): Promise<string> {
  try {
    return await ledger.text(value);
  } catch (thrown) {
    if (!isNotYet(thrown)) throw thrown;
    return t(ledger.bring ? 'share.blob.inText' : 'share.blob.notHere');
  }
}

/**
 * Files and long texts of a value that are not on this device, with the one press that fetches them. Nothing when
 * everything is here. The record is whole without them, and this is no error.
 */
export function NotYet({ of }: { of: unknown }) {
  const ledger = useLedger();
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Fault>();
  const refs = refsIn(of);
  const lacking = useLive(async () => {
    const here = await held(ledger, refs);
    return refs.filter(({ sha256 }) => !here.has(sha256));
  }, [refs.map(({ sha256 }) => sha256).join(' ')]);
  if (!lacking?.length) return null;
  const fetch = async () => {
    setBusy(true);
    try {
      const { bringAll } = await import('../../lib/share/files');
      setWhy(await bringAll(ledger, lacking));
    } catch (thrown) {
      setWhy(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const size = lacking.reduce((sum, ref) => sum + ref.size, 0);
  const said = { count: lacking.length, size: sizeText(size) };
  return (
    <Note tone="info">
      <div data-part="not-yet" class="flex flex-wrap items-center gap-2">
        <span class="min-w-0 flex-1">
          {t(ledger.bring ? 'share.blob.notYet' : 'share.blob.notOnThis', said)}
          {why && (
            <span class="block">
              {faultText(why).what} {faultText(why).todo}
            </span>
          )}
        </span>
        {ledger.bring && (
          <Button small busy={busy} action="fetch-blob" onClick={() => void fetch()}>
            {t('share.blob.fetch')}
          </Button>
        )}
      </div>
    </Note>
  );
}
