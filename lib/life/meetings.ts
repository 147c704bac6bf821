import { wholeRoster } from '../branch/terms';
import {
  change,
  type Concurrent,
  create,
  type Ledger,
  type Rec,
  remove,
  replace,
  seenRecord,
  type Write,
} from '../ledger';
import type { Meeting, Resolution } from '../records';
import { Fault } from '../records/fault';
import type { AttendanceEntry } from '../records/meeting';
import { dateOf } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { fieldsOf, type MeetingDraft, resolutionsOf } from './draft';
import { withCounts } from './voters';
import { rectificationsOf } from './rectifications';
import { planLink } from './from-plan';
import { tiesOf } from '../study/hours/study-ties';
import { checkMeeting, type CheckContext, type MeetingWarning } from './warnings';

export interface SaveOptions {
  /** Draft that the save makes superfluous. */
  draftId?: string;
  /** Rule pack in force; the built-in one when absent. */
  pack?: LifePack;
}

export interface SaveResult {
  id: string;
  /** Number of the commit, for undo; undefined when nothing differed. */
  n?: number;
  /** What the rules notice. Nothing of it kept the record from being stored. */
  warnings: MeetingWarning[];
  /** Values of others that gave way to this save; they are kept in the history. */
  concurrent: Concurrent[];
}

/** Minutes east of UTC at an instant, by the zone of this computer. */
export const offsetMinutesAt = (milliseconds: number): number => -new Date(milliseconds).getTimezoneOffset();

/**
 * Stores the activity form: the activity and its resolutions in one commit, with the draft removed in the same
 * transaction. A draft with a `base` changes the stored record, and writes only what its editor touched.
 * Throws E701/E702 when the form has no date, start or type, and the ledger's own faults (E110 disk full).
 */
export async function recordMeeting(
  ledger: Ledger,
  draft: MeetingDraft,
  options: SaveOptions = {},
): Promise<SaveResult> {
  const pack = options.pack ?? lifePack();
  const roster = await wholeRoster(ledger);
  const before = draft.base?.fields as Meeting | undefined;
  const fields = withCounts(fieldsOf(draft), roster, pack, before);
  const stored = draft.base && seenRecord('meeting', draft.id, draft.base);
  const writes: Write[] = [
    stored ? replace(stored, { ...stored.fields, ...fields }) : made('meeting', fields, draft.id),
    ...resolutionWrites(draft),
    ...(await planLink(ledger, draft)),
    ...(await tiesOf(ledger, pack, { id: draft.id, before, after: { ...before, ...fields } })),
  ];
  const warnings = await warningsOf(
    ledger,
    { id: draft.id, fields, enteredAt: stored?.fields.enteredAt },
    options.pack,
  );
  const result = await ledger.commit(writes.filter(isEffective), {
    label: stored ? 'meetingEdit' : 'meetingRecord',
    draft: options.draftId,
  });
  return { id: draft.id, n: result.n, warnings, concurrent: result.concurrent };
}

/**
 * A record that is made. The id comes from the form, and the same form may be open in two windows: the second save
 * has seen nothing of the first, and says so, so that what differs is reported instead of passed over.
 */
const made: typeof create = (...args) => ({ ...create(...args), base: {} });

/** A change is written only when it changes something. */
const isEffective = (write: Write): boolean => Object.keys(write.set).length > 0;

function resolutionWrites(draft: MeetingDraft): Write[] {
  const writes: Write[] = [];
  const lines = draft.resolutions.filter((line) => line.text.trim());
  const kept = new Set(lines.map((line) => line.id));
  lines.forEach((line, index) => {
    const text = line.text.trim();
    const owner = line.owner.trim();
    if (line.base) {
      const stored = seenRecord('resolution', line.id, line.base);
      writes.push(
        change(stored, {
          text,
          owner: owner || null,
          dueOn: line.dueOn || null,
          item: line.item || null,
          from: line.from || null,
          order: index + 1,
        }),
      );
    } else {
      const fields: Resolution = { meeting: draft.id, text, state: 'open', order: index + 1 };
      if (owner) fields.owner = owner;
      if (line.dueOn) fields.dueOn = line.dueOn;
      if (line.item) fields.item = line.item;
      if (line.from) fields.from = line.from;
      if (line.source) fields.source = line.source;
      writes.push(made('resolution', fields, line.id));
    }
  });
  for (const [id, snapshot] of Object.entries(draft.loadedResolutions ?? {})) {
    if (!kept.has(id)) writes.push(remove(seenRecord('resolution', id, snapshot)));
  }
  for (const [id, { note, base }] of Object.entries(draft.checkOffs)) {
    const done = {
      state: 'done',
      doneOn: draft.date,
      doneIn: draft.id,
      doneNote: note.trim() || null,
    } as const;
    writes.push(change(seenRecord('resolution', id, base), done));
  }
  return writes;
}

/** What the rules notice about an activity that is, or is about to be, stored. */
export async function warningsOf(
  ledger: Ledger,
  meeting: { id: string; fields: Meeting; enteredAt?: string },
  pack: LifePack = lifePack(),
): Promise<MeetingWarning[]> {
  const day = dateOf(meeting.fields.startsAt);
  const [roster, sameDay] = await Promise.all([
    wholeRoster(ledger),
    ledger.list('meeting', { from: day, to: day }),
  ]);
  return checkMeeting(
    meeting.fields,
    { ...checkContext(ledger, roster, pack), enteredAt: meeting.enteredAt ?? meeting.fields.enteredAt },
    sameDay.filter((other) => other.id !== meeting.id),
  );
}

/** The rules' point of view at this moment, on this computer. */
export function checkContext(ledger: Ledger, roster: readonly Rec<'member'>[], pack: LifePack): CheckContext {
  const now = ledger.clock.wall();
  return { roster, pack, now, offsetMinutes: offsetMinutesAt(now) };
}

async function loadMeeting(ledger: Ledger, id: string): Promise<Rec<'meeting'>> {
  const record = await ledger.get('meeting', id);
  if (!record) throw new Fault('E703');
  return record;
}

/** Puts an activity with its resolutions and rectifications in the trash, in one commit that one click undoes. */
export async function removeMeeting(ledger: Ledger, id: string): Promise<number | undefined> {
  const record = await loadMeeting(ledger, id);
  const [resolutions, rectifications] = await Promise.all([
    resolutionsOf(ledger, id),
    rectificationsOf(ledger, id),
  ]);
  const result = await ledger.commit(
    [record, ...resolutions, ...rectifications].map((item) => remove(item)),
    {
      label: 'meetingRemove',
    },
  );
  return result.n;
}

/** Marks members of a stored activity; `null` takes a mark away. Throws E703 when there is no such activity. */
export async function setAttendance(
  ledger: Ledger,
  meetingId: string,
  marks: Record<string, AttendanceEntry | null>,
): Promise<number | undefined> {
  const record = await loadMeeting(ledger, meetingId);
  const result = await ledger.commit([change(record, { attendance: marks })], {
    label: 'meetingAttendance',
  });
  return result.n;
}

/**
 * 补课: notes the day on which a member made up an absence. What the entry said before (请假 and its category)
 * stays in it: the absence happened. Throws E703, or E704 when the member was not absent.
 */
export async function markMadeUp(
  ledger: Ledger,
  meetingId: string,
  memberId: string,
  on: string,
): Promise<number | undefined> {
  const record = await loadMeeting(ledger, meetingId);
  const entry = record.fields.attendance?.[memberId];
  if (entry?.state !== 'leave' && entry?.state !== 'absent' && entry?.state !== 'makeup') {
    throw new Fault('E704');
  }
  return setAttendance(ledger, meetingId, { [memberId]: { ...entry, madeUpOn: on } });
}

/**
 * Puts a clip on the agenda of a stored activity, as its last item. Returns the commit's number; undefined when
 * it was on the agenda already. Throws E703.
 */
export async function addClipToAgenda(
  ledger: Ledger,
  meetingId: string,
  item: { id: string; clip: string; text: string },
): Promise<number | undefined> {
  const record = await loadMeeting(ledger, meetingId);
  const items = Object.values(record.fields.agenda ?? {});
  if (items.some((other) => other.clip === item.clip)) return undefined;
  const order = Math.max(0, ...items.map((other) => other.order)) + 1;
  const result = await ledger.commit(
    [change(record, { agenda: { [item.id]: { order, text: item.text, clip: item.clip } } })],
    { label: 'meetingAgenda' },
  );
  return result.n;
}
