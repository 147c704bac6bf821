import type { ChangeLine, ChangeRow, OutboxRow, RecordRow, ShareRow, Stamp, Withheld } from '../ledger';
import { asideRecords } from '../ledger';
import { sha256 } from './bytes';
import { type Compartment, privateUntil } from './compartments';
import type { Context } from './context';
import { TAIL } from './head';
import { keyToWrite } from './key-files';
import { fileName, monthFolder } from './names';
import { vouches, writesFor } from './roster';
import { sealSegment } from './segment';
import type { WireLine } from './shapes';
import { fillSegments, type Outgoing, splitCommit, type SplitRules } from './split';

/** Greater than every stamp. */
const AFTER_ALL = '~';

/** Change lines looked at in one go. */
const BATCH = 2000;

/**
 * Seals commits that are not sealed yet, the next batch of them, and keeps the segments with the ends of the chains in
 * one transaction. Nothing is sent. True when there may be more.
 */
export async function sealNext(context: Context): Promise<boolean> {
  const { store, me, roster, ring } = context;
  const share = await store.share();
  if (!share || !me) return false;
  const under = `${roster.ro} ${ring.length}`;
  const again = share.withheld.length > 0 && share.withheldUnder !== under;
  const commits = again
    ? await store.commits(share.withheld.map(({ n }) => n))
    : await store.commitsAfter(share.lastSealed, BATCH);
  if (!commits.length && !again) return false;
  const aside = await asideRecords(context.ledger);
  const ours = commits
    .filter((commit) => !commit.via || (commit.n ?? 0) <= share.allUpTo)
    .map((commit) => without(commit, aside));
  const { out, withheld } = await split(context, ours);
  const next: Partial<ShareRow> = {
    lastSealed: again ? share.lastSealed : (commits.at(-1)?.n ?? share.lastSealed),
    withheld: again ? withheld : [...share.withheld, ...withheld],
    withheldUnder: under,
    chains: { ...share.chains },
  };
  const rows: OutboxRow[] = [];
  for (const { q, lines } of fillSegments(out)) {
    rows.push(await sealOne(context, next.chains as ShareRow['chains'], q, lines));
  }
  // Somebody else may have sealed meanwhile: then this is thrown away and the next go begins from what is there.
  await store.keepSealed(share, next, rows);
  return true;
}

/** A commit without its lines on records that stay on this device. */
const without = (commit: ChangeRow, aside: ReadonlySet<string>): ChangeRow =>
  aside.size && commit.lines.some(({ r }) => aside.has(r))
    ? { ...commit, lines: commit.lines.filter(({ r }) => !aside.has(r)) }
    : commit;

async function sealOne(
  context: Context,
  chains: ShareRow['chains'],
  q: Compartment,
  lines: readonly WireLine[],
): Promise<OutboxRow> {
  const { share, keys, roster, at, self, ledger } = context;
  const key = keyToWrite(context, q, share.owner);
  if (!key) throw new Error(`no key of ${q}`);
  const before = chains[q];
  const s = (before?.s ?? 0) + 1;
  const bytes = await sealSegment(
    {
      v: 1,
      suite: 1,
      b: share.space,
      d: share.device,
      s,
      k: key.k,
      q,
      p: before?.hash ?? '',
      ro: roster.ro,
      n: lines.length,
    },
    lines,
    { sign: keys.sign.privateKey, epoch: key.key },
  );
  const hash = await sha256(bytes);
  const now = monthFolder(ledger.clock.wall());
  // Never back to an earlier folder, whatever the clock does: readers look from the last one on.
  const month = before && before.month > now ? before.month : now;
  const name = `${month}/${fileName(s, hash)}`;
  chains[q] = { s, hash, month, tail: [...(before?.tail ?? []), name].slice(-TAIL) };
  return { name: `${at.chain(self, q)}/${name}`, q, s, hash, bytes, state: 'sealed' };
}

async function split(
  context: Context,
  commits: readonly ChangeRow[],
): Promise<{ out: Outgoing[]; withheld: Withheld[] }> {
  const { store, me, roster, share } = context;
  if (!me) return { out: [], withheld: [] };
  const starts = await store.starts(commits.flatMap(({ undoes }) => (undoes === undefined ? [] : [undoes])));
  const since = await sharedSince(context, commits);
  const rules: SplitRules = {
    role: me.role,
    member: me.member,
    holds: (q) => keyToWrite(context, q, share.owner) !== undefined,
    writesFor: (device) => vouches(me.role) || writesFor(roster, me, device),
    isPrivate: (line) =>
      privateUntil(line.t) !== undefined && !opens(line) && line.h < (since.get(line.r) ?? AFTER_ALL),
    undone: ({ undoes }) => (undoes === undefined ? undefined : starts.get(undoes)),
  };
  const out: Outgoing[] = [];
  const withheld: Withheld[] = [];
  for (const commit of commits) {
    const parts = splitCommit(commit, rules);
    out.push(...parts.out);
    for (const line of commit.lines) {
      if (opens(line)) out.push(...(await whole(context, line, rules)));
    }
    if (parts.why) withheld.push({ n: commit.n as number, why: parts.why });
  }
  return { out, withheld };
}

/** True when a line shares what was its writer's alone, or takes it back: both are for everybody to know. */
function opens(line: ChangeLine): boolean {
  const field = privateUntil(line.t);
  return field !== undefined && Object.hasOwn(line.f, field);
}

/**
 * Of the records that begin as their writer's alone: the stamp since when they are shared, or undefined. What was
 * written before it is not for the others, however late it is sealed.
 */
async function sharedSince(
  { store }: Context,
  commits: readonly ChangeRow[],
): Promise<Map<string, Stamp | undefined>> {
  const lines = commits.flatMap((commit) => commit.lines).filter((line) => privateUntil(line.t));
  const rows = await store.records([...new Set(lines.map((line) => line.r))]);
  const since = (row: RecordRow): Stamp | undefined => {
    const field = privateUntil(row.kind) as string;
    return row.fields[field] === undefined ? undefined : row.stamps[field];
  };
  return new Map(rows.map((row) => [row.id, since(row)]));
}

/**
 * What a record that is shared now consists of: its values were sealed for the writer alone until now, and go to
 * everybody under the stamps that they have. Earlier versions stay where they are.
 */
async function whole({ store }: Context, shared: ChangeLine, rules: SplitRules): Promise<Outgoing[]> {
  const [row] = await store.records([shared.r]);
  if (!row || row.fields[privateUntil(row.kind) as string] === undefined) return [];
  const out: Outgoing[] = [];
  for (const { commit, line } of await store.presentLines(row)) {
    const present = Object.entries(line.f).filter(([name]) => row.stamps[name] === line.h);
    const only = { ...commit, lines: [{ ...line, f: Object.fromEntries(present) }] };
    out.push(...splitCommit(only, { ...rules, isPrivate: () => false }).out);
  }
  return out;
}
