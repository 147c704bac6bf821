import { currentLanguage } from '../../lib/i18n';
import { dateParts } from '../../lib/rules/calendar';
import { formatPeriod, periodsOf } from '../../lib/rules/periods';

/** This year and the two before: the whole, quarters and months, the newest year first. */
export function periodChoices(today: string): { value: string; label: string }[] {
  const { year } = dateParts(today);
  const language = currentLanguage();
  return [year, year - 1, year - 2]
    .flatMap(periodsOf)
    .map((value) => ({ value, label: formatPeriod(value, language) }));
}
