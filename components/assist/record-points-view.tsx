import { currentLanguage, t } from '../../lib/i18n';
import { formatDate } from '../../lib/rules/calendar';
import { Button, Icon, toast, toastFault } from '../ui';
import { PointsBody } from './points-body';
import { showInText } from './show-in-text';

export interface RecordPointsProps {
  text: string;
  title: string;
  /** Day of the record, from which words such as 明天 count. */
  on: string;
  /** Selector of the element that shows the text. */
  within: string;
}

/** The main points of a text that people wrote, to look up and to copy. */
export function RecordPointsView({ text, title, on, within }: RecordPointsProps) {
  const copy = async (sentences: readonly string[]) => {
    const lines = sentences.map((one, at) => `${at + 1}. ${one}`);
    const source = t('assist.fromRecord', { title, date: formatDate(on, currentLanguage(), { year: true }) });
    await navigator.clipboard.writeText([...lines, source].join('\n'));
    toast(t('assist.copied'));
  };
  return (
    <PointsBody
      of={text}
      read={async () => ({ text })}
      title={title}
      published={on}
      show={(words, near) => {
        if (!showInText(words, near, within)) toast(t('assist.notInText'));
      }}
      actions={(sentences) => (
        <Button small action="copy-points" onClick={() => void copy(sentences).catch(toastFault)}>
          <Icon name="copy" size={16} />
          {t('assist.copy')}
        </Button>
      )}
    />
  );
}
