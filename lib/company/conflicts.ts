import type { CivilDate } from '../rules/calendar';
import type { FieldsOf } from '../records';
import { heldOn } from './held';
import type { Post } from './matrix';

/** A matter with what these lines need of it. */
export interface RecusedMatter {
  id: string;
  fields: FieldsOf<'matter'>;
}

/** 利益冲突申报 of one person in one position, or 回避 of one person in one matter. */
export type ConflictLine = {
  key: string;
  person: string;
  name: string;
  /** Day of the declaration, or the day by which the matter stands; undefined = not known. */
  on: CivilDate | undefined;
  /** Positions: the one for which it was declared, or those that the person certainly or possibly held on that day. */
  positions: string[];
} & (
  | { what: 'declared'; post: Post; declared: string | undefined }
  | { what: 'recusal'; matter: RecusedMatter; declared: string[]; reason: string | undefined }
);

export const CONFLICT_KINDS = ['declared', 'recusal'] as const satisfies readonly ConflictLine['what'][];

const dayOf = ({ fields }: RecusedMatter): CivilDate | undefined =>
  fields.decidedOn ?? fields.opinionOn ?? fields.raisedOn;

/**
 * Every declaration and every recusal of a company, the latest first, those without a day last. What was declared is
 * repeated beside a recusal and no conclusion drawn from either.
 */
export function conflictLines(
  posts: readonly Post[],
  matters: readonly RecusedMatter[],
  only?: string,
): ConflictLine[] {
  const own = new Map<string, Post[]>();
  for (const post of posts) own.set(post.fields.person, [...(own.get(post.fields.person) ?? []), post]);
  const declared = posts.flatMap((post): ConflictLine[] => {
    const { person, name, position, conflict, conflictOn } = post.fields;
    if (!conflict && !conflictOn) return [];
    return [
      {
        what: 'declared',
        key: post.id,
        person,
        name,
        on: conflictOn,
        positions: [position],
        post,
        declared: conflict,
      },
    ];
  });
  const recusals = matters.flatMap((matter) =>
    Object.entries(matter.fields.recusals ?? {}).map(([person, { name, reason }]): ConflictLine => {
      const on = dayOf(matter);
      const held = own.get(person) ?? [];
      const then = on === undefined ? [] : held.filter(({ fields }) => heldOn(fields, on) !== 'no');
      return {
        what: 'recusal',
        key: `${matter.id} ${person}`,
        person,
        name,
        on,
        positions: [...new Set(then.map(({ fields }) => fields.position))],
        matter,
        declared: [...new Set(held.flatMap(({ fields }) => fields.conflict ?? []))],
        reason,
      };
    }),
  );
  return [...declared, ...recusals]
    .filter(({ person }) => only === undefined || person === only)
    .sort((a, b) => (b.on ?? '').localeCompare(a.on ?? '') || a.key.localeCompare(b.key));
}
