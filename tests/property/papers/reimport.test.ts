import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../lib/exchange/sheet-read/read-bytes';
import { type SheetModel, writeCsv, writeWorkbook } from '../../../lib/exchange/sheet-write';
import { CELL_TEXT_LIMIT } from '../../../lib/exchange/sheet-write/text';
import { change, type Ledger, remove, type Write } from '../../../lib/ledger';
import { meetingRegister } from '../../../lib/life/register';
import { registerContext } from '../../../lib/life/register-columns';
import { registerSheets as lifeSheets } from '../../../lib/life/register-sheets';
import { planReimport } from '../../../lib/papers/reimport';
import { studySheet } from '../../../lib/papers/register-study';
import { rosterRegister, studyRegister } from '../../../lib/registers/grids';
import { meetingsRegister } from '../../../lib/registers/meetings';
import { columnsOf } from '../../../lib/registers/register';
import { registerSheets } from '../../../lib/registers/sheets';
import { lifePack } from '../../../lib/rules/packs';
import { smallBranch, TODAY } from '../../unit/papers/support';

const RANGE = { from: '2026-01-01', to: TODAY };
const HEAD = { branch: '示例支部', period: '', asOf: TODAY };
const REGISTERS = { roster: rosterRegister, study: studyRegister, meetings: meetingsRegister };
type Key = 'roster' | 'study' | 'meetings';

/** What leaves the register's own page: the shown columns, and every column on a second sheet. */
async function sheetsOf(ledger: Ledger, key: Key): Promise<SheetModel[]> {
  const register = REGISTERS[key];
  const query = {
    ledger,
    period: '2026',
    range: RANGE,
    year: 2026,
    today: TODAY,
    role: 'secretary' as const,
    me: 'a',
    variant: '',
  };
  const { rows, context } = await register.read(query);
  const usual = columnsOf(register, context).filter((column) => column.usual);
  return registerSheets(register, {
    rows,
    context,
    view: { columns: usual.map((column) => column.key), group: '' },
    branch: '示例支部',
    period: '',
    filter: '',
    of: rows.length,
    query,
  });
}

/** What lies in the folder for an inspection. */
async function folderSheet(ledger: Ledger, key: 'study' | 'meetings'): Promise<SheetModel> {
  if (key === 'study') return studySheet(ledger, { ...RANGE, head: HEAD });
  const rows = await meetingRegister(ledger, { ...RANGE, today: TODAY });
  const [, full] = await lifeSheets(ledger, rows, await registerContext(ledger, lifePack()), HEAD);
  return full;
}

/** The file as the page reads it: by the production writer and the production reader. */
async function through(sheets: SheetModel[], format: 'xlsx' | 'csv') {
  const [first = { columns: [], rows: [] }] = sheets;
  const blob = format === 'csv' ? writeCsv(first) : await writeWorkbook(sheets, { now: 0 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return readBytes({ bytes, name: 'x', cellLength: CELL_TEXT_LIMIT }, () => undefined);
}

/** Texts that people put into records, and those that spreadsheet programs take for something else. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.constantFrom(
    '缺项',
    '—',
    '线上',
    '线上 + 三号',
    '=1+1',
    "'=x",
    '007',
    '1990-05',
    '2026/1/2',
    '2.50',
    '="a"',
  ),
  fc.integer({ min: 3000, max: 9000 }).map((length) => '长'.repeat(length)),
);
/** Other fields than minutes hold no more than a record may hold inline. */
const maybe = fc.option(
  text.map((value) => value.slice(0, 5000)),
  { nil: null },
);
const person = fc.oneof(
  fc.constantFrom('a', 'b', 'c', null),
  text.map((name) => name.slice(0, 20)),
);

/** What may stand in the records, before the table leaves and again after it left. */
const state = fc.record({
  names: fc.tuple(text, text, text),
  job: maybe,
  note: maybe,
  category: fc.constantFrom('full', 'probationary', 'activist'),
  title: maybe,
  place: maybe,
  mode: fc.constantFrom('inPerson', 'online', 'hybrid'),
  minutes: fc.option(text, { nil: null }),
  host: person,
  recorder: person,
  lecture: fc.boolean(),
  day: fc.constantFrom('2026-10-20', '2026-10-21', '2026-12-01'),
  hours: fc.double({ min: 0.1, max: 20, noNaN: true }),
  subject: maybe,
  form: fc.constantFrom('self', 'online'),
});
type State = typeof state extends fc.Arbitrary<infer S> ? S : never;

async function put(ledger: Ledger, now: State): Promise<void> {
  const writes: Write[] = [];
  for (const [at, id] of ['a', 'b', 'c'].entries()) {
    const member = await ledger.get('member', id);
    const name = (now.names[at] ?? '').trim().slice(0, 30) || id;
    if (member) {
      writes.push(change(member, { name, job: now.job, note: now.note, category: now.category as 'full' }));
    }
  }
  const meeting = await ledger.get('meeting', 'm1');
  if (meeting) {
    writes.push(
      change(meeting, {
        title: now.title?.slice(0, 100),
        place: now.place?.slice(0, 100),
        mode: now.mode as 'online',
        minutes: now.minutes,
        host: now.host ?? null,
        recorder: now.recorder ?? null,
        types: now.lecture ? { general: true, lecture: true } : { themeDay: true },
        startsAt: `${now.day}T15:00`,
      }),
    );
  }
  const log = await ledger.get('studyLog', 's');
  if (log) {
    writes.push(
      change(log, {
        hours: now.hours,
        subject: now.subject,
        form: now.form as 'self',
        member: now.lecture ? 'b' : 'c',
      }),
    );
  }
  await ledger.commit(writes, { label: 'test' });
}

describe('a register that nobody edited', () => {
  it(
    'changes nothing, whatever it says and whatever happened in the ledger since',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom<Key>('roster', 'study', 'meetings'),
          fc.constantFrom<'xlsx' | 'csv'>('xlsx', 'csv'),
          state,
          fc.option(state, { nil: undefined }),
          fc.boolean(),
          fc.boolean(),
          async (key, format, before, after, gone, folder) => {
            const ledger = await smallBranch();
            await put(ledger, before);
            const sheets =
              folder && key !== 'roster' ? [await folderSheet(ledger, key)] : await sheetsOf(ledger, key);
            const file = await through(sheets, format);
            if (after) await put(ledger, after);
            if (gone) {
              const member = await ledger.get('member', 'b');
              if (member) await ledger.commit([remove(member)], { label: 'test' });
            }
            const { changes, unread, ignored, newRows } = await planReimport(ledger, file, 'x');
            expect({ changes, unread, ignored, newRows }).toEqual({
              changes: [],
              unread: [],
              ignored: [],
              newRows: 0,
            });
          },
        ),
        { numRuns: 60 },
      ),
    30_000,
  );
});
