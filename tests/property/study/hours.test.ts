import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { create, type Ledger, type Rec, remove, restore } from '../../../lib/ledger';
import { makeUpMany } from '../../../lib/life/make-up';
import { draftOf } from '../../../lib/life/draft';
import { recordMeeting } from '../../../lib/life/meetings';
import { lifePack } from '../../../lib/rules/packs';
import { putOnAgenda } from '../../../lib/study/clip/agenda';
import { memberYear } from '../../../lib/study/hours/hours-year';
import { confirmStudy, declareStudy, returnStudy, waitingStudy } from '../../../lib/study/hours/study-logs';
import { enrol, form } from '../../unit/life/support';
import { openTestLedger } from '../../unit/support/ledger';

const TODAY = '2026-11-25';
const DAYS = ['2026-11-02', '2026-11-10', '2026-11-18'] as const;

/** What people do about one study of one text in one activity, in any order and any number of times. */
const acts = [
  'declareMine',
  'enterByClip',
  'enterByMeeting',
  'confirm',
  'return',
  'agenda',
  'twoTypes',
  'attend',
  'absent',
  'makeUp',
  'move0',
  'move1',
  'move2',
  'delete',
  'restore',
  'undo',
] as const;
type Act = (typeof acts)[number];

async function world() {
  const { ledger } = await openTestLedger({ now: `${TODAY}T02:00:00Z` });
  await enrol(ledger, ['甲']);
  const clip = create('clip', { title: '十分钟议事', url: 'https://news.example/a', coverage: 'article' });
  await ledger.commit([clip], { label: 'x' });
  const { id } = await recordMeeting(ledger, form({ date: DAYS[1], end: '16:30' }));
  return { ledger, clip: clip.id, meeting: id };
}

/** Does one act. What makes no sense at the moment (a deleted activity, nothing to confirm) does nothing. */
async function act({ ledger, clip, meeting }: Awaited<ReturnType<typeof world>>, what: Act): Promise<void> {
  const pack = lifePack();
  const present = await ledger.get('meeting', meeting);
  // Who declares knows when the study was: on the day of the activity, or of its make-up.
  const day = (present ?? (await gone(ledger, meeting))).fields.startsAt.slice(0, 10);
  const declare = (about: { clip?: string; meeting?: string }, confirmed: boolean) =>
    declareStudy(
      ledger,
      pack,
      { members: ['甲'], on: day, form: 'collective', hours: 1, ...about },
      { confirmed, today: TODAY },
    );
  const mark = async (state: 'present' | 'absent') => {
    if (!present) return;
    const draft = await draftOf(ledger, present);
    await recordMeeting(ledger, { ...draft, attendance: { 甲: { state } } });
  };
  const move = async (to: string) => {
    if (present) await recordMeeting(ledger, { ...(await draftOf(ledger, present)), date: to });
  };
  switch (what) {
    case 'declareMine':
      return void (await declare({ clip }, false));
    case 'enterByClip':
      return void (await declare({ clip }, true));
    case 'enterByMeeting':
      return void (present && (await declare({ meeting }, true)));
    case 'confirm':
      return void (await confirmStudy(ledger, await waitingStudy(ledger), TODAY));
    case 'return': {
      const [first] = await waitingStudy(ledger);
      return void (first && (await returnStudy(ledger, first, '日期不对', TODAY)));
    }
    case 'agenda': {
      const text = await ledger.get('clip', clip);
      return void (present && text && (await putOnAgenda(ledger, text, present, '学习')));
    }
    case 'twoTypes':
      if (present)
        await recordMeeting(ledger, { ...(await draftOf(ledger, present)), types: ['themeDay', 'lecture'] });
      return;
    case 'attend':
      return mark('present');
    case 'absent':
      return mark('absent');
    case 'makeUp': {
      const state = present?.fields.attendance?.['甲'];
      if (state?.state === 'absent' && !state.madeUpOn)
        await makeUpMany(ledger, meeting, ['甲'], TODAY, { today: TODAY });
      return;
    }
    case 'move0':
    case 'move1':
    case 'move2':
      return move(DAYS[Number(what.at(-1)) as 0 | 1 | 2]);
    case 'delete':
      return void (present && (await ledger.commit([remove(present)], { label: 'x' })));
    case 'restore':
      return void (present ?? (await ledger.commit([restore(await gone(ledger, meeting))], { label: 'x' })));
    case 'undo': {
      const [last] = await ledger.recentCommits();
      if (last?.label.startsWith('study')) await ledger.undo(last.n ?? 0);
    }
  }
}

async function gone(ledger: Ledger, id: string): Promise<Rec<'meeting'>> {
  const found = (await ledger.trash()).find((record) => record.id === id);
  if (!found) throw new Error('the activity is nowhere');
  return found as Rec<'meeting'>;
}

describe('study of one text in one activity', () => {
  it('counts at most once, and what was confirmed is never without a place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 14 }),
        async (sequence) => {
          const at = await world();
          // The text is on the agenda once, sooner or later; before that nothing says that it is one study.
          for (const what of sequence) await act(at, what);
          await act(at, 'restore');
          await act(at, 'agenda');
          const year = await memberYear(at.ledger, '甲', { year: 2026, today: TODAY });
          at.ledger.close();
          const { entries = [], counted = 0, declared = 0 } = year?.hours ?? {};
          const standing = entries.filter(({ standing: one }) => ['counted', 'declared'].includes(one));
          expect(standing.length).toBeLessThanOrEqual(1);
          expect(counted + declared).toBe(standing[0]?.hours ?? 0);
          // Whatever is not counted says with what it is counted, and that is there.
          for (const { of } of entries.filter(({ standing: one }) => one === 'twice')) {
            expect(entries.find(({ id }) => id === of?.id)?.standing).toBe(standing[0]?.standing);
          }
          const confirmed = [...(year?.logs.values() ?? [])].some(
            ({ fields }) => fields.state === 'confirmed',
          );
          if (confirmed) expect(counted).toBeGreaterThan(0);
        },
      ),
      { numRuns: 80 },
    );
  });
});
