import type { ChangeLine, ChangeRow, OutboxRow, RecordRow, ShareRow, Stamp, Withheld } from '../ledger';
import { asideRecords, type BlobRow, isCompanySpace, presentOf } from '../ledger';
import { Ways } from './blobs';
import { sha256 } from './bytes';
import { type Compartment, privateUntil } from './compartments';
import { concernOf, isConcerning, opensAnew } from './concerns';
import type { Context } from './context';
import { afterErasures } from './erasures';
import { TAIL } from './head';
import { keyToWrite } from './key-files';
import type { MemberKey } from './member-keys';
import { fileName, monthFolder } from './names';
import { canSealOwn, keysToSeal } from './own-keys';
import { sealLines } from './own-lines';
import { vouches, writesFor } from './roster';
import { routeOf } from './routes';
import { sealSegment } from './segment';
import type { WireLine } from './shapes';
import { suiteOfKey } from './suite';
import { fillSegments, type Outgoing, splitCommit, type SplitRules } from './split';

/** Greater than every stamp. */
const AFTER_ALL = '~';

/** Change lines looked at in one go. */
const BATCH = 2000;

/**
 * Seals commits that are not sealed yet, the next batch of them, and keeps the segments with the ends of the chains in
 * one transaction. Nothing is sent. Answers the segments that were kept, undefined when there was nothing more.
 */
export async function sealNext(context: Context): Promise<OutboxRow[] | undefined> {
  const { store, me, roster, ring } = context;
  const share = await store.share();
  if (!share || !me) return undefined;
  const ways = new Ways(context);
  const renewed = () => afterErasures(context, (rows) => rulesFor(context, rows, new Map(), ways));
  // What concerns a person is of the branch; nothing of it is ever sealed in the space of a company.
  let after = isCompanySpace(share.space) ? undefined : await renewed();
  if (after && (await ways.seal())) after = await renewed();
  if (after) {
    return keep(context, share, after.out, { erased: after.erased }, ways);
  }
  const under = `${roster.ro} ${ring.length}`;
  const again = share.withheld.length > 0 && share.withheldUnder !== under;
  const commits = again
    ? await store.commits(share.withheld.map(({ n }) => n))
    : await store.commitsAfter(share.lastSealed, BATCH);
  if (!commits.length && !again) return undefined;
  const aside = await asideRecords(context.ledger);
  const goes = await routeOf(context, commits);
  const ours = commits
    .filter((commit) => !commit.via || (commit.n ?? 0) <= share.allUpTo)
    .map((commit) => linesFor(commit, (line) => !aside.has(line.r) && goes(line)));
  let { out, withheld } = await split(context, ours, ways);
  if (await ways.seal()) ({ out, withheld } = await split(context, ours, ways));
  const next: Partial<ShareRow> = {
    lastSealed: again ? share.lastSealed : (commits.at(-1)?.n ?? share.lastSealed),
    withheld: again ? withheld : [...share.withheld, ...withheld],
    withheldUnder: under,
  };
  return keep(context, share, out, next, ways);
}

/** Seals lines and keeps the segments with where the chains end then, and what else is so then; answers those kept. */
async function keep(
  context: Context,
  share: ShareRow,
  out: readonly Outgoing[],
  next: Partial<ShareRow>,
  ways: Ways,
): Promise<OutboxRow[]> {
  const chains = { ...share.chains };
  const members = await keysToSeal(context, new Set(out.flatMap(({ to }) => to ?? [])));
  const rows: OutboxRow[] = [];
  const blobs: BlobRow[] = [];
  for (const { q, lines } of fillSegments(out)) {
    const row = await sealOne(context, chains, { q, lines, members });
    rows.push(row);
    blobs.push(...ways.rowsFor(q, row.s, lines, next.lastSealed ?? share.lastSealed));
  }
  // Somebody else may have sealed meanwhile: then this is thrown away and the next go begins from what is there.
  return (await context.store.keepSealed(share, { ...next, chains }, rows, blobs)) ? rows : [];
}

/** A commit with those of its lines alone that go to this space, and not with those on records that stay on this device. */
const linesFor = (commit: ChangeRow, goes: (line: ChangeLine) => boolean): ChangeRow =>
  commit.lines.every(goes) ? commit : { ...commit, lines: commit.lines.filter(goes) };

async function sealOne(
  context: Context,
  chains: ShareRow['chains'],
  {
    q,
    lines,
    members,
  }: { q: Compartment; lines: readonly Outgoing[]; members: ReadonlyMap<string, MemberKey> },
): Promise<OutboxRow> {
  const { share, keys, roster, at, self, ledger } = context;
  const key = keyToWrite(context, q, share.owner);
  if (!key) throw new Error(`no key of ${q}`);
  const before = chains[q];
  const s = (before?.s ?? 0) + 1;
  const groups = new Map<string, WireLine[]>();
  for (const { to = '', line } of q === 'w' ? lines : []) groups.set(to, [...(groups.get(to) ?? []), line]);
  const content =
    q === 'w'
      ? await sealLines(
          { d: share.device, s, by: context.me?.member ?? '' },
          [...groups].map(([to, part]) => ({ key: members.get(to) as MemberKey, lines: part })),
        )
      : lines.map(({ line }) => line);
  const bytes = await sealSegment(
    {
      v: 1,
      suite: suiteOfKey(keys.sign.privateKey),
      b: share.space,
      d: share.device,
      s,
      k: key.k,
      q,
      p: before?.hash ?? '',
      ro: roster.ro,
      n: q === 'w' ? groups.size : lines.length,
    },
    content,
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
  ways: Ways,
): Promise<{ out: Outgoing[]; withheld: Withheld[] }> {
  const { store, me } = context;
  if (!me) return { out: [], withheld: [] };
  const starts = await store.starts(commits.flatMap(({ undoes }) => (undoes === undefined ? [] : [undoes])));
  const lines = commits.flatMap((commit) => commit.lines);
  const rows = await store.records([...new Set(lines.filter(({ t }) => isConcerning(t)).map(({ r }) => r))]);
  const since = await sharedSince(context, commits);
  const rules: SplitRules = {
    ...(await rulesFor(context, rows, since, ways)),
    undone: ({ undoes }) => (undoes === undefined ? undefined : starts.get(undoes)),
  };
  const out: Outgoing[] = [];
  const withheld: Withheld[] = [];
  for (const commit of commits) {
    const parts = splitCommit(commit, rules);
    out.push(...parts.out);
    for (const line of commit.lines) {
      if (opens(line)) out.push(...(await whole(context, line, rules)));
      else if (opensAnew(line.t, line.f, line.b)) out.push(...(await wholeOwn(context, line, rules)));
    }
    if (parts.why) withheld.push({ n: commit.n as number, why: parts.why });
  }
  return { out, withheld };
}

/** What this device may send, and to whom; `rows` are the records as they stand that may concern somebody. */
async function rulesFor(
  context: Context,
  rows: readonly RecordRow[],
  since: ReadonlyMap<string, Stamp | undefined>,
  ways: Ways,
): Promise<SplitRules> {
  const { store, me, roster, share } = context;
  if (!me) throw new Error('nobody');
  const byId = new Map(rows.map((row) => [row.id, row]));
  const concern = (line: ChangeLine, field: string) =>
    concernOf(line.t, line.r, field, (name) => byId.get(line.r)?.fields[name] ?? line.f[name]);
  const names = new Set<string>();
  for (const row of rows) {
    for (const name of Object.keys(row.stamps)) {
      const found = concernOf(row.kind, row.id, name, (field) => row.fields[field]);
      if (found) names.add(found.person);
    }
  }
  // A name that is on no roster is nobody who could read it.
  const members = new Set(
    (await store.records([...names])).flatMap(({ id, kind }) => (kind === 'member' ? [id] : [])),
  );
  const mayOwn = canSealOwn(context);
  const held = new Map<Compartment, boolean>();
  const holds = (q: Compartment): boolean => {
    const known = held.get(q) ?? keyToWrite(context, q, share.owner) !== undefined;
    held.set(q, known);
    return known;
  };
  return {
    role: me.role,
    member: me.member,
    holds,
    writesFor: (device) => vouches(me.role) || writesFor(roster, me, device),
    isPrivate: (line) =>
      privateUntil(line.t) !== undefined && !opens(line) && line.h < (since.get(line.r) ?? AFTER_ALL),
    own: (line, field) => {
      const found = mayOwn ? concern(line, field) : undefined;
      return found && members.has(found.person) ? `${found.open ? 'm' : 'c'}/${found.person}` : undefined;
    },
    describe: ways.describe,
    undone: () => undefined,
  };
}

/** What concerns the person whom a record is of now: it was sealed for another one until now. */
async function wholeOwn(
  { ledger, store }: Context,
  handed: ChangeLine,
  rules: SplitRules,
): Promise<Outgoing[]> {
  const rows = await store.records([handed.r]);
  const parts = await presentOf(ledger, rows);
  return parts
    .flatMap(({ commit, line }) => splitCommit({ ...commit, lines: [line] }, rules).out)
    .filter(({ to }) => to !== undefined);
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
