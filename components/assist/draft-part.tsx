import type { CheckedAnswer } from '../../lib/assist/check';
import type { AssistRequest } from '../../lib/assist/request';
import { t } from '../../lib/i18n';
import { Note, Section, TextAreaField } from '../ui';

/** A draft as it is kept while it is being edited. */
export interface AssistDraft {
  text: string;
}

/** The first text of a draft: the answer without its numbers, with what is not borne out marked as such. */
export const draftOf = ({ sentences }: CheckedAnswer): string =>
  sentences.map(({ text, doubt }) => (doubt ? t('assist.unclearLine', { text }) : text)).join('\n');

/** A draft as it leaves the screen: with the mark that a model wrote it, and where it comes from. */
export function signedDraft(text: string, passages: AssistRequest['passages']): string {
  const titles = [...new Set(passages.map(({ title }) => title))].map((title) =>
    t('assist.titled', { title }),
  );
  return [
    t('assist.mark'),
    text.trim(),
    t('assist.from', { titles: titles.join(t('settings.listJoin')) }),
  ].join('\n');
}

/** The draft to be edited, under its mark. */
export function DraftPart(props: {
  value: string;
  onChange: (text: string) => void;
  children: preact.ComponentChildren;
}) {
  return (
    <Section title={t('assist.draft')}>
      <Note tone="due">{t('assist.mark')}</Note>
      <TextAreaField
        terms
        label={t('assist.draftText')}
        rows={6}
        value={props.value}
        onChange={props.onChange}
      />
      {props.children}
    </Section>
  );
}
