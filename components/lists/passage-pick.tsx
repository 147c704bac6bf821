import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { paragraphsOf } from '../../lib/study/read/text-map';
import { useClipText } from '../study/use-clip-text';
import { Button, Card, Row, Section } from '../ui';

/** Shorter lines are headings and captions: nothing to talk about for five minutes. */
const SHORT = 12;
/** Paragraphs shown at first and added by each press. */
const PAGE = 12;

/** Passages that a micro-lesson may be about: what was quoted from the material, then its paragraphs. */
export function PassagePick(props: { clip: Rec<'clip'>; chosen: string; onPick: (passage: string) => void }) {
  const { clip, chosen, onPick } = props;
  const quotations = Object.values(clip.fields.quotations ?? {}).map(({ text }) => text);
  return (
    // Once something is chosen the choice steps back, and another one stays a press away.
    <div class="space-y-3">
      {quotations.length > 0 && !chosen && (
        <Section title={t('lesson.fromQuotations')}>
          <Passages passages={quotations} onPick={onPick} />
        </Section>
      )}
      <Paragraphs clip={clip} open={!chosen && !quotations.length} onPick={onPick} />
    </div>
  );
}

function Paragraphs(props: { clip: Rec<'clip'>; open: boolean; onPick: (passage: string) => void }) {
  const { text } = useClipText(props.clip);
  const [count, setCount] = useState(PAGE);
  const paragraphs = text ? paragraphsOf(text.map).filter((line) => line.length >= SHORT) : [];
  if (!paragraphs.length) return null;
  return (
    <details class="space-y-2" open={props.open} data-part="paragraphs">
      <summary class="text-red-ink inline-block cursor-pointer rounded-s py-0.5">
        {t('lesson.fromText')} <span class="text-meta text-ink-3">{t('lesson.fromTextHint')}</span>
      </summary>
      <Passages passages={paragraphs.slice(0, count)} onPick={props.onPick} />
      {paragraphs.length > count && (
        <Button small onClick={() => setCount(count + PAGE)}>
          {t('common.showMore')}
        </Button>
      )}
    </details>
  );
}

const Passages = (props: { passages: readonly string[]; onPick: (passage: string) => void }) => (
  <Card>
    {props.passages.map((passage, at) => (
      <Row
        key={at}
        title={<span class="line-clamp-3 font-normal">{passage}</span>}
        onClick={() => props.onPick(passage)}
      />
    ))}
  </Card>
);
