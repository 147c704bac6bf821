import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { type Placed, placeAll } from '../../lib/study/read/anchors';
import { Button, FaultNote, isNotYet, Link, navigate, NotYet, Section } from '../ui';
import { ChangedNote } from './changed-note';
import { drawMarks } from './marks';
import { readRoute } from './quotation-item';
import { Quotations } from './quotations';
import { type ClipText as Text, useClipText } from './use-clip-text';
import './reader.css';

/** Characters of the main text that the page of a clip begins with. */
const PREVIEW = 400;

/** The beginning of the main text with the way to the reader, and under it what was quoted from it. */
export function ClipText({ clip }: { clip: Rec<'clip'> }) {
  const { text, fault } = useClipText(clip);
  const placed = useMemo(
    () => text && placeAll(clip.fields.quotations, text.map.text),
    [text, clip.fields.quotations],
  );
  if (fault) return isNotYet(fault) ? <NotYet of={clip.fields.body} /> : <FaultNote fault={fault} />;
  if (!text || !placed) return null;
  // A newspaper page is its articles, and they are listed above; an empty page says why in its head.
  const { items, coverage } = clip.fields;
  const isBare = coverage === 'visible' && (items?.length || !text.map.text);
  if (isBare && !placed.length) return <ChangedNote clip={clip} />;
  return (
    <>
      <ChangedNote clip={clip} />
      <Section
        title={t('study.text')}
        remark={clip.fields.images ? t('study.images', { count: clip.fields.images }) : undefined}
      >
        {text.map.text ? (
          <div class="border-line bg-card rounded-card space-y-3 border p-3.5">
            <Preview text={text} placed={placed} onOpen={() => navigate(readRoute(clip.id))} />
            <Button kind="primary" action="read-clip" onClick={() => navigate(readRoute(clip.id))}>
              {t('reader.read')}
            </Button>
          </div>
        ) : (
          <p class="text-meta text-ink-3">{t('study.noText')}</p>
        )}
      </Section>
      <Quotations clip={clip} text={text} placed={placed} />
      <p class="text-meta">
        <Link to={`/print/clip/${clip.id}`}>{t('reader.paperBar')}</Link>
      </p>
    </>
  );
}

function Preview(props: { text: Text; placed: readonly Placed[]; onOpen: () => void }) {
  const { text, placed } = props;
  const article = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const copy = text.body.cloneNode(true) as HTMLElement;
    drawMarks(copy, placed, false);
    const nodes = Array.from(copy.childNodes);
    let length = 0;
    const some = nodes.filter((node) => {
      const isWanted = length < PREVIEW;
      length += node.textContent?.length ?? 0;
      return isWanted;
    });
    article.current?.replaceChildren(...some);
  }, [text, placed]);
  return (
    // The button below leads to the same place; this only saves a longer way for the mouse.
    <div class="cursor-pointer" onClick={props.onOpen}>
      <article
        ref={article}
        class="reader reader-preview"
        data-long={text.map.text.length > PREVIEW / 2 || undefined}
        inert
      />
    </div>
  );
}
