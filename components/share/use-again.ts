import { useEffect, useRef } from 'preact/hooks';

/** Milliseconds between two looks at the place while somebody waits in front of the screen, and later on. */
const SOON = 4000;
const LATER = 30_000;

/** So many looks are taken soon after one another: ten minutes. */
const MANY = 150;

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
      if (alive) timer = setTimeout(() => void round(), count < MANY ? SOON : LATER) as unknown as number;
    };
    void round();
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [wanted]);
}
