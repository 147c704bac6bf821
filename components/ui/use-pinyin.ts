import { useEffect, useState } from 'preact/hooks';
import { isPinyinReady, loadPinyin } from '../../lib/branch/name-search';

/** Fetches the pinyin tables once somebody searches; true when they are there and the list can be searched again. */
export function usePinyin(wanted: boolean): boolean {
  const [ready, setReady] = useState(isPinyinReady());
  useEffect(() => {
    if (!wanted || ready) return;
    let alive = true;
    void loadPinyin().then(() => alive && setReady(isPinyinReady()));
    return () => {
      alive = false;
    };
  }, [wanted, ready]);
  return ready;
}
