import { beforeEach, describe, expect, it } from 'vitest';
import { create, type Ledger, type Rec, seenOf } from '../../../../lib/ledger';
import {
  lessonLine,
  lessonOnAgenda,
  lessonPaper,
  lessonsOf,
  lessonText,
  PASSAGE_LENGTH,
  removeLesson,
  saveLesson,
} from '../../../../lib/study/lists/lessons';
import { openTestLedger } from '../../support/ledger';

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
  await ledger.commit(
    [
      create(
        'clip',
        { title: '十分钟议事', url: 'https://x.example/1', source: '示例日报', coverage: 'article' },
        'c',
      ),
      create('meeting', { types: { themeDay: true }, startsAt: '2026-11-27T15:00' }, 'm'),
    ],
    { label: 'clipSave' },
  );
});
const form = { passage: ' 散会前当场分工。 ', question: '谁牵头？', prompt: '' };
const lesson = async (): Promise<Rec<'lesson'>> => (await lessonsOf(ledger, 'c'))[0] as Rec<'lesson'>;
const code = (value: string) => expect.objectContaining({ code: value });

describe('a micro-lesson', () => {
  it('is kept with its passage; what is missing stays missing and can be added', async () => {
    await saveLesson(ledger, { clip: 'c' }, form);
    expect((await lesson()).fields).toMatchObject({
      clip: 'c',
      passage: '散会前当场分工。',
      question: '谁牵头？',
    });
    expect((await lesson()).fields.prompt).toBeUndefined();
    const seen = seenOf(await lesson());
    await saveLesson(ledger, { clip: 'c', lesson: await lesson() }, { ...form, prompt: '每人一件', seen });
    expect((await lesson()).fields.prompt).toBe('每人一件');
    await removeLesson(ledger, await lesson());
    expect(await lessonsOf(ledger, 'c')).toEqual([]);
  });

  it('a change made elsewhere while the form was open is not lost', async () => {
    const { id } = await saveLesson(ledger, { clip: 'c' }, form);
    const seen = seenOf(await lesson());
    await saveLesson(ledger, { clip: 'c', lesson: await lesson() }, { ...form, question: '别人改的' });
    const { concurrent } = await saveLesson(
      ledger,
      { clip: 'c', lesson: await lesson() },
      { ...form, question: '我改的', seen },
    );
    expect(concurrent).toHaveLength(1);
    expect(await ledger.conflicts(id)).toHaveLength(1);
  });

  it('without a passage, or longer than five minutes, it is refused and the draft stays', async () => {
    await ledger.drafts.put({ id: 'd', form: 'clip', title: '', route: '/', data: {} });
    await expect(saveLesson(ledger, { clip: 'c' }, { ...form, passage: ' ' }, 'd')).rejects.toEqual(
      code('E346'),
    );
    const long = '长'.repeat(PASSAGE_LENGTH + 1);
    await expect(saveLesson(ledger, { clip: 'c' }, { ...form, passage: long }, 'd')).rejects.toEqual(
      code('E347'),
    );
    expect(await ledger.drafts.get('d')).toBeDefined();
    await saveLesson(ledger, { clip: 'c' }, form, 'd');
    expect(await ledger.drafts.get('d')).toBeUndefined();
  });

  it('goes onto an agenda once, tied to its material', async () => {
    await saveLesson(ledger, { clip: 'c' }, form);
    const clip = await ledger.get('clip', 'c');
    const meeting = async () => (await ledger.get('meeting', 'm')) as Rec<'meeting'>;
    await lessonOnAgenda(ledger, await lesson(), clip, await meeting());
    await lessonOnAgenda(ledger, await lesson(), clip, await meeting());
    expect(Object.values((await meeting()).fields.agenda ?? {})).toEqual([
      { order: 0, text: '微课：谁牵头？', clip: 'c' },
    ]);
    expect(lessonLine({ ...(await lesson()), fields: { clip: 'c', passage: 'x' } }, clip)).toBe(
      '微课：十分钟议事',
    );
  });

  it('is text for a chat and a paper that says what is missing', async () => {
    await saveLesson(ledger, { clip: 'c' }, form);
    const clip = await ledger.get('clip', 'c');
    expect(lessonText(await lesson(), clip)).toBe(
      ['【微课 · 五分钟】', '“散会前当场分工。”', '——《十分钟议事》（示例日报）', '问题：谁牵头？'].join(
        '\n',
      ),
    );
    expect(
      lessonPaper(await lesson(), clip, '示例支部').sections.map((part) => 'text' in part && part.text),
    ).toEqual(['散会前当场分工。', '谁牵头？', '未载明']);
  });
});
