import type { ItemRecord } from '../governance/checklist';
import type { Ledger, Rec } from '../ledger';
import { periodRange } from '../rules/periods';
import type { ChecklistPack } from '../rules/pack';
import { hashOfText } from '../verify';
import { askedIn, stateText } from './item-state';
import type { KeptReview } from './sign';
import { standingAfter, trailOf } from './standing';
import type { StandingLine } from './standing-lines';

/** Items whose records are read at a time. */
const LOT = 200;

/**
 * Finds anew how items stand: a line each, undefined for what is no item of the company or not there. Items whose
 * checklist is no longer in force are held against what was asked when they were signed.
 */
export async function judgeItems(
  ledger: Ledger,
  companyId: string,
  ids: readonly string[],
  pack: ChecklistPack,
): Promise<Map<string, StandingLine | undefined>> {
  const asked = new Map(pack.items.map((item) => [item.code, item]));
  const lines = new Map<string, StandingLine | undefined>();
  for (let from = 0; from < ids.length; from += LOT) {
    const lot = ids.slice(from, from + LOT);
    const items = await ledger.findMany(lot);
    const made = await Promise.all(
      items.map(async (record) => {
        if (record?.kind !== 'governanceItem' || record.deleted) return undefined;
        const item = record as ItemRecord;
        if (item.fields.companyId !== companyId) return undefined;
        return lineOf(ledger, item, {
          around: await ledger.linked(item.id),
          exhibits: () => ledger.linked(`exhibit:${item.id}`, 'exhibit'),
          inForce: (code) => asked.get(code),
        });
      }),
    );
    lot.forEach((id, index) => lines.set(id, made[index]));
  }
  return lines;
}

/**
 * {@link judgeItems} for every item of a company: each kind of record is read once, instead of a few of them thousands of
 * times.
 */
export async function judgeAll(
  ledger: Ledger,
  companyId: string,
  pack: ChecklistPack,
): Promise<Map<string, StandingLine>> {
  const asked = new Map(pack.items.map((item) => [item.code, item]));
  const around = new Map<string, Rec[]>();
  const exhibits = new Map<string, Rec<'exhibit'>[]>();
  for (const kind of ['itemStep', 'review', 'finding', 'exhibit'] as const)
    for (const record of await ledger.list(kind)) {
      const { companyId: of, item } = record.fields;
      if (of !== companyId) continue;
      const into: Map<string, Rec[]> = kind === 'exhibit' ? exhibits : around;
      const before = into.get(item);
      if (before) before.push(record);
      else into.set(item, [record]);
    }
  const lines = new Map<string, StandingLine>();
  for (const item of await ledger.list('governanceItem')) {
    if (item.fields.companyId !== companyId) continue;
    const found = {
      around: around.get(item.id) ?? [],
      exhibits: () => Promise.resolve(exhibits.get(item.id) ?? []),
      inForce: (code: string) => asked.get(code),
    };
    lines.set(item.id, await lineOf(ledger, item, found));
  }
  return lines;
}

/** What lies around an item. */
interface Around {
  /** Steps, reviews, findings, and whatever else names it. */
  around: readonly Rec[];
  exhibits: () => Promise<readonly Rec<'exhibit'>[]>;
  inForce: (code: string) => ChecklistPack['items'][number] | undefined;
}

async function lineOf(
  ledger: Ledger,
  item: ItemRecord,
  { around, exhibits, inForce }: Around,
): Promise<StandingLine> {
  const { id, fields } = item;
  const trail = trailOf(id, around);
  const after = standingAfter<KeptReview>(trail);
  const me = ledger.me?.member ?? '';
  const mine = standingAfter<KeptReview>(
    trail.filter((one) => 'content' in one && one.content.reviewer.member === me),
  ).review;
  const signed = mine ?? after.review;
  const now = signed ? await hashNow(ledger, item, signed, { exhibits, inForce }) : '';
  const isOther = (review: KeptReview | undefined): boolean =>
    review !== undefined && review.content.state !== now;
  const findings = around.filter(({ kind }) => kind === 'finding') as Rec<'finding'>[];
  return {
    id,
    code: fields.item,
    period: fields.period,
    standing: after.standing === 'signed' && isOther(after.review) ? 'changed' : after.standing,
    changedSinceMine: isOther(mine),
    review: after.review?.record.id,
    mine: mine?.record.id,
    risk: fields.risk,
    due: fields.dueOn ?? fields.eventOn ?? periodRange(fields.period)?.to,
    eventOn: fields.eventOn,
    eventTitle: fields.eventTitle,
    owner: fields.owner,
    reason: fields.reason,
    openFindings: findings.filter(({ fields: { state } }) => state === 'open').length,
  };
}

async function hashNow(
  ledger: Ledger,
  item: ItemRecord,
  signed: KeptReview,
  { exhibits, inForce }: Pick<Around, 'exhibits' | 'inForce'>,
): Promise<string> {
  const asked = inForce(item.fields.item) ?? askedIn(await ledger.text(signed.record.fields.state));
  if (!asked) return '';
  const seen = Object.values(item.fields.evidence ?? {}).some(({ record }) => record);
  return hashOfText(stateText(item, asked, seen ? await exhibits() : []));
}
