import { t, tMaybe } from '../../lib/i18n';
import type { PolicyProblem } from '../../lib/platform/policy-schema';

/** A preset in words. Of what has several parts only the names are shown: the others may be secrets. */
export function policyValue(value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (value && typeof value === 'object' && 'model' in value) return String(value.model);
  if (!Array.isArray(value)) return String(value).slice(0, 120);
  return value.map((one: { name?: string }) => one.name ?? '').join(t('settings.listJoin'));
}

/** A key that was not applied, and what is wrong with it where that is known. */
export function problemWords({ key, why }: PolicyProblem): string {
  const words = why && tMaybe(`settings.policy.why.${why}`);
  return words ? t('settings.policy.problemWhy', { key, why: words }) : key;
}
