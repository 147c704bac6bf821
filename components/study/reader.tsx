import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Placed } from '../../lib/study/read/anchors';
import {
  blocksOf,
  mapText,
  OURS,
  type Stretch,
  stretchOfBlock,
  stretchOfRange,
  type TextMap,
} from '../../lib/study/read/text-map';
import { drawMarks, idsOf, markOf, numberIn } from './marks';
import { makeBlocksReachable, moveToBlock, selectSentence } from './reader-keys';
import type { ClipText } from './use-clip-text';
import './reader.css';

/** Where the reader is asked to go; `serial` tells two requests for the same place apart. */
export interface GoTo {
  id: string;
  serial: number;
}

/**
 * The main text with its quotations drawn in. A press on one, or Enter on its number, opens it. Paragraphs take the
 * focus: J and K go on and back, the arrows to the sides choose sentences, M marks, N marks with a note.
 */
export function Reader(props: {
  text: ClipText;
  placed: readonly Placed[];
  active?: string;
  goTo?: GoTo;
  onOpen: (id: string) => void;
  onSelect: (stretch: Stretch | undefined) => void;
  onMark: (stretch: Stretch, withNote: boolean) => void;
}) {
  const { text, placed, active, goTo } = props;
  const article = useRef<HTMLElement>(null);
  const map = useRef<TextMap | undefined>(undefined);
  const selected = useRef<Stretch | undefined>(undefined);
  const block = useRef(0);
  const calls = useRef(props);
  calls.current = props;

  const drawn = placed.map(({ id, at, number, quotation }) => [id, at, number, Boolean(quotation.note)]);
  const key = JSON.stringify(drawn);
  useLayoutEffect(() => {
    const root = article.current;
    if (!root) return;
    const focused = root.contains(document.activeElement) ? document.activeElement : null;
    const number = focused?.getAttribute(OURS);
    const copy = text.body.cloneNode(true) as HTMLElement;
    drawMarks(copy, placed);
    root.replaceChildren(...Array.from(copy.childNodes));
    map.current = mapText(root);
    makeBlocksReachable(map.current, block.current);
    if (!focused) return;
    const again = number
      ? numberIn(root, number)
      : (blocksOf(map.current)[block.current] as HTMLElement | undefined);
    again?.focus({ preventScroll: true });
  }, [text, key]);

  useLayoutEffect(() => {
    for (const mark of article.current?.querySelectorAll('mark') ?? []) {
      mark.toggleAttribute('data-active', active !== undefined && idsOf(mark).includes(active));
    }
  }, [text, key, active]);

  useEffect(() => {
    const mark = goTo && article.current && markOf(article.current, goTo.id);
    if (!goTo || !mark) return;
    mark.scrollIntoView({ block: 'center' });
    if (article.current) numberIn(article.current, goTo.id)?.focus({ preventScroll: true });
  }, [text, goTo?.id, goTo?.serial]);

  useEffect(() => {
    const changed = () => {
      const selection = getSelection();
      const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
      const root = article.current;
      const next =
        range && root && map.current && range.intersectsNode(root)
          ? stretchOfRange(map.current, range)
          : undefined;
      const last = selected.current;
      if (next?.start === last?.start && next?.end === last?.end) return;
      selected.current = next;
      calls.current.onSelect(next);
    };
    document.addEventListener('selectionchange', changed);
    return () => document.removeEventListener('selectionchange', changed);
  }, []);

  const keyed = (event: KeyboardEvent) => {
    const now = map.current;
    if (!now || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target as Element;
    const here = blocksOf(now).findLast((candidate) => candidate.contains(target));
    if (!here) return;
    const letter = event.key.toLowerCase();
    if (letter === 'j' || letter === 'k') block.current = moveToBlock(now, here, letter === 'j' ? 1 : -1);
    else if (letter === 'm' || letter === 'n') {
      const stretch = selected.current ?? stretchOfBlock(now, here);
      if (stretch) props.onMark(stretch, letter === 'n');
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      selectSentence(now, here, event.key === 'ArrowRight' ? 1 : -1, event.shiftKey, selected.current);
    } else if (event.key === 'Escape' && selected.current) getSelection()?.removeAllRanges();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const pressed = (event: MouseEvent) => {
    const target = event.target as Element;
    const number = target.closest(`[${OURS}]`)?.getAttribute(OURS);
    if (number) {
      props.onOpen(number);
      return;
    }
    // A mark that was selected across is being read, not pressed; a link in it leads where it leads.
    if (!getSelection()?.isCollapsed || target.closest('a')) return;
    const mark = target.closest('mark');
    const ids = mark ? idsOf(mark) : [];
    const [smallest] = placed
      .filter(({ id, at }) => at && ids.includes(id))
      .sort((a, b) => length(a) - length(b));
    if (smallest) props.onOpen(smallest.id);
  };

  return (
    <article
      ref={article}
      class="reader"
      aria-label={t('reader.text')}
      aria-describedby="reader-keys"
      onClick={pressed}
      onKeyDown={keyed}
      onFocusIn={(event) => {
        const blocks = map.current ? blocksOf(map.current) : [];
        const index = blocks.findIndex((candidate) => candidate.contains(event.target as Element));
        if (index >= 0) block.current = index;
      }}
    />
  );
}

const length = ({ at }: Placed): number => (at ? at.end - at.start : 0);
