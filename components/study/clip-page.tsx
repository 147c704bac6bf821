import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDate } from '../../lib/rules/calendar';
import { removeClip, setNote } from '../../lib/study/clips';
import { ClipPoints } from '../assist';
import { ProvesItems } from '../governance/proves-items';
import { ConflictNote } from '../ui/conflict-note';
import {
  Button,
  EmptyState,
  IconButton,
  navigate,
  Note,
  Page,
  Pill,
  TextAreaField,
  toast,
  toastFault,
  useDraft,
  useLedger,
  useLive,
} from '../ui';
import { ClipFile } from './clip-file';
import { ClipPages } from './clip-pages';
import { ClipPictures } from './clip-pictures';
import { ClipUses } from './clip-uses';
import { QuickDeclare } from './quick-declare';
import { ProvenanceCard } from './provenance-card';
import { Quotations } from './quotations';
import { Reader } from './reader';
import { citation, provenance } from './words';
import { ShownPictures } from './shown-pictures';

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
  const learned = useLive(async () => {
    const [logs, meetings] = await Promise.all([
      ledger.linked(clip.id, 'studyLog'),
      ledger.linked(clip.id, 'meeting'),
    ]);
    const people = new Set(
      logs.filter((log) => log.fields.state !== 'returned').map((log) => log.fields.member),
    );
    for (const meeting of meetings) {
      for (const [member, entry] of Object.entries(meeting.fields.attendance ?? {})) {
        if (entry.state === 'present' || entry.state === 'online') people.add(member);
      }
    }
    return people.size;
  }, [clip.id]);

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
          <span class="text-meta text-ink-3 flex-1">{t('study.readOnlyThis')}</span>
          <Button kind="primary" onClick={() => navigate('/study')}>
            {t('study.finish')}
          </Button>
        </>
      }
    >
      <Head clip={clip} />
      <ProvenanceCard clip={clip} />
      <ClipFile clip={clip} />
      <ClipPages clip={clip} />
      <ConflictNote id={clip.id} />
      <Quotations clip={clip} />
      <ClipPoints clip={clip} cite={(text) => citation(clip, text)} />
      <NoteField clip={clip} />
      <ClipUses clip={clip} />
      <ProvesItems record={clip} />
      <QuickDeclare clip={clip} />
      <ShownPictures clip={clip}>
        <Reader clip={clip} />
      </ShownPictures>
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
      {fields.coverage === 'visible' && <Note tone="due">{t('study.coverageVisible')}</Note>}
      {fields.coverage === 'selection' && <Note tone="info">{t('study.coverageSelection')}</Note>}
      {fields.cut && (
        <Note tone="due">{t('study.cut', { kept: fields.cut.kept, total: fields.cut.total })}</Note>
      )}
    </div>
  );
}

/** The note on the material: kept as a draft at every keystroke, and in the ledger when it is saved. */
function NoteField({ clip }: { clip: Rec<'clip'> }) {
  const ledger = useLedger();
  const [busy, setBusy] = useState(false);
  const draftId = `clip:${clip.id}`;
  const draft = useDraft<{ note: string }>({
    id: draftId,
    form: 'clip',
    title: () => clip.fields.title,
    route: `/study/clip/${clip.id}`,
    initial: () => ({ note: clip.fields.note ?? '' }),
  });
  if (!draft.value) return null;
  const changed = draft.value.note !== (clip.fields.note ?? '');
  const save = async () => {
    setBusy(true);
    try {
      await draft.flush();
      await setNote(ledger, clip, draft.value?.note ?? '', draftId);
      toast(t('study.noteSaved'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="space-y-2">
      <TextAreaField
        terms
        label={t('study.note')}
        value={draft.value.note}
        placeholder={t('study.noteHint')}
        hint={changed && draft.saved ? t('common.draftSaved', { time: timeOf(draft.saved) }) : undefined}
        onChange={(note) => draft.set({ note })}
      />
      {changed && (
        <Button small kind="primary" busy={busy} action="save-note" onClick={() => void save()}>
          {t('study.saveNote')}
        </Button>
      )}
    </div>
  );
}

const timeOf = (at: Date): string =>
  new Intl.DateTimeFormat(currentLanguage(), { timeStyle: 'short' }).format(at);
