import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { toastFault, useScope } from '../ui';
import { useLiveOf } from '../ui/ledger-context';

/** Sizes of the main text, in rem. */
const SIZES = [1, 1.125, 1.25, 1.4, 1.6, 1.85] as const;
/** Larger than the rest of the product: a text of pages is read for twenty minutes. */
const USUAL = { size: 1, serif: false };

const stepOf = (size: number): number => Math.min(Math.max(Math.round(size), 0), SIZES.length - 1);

/** Height of the head of a page, about, in pixels. */
const HEAD = 80;

/** Size and face of the reader's type, kept for this profile whichever branch is shown. */
export function useReadingType() {
  const { own } = useScope();
  const stored = useLiveOf(own, async () => (await own.meta('reading')) ?? USUAL, []);
  const type = stored ?? USUAL;
  const step = stepOf(type.size);
  const held = useRef<{ block: Element; top: number } | undefined>(undefined);
  const set = (change: (before: typeof USUAL) => Partial<typeof USUAL>) => {
    held.current = topBlock();
    own
      .changeMeta('reading', (before) => ({ ...(before ?? USUAL), ...change(before ?? USUAL) }))
      .catch(toastFault);
  };
  const sized = (by: number) => () => set(({ size }) => ({ size: stepOf(size + by) }));
  // Lines break elsewhere in another size: the paragraph that was being read stays where it was.
  useLayoutEffect(() => {
    if (!held.current) return;
    const { block, top } = held.current;
    held.current = undefined;
    document.querySelector('main')?.scrollBy(0, block.getBoundingClientRect().top - top);
  }, [step, type.serif]);
  return {
    style: { '--reading-size': `${SIZES[step]}rem` },
    serif: type.serif,
    smaller: step > 0 ? sized(-1) : undefined,
    larger: step < SIZES.length - 1 ? sized(1) : undefined,
    switchFace: () => set(({ serif }) => ({ serif: !serif })),
  };
}

/** The first paragraph that is in sight under the head of the page, and how high it stands. */
function topBlock(): { block: Element; top: number } | undefined {
  for (const block of document.querySelectorAll('article.reader > *')) {
    const { top, bottom } = block.getBoundingClientRect();
    if (bottom > HEAD) return { block, top };
  }
  return undefined;
}

/** Smaller, larger, and the other face: what an eye asks for while reading. */
export function ReadingTypeButtons({ type }: { type: ReturnType<typeof useReadingType> }) {
  return (
    <div class="flex shrink-0 items-center" role="group" aria-label={t('reader.type')}>
      <TypeButton label={t('reader.smaller')} onClick={type.smaller}>
        <span class="text-meta">A−</span>
      </TypeButton>
      <TypeButton label={t('reader.larger')} onClick={type.larger}>
        <span class="text-title">A+</span>
      </TypeButton>
      <TypeButton label={t(type.serif ? 'reader.sans' : 'reader.serif')} onClick={type.switchFace}>
        <span class={`text-body ${type.serif ? '' : 'reading-serif'}`}>
          {t(type.serif ? 'reader.sansSign' : 'reader.serifSign')}
        </span>
      </TypeButton>
    </div>
  );
}

const TypeButton = (props: { label: string; onClick?: () => void; children: preact.ComponentChildren }) => (
  <button
    type="button"
    class="text-ink-2 hover:bg-sunk grid h-8 min-w-8 place-items-center px-1 rounded-lg disabled:opacity-40"
    aria-label={props.label}
    title={props.label}
    disabled={!props.onClick}
    onClick={props.onClick}
  >
    {props.children}
  </button>
);
