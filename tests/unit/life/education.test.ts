import { beforeEach, describe, expect, it } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import { educationOf, emptyDraft, fieldsOf, toggleEducation } from '../../../lib/life/draft';
import { meetingPaper } from '../../../lib/life/register-document';
import { recordMeeting } from '../../../lib/life/meetings';
import { agendaLineOf, listedLines } from '../../../lib/life/prefill';
import { educationRegister } from '../../../lib/registers/education';
import type { RegisterQuery } from '../../../lib/registers/register';
import { putOnAgenda } from '../../../lib/study/clip/agenda';
import { putOnList } from '../../../lib/study/lists/month-list';
import { openTestLedger } from '../support/ledger';
import { form } from './support';

let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});

const clip = async (title: string, ...tasks: string[]) => {
  const write = create('clip', {
    title,
    url: '',
    coverage: 'article',
    enteredAt: '2026-11-02T02:00:00.000Z',
    ...(tasks.length ? { education: Object.fromEntries(tasks.map((task) => [task, true as const])) } : {}),
  });
  await ledger.commit([write], { label: 'test' });
  return (await ledger.get('clip', write.id))!;
};
const ordered = (tasks: Record<string, true> | undefined) => Object.keys(tasks ?? {}).sort();

describe('tasks of education of an activity', () => {
  it('come with the materials on its agenda, and go with them', async () => {
    const line = agendaLineOf(await clip('甲', 'purpose', 'theory'));
    const draft = { ...emptyDraft(['themeDay']), agenda: [line], education: ['skills'] };
    expect(educationOf(draft)).toEqual(['theory', 'purpose', 'skills']);
    expect(educationOf({ ...draft, agenda: [] })).toEqual(['skills']);
  });

  it('can be taken off and put back by a person, wherever they came from', async () => {
    const line = agendaLineOf(await clip('甲', 'purpose'));
    const draft = { ...emptyDraft(['themeDay']), agenda: [line] };
    const without = toggleEducation(draft, 'purpose');
    expect(educationOf(without)).toEqual([]);
    expect(educationOf(toggleEducation(without, 'purpose'))).toEqual(['purpose']);
    // A form that was kept before there were tasks.
    const { education: _, ...old } = draft;
    expect(educationOf(toggleEducation(old as typeof draft, 'skills'))).toEqual(['purpose', 'skills']);
  });

  it('are stored with the activity, stand on its paper, and are no gap when nobody sorts it', async () => {
    await putOnList(ledger, await clip('甲', 'tradition'), '2026-11');
    const agenda = await listedLines(ledger, ['themeDay'], '2026-11-18');
    const { id } = await recordMeeting(ledger, form({ types: ['themeDay'], agenda }));
    expect(ordered((await ledger.get('meeting', id))?.fields.education)).toEqual(['tradition']);
    const paper = await meetingPaper(ledger, id, { today: '2026-11-20' });
    expect(paper.facts).toContainEqual({ label: '教育内容', value: '革命传统教育', wide: true });
    const open = await recordMeeting(ledger, form({ types: ['themeDay'] }));
    const facts = (await meetingPaper(ledger, open.id, { today: '2026-11-20' })).facts;
    expect(facts.map(({ label }) => label)).not.toContain('教育内容');
    expect(fieldsOf(form({ types: ['themeDay'] })).education).toBeUndefined();
  });

  it('are added when a material is put on the agenda from its own page', async () => {
    const { id } = await recordMeeting(ledger, form({ types: ['lecture'], education: ['skills'] }));
    await putOnAgenda(ledger, await clip('乙', 'discipline'), (await ledger.get('meeting', id))!, '学习：乙');
    expect(ordered((await ledger.get('meeting', id))?.fields.education)).toEqual(['discipline', 'skills']);
  });
});

it('教育内容一览 counts what was held and kept, and keeps apart what nobody has sorted', async () => {
  await clip('甲', 'purpose');
  await clip('乙');
  await recordMeeting(ledger, form({ types: ['themeDay'], education: ['purpose', 'theory'] }));
  await recordMeeting(ledger, form({ types: ['themeDay'] }));
  // A committee meeting is nothing to be sorted; one to come has served nothing yet.
  await recordMeeting(ledger, form({ types: ['committee'] }));
  await recordMeeting(ledger, form({ types: ['themeDay'], date: '2026-12-20', education: ['skills'] }));
  const { rows, context } = await educationRegister.read({
    ledger,
    range: { from: '2026-01-01', to: '2026-12-31' },
    year: 2026,
    today: '2026-11-26',
  } as RegisterQuery);
  const columns = educationRegister.columns as Exclude<typeof educationRegister.columns, () => unknown>;
  const table = rows.map((row) =>
    (columns as readonly { value: (row: unknown, context: unknown) => unknown }[]).map((column) =>
      column.value(row, context),
    ),
  );
  expect(table.filter(([, meetings, clips]) => meetings || clips)).toEqual([
    ['政治理论教育', 1, 0, '2026-11-18'],
    ['党的宗旨教育', 1, 1, '2026-11-18'],
    ['尚未归类', 1, 1, '2026-11-18'],
  ]);
  expect(table).toHaveLength(8);
});
