import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { RecordDocument } from '../../lib/exchange/record-document';
import { type Ledger, type Rec, seenOf } from '../../lib/ledger';
import { Fault } from '../../lib/records/fault';
import { formatDay } from '../../lib/rules/calendar';
import { agendaCandidates } from '../../lib/study/clip/agenda';
import {
  type LessonDraft,
  lessonOnAgenda,
  lessonPaper,
  lessonText,
  removeLesson,
  saveLesson,
} from '../../lib/study/lists/lessons';
import {
  Button,
  Card,
  EmptyState,
  IconButton,
  Link,
  meetingName,
  navigate,
  Note,
  Page,
  Row,
  Section,
  TextAreaField,
  toast,
  toastFault,
  useBranch,
  useDraft,
  useLedger,
  useLive,
  useQuery,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { PassagePick } from './passage-pick';
import { toastUndo } from '../ui/toast-undo';
import { PaperRecord } from '../life/register-paper';
import { openPrint } from '../life/register-actions';
import { caught, PrintPage } from '../life/register-print';

/** 微课: five minutes on one page; written here, then read out, put on an agenda, printed, sent round. */
export function LessonPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const asked = useQuery().get('clip') ?? '';
  const found = useLive(async () => {
    const lesson = params.id ? await ledger.get('lesson', params.id) : undefined;
    return { lesson, clip: await ledger.get('clip', lesson?.fields.clip ?? asked) };
  }, [params.id, asked]);
  if (!found) return null;
  if (params.id ? !found.lesson : !found.clip) {
    return (
      <Page title={t('lesson.title')} back="/study">
        <EmptyState title={t('study.gone')}>{t('study.goneHint')}</EmptyState>
      </Page>
    );
  }
  return <LessonView key={params.id ?? asked} {...found} />;
}

interface Found {
  lesson: Rec<'lesson'> | undefined;
  clip: Rec<'clip'> | undefined;
}

function LessonView({ lesson, clip }: Found) {
  const ledger = useLedger();
  const [busy, setBusy] = useState(false);
  const clipId = lesson?.fields.clip ?? clip?.id ?? '';
  const draftId = lesson ? `lesson:${lesson.id}` : `lesson:new:${clipId}`;
  const draft = useDraft<LessonDraft>({
    id: draftId,
    form: 'clip',
    title: () => t('lesson.title'),
    route: lesson ? `/study/lesson/${lesson.id}` : `/study/lesson/new?clip=${clipId}`,
    initial: () => ({
      passage: lesson?.fields.passage ?? '',
      question: lesson?.fields.question ?? '',
      prompt: lesson?.fields.prompt ?? '',
      seen: lesson && seenOf(lesson),
    }),
  });
  const { value, set } = draft;
  if (!value) return null;
  const save = async () => {
    setBusy(true);
    try {
      await draft.flush();
      const { id, n } = await saveLesson(ledger, { clip: clipId, lesson }, value, draftId);
      toastUndo(ledger, t('lesson.saved'), n);
      if (!lesson) navigate(`/study/lesson/${id}`, { replace: true });
      else {
        // The form stays: from now on it edits what was just saved, and what it holds is no draft of anything.
        const now = await ledger.get('lesson', id);
        set({ seen: now && seenOf(now) });
        await draft.flush();
        await ledger.drafts.delete(draftId);
      }
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const drop = async () => {
    if (!lesson) return;
    try {
      const { n } = await removeLesson(ledger, lesson);
      navigate(`/study/clip/${clipId}`, { replace: true });
      toastUndo(ledger, t('study.removed'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Page
      title={t('lesson.title')}
      back={`/study/clip/${clipId}`}
      actions={lesson && <IconButton icon="trash" label={t('lesson.remove')} onClick={() => void drop()} />}
      foot={
        <Button kind="primary" busy={busy} action="save-lesson" onClick={() => void save()}>
          {t('lists.save')}
        </Button>
      }
    >
      {clip && (
        <p class="text-meta">
          <Link to={`/study/clip/${clip.id}`}>{clip.fields.title}</Link>
        </p>
      )}
      {lesson && <ConflictNote id={lesson.id} />}
      {clip && <PassagePick clip={clip} chosen={value.passage} onPick={(passage) => set({ passage })} />}
      <TextAreaField
        label={t('lesson.passage')}
        name="passage"
        value={value.passage}
        rows={4}
        hint={t('lesson.passageHint')}
        onChange={(passage) => set({ passage })}
      />
      <TextAreaField
        terms
        label={t('lesson.question')}
        name="question"
        value={value.question}
        rows={2}
        hint={!value.question.trim() && t('lesson.questionHint')}
        onChange={(question) => set({ question })}
      />
      <TextAreaField
        terms
        label={t('lesson.prompt')}
        name="prompt"
        value={value.prompt}
        rows={2}
        hint={!value.prompt.trim() && t('lesson.promptHint')}
        onChange={(prompt) => set({ prompt })}
      />
      {lesson && <LessonUses lesson={lesson} clip={clip} />}
    </Page>
  );
}

function LessonUses({ lesson, clip }: { lesson: Rec<'lesson'>; clip: Rec<'clip'> | undefined }) {
  const ledger = useLedger();
  const today = useToday();
  const meetings = useLive(() => agendaCandidates(ledger, today), [today]);
  const copy = async () => {
    await navigator.clipboard.writeText(lessonText(lesson, clip));
    toast(t('lists.textCopied'));
  };
  const put = async (meeting: Rec<'meeting'>) => {
    try {
      const { n } = await lessonOnAgenda(ledger, lesson, clip, meeting);
      toastUndo(ledger, t('study.putDone'), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const print = () => {
    try {
      openPrint(`/print/lesson/${lesson.id}?now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const isWhole = lesson.fields.question && lesson.fields.prompt;
  return (
    <Section title={t('lesson.use')}>
      {!isWhole && <Note tone="due">{t('lesson.unfinished')}</Note>}
      <div class="flex flex-wrap gap-2">
        <Button icon="copy" action="lesson-text" onClick={() => void copy().catch(toastFault)}>
          {t('lists.copyText')}
        </Button>
        <Button icon="print" action="lesson-print" onClick={print}>
          {t('life.print')}
        </Button>
      </div>
      {Boolean(meetings?.length) && (
        <Card>
          {meetings?.map((meeting) => {
            const name = t('study.meetingOn', {
              date: formatDay(meeting.fields.startsAt.slice(0, 10), currentLanguage()),
              name: meetingName(meeting),
            });
            return (
              <Row
                key={meeting.id}
                title={<span class="font-normal">{name}</span>}
                meta={t('study.agendaOf')}
                tail={
                  <Button
                    small
                    action="lesson-on-agenda"
                    label={t('study.putInto', { name })}
                    onClick={() => void put(meeting)}
                  >
                    {t('study.put')}
                  </Button>
                }
              />
            );
          })}
        </Card>
      )}
    </Section>
  );
}

async function paperOf(ledger: Ledger, id: string, branch: string): Promise<RecordDocument> {
  const lesson = await ledger.get('lesson', id);
  if (!lesson) throw new Fault('E703');
  return lessonPaper(lesson, await ledger.get('clip', lesson.fields.clip), branch);
}

/** A micro-lesson on A4, for the printer. */
export function PrintLessonPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const branch = useBranch()?.fields.name ?? '';
  const id = params.id ?? '';
  const found = useLive(() => caught(paperOf(ledger, id, branch)), [id, branch]);
  return (
    <PrintPage orientation="portrait" back={`/study/lesson/${id}`} found={found}>
      {(paper) => <PaperRecord paper={paper} />}
    </PrintPage>
  );
}
