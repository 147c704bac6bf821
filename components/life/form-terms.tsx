import { t } from '../../lib/i18n';
import { TermCheck, type TermPart } from '../ui/terms';
import type { PartProps } from './form-basics';

/** 用词 of everything that is written in the form: title, agenda, minutes, resolutions. */
export function TermsPart({ value, set }: PartProps) {
  const parts: TermPart[] = [
    { key: 'title', label: t('life.field.title'), value: value.title, set: (title) => set({ title }) },
    ...value.agenda.map((item, index): TermPart => ({
      key: `agenda/${item.id}`,
      label: t('life.agenda.item', { number: index + 1 }),
      value: item.text,
      set: (text) =>
        set((form) => ({
          ...form,
          agenda: form.agenda.map((one) => (one.id === item.id ? { ...one, text } : one)),
        })),
    })),
    {
      key: 'minutes',
      label: t('life.field.minutes'),
      value: value.minutes,
      set: (minutes) => set({ minutes }),
    },
    ...value.resolutions.map((line): TermPart => ({
      key: `resolution/${line.id}`,
      label: t('life.resolutions'),
      value: line.text,
      set: (text) =>
        set((form) => ({
          ...form,
          resolutions: form.resolutions.map((one) => (one.id === line.id ? { ...one, text } : one)),
        })),
    })),
  ];
  return <TermCheck parts={parts} />;
}
