import { beforeEach, describe, expect, it, vi } from 'vitest';
import { clausesOf, coverageOf, lackingOf } from '../../../lib/company/charter/elements';
import { companyList, offeredLines, takeOffered } from '../../../lib/company/heard/listed';
import { answerItem, goneItems, loadChecklist, refOf } from '../../../lib/governance';
import { create, type Ledger } from '../../../lib/ledger';
import { deadlines } from '../../../lib/plan/deadlines';
import { Fault } from '../../../lib/records/fault';
import { readAnyPack } from '../../../lib/rulebook/read-pack';
import { isReordered, readablePack } from '../../../lib/rulebook/whole-words';
import { wholeTemplate, writePack } from '../../../lib/rulebook/write-pack';
import { formerSteps } from '../../../lib/rules/development';
import { packChanges } from '../../../lib/rules/pack-changes';
import { developmentPack } from '../../../lib/rules/development-pack';
import { companyPack } from '../../../lib/rules/company-pack';
import { checklistPack } from '../../../lib/rules/packs';
import type { WholePacks } from '../../../lib/rules/whole';
import { fakeBrowser } from '../support/browser';
import { openTestLedger } from '../support/ledger';

const fake = fakeBrowser();
vi.mock('wxt/browser', () => ({
  get browser() {
    return fake.api;
  },
}));
const { refreshPolicy, loadPolicy } = await import('../../../lib/platform/policy');
const { checklistInForce, companyInForce, developmentInForce, knownPacks, wholeInForce } =
  await import('../../../lib/rulebook/whole-packs');
const { backToBuiltIn, putWholeInForce } = await import('../../../lib/rulebook/put-in-force');

const TODAY = '2026-11-23';
const company = { companyId: 'c1' };
const [checklist, development, articles] = [
  await checklistPack(),
  await developmentPack(),
  await companyPack(),
];
const BUILT_IN = { checklist, development, company: articles };
type Kind = keyof typeof BUILT_IN;
let ledger: Ledger;
const setPolicy = async (policy: Record<string, unknown>) => {
  fake.state.managed = async () => policy;
  await refreshPolicy();
};
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ now: `${TODAY}T04:00:00Z` }));
  await loadPolicy();
  await setPolicy({});
});

interface Json {
  items: { code: string; text: unknown; frequency: unknown; basis: unknown; mark: unknown }[];
  recordEvidence: { item: string; record: string }[];
  steps: { id: string; title: unknown; documents: unknown[] }[];
  checks: { id: string; kind: string; days?: number; months?: number; wording: unknown; to?: string }[];
  elements: { id: string; title: unknown; wording: unknown }[];
  matters: { id: string; title: unknown }[];
  effective: { from?: string; until?: string };
  [name: string]: unknown;
}
/** The template of a pack as a superior organisation would change it. */
const template = (kind: Kind, change: (json: Json) => void = () => {}): string => {
  const pack = BUILT_IN[kind];
  const json = structuredClone(wholeTemplate(pack, '2026-11-01')) as unknown as Json;
  json.title = { zh: '示例区清单' };
  json.issuer = '示例区委组织部';
  change(json);
  return JSON.stringify(json, null, 2);
};
const read = async <K extends Kind>(kind: K, change?: (json: Json) => void): Promise<WholePacks[K]> => {
  const found = await readAnyPack(template(kind, change));
  expect(found.kind).toBe(kind);
  return found.pack as WholePacks[K];
};
const faultOf = async (text: string): Promise<Fault> => {
  try {
    await readAnyPack(text);
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error('was read');
};
/** G9 goes, E8 is new, A1 says something else. */
const district = (json: Json): void => {
  json.items = json.items.filter(({ code }) => code !== 'G9');
  json.recordEvidence = json.recordEvidence.filter(({ item }) => item !== 'G9');
  json.items[0]!.text = '章程写明党组织的设置、职责和保障（示例区）';
  json.items.push({ ...structuredClone(json.items[0]!), code: 'E8', text: '示例区增加的一条' });
};

describe('a file of a checklist or of the steps of admission', () => {
  it.each(['checklist', 'development', 'company'] as const)(
    'the exported template of %s reads back, from YAML and from JSON, and changes nothing',
    async (kind) => {
      const national = BUILT_IN[kind];
      for (const format of ['yaml', 'json'] as const) {
        const found = await readAnyPack(writePack(wholeTemplate(national, TODAY), format));
        expect(found.kind).toBe(kind);
        const [before, after] = [readablePack(national), readablePack(found.pack as typeof national)];
        expect(packChanges(before, after)).toEqual([]);
        expect(isReordered(before, after)).toBe(false);
      }
    },
  );

  it.each([
    ['a misspelt mark', 'checklist', '"mark": "advised"', '"mark": "advise"', 'E554', 'advised, backed'],
    ['a name that is not known', 'checklist', '"mark": "advised"', '"marks": "advised"', 'E552', 'mark'],
    ['a group that is not there', 'checklist', '"code": "A4"', '"code": "Z4"', 'E554', 'no such group'],
    ['an item twice', 'checklist', '"code": "A4"', '"code": "A3"', 'E556', 'A3'],
    [
      'a kind of record that is not there',
      'checklist',
      '"record": "clip"',
      '"record": "clips"',
      'E554',
      'clip',
    ],
    ['a step that a limit names', 'development', '"to": "talk"', '"to": "talks"', 'E554', 'no such step'],
    [
      'a step that the program counts from',
      'development',
      '"id": "conversionMeeting"',
      '"id": "vote"',
      '',
      '',
    ],
    [
      'a kind of limit that is not there',
      'development',
      '"kind": "workdays"',
      '"kind": "days"',
      'E554',
      'days',
    ],
  ] as const)('with %s is refused whole, with its line', async (_name, kind, from, to, code, detail) => {
    const text = template(kind);
    expect(text).toContain(from);
    const broken = text.replace(from, to);
    const fault = await faultOf(broken);
    if (!code) return expect(['E552', 'E554']).toContain(fault.code);
    expect(fault.code).toBe(code);
    expect(String(fault.params.detail)).toContain(detail);
    const line = Number(fault.params.line);
    const near = broken.split('\n').slice(Math.max(0, line - 1), line + 20);
    // The entry itself, or the beginning of the one that lacks something.
    expect(near.some((row) => row.includes(to))).toBe(true);
  });

  it('needs somebody who answers for it, a source for what it cites, and days in order', async () => {
    const without = (name: string) => template('checklist', (json) => delete json[name]);
    expect(await faultOf(without('issuer'))).toMatchObject({ code: 'E552', params: { detail: 'issuer' } });
    const uncited = template('checklist', (json) => (json.items[0]!.basis = [{ source: 'nowhere' }]));
    expect(await faultOf(uncited)).toMatchObject({ code: 'E557', params: { detail: 'nowhere' } });
    const turned = template('checklist', (json) => (json.effective.until = '2026-10-01'));
    expect(await faultOf(turned)).toMatchObject({ code: 'E558' });
  });

  it('may be written in Chinese alone, in the limits too', async () => {
    const pack = await read('development', (json) => {
      json.checks[0]!.wording = '年满十八周岁（示例区）';
    });
    expect(pack.checks[0]?.wording).toEqual({ zh: '年满十八周岁（示例区）', en: '年满十八周岁（示例区）' });
  });
});

describe('a superior’s checklist in force', () => {
  it('keeps answers by item; what went away is shown as such and returns with the built-in list', async () => {
    const answer = (code: string, period: string) =>
      answerItem(ledger, refOf(company, code, period), undefined, { design: 'met', effect: 'partly' });
    await answer('A1', '2026');
    const period = (await loadChecklist(ledger, checklist, company, TODAY)).find(
      ({ item }) => item.code === 'G9',
    )!.period!;
    await answer('G9', period);
    const pack = await read('checklist', district);
    await putWholeInForce(ledger, 'checklist', pack, TODAY);
    const now = await checklistInForce(ledger);
    expect(now.title.zh).toBe('示例区清单');
    const rows = await loadChecklist(ledger, now, company, TODAY);
    expect(rows.find(({ item }) => item.code === 'A1')?.record?.fields.effect).toBe('partly');
    expect(rows.some(({ item }) => item.code === 'G9')).toBe(false);
    expect(rows.some(({ item }) => item.code === 'E8')).toBe(true);
    expect(await goneItems(ledger, now, company)).toMatchObject([
      {
        code: 'G9',
        item: checklist.items.find(({ code }) => code === 'G9'),
        records: [{ fields: { period, design: 'met' } }],
      },
    ]);
    await answer('E8', '2026');
    await backToBuiltIn(ledger, 'checklist');
    // Back again, the district's own item is the one that is not on the list; the trash still has its words.
    const national = await checklistInForce(ledger);
    expect(national).toBe(checklist);
    expect(await goneItems(ledger, national, company)).toMatchObject([
      { code: 'E8', item: { text: { zh: '示例区增加的一条' } }, pack: { title: { zh: '示例区清单' } } },
    ]);
    expect((await knownPacks(ledger, 'checklist')).map(({ title }) => title.zh)).toEqual([
      checklist.title.zh,
      '示例区清单',
    ]);
  });

  it('says what it changes by item: text, mark, what proves it; and what is gone', async () => {
    const pack = await read('checklist', (json) => {
      district(json);
      json.items[1]!.mark = json.items[1]!.mark === 'backed' ? 'advised' : 'backed';
    });
    const changes = packChanges(readablePack(checklist), readablePack(pack));
    expect(changes.map(({ section, id, change }) => `${section} ${id} ${change}`)).toEqual([
      'items A1 changed',
      'items A2 changed',
      'items E8 added',
      'items G9 removed',
    ]);
  });

  it('counts only on its days; one commit puts it in force and one undo takes it back', async () => {
    const pack = await read('checklist', (json) => (json.effective = { from: '2026-12-01' }));
    const n = await putWholeInForce(ledger, 'checklist', pack, TODAY);
    await ledger.undo(n!);
    expect((await wholeInForce(ledger, 'checklist')).given).toBeUndefined();
    await putWholeInForce(ledger, 'checklist', pack, TODAY);
    expect(await wholeInForce(ledger, 'checklist')).toMatchObject({
      pack: checklist,
      given: { by: 'branch', pack: { title: { zh: '示例区清单' } } },
    });
    const second = await read('checklist', (json) => (json.title = '第二份'));
    const m = await putWholeInForce(ledger, 'checklist', second, TODAY);
    expect((await checklistInForce(ledger)).title.zh).toBe('第二份');
    await ledger.undo(m!);
    expect((await wholeInForce(ledger, 'checklist')).given?.pack.title.zh).toBe('示例区清单');
  });
});

describe('the organisation sets one by policy', () => {
  it.each(['text', 'object'])(
    'as %s: it goes before the branch’s own and cannot be put aside',
    async (as) => {
      await putWholeInForce(ledger, 'checklist', await read('checklist'), TODAY);
      const text = template('checklist', (json) => (json.title = '上级清单'));
      await setPolicy({ checklistPack: as === 'text' ? text : (JSON.parse(text) as object) });
      expect((await wholeInForce(ledger, 'checklist')).given).toMatchObject({ by: 'organisation' });
      expect((await checklistInForce(ledger)).title.zh).toBe('上级清单');
      const own = await read('checklist');
      await expect(putWholeInForce(ledger, 'checklist', own, TODAY)).rejects.toMatchObject({ code: 'E560' });
      await expect(backToBuiltIn(ledger, 'checklist')).rejects.toMatchObject({ code: 'E560' });
      // The steps of admission are another pack: nobody has set them.
      await putWholeInForce(ledger, 'development', await read('development'), TODAY);
      await setPolicy({});
      expect((await wholeInForce(ledger, 'checklist')).given).toMatchObject({ by: 'branch' });
    },
  );

  it('one with an error, or of another kind, has no effect at all and is reported', async () => {
    await setPolicy({ checklistPack: template('development'), developmentPack: '{' });
    expect(await wholeInForce(ledger, 'checklist')).toMatchObject({
      pack: checklist,
      refused: [{ by: 'organisation', fault: { code: 'E551' } }],
    });
    expect(await wholeInForce(ledger, 'development')).toMatchObject({
      pack: development,
      refused: [{ by: 'organisation', fault: { code: 'E550' } }],
    });
  });
});

describe('a superior’s steps of admission in force', () => {
  it('are what deadlines count by; days of steps that went away are kept and named', async () => {
    await ledger.commit(
      [
        create(
          'branch',
          { name: '示例支部', company: '示例', companyId: 'c1', form: 'single', hasCommittee: false },
          'b',
        ),
        create('member', { name: '示例甲', category: 'activist' }, 'm'),
        create('developmentCase', {
          member: 'm',
          stage: 'activist',
          steps: { activist: { on: '2026-06-01' }, activistFiling: { on: '2026-06-05' } },
        }),
      ],
      { label: 'test' },
    );
    const earliest = async () =>
      (await deadlines(ledger, TODAY)).find(({ task }) => task === 'development.activistYear')?.due;
    expect(await earliest()).toBe('2027-06-01');
    const pack = await read('development', (json) => {
      json.steps = json.steps.filter(({ id }) => id !== 'activistFiling');
      json.checks.find(({ id }) => id === 'activistYear')!.months = 18;
    });
    await putWholeInForce(ledger, 'development', pack, TODAY);
    expect(await earliest()).toBe('2027-12-01');
    const [record] = await ledger.list('developmentCase');
    expect(formerSteps(record!.fields, await developmentInForce(ledger))).toEqual([
      { id: 'activistFiling', on: '2026-06-05' },
    ]);
    expect(formerSteps(record!.fields, development)).toEqual([]);
    const changes = packChanges(readablePack(development), readablePack(pack));
    expect(changes.map(({ section, id, change }) => `${section} ${id} ${change}`)).toEqual([
      'checks activistYear changed',
      'steps activistFiling removed',
    ]);
  });

  it('another order of the steps is seen', async () => {
    const pack = await read('development', (json) => {
      const [first, second, ...rest] = json.steps;
      json.steps = [second!, first!, ...rest];
    });
    expect(isReordered(readablePack(development), readablePack(pack))).toBe(true);
  });
});

describe('what a superior expects of articles, and its list of matters', () => {
  /** 经费 goes, 述职 is new, a matter says something else and one is new. */
  const group = (json: Json): void => {
    json.elements = json.elements.filter(({ id }) => id !== 'funds');
    json.elements.push({
      ...structuredClone(json.elements[0]!),
      id: 'report',
      title: '示例述职',
      wording: '写明向党组织述职',
    });
    json.matters[0]!.title = '示例集团的职工事项';
    json.matters.push({ ...structuredClone(json.matters[0]!), id: 'suppliers', title: '合作企业管理' });
  };
  const clause = (elements: Record<string, true>) => ({ no: '第九条', text: '党组织', elements, order: 0 });

  it('says what it changes, and is refused whole with an error', async () => {
    const pack = await read('company', group);
    const changes = packChanges(readablePack(articles), readablePack(pack));
    expect(changes.map(({ section, id, change }) => `${section} ${id} ${change}`)).toEqual([
      'elements report added',
      'matters workers changed',
      'matters suppliers added',
      'elements funds removed',
    ]);
    const twice = template('company', (json) => (json.matters[1]!.id = json.matters[0]!.id));
    expect(await faultOf(twice)).toMatchObject({ code: 'E556', params: { detail: 'workers' } });
  });

  it('is what coverage and the offered list go by; marks and lines stay, and built-in ones return with nothing lost', async () => {
    const fields = {
      companyId: 'c1',
      version: '示例章程',
      clauses: { a: clause({ funds: true, setup: true }) },
    };
    await ledger.commit([create('charter', fields, 'charter')], { label: 'test' });
    await takeOffered(ledger, 'c1', articles, [articles.matters[0]!], { today: TODAY, order: 0 });
    const list = await companyList(ledger, 'c1');
    const now = async () => {
      const pack = await companyInForce(ledger);
      const charter = (await ledger.get('charter', 'charter'))!;
      return {
        covered: coverageOf(pack, clausesOf(charter.fields)).flatMap(({ element, clauses }) =>
          clauses.length ? [element.id] : [],
        ),
        lacks: lackingOf(pack, clausesOf(charter.fields)).some(({ id }) => id === 'report'),
        offered: offeredLines(pack, 'c1', list).map(({ id }) => id),
      };
    };
    const before = await now();
    expect(before).toMatchObject({ covered: ['setup', 'funds'], lacks: false });
    await putWholeInForce(ledger, 'company', await read('company', group), TODAY);
    // The line that was taken over stays as it is on the company's list and is not offered again.
    expect(await now()).toEqual({
      covered: ['setup'],
      lacks: true,
      offered: [...before.offered, 'suppliers'],
    });
    expect(await companyList(ledger, 'c1')).toEqual(list);
    await backToBuiltIn(ledger, 'company');
    expect(await now()).toEqual(before);
  });

  it('by policy goes first and cannot be put aside', async () => {
    await setPolicy({ companyPack: template('company', group) });
    expect((await companyInForce(ledger)).elements.some(({ id }) => id === 'report')).toBe(true);
    await expect(backToBuiltIn(ledger, 'company')).rejects.toMatchObject({ code: 'E560' });
    await setPolicy({});
    expect(await companyInForce(ledger)).toBe(articles);
  });
});
