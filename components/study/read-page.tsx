import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { placeAll } from '../../lib/study/read/anchors';
import { markPassage, reattach } from '../../lib/study/read/quotations';
import type { Stretch } from '../../lib/study/read/text-map';
import { showInText } from '../assist';
import {
  EmptyState,
  FaultNote,
  isNotYet,
  NotYet,
  Link,
  navigate,
  Page,
  toastFault,
  useLedger,
  useLive,
  useQuery,
  useWide,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { NoteField } from './note-field';
import { passageOf } from './passage';
import { readRoute } from './quotation-item';
import { QuotationSheet } from './quotation-sheet';
import { Quotations } from './quotations';
import { type GoTo, Reader } from './reader';
import { PlaceBar, SelectionBar } from './reading-bars';
import { ReadingTypeButtons, useReadingType } from './reading-type';
import { ShownPictures } from './shown-pictures';
import { type ClipText, useClipText } from './use-clip-text';
import { provenance } from './words';

/** 阅读: the text of a clip and nothing else, to read, mark and note; wide with the notes beside it. */
export function ReadPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id ?? '';
  const found = useLive(async () => ({ clip: await ledger.get('clip', id) }), [id]);
  if (!found) return null;
  if (!found.clip) {
    return (
      <Page title={t('reader.title')} back="/study">
        <EmptyState title={t('study.gone')}>{t('study.goneHint')}</EmptyState>
      </Page>
    );
  }
  return <Loaded key={id} clip={found.clip} />;
}

function Loaded({ clip }: { clip: Rec<'clip'> }) {
  const { text, fault } = useClipText(clip);
  if (text?.map.text) return <Reading clip={clip} text={text} />;
  return (
    <Page title={t('reader.title')} back={`/study/clip/${clip.id}`}>
      {fault && (isNotYet(fault) ? <NotYet of={clip.fields.body} /> : <FaultNote fault={fault} />)}
      {text && <EmptyState title={t('study.noText')}>{t('reader.noTextHint')}</EmptyState>}
    </Page>
  );
}

function Reading({ clip, text }: { clip: Rec<'clip'>; text: ClipText }) {
  const ledger = useLedger();
  const wide = useWide();
  const query = useQuery();
  const type = useReadingType();
  const at = query.get('at') ?? undefined;
  const lost = query.get('place') ?? undefined;
  const [selected, setSelected] = useState<Stretch | undefined>(undefined);
  const [active, setActive] = useState<string | undefined>(at);
  const [writing, setWriting] = useState<string | undefined>(undefined);
  const [goTo, setGoTo] = useState<GoTo | undefined>(at ? { id: at, serial: 0 } : undefined);
  const placed = useMemo(
    () => placeAll(clip.fields.quotations, text.map.text),
    [text, clip.fields.quotations],
  );
  const show = (id: string) => {
    setActive(id);
    setGoTo((last) => ({ id, serial: (last?.serial ?? 0) + 1 }));
  };
  useEffect(() => {
    if (at) show(at);
  }, [at]);
  const find = query.get('find');
  const near = Number(query.get('near') ?? 0);
  useEffect(() => {
    if (find) showInText(find, near);
  }, [text, find, near]);

  const marking = useRef(false);
  const mark = async (stretch: Stretch, withNote: boolean) => {
    // A key that repeats and a second press find the first still being written.
    if (marking.current) return;
    marking.current = true;
    try {
      const { id, n } = await markPassage(ledger, clip, passageOf(clip, text.map, stretch));
      getSelection()?.removeAllRanges();
      setWriting(withNote ? id : undefined);
      if (withNote || n === undefined) setActive(id);
      // The field for the note is what comes next; nothing may stand over it.
      if (n !== undefined && !withNote) toastUndo(ledger, t('reader.marked'), n);
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      marking.current = false;
    }
  };
  const place = async (id: string, stretch: Stretch) => {
    try {
      const { n } = await reattach(ledger, clip, id, passageOf(clip, text.map, stretch));
      getSelection()?.removeAllRanges();
      navigate(readRoute(clip.id, `?at=${id}`), { replace: true });
      toastUndo(ledger, t('reader.placed'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const open = (id: string) => {
    setWriting(undefined);
    setActive(id);
    // The keyboard goes on in the note, wherever it stands; Escape leads back to the number in the text.
    requestAnimationFrame(() => {
      const item = [...document.querySelectorAll<HTMLElement>('[data-quotation]')].find(
        (candidate) => candidate.dataset.quotation === id,
      );
      item?.focus({ preventScroll: true });
      item?.scrollIntoView({ block: 'nearest' });
    });
  };
  const opened = placed.find(({ id }) => id === active);
  const orphan = placed.find(({ id }) => id === lost);
  return (
    <Page
      title={t('reader.title')}
      back={`/study/clip/${clip.id}`}
      actions={<ReadingTypeButtons type={type} />}
      foot={
        orphan ? (
          <PlaceBar
            orphan={orphan}
            selected={selected}
            onPlace={(stretch) => void place(orphan.id, stretch)}
            onCancel={() => navigate(readRoute(clip.id), { replace: true })}
          />
        ) : selected ? (
          <SelectionBar clip={clip} selected={selected} onMark={(note) => void mark(selected, note)} />
        ) : (
          !wide &&
          opened && (
            <QuotationSheet
              clip={clip}
              placed={placed}
              opened={opened}
              writing={writing === opened.id}
              onGo={show}
              onSaved={() => setWriting(undefined)}
              onClose={() => setActive(undefined)}
            />
          )
        )
      }
    >
      <div class="wide:grid wide:grid-cols-[minmax(0,1fr)_22rem] wide:gap-8">
        <div class={`mx-auto w-full ${type.serif ? 'reading-serif' : ''}`} style={type.style}>
          <div class="reader-column space-y-4">
            <div>
              <h2 class="reader-title font-semibold break-words">{clip.fields.title}</h2>
              <p class="text-meta text-ink-2 mt-1">{provenance(clip) || t('study.noProvenance')}</p>
            </div>
            <ShownPictures clip={clip}>
              <Reader
                text={text}
                placed={placed}
                active={active}
                goTo={goTo}
                onOpen={open}
                onSelect={setSelected}
                onMark={(stretch, withNote) => void mark(stretch, withNote)}
              />
            </ShownPictures>
            <p id="reader-keys" class="text-meta text-ink-3 no-print border-line border-t pt-3">
              {t('reader.keys')}
            </p>
            {!wide && placed.length > 0 && (
              <p class="text-meta">
                <Link to={`/study/clip/${clip.id}`}>
                  {t('reader.toQuotations', { count: placed.length })}
                </Link>
              </p>
            )}
          </div>
        </div>
        {wide && (
          <aside class="reader-aside space-y-4" aria-label={t('reader.notes')}>
            {placed.length ? (
              <Quotations
                clip={clip}
                text={text}
                placed={placed}
                active={active}
                writing={writing}
                onSaved={() => setWriting(undefined)}
                onShow={show}
              />
            ) : (
              <EmptyState title={t('reader.noQuotations')}>{t('reader.noQuotationsHint')}</EmptyState>
            )}
            <NoteField clip={clip} />
          </aside>
        )}
      </div>
    </Page>
  );
}
