// @vitest-environment jsdom
import { Blob } from 'node:buffer';
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { LessonPage } from '../../../../components/lists/lesson-page';
import type { Ledger, Rec } from '../../../../lib/ledger';
import { saveClip } from '../../../../lib/study/clip/clips';
import { openTestLedger } from '../../support/ledger';
import { show, until } from '../governance/render';

let ledger: Ledger;
beforeEach(async () => {
  // The Blob of jsdom cannot be read.
  vi.stubGlobal('Blob', Blob);
  ({ ledger } = await openTestLedger());
});

const LINES = [
  '支部把会开在换班的十分钟里，议的都是身边事。',
  '短句。',
  '散会前当场分工，谁的事谁牵头，月底回头看。',
];
const keep = async (quotation?: string): Promise<Rec<'clip'>> => {
  const { id } = await saveClip(ledger, {
    title: '十分钟议事',
    url: 'https://news.example/a.html',
    html: LINES.map((line) => `<p>${line}</p>`).join(''),
    text: LINES.join('\n'),
    coverage: 'article',
    images: [],
    quotation,
  });
  return (await ledger.get('clip', id)) as Rec<'clip'>;
};
const open = async (clip: Rec<'clip'>) => {
  const root = await show(ledger, <LessonPage params={{}} />, { route: `/study/lesson/new?clip=${clip.id}` });
  const choice = await until(() => {
    const found = root.querySelector<HTMLDetailsElement>('[data-part="paragraphs"]');
    expect(found).not.toBeNull();
    return found as HTMLDetailsElement;
  });
  const passage = () => root.querySelector<HTMLTextAreaElement>('[name="passage"]')?.value;
  const pick = (words: string) =>
    act(() => [...root.querySelectorAll('button')].find((one) => one.textContent?.includes(words))?.click());
  return { root, choice, passage, pick };
};

it('offers the paragraphs of a material from which nothing was quoted, and takes another one in its place', async () => {
  const { choice, passage, pick } = await open(await keep());
  expect(choice.open).toBe(true);
  // A line of three characters is nothing to talk about.
  expect([...choice.querySelectorAll('button')].map((button) => button.textContent)).toEqual([
    LINES[0],
    LINES[2],
  ]);
  await pick('散会前当场分工');
  await until(() => expect(passage()).toBe(LINES[2]));
  expect(choice.open).toBe(false);
  await pick('换班的十分钟');
  await until(() => expect(passage()).toBe(LINES[0]));
});

it('offers what was quoted first', async () => {
  const { root, choice, passage, pick } = await open(await keep('议的都是身边事'));
  expect(choice.open).toBe(false);
  expect(root.textContent).toContain('从引文里选一段');
  await pick('议的都是身边事');
  await until(() => expect(passage()).toBe('议的都是身边事'));
});
