import { currentLanguage, tDynamic } from '../../lib/i18n';
import { BODIES, CHANNELS, type RequestState } from '../../lib/requests/requests';
import type { Tone } from '../ui';

export const channelOptions = () =>
  CHANNELS.map((value) => ({ value, label: tDynamic(`affairs.value.channel.${value}`) }));
export const bodyOptions = () =>
  BODIES.map((value) => ({ value, label: tDynamic(`affairs.value.routedTo.${value}`) }));

export const STATE_TONES: Record<RequestState, Tone> = {
  open: 'due',
  routed: 'info',
  answered: 'info',
  closed: 'ok',
};

/** 11月 · Nov, above the day: a list of a year is read by months. */
export const monthWord = (day: string): string =>
  new Intl.DateTimeFormat(currentLanguage(), { month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00Z`),
  );

/** The years from the first record to this one, and the one before at least; the newest first. */
export function yearChoices(first: string | undefined, today: string): { value: string; label: string }[] {
  const present = Number(today.slice(0, 4));
  const from = Math.min(Number(first ?? present), present - 1);
  return Array.from({ length: present - from + 1 }, (_, step) => String(present - step)).map((value) => ({
    value,
    label: value,
  }));
}
