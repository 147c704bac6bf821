import { useEffect, useState } from 'preact/hooks';

/** From this width on there is room for tables beside a menu. */
const WIDE = '(min-width: 860px)';

/** True when the window is wide enough for tables: the workbench tab, not the side panel. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const changed = () => setWide(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return wide;
}
