import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { answerItem, itemRecordId, refOf } from '../../../lib/governance';
import { change, create, type Ledger, remove } from '../../../lib/ledger';
import { Clock } from '../../../lib/ledger/clock';
import { mergeInto } from '../../../lib/ledger/merge-into';
import { valuesOfLine } from '../../../lib/ledger/merge';
import {
  revokeReview,
  reviewsOf,
  signReview,
  standingsOf,
  stateOfItem,
  takeStep,
  tendStandings,
} from '../../../lib/review';
import { standingOf } from '../../../lib/review/standing';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../../unit/support/ledger';

vi.setConfig({ testTimeout: 60_000 });

const pack = await checklistPack();
const codes = pack.items.slice(0, 3).map(({ code }) => code);
const askedOf = (code: string) => pack.items.find((item) => item.code === code)!;
const OPS = [
  'answer',
  'submit',
  'return',
  'sign',
  'revoke',
  'finding',
  'closeFinding',
  'evidence',
  'exhibit',
  'trash',
  'merge',
  'erase',
  'keep',
  'reopen',
  'otherMe',
  'look',
] as const;
const step = fc.record({
  op: fc.constantFrom(...OPS),
  item: fc.nat(2),
  company: fc.constantFrom('co', 'co', 'other'),
  turn: fc.nat(3),
});
type Step = { op: (typeof OPS)[number]; item: number; company: string; turn: number };

/** How every item stands, found out one by one from its records alone. */
async function anew(ledger: Ledger, company: string) {
  const me = ledger.me?.member;
  const found = new Map<string, object>();
  for (const item of await ledger.list('governanceItem')) {
    if (item.fields.companyId !== company) continue;
    const state = await stateOfItem(ledger, item, askedOf(item.fields.item));
    const { standing } = await standingOf(ledger, item.id, state);
    const mine = (await reviewsOf(ledger, item.id)).findLast(({ content }) => content.reviewer.member === me);
    const findings = await ledger.linked(item.id, 'finding');
    found.set(item.id, {
      standing,
      reason: item.fields.reason,
      changedSinceMine: mine?.content.act === 'review' && mine.content.state !== state.hash,
      openFindings: findings.filter(({ fields }) => fields.state === 'open').length,
    });
  }
  return found;
}

async function take(ledger: Ledger, { op, item, company, turn }: Step): Promise<void> {
  const ref = refOf({ companyId: company }, codes[item]!, '2026');
  const id = itemRecordId(ref);
  const record = await ledger.get('governanceItem', id);
  const asked = askedOf(ref.item);
  const said = { name: '示例范', role: '合规', independent: false };
  const other = new Clock('elsewhr1', () => ledger.clock.wall() + 1000 * (turn + 1));
  other.see(record?.h ?? '');
  const reviews = record ? await reviewsOf(ledger, id) : [];
  switch (op) {
    case 'answer':
      await answerItem(ledger, ref, record, {
        design: 'met',
        effect: turn % 2 ? 'met' : 'partly',
        reason: `说明 ${turn}`,
      });
      break;
    case 'submit':
    case 'return':
      if (record)
        await takeStep(ledger, {
          item: record,
          asked,
          step: op === 'submit' ? 'submitted' : 'returned',
          text: '请补充',
          name: '示例范',
        }).catch(() => undefined);
      break;
    case 'sign':
      if (record) {
        const { hash } = await stateOfItem(ledger, record, asked);
        await signReview(ledger, { item: record, asked, shown: hash, design: 'met', effect: 'met', ...said });
      }
      break;
    case 'revoke':
      if (record && reviews.length)
        await revokeReview(ledger, reviews[0]!.record, { item: record, ...said, reason: '重看' }).catch(
          () => undefined,
        );
      break;
    case 'finding':
      await ledger.commit(
        [
          create('finding', {
            companyId: company,
            item: id,
            problem: '缺页',
            foundOn: '2026-11-20',
            state: 'open',
          }),
        ],
        { label: 'test' },
      );
      break;
    case 'closeFinding': {
      const [finding] = await ledger.linked(id, 'finding');
      if (finding) await ledger.commit([change(finding, { state: 'closed' })], { label: 'test' });
      break;
    }
    case 'evidence':
      if (record)
        await ledger.commit(
          [
            change(record, {
              evidence: { e1: { record: { kind: 'meeting', id: 'm1' }, addedOn: '2026-11-20' } },
            }),
          ],
          {
            label: 'test',
          },
        );
      break;
    case 'exhibit': {
      const state = {
        revision: turn + 1,
        hash: String(turn).repeat(64),
        seen: '',
        at: '2026-11-20T00:00:00.000Z',
        by: '',
        shown: {},
      };
      const known = await ledger.get('exhibit', `x-${id}`);
      await ledger.commit(
        [
          known
            ? change(known, { state })
            : create(
                'exhibit',
                { companyId: company, item: id, record: 'm1', recordKind: 'meeting', state },
                `x-${id}`,
              ),
        ],
        { label: 'test' },
      );
      break;
    }
    case 'trash':
      if (record) await ledger.commit([remove(record)], { label: 'test' });
      break;
    case 'merge': {
      // From outside, and with no commit of its own: its number tells nobody.
      const line = {
        r: id,
        t: 'governanceItem',
        h: other.next(),
        by: 'lin',
        b: {},
        f: { ...ref, effect: 'notMet', reason: `外来 ${turn}` },
        sv: 1,
      };
      await mergeInto(ledger.db, ledger.clock, { values: [valuesOfLine(line)] });
      break;
    }
    case 'erase':
      if (record?.fields.reason !== undefined) {
        const erasure = create('erasure', {
          member: 'lin',
          on: '2026-11-20',
          requestedBy: '示例林',
          targets: { [id]: ['reason'] },
          kept: '无',
        });
        await ledger.commit([erasure, change(record, { reason: null })], { label: 'test' });
        await ledger.purgeErased();
        expect(JSON.stringify(await ledger.db.standings.toArray())).not.toContain(record.fields.reason);
      }
      break;
    default:
  }
}

it('what is kept of the items is what a reading of everything finds, after whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const name = `standings-${process.pid}-${Math.random()}`;
      const opened = await openTestLedger({ me: 'fan', name });
      let { ledger } = opened;
      for (const one of steps) {
        opened.time.now += 1000;
        if (one.op === 'reopen') {
          ledger.close();
          ({ ledger } = await openTestLedger({ me: ledger.me!.member, name, now: '2026-11-23T03:00:00Z' }));
        } else if (one.op === 'otherMe') {
          await ledger.setMe({ member: one.turn % 2 ? 'lin' : 'fan', role: 'compliance' });
        } else if (one.op === 'keep') await tendStandings(ledger, one.company);
        else await take(ledger, one);
        if (one.op !== 'look' && one.turn % 2) continue;
        for (const company of ['co', 'other']) {
          const kept = await standingsOf(ledger, company);
          const right = await anew(ledger, company);
          expect([...kept.keys()].sort()).toEqual([...right.keys()].sort());
          for (const [id, line] of right) expect(kept.get(id)).toMatchObject(line);
        }
      }
      ledger.close();
    }),
    { numRuns: 16 },
  );
});
