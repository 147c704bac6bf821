import { describe, expect, it } from 'vitest';
import type { Rec } from '../../../lib/ledger';
import { checkMeeting, localDateTimeAt, missingFields } from '../../../lib/life/warnings';
import type { Meeting } from '../../../lib/records';
import { lifePack } from '../../../lib/rules/packs';
import { event, person } from './support';

const pack = lifePack();
const roster = ['a', 'b', 'c'].map((id) => person(id));
const china = 480;
const at = (local: string): number => Date.parse(`${local}:00.000+08:00`);
const check = (over: Partial<Meeting>, now = '2026-11-18T18:00', others: Rec<'meeting'>[] = []) =>
  checkMeeting(event(over), { roster, pack, now: at(now), offsetMinutes: china }, others);
const codes = (over: Partial<Meeting>, now?: string): string[] => check(over, now).map(({ code }) => code);

const complete: Partial<Meeting> = {
  endsAt: '2026-11-18T16:30',
  place: '三号会议室',
  host: 'a',
  recorder: 'b',
  agenda: { i: { order: 1, text: '学习' } },
  minutes: '大家发言。',
  attendance: { a: { state: 'present' }, b: { state: 'present' }, c: { state: 'leave', reason: 'trip' } },
};

describe('checks of an activity', () => {
  it('says nothing of a complete record entered in time', () => {
    expect(codes(complete)).toEqual([]);
  });

  it('notices an end that is not after the start', () => {
    expect(codes({ ...complete, endsAt: '2026-11-18T14:00' })).toContain('endBeforeStart');
    expect(codes({ ...complete, endsAt: '2026-11-18T15:00' })).toContain('endBeforeStart');
  });

  it('calls what is still to come planned, to the minute, and asks of it only what can be known', () => {
    const plan = { place: '三号会议室', host: 'a', agenda: complete.agenda };
    expect(codes(plan, '2026-11-18T14:59')).toEqual(['planned']);
    expect(codes(plan, '2026-11-18T15:00')).not.toContain('planned');
  });

  it('names the open fields that the pack asks for, by type', () => {
    const missing = (over: Partial<Meeting>, planned = false) => missingFields(event(over), pack, planned);
    expect(missing({})).toEqual(['place', 'host', 'recorder', 'attendance', 'agenda']);
    expect(missing({ ...complete, types: { lecture: true } })).toEqual(['lecturer']);
    expect(missing({ ...complete, minutes: '', types: { general: true } })).toEqual(['minutes']);
    expect(missing({ ...complete, place: undefined, mode: 'online' })).toEqual([]);
  });

  it('asks for a category where somebody was away', () => {
    const away = check({
      ...complete,
      attendance: { a: { state: 'leave' }, b: { state: 'absent' }, c: { state: 'leave', reason: 'sick' } },
    });
    expect(away).toContainEqual({ code: 'noReason', members: ['a', 'b'] });
  });

  it('notices members entered as guests, and strangers entered as present', () => {
    const mixed = check({
      ...complete,
      attendance: {
        a: { state: 'observer' },
        b: { state: 'present' },
        c: { state: 'present' },
        x: { state: 'present' },
        y: { state: 'observer' },
      },
    });
    expect(mixed).toContainEqual({ code: 'observerIsMember', members: ['a'] });
    expect(mixed).toContainEqual({ code: 'presentNotExpected', members: ['x'] });
  });

  it('names those of whom nothing was entered, and does not call them absent', () => {
    expect(check({ ...complete, attendance: { a: { state: 'present' } } })).toContainEqual({
      code: 'unmarked',
      members: ['b', 'c'],
    });
  });

  it('marks a late entry beyond seven days, counted in days of the branch', () => {
    expect(codes(complete, '2026-11-25T23:59')).not.toContain('late');
    expect(check(complete, '2026-11-26T00:00')).toContainEqual({ code: 'late', days: 8 });
  });

  it('keeps the mark of the first entry however late it is looked at', () => {
    const warnings = checkMeeting(event(complete), {
      roster,
      pack,
      now: at('2027-03-01T10:00'),
      offsetMinutes: china,
      enteredAt: '2026-11-18T10:00:00.000Z',
    });
    expect(warnings).toEqual([]);
  });

  it('shows the arithmetic of a vote for a membership meeting that has attendance', () => {
    const warnings = check({ ...complete, types: { general: true } });
    expect(warnings.find(({ code }) => code === 'quorum')).toMatchObject({
      vote: { eligible: 3, present: 2, quorate: true, yesNeeded: 2 },
    });
    expect(codes({ ...complete, types: { general: true }, attendance: undefined })).not.toContain('quorum');
  });

  it('notices the same type twice on a day, but not two groups', () => {
    const other = (fields: Meeting): Rec<'meeting'> => ({
      id: 'm2',
      kind: 'meeting',
      fields,
      stamps: {},
      h: '',
      deleted: false,
    });
    const twin = check(complete, undefined, [other(event({ startsAt: '2026-11-18T09:00' }))]);
    expect(twin).toContainEqual({ code: 'sameDay', meeting: 'm2' });
    const groups = check({ ...complete, types: { group: true }, group: 'g1' }, undefined, [
      other(event({ types: { group: true }, group: 'g2' })),
    ]);
    expect(groups.map(({ code }) => code)).not.toContain('sameDay');
  });

  it('asks which group met', () => {
    expect(codes({ ...complete, types: { group: true } })).toContain('groupUnknown');
  });
});

describe('wall clock', () => {
  it('reads the branch’s own time, also before 1970 and across midnight', () => {
    expect(localDateTimeAt(Date.parse('2026-11-18T16:30:00Z'), 480)).toBe('2026-11-19T00:30');
    expect(localDateTimeAt(Date.parse('2026-01-01T02:00:00Z'), -300)).toBe('2025-12-31T21:00');
    expect(localDateTimeAt(-60_000, 0)).toBe('1969-12-31T23:59');
  });
});
