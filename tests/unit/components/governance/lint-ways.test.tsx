// @vitest-environment jsdom
import type { ComponentChild } from 'preact';
import { beforeEach, expect, it, vi } from 'vitest';
import { CharterFormPage } from '../../../../components/company/charter';
import { EntryPage } from '../../../../components/company';
import { FindingsPage } from '../../../../components/company/findings';
import { ListedPage, MatterPage } from '../../../../components/company/heard';
import { GovernanceItemPage } from '../../../../components/governance';
import { wayTo } from '../../../../components/governance/lint-part';
import { itemRecordId, refOf } from '../../../../lib/governance';
import { create, type Ledger } from '../../../../lib/ledger';
import { type Remark, RULES } from '../../../../lib/lint';
import { CHARTER_RULES, LISTED_RULES, MATTER_RULES, POST_RULES } from '../../../../lib/lint/company-rules';
import { EVIDENCE_RULES } from '../../../../lib/lint/evidence-rules';
import { FIELDS, FINDING_DIALOGS } from '../../../../lib/lint/fields';
import { FINDING_RULES } from '../../../../lib/lint/finding-rules';
import { ITEM_RULES } from '../../../../lib/lint/item-rules';
import { openTestLedger } from '../../support/ledger';
import { show, until } from './render';

// Whether export is allowed is asked of the browser, which is not here.
vi.mock('../../../../components/life/export-allowed', () => ({ useExportAllowed: () => true }));

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLElement.prototype.scrollIntoView = () => undefined;
});

/** What no single field puts right: the record, a proof to attach, an item that the checklist does not have. */
const WITHOUT = ['findingNoDoneDay', 'findingNoProof', 'findingClosedFirst', 'unknownCode'];

const ref = refOf({ companyId: 'c1' }, 'A3', '2026-05-06');
const item = itemRecordId(ref);
const at = { at: 'item' as const, id: item, code: 'A3', period: ref.period };
const old = '2020-01-01';

async function company(): Promise<Ledger> {
  const { ledger } = await openTestLedger();
  const mine = { companyId: 'c1' };
  const quote = { quote: '示例', title: '示例文件', addedOn: old };
  await ledger.commit(
    [
      create(
        'governanceItem',
        {
          ...mine,
          item: 'A3',
          period: ref.period,
          eventOn: '2026-05-06',
          eventTitle: '示例修订',
          design: 'notMet',
          evidence: {
            quote,
            link: { link: 'https://example.cn', addedOn: old },
            original: { place: '档案室', addedOn: old },
          },
        },
        item,
      ),
      create('finding', { ...mine, item, problem: '示例问题', foundOn: old, state: 'open' }, 'open'),
      create('finding', { ...mine, item, problem: '示例问题', foundOn: old, state: 'done' }, 'done'),
      create(
        'appointment',
        { ...mine, person: 'p', name: '示例乙', body: 'board', position: '董事' },
        'post',
      ),
      create('matter', { ...mine, title: '示例事项' }, 'matter'),
      create('listedMatter', { ...mine, title: '示例清单' }, 'listed'),
      create('charter', { ...mine, version: '示例章程' }, 'charter'),
    ],
    { label: 'test' },
  );
  return ledger;
}

const fieldsOf = (rules: readonly { id: string }[]): string[] =>
  rules.flatMap(({ id }) => (WITHOUT.includes(id) ? [] : [id]));

it('every rule leads to a field, but for those that have none', () => {
  const without = RULES.map(({ id }) => id).filter((id) => !FIELDS[id]);
  expect(without.sort()).toEqual([...WITHOUT].sort());
  const known = new Set(RULES.map(({ id }) => id));
  expect(Object.keys({ ...FIELDS, ...FINDING_DIALOGS }).filter((id) => !known.has(id))).toEqual([]);
});

const inForm = new Set(['note', 'validTo', 'validFrom', 'seenOn', 'link', 'title', 'place', 'sha256']);
const holder = (field: string): string =>
  field === 'link' || field === 'seenOn'
    ? 'link'
    : field === 'place' || field === 'sha256'
      ? 'original'
      : 'quote';

const placeOf = (rule: string): { place: Remark['place']; screen: () => ComponentChild } => {
  const is = (rules: readonly { id: string }[]): boolean => rules.some(({ id }) => id === rule);
  const one = (id: string) => ({ id });
  if (is(POST_RULES))
    return { place: { at: 'post', id: 'post' }, screen: () => <EntryPage params={one('post')} /> };
  if (is(MATTER_RULES))
    return { place: { at: 'matter', id: 'matter' }, screen: () => <MatterPage params={one('matter')} /> };
  if (is(LISTED_RULES))
    return { place: { at: 'listed', id: 'listed' }, screen: () => <ListedPage params={one('listed')} /> };
  if (is(CHARTER_RULES))
    return {
      place: { at: 'charter', id: 'charter' },
      screen: () => <CharterFormPage params={one('charter')} />,
    };
  if (is(FINDING_RULES)) {
    const finding = FINDING_DIALOGS[rule] === 'look' ? 'done' : 'open';
    return { place: { ...at, finding }, screen: () => <FindingsPage /> };
  }
  const evidence =
    is(EVIDENCE_RULES) && inForm.has(FIELDS[rule] ?? '') ? holder(FIELDS[rule] ?? '') : undefined;
  return { place: { ...at, evidence }, screen: () => <GovernanceItemPage params={{ code: 'A3' }} /> };
};

it('the line of a rule brings the focus to its field, on every screen', async () => {
  const ledger = await company();
  const every = [
    ...ITEM_RULES,
    ...EVIDENCE_RULES,
    ...FINDING_RULES,
    ...POST_RULES,
    ...MATTER_RULES,
    ...LISTED_RULES,
    ...CHARTER_RULES,
  ];
  // Each screen is opened once, for the first of its fields; the others stand there too.
  const screens = new Map<string, { way: string; screen: () => ComponentChild; fields: Set<string> }>();
  for (const rule of fieldsOf(every)) {
    const { place, screen } = placeOf(rule);
    const way = wayTo({ place, rule })!;
    const field = FIELDS[rule]!;
    const address = way.replace(/[?&]field=\w+$/, '');
    const known = screens.get(address) ?? { way, screen, fields: new Set<string>() };
    known.fields.add(field);
    screens.set(address, known);
  }
  expect(screens.size).toBe(10);
  for (const { way, screen, fields } of screens.values()) {
    const root = await show(ledger, screen(), { route: way });
    const [first = '', ...rest] = fields;
    const fieldOf = (field: string) => root.querySelector(`[data-field="${field}"], [name="${field}"]`);
    await until(() => {
      expect(fieldOf(first), way).not.toBeNull();
      expect(fieldOf(first)!.contains(document.activeElement), way).toBe(true);
    });
    await until(() =>
      expect(
        rest.filter((field) => !fieldOf(field)),
        way,
      ).toEqual([]),
    );
  }
});

it('a line that is pressed once more brings the focus back to its field', async () => {
  const ledger = await company();
  const rule = fieldsOf(ITEM_RULES)[0]!;
  const way = wayTo({ place: at, rule })!;
  const root = await show(
    ledger,
    <>
      <a href={`#${way}`}>可以核对</a>
      <GovernanceItemPage params={{ code: 'A3' }} />
    </>,
    { route: way },
  );
  const field = () => root.querySelector(`[data-field="${FIELDS[rule]}"], [name="${FIELDS[rule]}"]`);
  const isThere = () =>
    until(() => {
      expect(field()).not.toBeNull();
      expect(field()!.contains(document.activeElement)).toBe(true);
    });
  await isThere();
  const line = root.querySelector('a')!;
  line.focus();
  expect(field()!.contains(document.activeElement)).toBe(false);
  line.click();
  await isThere();
});
