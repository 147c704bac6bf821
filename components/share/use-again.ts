import { useEffect, useRef } from 'preact/hooks';

/**
 * Milliseconds between two looks at the place, and up to which look: at first two people sit before their screens and
 * wait for one another, for ten minutes they may still, later on nobody does.
 */
const PACE = [
  { upTo: 40, pause: 1200 },
  { upTo: 190, pause: 4000 },
  { upTo: Infinity, pause: 30_000 },
] as const;

/** Does something now and again and again while the window is shown, each time after the one before has ended. */
export function useAgain(wanted: boolean, work: () => Promise<void>): void {
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    if (!wanted) return;
    let timer = 0;
    let alive = true;
    let count = 0;
    const round = async () => {
      clearTimeout(timer);
      if (!document.hidden) await latest.current();
      count += 1;
      const { pause } = PACE.find(({ upTo }) => count <= upTo) ?? PACE[2];
      if (alive) timer = setTimeout(() => void round(), pause) as unknown as number;
    };
    void round();
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [wanted]);
}
