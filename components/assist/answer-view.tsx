import { useState } from 'preact/hooks';
import type { CheckedAnswer, CheckedSentence } from '../../lib/assist/check';
import type { Passage } from '../../lib/assist/passages';
import { currentLanguage, t } from '../../lib/i18n';
import { formatDate } from '../../lib/rules/calendar';
import { Card, Link, Note, Pill, Section } from '../ui';

/** Where a passage is read in its place. */
export function passageRoute({ kind, record, text, start }: Passage): string {
  if (kind === 'clip') {
    const words = text.replace(/\s+/gu, '').slice(0, 30);
    return `/study/clip/${record}/read?find=${encodeURIComponent(words)}&near=${start}`;
  }
  return kind === 'meeting' ? `/life/meeting/${record}` : '/life';
}

/** An answer sentence by sentence: each leads to the passages that bear it out, or says why it is 待明确. */
export function AnswerView(props: { checked: CheckedAnswer; passages: readonly Passage[] }) {
  const [open, setOpen] = useState(0);
  const { sentences, refused } = props.checked;
  const doubtful = sentences.filter(({ doubt }) => doubt).length;
  if (refused) return <Note tone="info">{t('assist.refused')}</Note>;
  return (
    <Section
      title={t('assist.checked')}
      remark={
        doubtful
          ? t('assist.doubtful', { count: doubtful, total: sentences.length })
          : t('assist.allBorneOut')
      }
    >
      <Card>
        {sentences.map((one, index) => (
          <div key={index} class="space-y-1 px-3 py-2" data-part="sentence">
            <p class="break-words">
              {one.text}{' '}
              {one.passages.map((number) => (
                <button
                  key={number}
                  type="button"
                  class="text-meta text-red-ink min-h-6 min-w-6 rounded-s underline"
                  aria-label={t('assist.showPassage', { number })}
                  aria-expanded={open === number}
                  onClick={() => setOpen(open === number ? 0 : number)}
                >
                  [{number}]
                </button>
              ))}
            </p>
            {one.doubt && (
              <p class="text-meta text-ink-2">
                <Pill tone="due">{t('assist.unclear')}</Pill> {doubtWords(one)}
              </p>
            )}
          </div>
        ))}
      </Card>
      <PassageList passages={props.passages} open={open} onOpen={setOpen} />
    </Section>
  );
}

function doubtWords({ doubt, missing }: CheckedSentence): string {
  if (!doubt) return '';
  return t(`assist.doubt.${doubt}`, { missing: missing.join(t('settings.listJoin')) });
}

/** The passages of a request; one of them open. */
export function PassageList(props: {
  passages: readonly Passage[];
  open: number;
  onOpen: (number: number) => void;
}) {
  return (
    <div class="space-y-1.5" data-part="passages">
      <h3 class="text-meta text-ink-2 font-semibold">
        {t('assist.passages', { count: props.passages.length })}
      </h3>
      <Card>
        {props.passages.map((passage) => (
          <details
            key={passage.number}
            open={props.open === passage.number}
            data-passage={passage.number}
            class="px-3 py-2"
          >
            <summary
              class="cursor-pointer rounded-s break-words"
              onClick={(event) => {
                event.preventDefault();
                props.onOpen(props.open === passage.number ? 0 : passage.number);
              }}
            >
              [{passage.number}] {passage.title}
              {passage.day && (
                <span class="text-meta text-ink-3">
                  {' '}
                  {formatDate(passage.day, currentLanguage(), { year: true })}
                </span>
              )}
            </summary>
            <p class="text-ink-2 mt-1 break-words">{passage.text}</p>
            <Link to={passageRoute(passage)} class="text-meta text-red-ink underline">
              {t('assist.openPassage')}
            </Link>
          </details>
        ))}
      </Card>
    </div>
  );
}
