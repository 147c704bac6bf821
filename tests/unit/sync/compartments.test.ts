import { describe, expect, it } from 'vitest';
import { flatten } from '../../../lib/ledger';
import { misfit } from '../../../lib/ledger/codec';
import { nest } from '../../../lib/ledger';
import { KIND_NAMES, KINDS } from '../../../lib/records';
import type { Json } from '../../../lib/records/kind';
import {
  compartmentsOf,
  HOMES,
  mayWrite,
  mayWriteValues,
  READS,
  schemaFields,
  SPACE_ROLES,
  valueByCompartment,
} from '../../../lib/sync/compartments';

describe('the table of compartments', () => {
  for (const kind of KIND_NAMES) {
    it(`names every field of ${kind} exactly once, and none that it has not`, () => {
      const named = Object.values(HOMES[kind].fields).flatMap((names) => names.split(' '));
      expect(named.slice().sort()).toEqual(schemaFields(kind).sort());
      expect(new Set(named).size).toBe(named.length);
    });

    it(`gives every required field of ${kind} to whoever may read the record at all`, () => {
      const home = HOMES[kind].home[0]!;
      const shape = (
        KINDS[kind].schema as unknown as {
          _zod: { def: { shape: Record<string, { safeParse(v: unknown): { success: boolean } }> } };
        }
      )._zod.def.shape;
      for (const [name, field] of Object.entries(shape)) {
        if (field.safeParse(undefined).success) continue;
        expect(compartmentsOf(kind, name), name).toContain(home);
      }
    });
  }

  it('keeps dues, talks, appraisal, admission and reasons for absence from members', () => {
    const read = (kind: string, field: string) =>
      compartmentsOf(kind, field).some((q) => READS.member.includes(q));
    for (const kind of [
      'duesBase',
      'duesRecord',
      'duesHandover',
      'talk',
      'appraisal',
      'developmentCase',
      'honour',
      'consent',
      'floatingRecord',
    ]) {
      for (const field of [...schemaFields(kind as 'talk'), 'enteredAt', '_del'])
        expect(read(kind, field), `${kind}.${field}`).toBe(false);
    }
    for (const field of ['idNumber', 'phone', 'birth', 'standing', 'exempt', 'note'])
      expect(read('member', field)).toBe(false);
    expect(read('member', 'name')).toBe(true);
    const leave = valueByCompartment('meeting', 'attendance/m1', { state: 'leave', reason: 'sick' });
    expect(leave).toEqual(
      new Map<string, Json>([
        ['r', { state: 'leave' }],
        ['o', { state: 'leave', reason: 'sick' }],
      ]),
    );
    expect(valueByCompartment('meeting', 'attendance/m1', { state: 'present' })).toEqual(
      new Map<string, Json>([['r', { state: 'present' }]]),
    );
    expect(valueByCompartment('meeting', 'attendance/m1', null)).toEqual(new Map([['r', null]]));
  });

  it('gives reviewers the checklist, the branch and the packs, and nothing else of the branch', () => {
    const readable = KIND_NAMES.filter((kind) =>
      compartmentsOf(kind, 'enteredAt').some((q) => READS.reviewer.includes(q)),
    );
    expect(readable.sort()).toEqual(['branch', 'erasure', 'governanceItem', 'rulePack']);
  });

  it('lets a reduced record still fit its kind', () => {
    const fields = flatten('meeting', {
      types: { themeDay: true },
      startsAt: '2026-11-25T15:00',
      attendance: { m1: { state: 'leave', reason: 'sick' } },
    });
    const reduced = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        valueByCompartment('meeting', name, value).get('r') ?? null,
      ]),
    );
    expect(misfit('meeting', nest('meeting', reduced))).toBeUndefined();
  });

  it('puts fields of a newer version where the fewest read them, and sends no unknown kind', () => {
    expect(compartmentsOf('member', 'newField')).toEqual(['o']);
    expect(compartmentsOf('clip', 'newField')).toEqual(['r']);
    expect(compartmentsOf('laterKind', 'x')).toEqual([]);
  });

  it('lets others than the committee enter study and reflections for themselves alone, and confirm nothing', () => {
    const he = { role: 'member', member: 'he' } as const;
    for (const kind of KIND_NAMES) {
      const { person, declared, write } = HOMES[kind];
      const names = schemaFields(kind);
      for (const name of [...(person ? [person] : []), ...Object.keys(declared ?? {})]) {
        expect(names, kind).toContain(name);
        expect(write).toBe('branch');
      }
      if (person) {
        expect(mayWriteValues(he, kind, { [person]: 'he' })).toBe(true);
        expect(mayWriteValues(he, kind, { [person]: 'wei' })).toBe(false);
        expect(mayWriteValues({ role: 'committee', member: 'lin' }, kind, { [person]: 'he' })).toBe(true);
      }
    }
    expect(mayWriteValues(he, 'studyLog', { member: 'he', hours: 1, state: 'declared' })).toBe(true);
    expect(mayWriteValues(he, 'studyLog', { state: 'declared', decidedBy: null, returnReason: null })).toBe(
      true,
    );
    for (const state of ['confirmed', 'returned', null])
      expect(mayWriteValues(he, 'studyLog', { state })).toBe(false);
    expect(mayWriteValues(he, 'studyLog', { decidedBy: 'he' })).toBe(false);
    expect(mayWriteValues({ role: 'committee', member: 'lin' }, 'studyLog', { state: 'confirmed' })).toBe(
      true,
    );
    expect(mayWriteValues(he, 'meeting', { place: '一号' })).toBe(false);
    expect(mayWriteValues({ role: 'reviewer', member: 'fan' }, 'studyLog', { member: 'fan' })).toBe(false);
  });

  it('lets members write study and reflections, and reviewers nothing of the branch', () => {
    expect(KIND_NAMES.filter((kind) => mayWrite('member', kind)).sort()).toEqual([
      'clip',
      'lesson',
      'reflection',
      'studyLog',
    ]);
    for (const role of SPACE_ROLES.slice(0, 3))
      expect(KIND_NAMES.every((kind) => mayWrite(role, kind))).toBe(true);
    expect(KIND_NAMES.some((kind) => mayWrite('reviewer', kind))).toBe(false);
    expect(mayWrite('member', 'laterKind')).toBe(false);
  });
});
