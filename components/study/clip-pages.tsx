import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { CommitResult, Rec } from '../../lib/ledger';
import { hasSite, requestSite } from '../../lib/platform/permissions';
import { asFault, type Fault } from '../../lib/records/fault';
import { partCount } from '../../lib/study/clip/parts';
import { Button, FaultNote, navigate, Note, Progress, toast, useLedger, useQuery } from '../ui';

interface Work {
  done: number;
  total: number;
  stop: AbortController;
}

/**
 * An article of several pages: how many of them are kept, which could not be had, and the one press that asks for
 * the site and takes the others. Absent when nothing is missing.
 */
export function ClipPages({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const asked = useQuery().get('take') === 'pages';
  const [work, setWork] = useState<Work>();
  const [fault, setFault] = useState<Fault>();
  const [refused, setRefused] = useState(false);
  const began = useRef(false);
  const count = partCount(clip.fields);
  const { whole, wholeKept } = clip.fields;
  const missing = Object.entries(clip.fields.parts ?? {}).filter(([, part]) => !part.at);
  const failed = missing.filter(([, part]) => part.failed);

  const working = useRef(false);
  const take = async (kind: 'pages' | 'whole') => {
    if (working.current) return;
    working.current = true;
    const stop = new AbortController();
    setWork({ done: count?.kept ?? 0, total: count?.total ?? 1, stop });
    setFault(undefined);
    setRefused(false);
    try {
      const { takePages, takeWhole } = await import('../../lib/study/sources/take-pages');
      const options = {
        window,
        signal: stop.signal,
        onPage: (done: number, total: number) => setWork({ done, total, stop }),
      };
      if (kind === 'whole') {
        tell(await takeWhole(ledger, clip, options), t('sources.pages.wholeTaken'));
      } else {
        const taken = await takePages(ledger, clip, options);
        tell(
          taken,
          taken.failed.length
            ? t('sources.pages.partly', { count: taken.added, failed: taken.failed.length })
            : t('sources.pages.taken', { count: taken.added }),
        );
      }
    } catch (thrown) {
      if (stop.signal.aborted) toast(t('sources.pages.cancelled'));
      else setFault(asFault(thrown));
    } finally {
      working.current = false;
      setWork(undefined);
    }
  };
  const tell = ({ n }: CommitResult, text: string) =>
    toast(text, {
      action:
        n === undefined
          ? undefined
          : { label: t('common.undo'), run: async () => void (await ledger.undo(n)) },
    });
  const press = (kind: 'pages' | 'whole') =>
    void requestSite(clip.fields.url).then((granted) => (granted ? take(kind) : setRefused(true)));
  // The popup sent us here for it; where the site is allowed already, nothing is left to ask.
  useEffect(() => {
    if (!asked || began.current || !missing.length) return;
    began.current = true;
    // Said once: a window that is opened again at this address fetches nothing by itself.
    navigate(`/study/clip/${clip.id}`, { replace: true });
    void hasSite(clip.fields.url).then((has) => (has ? take(whole ? 'whole' : 'pages') : undefined));
  }, [asked]);

  const isComplete = !missing.length;
  if (!clip.fields.url || (!work && !fault && (wholeKept || (isComplete && !whole)))) return null;
  const site = new URL(clip.fields.url).hostname;
  return (
    <section
      class="border-line bg-card rounded-card space-y-2 border p-3"
      aria-label={t('sources.pages.opens')}
    >
      {count && (
        <p class="font-semibold">
          {isComplete
            ? t('sources.pages.all', { total: count.total })
            : count.kept === 1
              ? t('sources.pages.keptOne', { total: count.total, n: keptNumber(clip) })
              : t('sources.pages.kept', { ...count })}
        </p>
      )}
      {whole && !isComplete && <p class="text-meta text-ink-2">{t('sources.pages.wholeHint')}</p>}
      {failed.map(([n, part]) => (
        <p key={n} class="text-meta text-due">
          {t('sources.pages.failed', { n, code: part.failed ?? '' })}{' '}
          <a class="underline" href={part.url} target="_blank" rel="noopener noreferrer nofollow">
            {t('sources.pages.openPage', { n })}
          </a>
        </p>
      ))}
      {work ? (
        <Progress
          done={work.done}
          total={work.total}
          label={t('sources.pages.taking')}
          onCancel={() => work.stop.abort()}
        />
      ) : (
        <div class="flex flex-wrap gap-2">
          {whole && (
            <Button small kind="primary" action="take-whole" onClick={() => press('whole')}>
              {t('sources.pages.whole')}
            </Button>
          )}
          {!isComplete && (
            <Button
              small
              kind={whole ? 'plain' : 'primary'}
              action="take-pages"
              onClick={() => press('pages')}
            >
              {t('sources.pages.take', { count: missing.length })}
            </Button>
          )}
        </div>
      )}
      <p class="text-meta text-ink-3">{t('sources.pages.why', { site })}</p>
      {refused && <Note tone="info">{t('sources.pages.refused')}</Note>}
      {fault && <FaultNote fault={fault} />}
    </section>
  );
}

const keptNumber = (clip: Rec<'clip'>): string =>
  Object.entries(clip.fields.parts ?? {}).find(([, part]) => part.at)?.[0] ?? '1';
