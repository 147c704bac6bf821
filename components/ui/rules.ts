import { signal } from '@preact/signals';
import type { LifePack } from '../../lib/rules/pack';
import { lifePack, onRules } from '../../lib/rules/packs';

const version = signal(0);
onRules(() => (version.value += 1));

/** Changes with the rules in force; whoever reads it while drawing is drawn anew. */
export const useRulesVersion = (): number => version.value;

/** The rules in force on a day (today's when none is given), kept up to date while the screen is open. */
export function usePack(day?: string): LifePack {
  useRulesVersion();
  return lifePack(day);
}
