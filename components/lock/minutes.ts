import { t } from '../../lib/i18n';

const CHOICES = [5, 15, 30, 60, 0];

/** After how many minutes without use it locks, as far as the organisation leaves a choice. */
export function minuteOptions(most: number | undefined): { value: string; label: string }[] {
  const choices = most === undefined ? CHOICES : CHOICES.filter((minutes) => minutes > 0 && minutes < most);
  if (most !== undefined) choices.push(most);
  return choices.map((minutes) => ({
    value: String(minutes),
    label: minutes ? t('lock.after', { minutes }) : t('lock.atClose'),
  }));
}
