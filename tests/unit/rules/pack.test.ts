import { describe, expect, it } from 'vitest';
import { KIND_NAMES } from '../../../lib/records';
import { ATTENDANCE_STATES, LEAVE_REASONS, MEETING_TYPES } from '../../../lib/records/meeting';
import { PARTY_POSTS } from '../../../lib/records/member';
import { STUDY_FORMS } from '../../../lib/records/study';
import { Fault } from '../../../lib/records/fault';
import { head, HEAD_KEYS, loadLifePack, loadPack, packText } from '../../../lib/rules/pack';
import { checklistPack, lifePack, nationalPack } from '../../../lib/rules/packs';
import governance from '../../../lib/rules/packs/governance.json';
import national from '../../../lib/rules/packs/national.json';

const life = lifePack();
const checklist = await checklistPack();

/** Every `{zh, en}` of a pack with its path. */
function texts(value: unknown, path = ''): { path: string; zh: string; en: string; zhTW?: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh' in value && 'en' in value) return [{ path, ...(value as { zh: string; en: string }) }];
  return Object.entries(value).flatMap(([key, child]) => texts(child, `${path}.${key}`));
}

const faultOf = (run: () => unknown): Fault => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error('no fault');
};

describe('built-in packs', () => {
  it('opens with rules that have their shape, though no window holds them against it', () => {
    expect(loadLifePack(national)).toEqual(national);
    expect(nationalPack()).toBe(national);
    // What the panel takes for the head of a pack is what the shapes say.
    const about = ['kind', 'sources', ...Object.keys(head)];
    expect([...HEAD_KEYS].sort()).toEqual([...new Set(about)].sort());
  });

  it.each([
    ['national', national],
    ['governance', governance],
  ])('%s is complete in three languages', (_name, json) => {
    for (const text of texts(json)) {
      expect(text.zhTW, text.path).toBeTruthy();
      expect(text.en, text.path).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it.each([
    ['national', national],
    ['governance', governance],
  ])('%s shows of a source only document, issuer, year and article', (_name, json) => {
    expect(JSON.stringify(json)).not.toMatch(/\bS\d+\b|https?:|\bwww\.|\[[CcU]\]/);
  });

  it('has the 44 items in seven groups, each with wording, evidence and frequency', () => {
    const count = (group: string): number =>
      checklist.items.filter((item) => item.code.startsWith(group)).length;
    expect(checklist.items).toHaveLength(44);
    expect(checklist.groups.map((group) => [group.code, count(group.code)])).toEqual([
      ['A', 4],
      ['B', 4],
      ['C', 5],
      ['D', 6],
      ['E', 7],
      ['F', 9],
      ['G', 9],
    ]);
    for (const item of checklist.items) expect(item.evidence.length, item.code).toBeGreaterThan(0);
  });

  it('only advises two-way entry and cross-appointment, and cites the state-owned rules as an analogy', () => {
    for (const code of ['A1', 'B1', 'B2', 'B3', 'B4', 'C1', 'C2', 'C3', 'C5']) {
      expect(checklist.items.find((item) => item.code === code)?.mark, code).toBe('advised');
    }
    for (const item of checklist.items) {
      for (const cited of item.basis) if (cited.source === 'soe') expect(cited.analogy, item.code).toBe(true);
      if (item.mark === 'backed') expect(item.basis.length, item.code).toBeGreaterThan(0);
      if (item.basis.length === 0) expect(item.confidence, item.code).toBe('practice');
    }
    expect(JSON.stringify(checklist)).not.toContain('前置');
  });

  it('uses the words of the record kinds', () => {
    const types: readonly string[] = MEETING_TYPES;
    for (const rule of life.cadences) for (const type of rule.types) expect(types).toContain(type);
    for (const type of life.study.countingTypes) expect(types).toContain(type);
    for (const form of life.study.countingForms) expect(STUDY_FORMS).toContain(form);
    for (const state of life.study.countingAttendance) expect(ATTENDANCE_STATES).toContain(state);
    for (const post of life.study.committeePosts) expect(PARTY_POSTS).toContain(post);
    expect(life.leaveReasons.map((reason) => reason.id).sort()).toEqual([...LEAVE_REASONS].sort());
    expect(life.study.categories).toHaveLength(7);
    for (const rule of checklist.recordEvidence) {
      expect(KIND_NAMES).toContain(rule.record);
      for (const type of rule.types ?? []) expect(types).toContain(type);
    }
  });

  it('marks the frequency of lectures as practice and the 56 hours as second-hand', () => {
    expect(life.cadences.find((rule) => rule.id === 'lecture')).toMatchObject({
      confidence: 'practice',
      basis: [],
      adjustable: true,
    });
    expect(life.thresholds.creditHoursMember).toMatchObject({ value: 32, confidence: 'confirmed' });
    expect(life.thresholds.creditHoursCommittee).toMatchObject({ value: 56, confidence: 'secondHand' });
  });

  it('falls back to the source language only where Traditional Chinese is missing', () => {
    expect(packText({ zh: '党课', en: 'Party lecture', zhTW: '黨課' }, 'zh-TW')).toBe('黨課');
    expect(packText({ zh: '党课', en: 'Party lecture' }, 'zh-TW')).toBe('党课');
  });
});

describe('a pack with an error is refused whole, with the place of the error', () => {
  const broken = (change: (pack: typeof governance) => void): Fault => {
    const copy = structuredClone(governance);
    change(copy);
    return faultOf(() => loadPack(copy));
  };

  it('a missing translation', () => {
    const fault = broken((pack) => Reflect.deleteProperty(pack.items[2]?.text ?? {}, 'en'));
    expect(fault.code).toBe('E810');
    expect(fault.params.path).toBe('items.2.text.en');
  });

  it('an unknown mark', () => {
    const fault = broken((pack) => Object.assign(pack.items[0] ?? {}, { mark: 'required' }));
    expect(fault.params.path).toBe('items.0.mark');
  });

  it('a citation of a source that the pack does not have', () => {
    const fault = broken((pack) => Object.assign(pack.items[0] ?? {}, { basis: [{ source: 'nowhere' }] }));
    expect(fault.params).toMatchObject({ path: 'items.0.basis.0.source' });
  });

  it('an item code used twice', () => {
    const fault = broken((pack) => Object.assign(pack.items[1] ?? {}, { code: 'A1' }));
    expect(fault.params.path).toBe('items.1');
  });

  it('evidence for an item that does not exist', () => {
    const fault = broken((pack) => Object.assign(pack.recordEvidence[0] ?? {}, { item: 'Z9' }));
    expect(fault.params.path).toBe('recordEvidence.0.item');
  });

  it.each([[null], ['text'], [{}], [{ kind: 'other' }]])('something that is no pack: %j', (json) => {
    expect(faultOf(() => loadPack(json)).code).toBe('E810');
  });
});
