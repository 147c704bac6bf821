import { change, type CommitResult, type Ledger, type Rec } from '../../ledger';
import { Fault } from '../../records/fault';
import type { Education } from '../../records/study';

/** Characters of a tag at most. */
export const TAG_LENGTH = 20;

/**
 * A tag as it is kept: without the sign in front, white space once and `/` as `／` (it parts the fields of a record).
 * Throws E340 when nothing is left or it is too long.
 */
export function cleanTag(text: string): string {
  const tag = text
    .normalize('NFC')
    .replace(/^[\s#＃]+|[\s#＃]+$/gu, '')
    .replace(/\p{C}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/\//g, '／');
  if (!tag || tag.length > TAG_LENGTH) throw new Fault('E340', { limit: TAG_LENGTH });
  return tag;
}

/** Every tag in use with the number of clips that carry it, most used first. Reads the index alone. */
export async function allTags(ledger: Ledger): Promise<{ tag: string; count: number }[]> {
  const counts = new Map<string, number>();
  for (const { key } of await ledger.linkEntries([['tag:', 'tag:']])) {
    const tag = key.slice('tag:'.length);
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1));
}

/** Puts a tag on a clip. Throws E340. */
export const addTag = async (ledger: Ledger, clip: Rec<'clip'>, text: string): Promise<CommitResult> =>
  ledger.commit([change(clip, { tags: { [cleanTag(text)]: true } })], { label: 'clipTag' });

/** Takes a tag off a clip. */
export const removeTag = (ledger: Ledger, clip: Rec<'clip'>, tag: string): Promise<CommitResult> =>
  ledger.commit([change(clip, { tags: { [tag]: null } })], { label: 'clipTag' });

/** Says that a clip belongs to one of the seven tasks of education, or does not. */
export const setEducation = (
  ledger: Ledger,
  clip: Rec<'clip'>,
  task: Education,
  on: boolean,
): Promise<CommitResult> =>
  ledger.commit([change(clip, { education: { [task]: on || null } })], { label: 'clipEducation' });

/**
 * Renames a tag on every clip that carries it, in one commit. Where the new name is a tag already the two become one.
 * An empty name takes the tag off all clips. Throws E340.
 */
export async function renameTag(
  ledger: Ledger,
  from: string,
  to: string,
): Promise<CommitResult & { count: number }> {
  const name = to.trim() ? cleanTag(to) : undefined;
  const clips = await ledger.linked(`tag:${from}`, 'clip');
  if (name === from || !clips.length) return { ids: [], concurrent: [], count: 0 };
  const writes = clips.map((clip) =>
    change(clip, { tags: { [from]: null, ...(name ? { [name]: true } : {}) } }),
  );
  const result = await ledger.commit(writes, { label: 'clipTags' });
  return { ...result, count: clips.length };
}
