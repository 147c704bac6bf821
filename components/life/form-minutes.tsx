import { t } from '../../lib/i18n';
import { TextAreaField } from '../ui';
import type { PartProps } from './form-basics';

/** 会议记录: what was said, as it was written down. */
export const MinutesPart = ({ value, set }: PartProps) => (
  <TextAreaField
    label={t('life.field.minutes')}
    value={value.minutes}
    onChange={(minutes) => set({ minutes })}
    rows={5}
    placeholder={t('life.minutesPlaceholder')}
  />
);
