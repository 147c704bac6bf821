import { useEffect, useState } from 'preact/hooks';

const pad = (value: number) => String(value).padStart(2, '0');

/** The local civil date `YYYY-MM-DD` of an instant in milliseconds. */
export function localDate(milliseconds: number): string {
  const at = new Date(milliseconds);
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** The local time of day `HH:mm` of an instant in milliseconds. */
export function localTime(milliseconds: number): string {
  const at = new Date(milliseconds);
  return `${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** Milliseconds now; the one place from which screens read the clock. */
export const nowMilliseconds = (): number => Date.now();

/** Today's local date; moves on by itself at midnight while the panel stays open. */
export function useToday(): string {
  const [today, setToday] = useState(() => localDate(Date.now()));
  useEffect(() => {
    const look = () => setToday(localDate(Date.now()));
    const timer = setInterval(look, 60_000);
    addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      removeEventListener('visibilitychange', look);
    };
  }, []);
  return today;
}

/** Local date and time now, `YYYY-MM-DDTHH:mm`, at the first render of the screen. */
export function useNow(): string {
  const [now] = useState(() => `${localDate(Date.now())}T${localTime(Date.now())}`);
  return now;
}
