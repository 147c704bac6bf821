import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDate } from '../../lib/rules/calendar';
import { partCount } from '../../lib/study/clip/parts';
import { removeClip } from '../../lib/study/clip/clips';
import { ClipPoints } from '../assist';
import { studiedOf } from '../../lib/study/clip/branch-studied';
import { ProvesItems } from '../governance/proves-items';
import { ConflictNote } from '../ui/conflict-note';
import {
  Button,
  EmptyState,
  IconButton,
  navigate,
  Note,
  NotYet,
  Page,
  Pill,
  toast,
  toastFault,
  useLedger,
  useLive,
} from '../ui';
import { ClipFile } from './clip-file';
import { ClipLessons } from './clip-lessons';
import { ClipItems } from './clip-items';
import { ClipPages } from './clip-pages';
import { ClipPictures } from './clip-pictures';
import { ClipText } from './clip-text';
import { ClipTags } from './clip-tags';
import { ClipUses } from './clip-uses';
import { StudiedLine } from './list-item';
import { NoteField } from './note-field';
import { PdfPick } from './pdf-pick';
import { ReflectionLinks } from './reflection-links';
import { QuickDeclare } from './quick-declare';
import { ProvenanceCard } from './provenance-card';
import { citation, provenance, videoText } from './words';

/** One piece of study material: where it comes from, what was quoted and noted, and where it is used. */
export function ClipPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const id = params.id ?? '';
  const result = useLive(async () => ({ clip: await ledger.get('clip', id) }), [id]);
  if (!result) return null;
  if (!result.clip) {
    return (
      <Page title={t('study.title')} back="/study">
        <EmptyState title={t('study.gone')}>{t('study.goneHint')}</EmptyState>
      </Page>
    );
  }
  return <ClipView key={id} clip={result.clip} />;
}

function ClipView({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const learned = useLive(async () => (await studiedOf(ledger, clip.id)).people.length, [clip.id]);

  const drop = async () => {
    try {
      const { n } = await removeClip(ledger, clip);
      navigate('/study', { replace: true });
      toast(t('study.removed'), {
        action:
          n === undefined
            ? undefined
            : { label: t('common.undo'), run: async () => void (await ledger.undo(n)) },
      });
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Page
      title={t('study.clipTitle')}
      back="/study"
      state={Boolean(learned) && <Pill tone="ok">{t('study.learned', { count: learned ?? 0 })}</Pill>}
      actions={<IconButton icon="trash" label={t('study.remove')} onClick={() => void drop()} />}
      foot={
        <>
          <span class="text-meta text-ink-3 flex-1">{wasOnlyRead(clip) && t('study.readOnlyThis')}</span>
          <Button kind="primary" onClick={() => navigate('/study')}>
            {t('study.finish')}
          </Button>
        </>
      }
    >
      <PdfPick pick={false} />
      <Head clip={clip} />
      <StudiedLine clip={clip.id} quiet />
      <ProvenanceCard clip={clip} />
      <ClipItems clip={clip} />
      <ClipFile clip={clip} />
      <ClipPages clip={clip} />
      <ConflictNote id={clip.id} />
      <ClipText clip={clip} />
      <ClipPoints clip={clip} cite={(text) => citation(clip, text)} />
      <NoteField clip={clip} />
      <ClipTags clip={clip} />
      <ClipUses clip={clip} />
      <ClipLessons clip={clip} />
      <ProvesItems record={clip} />
      <QuickDeclare clip={clip} />
      <ReflectionLinks about={clip.id} as="clip" />
      <NotYet of={clip.fields.pictures} />
      <ClipPictures clip={clip} />
    </Page>
  );
}

function Head({ clip }: { clip: Rec<'clip'> }) {
  const { fields } = clip;
  const entered = fields.enteredAt?.slice(0, 10);
  return (
    <div>
      <h2 class="text-title font-semibold break-words">{fields.title}</h2>
      <p class="text-meta text-ink-2 mt-1">
        {provenance(clip) || t('study.noProvenance')}
        {fields.editor && ` · ${t('study.editor', { editor: fields.editor })}`}
      </p>
      <p class="text-meta text-ink-2">
        {t('study.length', { count: fields.length ?? 0 })}
        {fields.textHash &&
          ` · ${t('study.fingerprint', { hash: `${fields.textHash.slice(0, 4)}…${fields.textHash.slice(-4)}` })}`}
        {entered && ` · ${t('study.clippedOn', { date: formatDate(entered, currentLanguage()) })}`}
      </p>
      {fields.url && (
        <p class="text-meta">
          <a
            class="text-red-ink break-all underline"
            href={fields.url}
            target="_blank"
            rel="noopener noreferrer nofollow"
          >
            {t('study.original')}
          </a>
        </p>
      )}
      {fields.coverage === 'visible' && !fields.items && !fields.video && (
        <Note tone="due">{t(fields.length === 0 ? 'study.coverageNone' : 'study.coverageVisible')}</Note>
      )}
      {fields.video && <Note tone="info">{videoText(fields.video.seconds)}</Note>}
      {fields.coverage === 'selection' && <Note tone="info">{t('study.coverageSelection')}</Note>}
      {fields.cut && (
        <Note tone="due">{t('study.cut', { kept: fields.cut.kept, total: fields.cut.total })}</Note>
      )}
    </div>
  );
}

/** Whether nothing of a clip was fetched: neither further pages nor pictures, nor a file. */
const wasOnlyRead = ({ fields }: Rec<'clip'>): boolean =>
  !fields.pictures && !fields.file && !fields.wholeKept && (partCount(fields)?.kept ?? 1) < 2;
