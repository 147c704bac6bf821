import { type HistoryStep, type Ledger, type Rec, type Stamp, stampTime } from '../../ledger';
import type { Clip } from '../../records';
import type { BlobRef } from '../../records/kind';

/** What the head of a clip says, beside its text. */
export const CLIP_FACTS = ['title', 'source', 'siteName', 'published', 'author', 'editor'] as const;
export type ClipFact = (typeof CLIP_FACTS)[number];

/** A clip as it stood from one reading of its page to the next. */
export interface ClipVersion {
  /** Stamp of the reading. */
  h: Stamp;
  /** Instant of the reading, in milliseconds. */
  at: number;
  facts: Partial<Record<ClipFact, string>>;
  /** Body as stored; undefined when nothing but an address was kept. */
  body?: BlobRef;
  textHash?: string;
}

const TRACKED: readonly string[] = [...CLIP_FACTS, 'body', 'textHash'];
/** Commits that read the page. What a person corrects by hand is no change of the page. */
const READINGS: readonly string[] = ['clipSave', 'clipMerge', 'clipListFile', 'clipPage', 'undo', ''];
/** Commits that add pages to what was read: the text is longer, and the page says nothing new. */
const GROWTH = 'clipPage';

/**
 * The versions of a clip, newest first: one for each reading of its page that found another text, title, source or
 * date. All of it comes from the history; bodies that it names are kept as long as it is.
 */
export async function clipVersions(ledger: Ledger, clip: Rec<'clip'>): Promise<ClipVersion[]> {
  const steps = (await ledger.historyOf(clip.id)).filter(({ field }) => TRACKED.includes(field)).reverse();
  const readings = new Map(
    steps.filter(({ label }) => READINGS.includes(label)).map(({ h, label }) => [h, label]),
  );
  const versions: ClipVersion[] = [];
  // The last version as it was while its pages were brought together.
  let stages: ClipVersion[] = [];
  for (const [h, label] of [...readings].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const version = versionAt(steps, h);
    const last = versions.at(-1);
    if (last && isSame(last, version)) continue;
    if (last && (label === GROWTH || stages.some((stage) => isSame(stage, version)))) {
      versions[versions.length - 1] = { ...version, at: last.at };
      stages.push(version);
    } else {
      versions.push(version);
      stages = [version];
    }
  }
  // A clip that came from elsewhere was first read when it was entered there.
  const entered = Date.parse(clip.fields.enteredAt ?? '');
  if (versions[0] && entered < versions[0].at) versions[0].at = entered;
  return versions.reverse();
}

function versionAt(steps: readonly HistoryStep[], h: Stamp): ClipVersion {
  const now: Record<string, unknown> = {};
  for (const step of steps) if (step.h <= h) now[step.field] = step.value ?? undefined;
  const { body, textHash } = now as Partial<Clip>;
  const facts = Object.fromEntries(
    CLIP_FACTS.flatMap((fact) => (typeof now[fact] === 'string' ? [[fact, now[fact]]] : [])),
  );
  return { h, at: stampTime(h), facts, body, textHash };
}

const isSame = (a: ClipVersion, b: ClipVersion): boolean =>
  sameText(a, b) && CLIP_FACTS.every((fact) => a.facts[fact] === b.facts[fact]);

/** Whether two versions have the same text, however it was set. */
export const sameText = (a: ClipVersion, b: ClipVersion): boolean =>
  a.textHash !== undefined && b.textHash !== undefined
    ? a.textHash === b.textHash
    : a.body?.sha256 === b.body?.sha256;

/** The sanitised HTML of a version; empty when it had no text. Throws E113 when its bytes are not in this profile. */
export const versionBody = async (ledger: Ledger, version: ClipVersion): Promise<string> =>
  version.body ? (await ledger.getBlob(version.body)).text() : '';
