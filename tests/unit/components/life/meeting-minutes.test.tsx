// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MeetingMinutes } from '../../../../components/life/meeting-minutes';
import { create, type Ledger, type Rec } from '../../../../lib/ledger';
import { openTestLedger } from '../../support/ledger';
import { show, until } from '../governance/render';

const KEY = '会议决定从12月1日起把城东站的休息点延长开放到晚上十一点，由站长负责钥匙和保洁。';
const TALK = [
  '支部书记说，骑手反映最多的是晚上没有地方歇脚，休息点关门太早，喝不上热水。',
  KEY,
  '组织委员说，延长开放要有人值守，休息点的钥匙和保洁可以由站长安排，费用从站点经费里出。',
  '宣传委员说，休息点延长开放的时间要贴在门口，写进群公告，让换班的骑手看得到。',
  '纪检委员说，费用每月公开一次，值守和保洁的安排也要写清楚，免得日后说不明白。',
  '有同志提出充电柜常常坏，几次报修没有人来，大家同意先请厂家检修，再商量换新的办法。',
  '有同志提出下月学习安排在换班的十分钟里，内容不要多，一次说清一件事，会后发到群里。',
  '支部书记最后说，今天议定的事月底回头看，办成的划掉，没有办成的写明原因和下一步。',
];

let ledger: Ledger;
let copied = '';
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
  copied = '';
  vi.stubGlobal('navigator', {
    ...navigator,
    clipboard: { writeText: async (text: string) => void (copied = text) },
  });
  HTMLElement.prototype.scrollIntoView = () => undefined;
});
afterEach(() => vi.unstubAllGlobals());

async function open(minutes: string, rough = ''): Promise<HTMLElement> {
  const write = create('meeting', {
    types: { committee: true },
    startsAt: '2026-11-20T19:00',
    title: '骑手休息点',
  });
  await ledger.commit([write], { label: 'x' });
  const meeting = (await ledger.get('meeting', write.id)) as Rec<'meeting'>;
  return show(ledger, <MeetingMinutes meeting={meeting} minutes={minutes} rough={rough} />);
}
const points = (root: HTMLElement) => root.querySelector<HTMLDetailsElement>('[data-part="points"]');
async function unfold(root: HTMLElement): Promise<void> {
  const part = points(root)!;
  expect(part.open).toBe(false);
  expect(part.textContent).not.toContain('12月1日');
  await act(() => {
    part.open = true;
    part.dispatchEvent(new Event('toggle'));
  });
  await until(() => expect(part.querySelector('ol')).not.toBeNull());
}

it('long minutes have their main points, folded, word for word, each leading to its place', async () => {
  const root = await open(TALK.join('\n'));
  await unfold(root);
  const sentences = [...points(root)!.querySelectorAll('ol button')].map((one) => one.textContent ?? '');
  expect(sentences.length).toBeGreaterThan(1);
  expect(sentences.length).toBeLessThan(TALK.length);
  for (const sentence of sentences) expect(TALK.join('')).toContain(sentence);
  // A day of which no year is said belongs to the year of the meeting.
  expect(points(root)!.textContent).toContain('2026');
  await act(() => points(root)!.querySelector<HTMLElement>('ol button')!.click());
  const here = getSelection()!;
  expect(here.toString().replace(/\s/g, '')).toBe(sentences[0]);
  expect(root.querySelector('[data-part="minutes-text"]')!.contains(here.anchorNode)).toBe(true);
  await act(() => points(root)!.querySelector<HTMLElement>('[data-action="copy-points"]')!.click());
  await until(() => expect(copied).toContain(`1. ${sentences[0]}`));
  expect(copied).toMatch(/摘自.*骑手休息点/);
});

it('rough notes that nothing was made of yet have them too, and are unfolded to show a place', async () => {
  const root = await open('', TALK.join('\n'));
  await unfold(root);
  const notes = root.querySelector<HTMLDetailsElement>('[data-part="minutes-text"] details')!;
  expect(notes.open).toBe(false);
  await act(() => points(root)!.querySelector<HTMLElement>('ol button')!.click());
  expect(notes.open).toBe(true);
});

it('short minutes have none', async () => {
  expect(points(await open(KEY))).toBeNull();
});
