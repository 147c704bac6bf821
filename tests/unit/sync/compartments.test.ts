import { describe, expect, it } from 'vitest';
import { flatten, SETTLED } from '../../../lib/ledger';
import { misfit } from '../../../lib/ledger/codec';
import { nest } from '../../../lib/ledger';
import { KIND_NAMES, KINDS } from '../../../lib/records';
import type { Json } from '../../../lib/records/kind';
import {
  compartmentsOf,
  mayWrite,
  mayWriteValues,
  READS,
  schemaFields,
  SPACE_ROLES,
  valueByCompartment,
} from '../../../lib/sync/compartments';
import { concernOf, CONCERNS } from '../../../lib/sync/concerns';
import { HOMES } from '../../../lib/sync/homes';

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

  it('gives reviewers the branch, the packs and what belongs to the company, and nothing else of the branch', () => {
    const readable = KIND_NAMES.filter((kind) =>
      compartmentsOf(kind, 'enteredAt').some((q) => READS.reviewer.includes(q)),
    );
    expect(readable.sort()).toEqual([
      'algorithmCheck',
      'appointment',
      'branch',
      'charter',
      'colleague',
      'erasure',
      'exhibit',
      'finding',
      'governanceItem',
      'itemStep',
      'listedMatter',
      'matter',
      'review',
      'rulePack',
      'unit',
    ]);
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

  it('lets members write study and reflections, and reviewers their reviews alone', () => {
    expect(KIND_NAMES.filter((kind) => mayWrite('member', kind)).sort()).toEqual([
      'clip',
      'lesson',
      'reflection',
      'studyLog',
    ]);
    for (const role of SPACE_ROLES.slice(0, 3))
      expect(KIND_NAMES.every((kind) => mayWrite(role, kind))).toBe(true);
    expect(KIND_NAMES.filter((kind) => mayWrite('reviewer', kind)).sort()).toEqual([
      'finding',
      'itemStep',
      'review',
    ]);
    expect(mayWrite('member', 'laterKind')).toBe(false);
  });
});

/** What the person whom a record concerns reads of the closed compartment. Whoever changes it changes a promise. */
const THEIRS: Partial<Record<(typeof KIND_NAMES)[number], string>> = {
  member:
    'address birth degree education employer ethnicity exempt fullSince gender household idNumber job joinedOn leftTo ' +
    'mobile mobileTo nativePlace phone sponsors standing stratum',
  consent: 'form givenOn member scope withdrawnOn',
  meeting: 'attendance',
  talk: 'measures meeting occasion on open otherOccasion partner talker',
  appraisal: 'basic excellent feedbackOn grade meeting member qualified self unqualified year',
  developmentCase: 'ended endedOn extendedOn extendedUntil member mentors sponsors stage steps',
  duesBase: 'member steps year',
  duesRecord: 'attachments handler member method month on paid proxy',
  floatingRecord:
    'certificate direction liaison member name organization phone reason region reportedOn returnedOn since slip',
};

describe('who reads a field', () => {
  const told = (name: string): unknown =>
    ({ member: 'he', partner: 'he', talker: 'wei', feedbackOn: '2026-11-26' })[name];
  const own = (kind: string, field: string, read = told) =>
    concernOf(kind, 'he', field === 'attendance' ? 'attendance/he' : field, read);

  for (const kind of KIND_NAMES) {
    it(`of ${kind}: the committee all, the person what is theirs, other members what is common`, () => {
      const { fields } = HOMES[kind];
      const closed = (fields.o ?? '').split(' ').filter(Boolean);
      const theirs = schemaFields(kind).filter((field) => own(kind, field)?.open);
      expect(theirs.slice().sort().join(' ')).toBe(THEIRS[kind] ?? '');
      for (const field of schemaFields(kind)) {
        const places = compartmentsOf(kind, field);
        for (const role of ['secretary', 'deputy', 'committee'] as const)
          expect(
            places.some((q) => READS[role].includes(q)),
            `${role} ${field}`,
          ).toBe(true);
        // By the compartments alone, without a key of their own, members read nothing that is closed.
        if (closed.includes(field)) {
          expect(places, field).toEqual(['o']);
          expect(READS.member).not.toContain('o');
          expect(READS.reviewer.some((q) => q === 'o' || q === 'w')).toBe(false);
        }
        // What is closed and concerns the person but is not theirs still goes with the person.
        if (CONCERNS[kind] && kind !== 'meeting' && closed.includes(field))
          expect(own(kind, field), field).toMatchObject({ person: 'he' });
        const settled = own(kind, `${SETTLED}${field === 'attendance' ? 'attendance/he' : field}`);
        expect(settled).toEqual(own(kind, field));
      }
      for (const name of ['enteredAt', '_del'])
        if (HOMES[kind].home[0] === 'o' && CONCERNS[kind]) expect(own(kind, name)?.open).toBe(true);
      expect(own(kind, 'fieldOfALaterVersion')?.open ?? false).toBe(false);
    });
  }

  it('names in the table of what is theirs only fields that are closed, and what their record cannot do without', () => {
    for (const [kind, { person, fields }] of Object.entries(CONCERNS)) {
      const name = kind as 'talk';
      const closed = (HOMES[name].fields.o ?? '').split(' ');
      const named = fields.split(' ');
      if (person !== '/') for (const field of named) expect(closed, `${kind}.${field}`).toContain(field);
      if (HOMES[name].home[0] !== 'o') continue;
      expect(misfit(name, Object.fromEntries([]))).toBeDefined();
      const shape = (
        KINDS[name].schema as unknown as {
          _zod: { def: { shape: Record<string, { safeParse(v: unknown): { success: boolean } }> } };
        }
      )._zod.def.shape;
      for (const [field, schema] of Object.entries(shape))
        if (!schema.safeParse(undefined).success) expect(named, `${kind}.${field}`).toContain(field);
    }
  });

  it('is nobody of whom a record is not, and of an appraisal nobody before the result was told', () => {
    expect(concernOf('appraisal', 'a', 'grade', (name) => (name === 'member' ? 'he' : undefined))).toEqual({
      person: 'he',
      open: false,
    });
    expect(concernOf('meeting', 'm', 'attendance/fan', told)).toEqual({ person: 'fan', open: true });
    for (const field of ['roughNotes', 'criticism', 'minutesSources', 'place'])
      expect(concernOf('meeting', 'm', field, told)).toBeUndefined();
    for (const kind of ['request', 'honour', 'duesHandover', 'erasure', 'clip', 'laterKind'])
      expect(concernOf(kind, 'x', 'member', told)).toBeUndefined();
    expect(concernOf('duesRecord', 'x', 'paid', () => undefined)).toBeUndefined();
  });
});
