import { describe, expect, it } from 'vitest';
import type { DevelopmentCase } from '../../../lib/records';
import { checkCase, stepStates, workdaysBetween } from '../../../lib/rules/development';
import { developmentPack, loadDevelopmentPack } from '../../../lib/rules/development-pack';
import json from '../../../lib/rules/packs/development.json';
import { loadWorkCalendar } from '../../../lib/rules/workdays';

const pack = await developmentPack();
const calendar = await loadWorkCalendar();
const today = '2027-06-30';

const caseOf = (steps: Record<string, string>, more: Partial<DevelopmentCase> = {}): DevelopmentCase => ({
  member: 'm',
  stage: 'apply',
  steps: Object.fromEntries(Object.entries(steps).map(([id, on]) => [id, { on }])),
  ...more,
});
/** Codes of the findings that some check gives. */
const of = (check: string, fields: DevelopmentCase, on = today, birth?: string): string =>
  checkCase(fields, pack, { today: on, birth, calendar })
    .filter((finding) => finding.check?.id === check)
    .map((finding) => finding.code)
    .join(' ');

describe('the pack', () => {
  it('has 25 steps in five stages, in three languages, and shows no more of a source than it may', () => {
    expect(pack.steps).toHaveLength(25);
    expect([...new Set(pack.steps.map((step) => step.stage))]).toEqual(pack.stages.map((stage) => stage.id));
    expect(JSON.stringify(json)).not.toMatch(/\bS\d+\b|https?:|\bwww\.|\[[CcU]\]/);
    for (const step of pack.steps) expect(step.title.zhTW).toBeTruthy();
  });

  it('claims no certainty about the rules of 2026: every interval is marked as second-hand', () => {
    expect(new Set(pack.checks.map((check) => check.confidence))).toEqual(new Set(['secondHand']));
    for (const step of pack.steps)
      expect(step.confidence).toBe(step.basis.length ? 'secondHand' : 'practice');
  });

  it('is refused whole when a check names a step that is not there', () => {
    const broken = structuredClone(json) as { checks: { to?: string }[] };
    broken.checks[1]!.to = 'nowhere';
    expect(() => loadDevelopmentPack(broken)).toThrowError(expect.objectContaining({ code: 'E810' }));
  });
});

describe('intervals', () => {
  it.each([
    ['2026-07-30', ''],
    ['2026-07-31', 'tooLate'],
  ])('talk within a month of the application on 30 June: on %s %s', (talk, code) => {
    expect(of('talkWithin', caseOf({ application: '2026-06-30', talk }))).toBe(code);
  });

  it('an application without a talk is due, then overdue, and neither once a later step is there', () => {
    const fields = caseOf({ application: '2026-11-10' });
    expect(of('talkWithin', fields, '2026-12-10')).toBe('dueBy');
    expect(of('talkWithin', fields, '2026-12-11')).toBe('overdue');
    const passed = caseOf({ application: '2026-11-10', activist: '2026-12-20' });
    expect(of('talkWithin', passed, '2027-03-01')).toBe('');
    expect(stepStates(passed, pack).find((state) => state.step.id === 'talk')?.skipped).toBe(true);
  });

  it('a year as activist, to the day', () => {
    expect(of('activistYear', caseOf({ activist: '2026-05-19', candidate: '2027-05-18' }))).toBe('tooEarly');
    expect(of('activistYear', caseOf({ activist: '2026-05-19', candidate: '2027-05-19' }))).toBe('');
    expect(of('activistYear', caseOf({ activist: '2026-09-01' }), '2027-01-01')).toBe('earliest');
  });

  it('a public notice of five working days knows holidays and shifted days', () => {
    const notice = (from: string, until: string) =>
      of('publicDays', caseOf({}, { steps: { candidate: { from, until } } }));
    // Monday to Friday; then with the weekend; National Day of 2026 with its shifted Saturday.
    expect(notice('2026-06-01', '2026-06-05')).toBe('');
    expect(notice('2026-06-04', '2026-06-09')).toBe('fewWorkdays');
    expect(notice('2026-09-28', '2026-10-09')).toBe('');
    expect(notice('2026-09-30', '2026-10-09')).toBe('fewWorkdays');
    expect(workdaysBetween(calendar, '2026-10-05', '2026-10-10')).toEqual({ days: 3 });
  });

  it('in a year without a published arrangement the statutory holidays count, and the doubt is said', () => {
    // 1 October 2027 is a Friday, 5 May 2027 a Wednesday; 6 to 9 February 2027 is the lunar New Year.
    expect(workdaysBetween(calendar, '2027-09-27', '2027-10-01')).toEqual({ days: 4, unannounced: 2027 });
    expect(workdaysBetween(calendar, '2027-02-08', '2027-02-12')).toEqual({ days: 4, unannounced: 2027 });
    const find = (from: string, until: string) =>
      checkCase(caseOf({}, { steps: { candidate: { from, until } } }), pack, { today, calendar }).find(
        ({ check }) => check?.id === 'publicDays',
      );
    expect(find('2027-09-27', '2027-10-01')).toMatchObject({
      code: 'fewWorkdays',
      params: { days: 4, unannounced: 2027 },
    });
    expect(find('2027-06-14', '2027-06-18')).toMatchObject({
      code: 'workdaysOpen',
      level: 'info',
      params: { days: 5, unannounced: 2027 },
    });
    expect(find('2027-07-01', '2027-07-31')).toBeUndefined();
    expect(find('2026-06-01', '2026-06-05')).toBeUndefined();
  });

  it('meeting within a month, approval within three and in special cases six, oath, probation, conversion', () => {
    expect(of('meetingWithin', caseOf({ preReview: '2026-06-10', admissionMeeting: '2026-07-11' }))).toBe(
      'tooLate',
    );
    const approved = (approval: string) =>
      of('approvalWithin', caseOf({ admissionMeeting: '2026-06-10', approval }));
    expect(approved('2026-09-10')).toBe('');
    expect(approved('2026-09-11')).toBe('beyondUsual');
    expect(approved('2026-12-10')).toBe('beyondUsual');
    expect(approved('2026-12-11')).toBe('tooLate');
    expect(of('oathWithin', caseOf({ approval: '2026-08-01', oath: '2026-09-02' }))).toBe('tooLate');
    const conversion = (on: string) =>
      of('probationYear', caseOf({ admissionMeeting: '2026-06-10', conversionMeeting: on }));
    expect(conversion('2027-06-09')).toBe('tooEarly');
    expect(conversion('2027-06-10')).toBe('');
    expect(
      of('conversionWithin', caseOf({ conversionMeeting: '2027-06-10', conversionApproval: '2027-09-11' })),
    ).toBe('tooLate');
  });

  it('reviews every half year, one or two mentors, two sponsors, 24 credit hours', () => {
    const year = { activist: '2026-05-20', candidate: '2027-05-25' };
    expect(of('halfYear', caseOf(year))).toBe('reviewGap');
    expect(
      of('halfYear', caseOf(year, { reviews: { a: { on: '2026-11-20' }, b: { on: '2027-04-01' } } })),
    ).toBe('');
    const people = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, { person: `${at}` }]));
    const mentors = (count: number) =>
      of('mentorCount', caseOf({ mentors: '2026-06-01' }, { mentors: people(count) }));
    expect([0, 1, 2, 3].map(mentors)).toEqual(['count', '', '', 'count']);
    const two = (a: object, b: object) =>
      of(
        'mentorCount',
        caseOf(
          { mentors: '2026-06-01' },
          { mentors: { a: { person: 'a', ...a }, b: { person: 'b', ...b } } },
        ),
      );
    // Who gave the duty up later had it on the day; a day without anybody is seen, whoever came afterwards.
    expect(two({ until: '2027-03-01' }, { until: '2026-06-01' })).toBe('');
    expect(two({ until: '2026-05-31' }, { from: '2026-06-02' })).toBe('count');
    expect(of('sponsorCount', caseOf({ sponsors: '2026-06-01' }, { sponsors: people(1) }))).toBe('count');
    const hours = (value: number) =>
      of('trainingHours', caseOf({}, { steps: { training: { on: '2026-06-01', hours: value } } }));
    expect([23.5, 24].map(hours)).toEqual(['fewHours', '']);
  });

  it('18 years on the day of the application; a birth known to the month gets the benefit of the doubt', () => {
    const age = (birth: string) => of('age', caseOf({ application: '2026-06-15' }), today, birth);
    expect(age('2008-06-15')).toBe('');
    expect(age('2008-06-16')).toBe('under18');
    expect(age('2008-06')).toBe('');
    expect(age('2008-07')).toBe('under18');
  });

  it('an extension of half a year to a year', () => {
    const until = (extendedUntil: string) =>
      of(
        'extension',
        caseOf({ admissionMeeting: '2026-06-10' }, { extendedOn: '2027-06-12', extendedUntil }),
      );
    expect(until('2027-12-09')).toBe('extension');
    expect(until('2027-12-10')).toBe('');
    expect(until('2028-06-10')).toBe('');
    expect(until('2028-06-11')).toBe('extension');
  });
});

describe('versions of the rules', () => {
  it('days before the revision are not judged by it, and that is said once', () => {
    const old = caseOf({
      application: '2020-01-01',
      talk: '2020-06-01',
      activist: '2020-07-01',
      candidate: '2020-08-01',
    });
    const codes = checkCase({ ...old, ended: 'stopped' }, pack, { today }).map((finding) => finding.code);
    expect(codes).toEqual(['otherEdition']);
  });

  it('days out of order are shown whatever the edition', () => {
    const [first] = checkCase(caseOf({ application: '2020-02-01', talk: '2020-01-01' }), pack, { today });
    expect(first).toMatchObject({ code: 'outOfOrder', steps: ['talk', 'application'] });
  });
});

describe('what is missing', () => {
  it('lists the documents of steps that were reached, less those ticked or attached', () => {
    const fields = caseOf(
      { application: '2026-06-01', talk: '2026-06-10' },
      {
        documents: { 'application:application': {} },
        attachments: {
          f: { sha256: 'a'.repeat(64), size: 1, type: '', name: 'x', role: 'scan', document: 'talk:talk' },
        },
      },
    );
    expect(stepStates(fields, pack).flatMap((state) => state.missing)).toEqual([]);
    const bare = caseOf({ talk: '2026-06-10' });
    expect(stepStates(bare, pack).flatMap((state) => state.missing.map(({ key }) => key))).toEqual([
      'application:application',
      'talk:talk',
    ]);
  });
});
