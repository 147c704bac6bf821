import { documentHash, type RecordDocument } from '../../exchange/record-document';
import { t } from '../../i18n';
import {
  asSeen,
  change,
  type CommitResult,
  create,
  type Ledger,
  newId,
  type Rec,
  remove,
  type Seen,
} from '../../ledger';
import { Fault } from '../../records/fault';
import { listedName } from './list-share';

/** Characters of a passage, and of a question or prompt, at most: what is read out in five minutes. */
export const PASSAGE_LENGTH = 1200;
export const QUESTION_LENGTH = 300;

/** What the form of a micro-lesson holds. */
export interface LessonDraft {
  passage: string;
  question: string;
  prompt: string;
  /** The record as the form opened it. */
  seen?: Seen;
}

/**
 * Keeps a micro-lesson on a clip, new or changed, and removes its draft. Throws E346 (no passage) and E347 (too long
 * for five minutes). A question or prompt that is missing is missing: the page asks for it.
 */
export async function saveLesson(
  ledger: Ledger,
  about: { clip: string; lesson?: Rec<'lesson'> },
  form: LessonDraft,
  draft?: string,
): Promise<CommitResult & { id: string }> {
  const [passage, question, prompt] = [form.passage, form.question, form.prompt].map((text) => text.trim());
  if (!passage) throw new Fault('E346');
  if (
    passage.length > PASSAGE_LENGTH ||
    [question, prompt].some((text) => (text?.length ?? 0) > QUESTION_LENGTH)
  )
    throw new Fault('E347', { passage: PASSAGE_LENGTH, question: QUESTION_LENGTH });
  const { lesson } = about;
  const id = lesson?.id ?? newId();
  const write = lesson
    ? change(asSeen(lesson, form.seen), { passage, question: question || null, prompt: prompt || null })
    : create(
        'lesson',
        { clip: about.clip, passage, question: question || undefined, prompt: prompt || undefined },
        id,
      );
  return { ...(await ledger.commit([write], { label: 'lesson', draft })), id };
}

/** Micro-lessons of a clip, newest first. */
export async function lessonsOf(ledger: Ledger, clip: string): Promise<Rec<'lesson'>[]> {
  const lessons = await ledger.linked(clip, 'lesson');
  return lessons.sort((a, b) => ((a.fields.enteredAt ?? '') < (b.fields.enteredAt ?? '') ? 1 : -1));
}

/** Puts a micro-lesson in the trash. */
export const removeLesson = (ledger: Ledger, lesson: Rec<'lesson'>): Promise<CommitResult> =>
  ledger.commit([remove(lesson)], { label: 'lesson' });

/** Words of a micro-lesson on an agenda. */
export const lessonLine = (lesson: Rec<'lesson'>, clip: Rec<'clip'> | undefined): string =>
  t('lesson.agenda', {
    title: lesson.fields.question ?? clip?.fields.title ?? lesson.fields.passage.slice(0, 30),
  });

/** Puts a micro-lesson on an agenda as its last item, tied to its material. Does nothing when it is there. */
export async function lessonOnAgenda(
  ledger: Ledger,
  lesson: Rec<'lesson'>,
  clip: Rec<'clip'> | undefined,
  meeting: Rec<'meeting'>,
): Promise<CommitResult> {
  const text = lessonLine(lesson, clip);
  const agenda = Object.values(meeting.fields.agenda ?? {});
  if (agenda.some((item) => item.text === text)) return { ids: [], concurrent: [] };
  const order = Math.max(-1, ...agenda.map((item) => item.order)) + 1;
  const item = { order, text, clip: lesson.fields.clip };
  return ledger.commit([change(meeting, { agenda: { [newId()]: item } })], { label: 'clipAgenda' });
}

/** A micro-lesson as text for a chat. */
export const lessonText = ({ fields }: Rec<'lesson'>, clip: Rec<'clip'> | undefined): string =>
  [
    t('lesson.textHead'),
    `“${fields.passage}”`,
    ...(clip ? [t('lesson.from', { name: listedName(clip) })] : []),
    ...(fields.question ? [t('lesson.askLine', { question: fields.question })] : []),
    ...(fields.prompt ? [t('lesson.talkLine', { prompt: fields.prompt })] : []),
  ].join('\n');

/** A micro-lesson on A4: the passage, the question, the prompt, and room to write. */
export function lessonPaper(
  { fields }: Rec<'lesson'>,
  clip: Rec<'clip'> | undefined,
  branch: string,
): RecordDocument {
  const missing = t('lists.notStated');
  const model = {
    title: t('lesson.title'),
    branch,
    facts: [
      { label: t('lesson.material'), value: clip ? listedName(clip) : missing, wide: true },
      { label: t('lesson.time'), value: t('lesson.minutes') },
    ],
    sections: [
      { heading: t('lesson.passage'), kind: 'text' as const, text: fields.passage },
      { heading: t('lesson.question'), kind: 'text' as const, text: fields.question ?? missing },
      { heading: t('lesson.prompt'), kind: 'text' as const, text: fields.prompt ?? missing },
    ],
  };
  return {
    ...model,
    signatures: [t('lesson.leader'), t('lesson.recorder')],
    closing: [t('study.fingerprint', { hash: documentHash(model).slice(0, 16) })],
  };
}
