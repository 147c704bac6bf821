import { useState } from 'preact/hooks';
import { t, tMaybe } from '../../lib/i18n';
import type { CommitResult, Rec } from '../../lib/ledger';
import { requestSites } from '../../lib/platform/permissions';
import { asFault, type Fault } from '../../lib/records/fault';
import { clipBody } from '../../lib/study/clip/clips';
import {
  CLIP_PICTURE_BYTES,
  dropPictures,
  keepPictures,
  PICTURE_BYTES,
  pictureState,
} from '../../lib/study/sources/pictures';
import { Button, FaultNote, Note, Progress, Section, toast, toastFault, useLedger, useLive } from '../ui';

interface Work {
  done: number;
  total: number;
  stop: AbortController;
}

const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${megabytes(bytes)} MB`;
const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
const hostOf = (pattern: string): string => pattern.replace(/^https?:\/\/|\/\*$/g, '');

/** The pictures of a text: which are kept as files, and the one press that fetches the others from the sites named. */
export function ClipPictures({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const html = useLive(() => clipBody(ledger, clip).catch(() => ''), [clip.fields.body?.sha256]);
  const [work, setWork] = useState<Work>();
  const [fault, setFault] = useState<Fault>();
  const [refused, setRefused] = useState(false);
  if (!html) return null;
  const state = pictureState(clip, html);
  if (!state.addresses.length) return null;
  const { missing, sites, kept, failed } = state;

  const tell = ({ n }: CommitResult, text: string) =>
    toast(text, {
      action:
        n === undefined
          ? undefined
          : { label: t('common.undo'), run: async () => void (await ledger.undo(n)) },
    });
  const take = async () => {
    const stop = new AbortController();
    setWork({ done: 0, total: missing.length, stop });
    setFault(undefined);
    setRefused(false);
    try {
      const result = await keepPictures(ledger, clip, html, {
        signal: stop.signal,
        onPicture: (done, total) => setWork({ done, total, stop }),
      });
      tell(result, t('sources.pictures.taken', { count: result.kept }));
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setWork(undefined);
    }
  };
  // The question of the browser has to follow the press at once.
  const press = () => void requestSites(missing).then((granted) => (granted ? take() : setRefused(true)));
  const drop = async () => tell(await dropPictures(ledger, clip), t('sources.pictures.dropped'));

  return (
    <Section
      title={t('sources.pictures.title')}
      remark={
        kept
          ? t('sources.pictures.kept', { count: kept, size: sizeOf(state.bytes) })
          : t('sources.pictures.none', { count: missing.length })
      }
    >
      {work ? (
        <Progress
          done={work.done}
          total={work.total}
          label={t('sources.pictures.taking')}
          onCancel={() => work.stop.abort()}
        />
      ) : (
        <div class="flex flex-wrap gap-2">
          {missing.length > 0 && (
            <Button small icon="download" action="keep-pictures" onClick={press}>
              {failed.length === missing.length
                ? t('sources.pictures.again', { count: missing.length })
                : t('sources.pictures.keep', { count: missing.length, sites: sites.length })}
            </Button>
          )}
          {kept > 0 && (
            <Button kind="quiet" small action="drop-pictures" onClick={() => void drop().catch(toastFault)}>
              {t('sources.pictures.drop')}
            </Button>
          )}
        </div>
      )}
      {failed.length > 0 && !work && (
        <details class="text-meta">
          <summary class="text-due cursor-pointer py-1">
            {t('sources.pictures.failed', { count: failed.length })}
          </summary>
          <ul class="space-y-1">
            {failed.map(({ url, code }) => (
              <li key={url} class="break-all">
                {url}
                <span class="text-ink-3 block">
                  {tMaybe(`fault.${code}`, {
                    site: new URL(url).host,
                    status: '',
                    max: megabytes(PICTURE_BYTES),
                  }) ?? code}
                  {`（${code}）`}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {missing.length > 0 && (
        <p class="text-meta text-ink-3">
          {t('sources.pictures.why', {
            sites: sites.map(hostOf).join('、'),
            one: Math.round(PICTURE_BYTES / 1024 / 1024),
            all: Math.round(CLIP_PICTURE_BYTES / 1024 / 1024),
          })}
        </p>
      )}
      {refused && <Note tone="info">{t('sources.pictures.refused')}</Note>}
      {fault && <FaultNote fault={fault} />}
    </Section>
  );
}
