import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import { cadenceFindings } from '../../../lib/life/due';
import { RULE_PACK } from '../../../lib/records/rule-pack';
import { readPackText } from '../../../lib/rulebook/read-pack';
import { lifePack, onRules, setRules } from '../../../lib/rules/packs';
import { fakeBrowser } from '../support/browser';
import { openTestLedger } from '../support/ledger';
import { layerJson } from '../support/rule-pack';

const fake = fakeBrowser();
vi.mock('wxt/browser', () => ({
  get browser() {
    return fake.api;
  },
}));
const { refreshPolicy, loadPolicy } = await import('../../../lib/platform/policy');
const { branchPack, decideRules, followRules, loadRules } = await import('../../../lib/rulebook/in-force');
const { backToNational, putInForce, setFrequency } = await import('../../../lib/rulebook/put-in-force');

const TODAY = '2026-11-23';
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
  fake.state.managed = async () => ({});
  await loadPolicy();
  await refreshPolicy();
  await ledger.setMeta('trackedSince', '2026-01-01');
  await ledger.commit(
    [
      create('branch', {
        name: '示例支部',
        company: '示例',
        companyId: 'c',
        form: 'single',
        hasCommittee: false,
      }),
    ],
    { label: 'branchCreate' },
  );
});
afterEach(() => setRules({ layer: null, today: TODAY }));

const text = (change: Record<string, unknown> = {}) => JSON.stringify(layerJson(change));
const layer = (change: Record<string, unknown> = {}) => readPackText(text(change));
const setPolicy = async (policy: Record<string, unknown>) => {
  fake.state.managed = async () => policy;
  await refreshPolicy();
};
const frequency = () => lifePack().cadences.find(({ id }) => id === 'lecture')?.frequency;
const lectures = async () =>
  (await cadenceFindings(ledger, TODAY)).filter(({ rule }) => rule === 'lecture').map(({ period }) => period);

describe('the branch puts a superior’s pack in force', () => {
  it('in one commit; what is due and the badge follow; one undo takes it back', async () => {
    expect(await lectures()).toEqual(['2026Q3', '2026Q4']);
    const n = await putInForce(ledger, await layer(), TODAY);
    expect(await loadRules(ledger, TODAY)).toMatchObject({ by: 'branch', refused: [] });
    expect(await lectures()).toEqual(['2026-10', '2026-11']);
    await ledger.undo(n!);
    expect(await loadRules(ledger, TODAY)).toMatchObject({ by: 'national', layer: undefined });
    expect(await lectures()).toEqual(['2026Q3', '2026Q4']);
  });

  it('the next pack takes its place; back to the national rules puts it into the trash, from where it can return', async () => {
    await putInForce(ledger, await layer(), TODAY);
    const second = await putInForce(
      ledger,
      await layer({ title: '示例区规则包（二）', cadences: [] }),
      TODAY,
    );
    expect((await loadRules(ledger, TODAY)).layer?.title.zh).toBe('示例区规则包（二）');
    await ledger.undo(second!);
    expect((await loadRules(ledger, TODAY)).layer?.cadences).toHaveLength(2);
    const back = await backToNational(ledger);
    expect(await loadRules(ledger, TODAY)).toMatchObject({ by: 'national' });
    expect((await ledger.trash()).map(({ id }) => id)).toEqual([RULE_PACK]);
    await ledger.undo(back!);
    expect(await loadRules(ledger, TODAY)).toMatchObject({ by: 'branch' });
    await backToNational(ledger);
    await putInForce(ledger, await layer(), TODAY);
    expect(await loadRules(ledger, TODAY)).toMatchObject({ by: 'branch' });
  });

  it('a window that is open follows', async () => {
    let told = 0;
    const stopRules = onRules(() => (told += 1));
    const stop = followRules(ledger, (fault) => {
      throw fault;
    });
    await putInForce(ledger, await layer(), TODAY);
    await vi.waitFor(() => expect(frequency()).toBe('M'));
    await backToNational(ledger);
    await vi.waitFor(() => expect(frequency()).toBe('Q'));
    expect(told).toBe(2);
    stop();
    stopRules();
  });

  it('a stored pack that does not read is refused whole, and kept', async () => {
    await ledger.commit([create('rulePack', { title: '旧', body: '{"kind":"life","id":3}' }, RULE_PACK)], {
      label: 'rulePackSet',
    });
    const found = await loadRules(ledger, TODAY);
    expect(found).toMatchObject({ by: 'national', refused: [{ by: 'branch', fault: { code: 'E553' } }] });
    expect(frequency()).toBe('Q');
    expect((await branchPack(ledger))?.fields.body).toBe('{"kind":"life","id":3}');
  });
});

describe('the organisation sets a pack by policy', () => {
  it.each([
    ['as text', text()],
    ['as an object', layerJson()],
  ])('%s, which goes before the branch’s own and cannot be put aside', async (_name, rulePack) => {
    await putInForce(ledger, await layer({ cadences: [] }), TODAY);
    await setPolicy({ rulePack });
    expect(await loadRules(ledger, TODAY)).toMatchObject({ by: 'organisation', refused: [] });
    expect(frequency()).toBe('M');
    await expect(putInForce(ledger, await layer(), TODAY)).rejects.toMatchObject({ code: 'E560' });
    await expect(backToNational(ledger)).rejects.toMatchObject({ code: 'E560' });
    await setPolicy({});
    expect(await loadRules(ledger, TODAY)).toMatchObject({ by: 'branch' });
  });

  it('one with an error has no effect at all, is reported, and is in nobody’s way', async () => {
    await setPolicy({ rulePack: text({ edition: 'soon' }) });
    expect(await loadRules(ledger, TODAY)).toMatchObject({
      by: 'national',
      refused: [{ by: 'organisation', fault: { code: 'E554', params: { path: 'edition' } } }],
    });
    expect(lifePack().thresholds.creditHoursMember.value).toBe(32);
    await putInForce(ledger, await layer(), TODAY);
    expect(await loadRules(ledger, TODAY)).toMatchObject({ by: 'branch' });
  });

  it.each(['https://example.org/pack.json', 'cn.national.life', '[]', '"life"'])(
    'an address or anything else is no pack: %s',
    async (value) => {
      const { by, refused } = await decideRules(value, undefined);
      expect(by).toBe('national');
      expect(refused[0]?.fault.code).toMatch(/^E55[01]$/);
    },
  );

  it('asking again for the same text gives the same pack', async () => {
    const one = await decideRules(text(), undefined);
    expect((await decideRules(layerJson(), undefined)).layer).toBe(one.layer);
  });
});

it('a branch sets its own frequency where its rules leave it to the branch', async () => {
  const [branch] = await ledger.list('branch');
  const n = await setFrequency(ledger, branch!, 'lecture', 'M', TODAY);
  expect(await lectures()).toEqual(['2026Q3', '2026-11']);
  await ledger.undo(n!);
  expect(await lectures()).toEqual(['2026Q3', '2026Q4']);
});

it('what a branch wanted before is kept for the time before; the last choice of a day stands', async () => {
  const set = async (every: 'M' | 'Q' | 'H' | 'Y' | undefined, today: string) => {
    const [branch] = await ledger.list('branch');
    await setFrequency(ledger, branch!, 'lecture', every, today);
  };
  const own = async () => (await ledger.list('branch'))[0]?.fields.frequencies?.lecture;
  await set('H', '2026-03-01');
  await set('Y', '2026-08-20');
  await set('M', '2026-08-20');
  expect(await lectures()).toEqual(['2026H1', '2026-10', '2026-11']);
  await set(undefined, '2026-11-05');
  expect(await lectures()).toEqual(['2026H1', '2026Q4', '2026-10']);
  expect(await own()).toEqual({
    since: '2026-11-05',
    earlier: [
      { every: 'H', since: '2026-03-01' },
      { every: 'M', since: '2026-08-20' },
    ],
  });
});

it('a choice taken back on its own day leaves nothing behind', async () => {
  const branch = async () => (await ledger.list('branch'))[0]!;
  await setFrequency(ledger, await branch(), 'lecture', 'M', TODAY);
  await setFrequency(ledger, await branch(), 'lecture', undefined, TODAY);
  expect((await branch()).fields.frequencies?.lecture).toBeUndefined();
});
