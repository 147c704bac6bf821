import { searchNames } from '../branch/name-search';
import { BODIES, type Body } from '../records/company';
import type { CivilDate } from '../rules/calendar';
import { heldOn } from './held';
import { type Matrix, matrixOn, type MatrixNote, type PersonRow, type Post, type Unit } from './matrix';
import { type Layer, LAYERS, type Narrow } from './layers';
import { bodyWord, postsOf } from './words';

/** The layer at which a position is; one in a unit that is gone counts as the company's. */
export const layerOf = (unit: string | undefined, units: readonly Unit[]): Layer =>
  units.find(({ id }) => id === unit)?.fields.layer ?? 'whole';

/** Whether a position is one of those asked for. */
export const fitsNarrow = (
  { fields: { unit, body } }: Post,
  narrow: Narrow,
  units: readonly Unit[],
): boolean =>
  (!narrow.layer || narrow.layer === layerOf(unit, units)) && (!narrow.body || narrow.body === body);

/** The layers and bodies that there are to choose from, in their order. */
export function choicesOf(
  posts: readonly Post[],
  units: readonly Unit[],
): { layers: Layer[]; bodies: Body[] } {
  const layers = new Set<Layer>(posts.map(({ fields }) => layerOf(fields.unit, units)));
  const bodies = new Set<string>(posts.map(({ fields }) => fields.body));
  for (const { fields } of units) {
    layers.add(fields.layer);
    for (const body of Object.keys(fields.bodies ?? {})) bodies.add(body);
  }
  return { layers: LAYERS.filter((one) => layers.has(one)), bodies: BODIES.filter((one) => bodies.has(one)) };
}

/**
 * A matrix for those alone who hold such a position. Each keeps all that they hold, since where else somebody sits is
 * what the matrix is about; bodies and findings are those of the positions asked for.
 */
export function narrowMatrix(matrix: Matrix, narrow: Narrow, units: readonly Unit[]): Matrix {
  if (!narrow.layer && !narrow.body) return matrix;
  const fits = (post: Post): boolean => fitsNarrow(post, narrow, units);
  const people = matrix.people.filter(({ cells }) =>
    [...cells.values()].flat().some(({ post }) => fits(post)),
  );
  const used = new Set(people.flatMap(({ cells }) => [...cells.keys()]));
  const rows = matrix.rows.filter(
    ({ unit, body }) =>
      (!narrow.layer || narrow.layer === (unit?.fields.layer ?? 'whole')) &&
      (!narrow.body || narrow.body === body),
  );
  const about = (note: MatrixNote): boolean =>
    note.what === 'vacant'
      ? rows.some(({ unit, body }) => unit?.id === note.unit.id && body === note.body)
      : postsOf(note).some(fits);
  return {
    ...matrix,
    bodies: matrix.bodies.filter((body) => used.has(body) || rows.some((row) => row.body === body)),
    people,
    rows,
    notes: matrix.notes.filter(about),
  };
}

/** People of one layer, in the order of the matrix. */
export interface LayerGroup {
  layer: Layer;
  people: PersonRow[];
}

/** People by layer, each once: under the layer asked for, else under the uppermost where they hold a position. */
export function byLayer(
  people: readonly PersonRow[],
  units: readonly Unit[],
  asked: Layer | undefined,
): LayerGroup[] {
  const groups = new Map<Layer, PersonRow[]>(LAYERS.map((layer) => [layer, []]));
  for (const row of people) {
    const own = new Set([...row.cells.values()].flat().map(({ post }) => layerOf(post.fields.unit, units)));
    const layer = asked && own.has(asked) ? asked : (LAYERS.find((one) => own.has(one)) ?? 'whole');
    groups.get(layer)?.push(row);
  }
  return [...groups].flatMap(([layer, rows]) => (rows.length ? [{ layer, people: rows }] : []));
}

/** How a position stands by its term: it lasts, its term is over and it is held still, no term is known, it has ended. */
export const TERMS = ['running', 'lapsed', 'unknown', 'over'] as const;
export type Term = (typeof TERMS)[number];

/** How a position stands by its term on a day. One that has not begun yet is judged by the end of its term, too. */
export function termOf({ fields }: Post, on: CivilDate): Term {
  if (fields.to !== undefined && heldOn(fields, on) === 'no') return 'over';
  if (fields.termEnd === undefined) return 'unknown';
  return fields.termEnd < on ? 'lapsed' : 'running';
}

/** What the list of appointments is narrowed to. */
export interface PostNarrow extends Narrow {
  term?: Term;
  /** Only those on whose basis nothing is on file. */
  noBasis?: boolean;
  /** Only those of people who certainly stand on both sides. */
  both?: boolean;
  /** Characters or pinyin of a name, or characters of position, body and basis. */
  text?: string;
}

/** The appointments asked for, the latest first. */
export function narrowPosts(
  posts: readonly Post[],
  units: readonly Unit[],
  asked: PostNarrow,
  on: CivilDate,
): Post[] {
  const both = asked.both
    ? new Set(matrixOn(posts, units, on).people.flatMap((row) => (row.both ? [row.person] : [])))
    : undefined;
  const text = asked.text?.trim() ?? '';
  const named = text ? new Set(searchNames(posts, text)) : undefined;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const says = ({ fields }: Post): boolean => {
    const said =
      `${fields.name} ${fields.position} ${bodyWord(fields.body)} ${fields.basis ?? ''}`.toLowerCase();
    return words.every((word) => said.includes(word));
  };
  return posts
    .filter(
      (post) =>
        fitsNarrow(post, asked, units) &&
        (!asked.term || termOf(post, on) === asked.term) &&
        (!asked.noBasis || (!post.fields.basis && !post.fields.basisFile)) &&
        (!both || both.has(post.fields.person)) &&
        (!named || named.has(post) || says(post)),
    )
    .sort((a, b) => (b.fields.from ?? '').localeCompare(a.fields.from ?? '') || (a.id < b.id ? -1 : 1));
}
