import { t, tDynamic } from '../i18n';
import type { Body } from '../records/company';
import type { CivilDate } from '../rules/calendar';
import { heldOn } from './held';
import type { Layer, Narrow } from './layers';
import type { Direction, MatrixNote, PersonRow, Post, Unit } from './matrix';

export const bodyWord = (body: Body): string => tDynamic(`record.value.body.${body}`);
/** 集团（总部）, 子公司 …, or 全公司 where no unit was said. */
export const layerWord = (layer: Layer): string =>
  layer === 'whole' ? t('posts.wholeCompany') : tDynamic(`record.value.layer.${layer}`);
/** What positions are narrowed to, in one line; '' = all of them. */
export const narrowWord = ({ layer, body }: Narrow): string =>
  [layer && layerWord(layer), body && bodyWord(body)].filter(Boolean).join(' · ');
export const directionWord = (direction: Direction | undefined): string =>
  direction ? tDynamic(`posts.direction.${direction}`) : '';

/** Name of a post's unit; '' for the company as a whole. */
export const unitWord = (unit: string | undefined, units: readonly Unit[]): string =>
  units.find(({ id }) => id === unit)?.fields.name ?? '';

/** 2024-01-10 至今, 不详 – 2025-12. */
export function stayWord({ fields: { from, to } }: Post): string {
  return t('posts.stay', { from: from ?? t('posts.unknown'), to: to ?? t('posts.still') });
}

/**
 * A position in its cell: 董事（示例子公司）, in words where dates leave it open. The one unit above all others is what
 * the whole table is about, and not said again in every cell.
 */
export function cellWord(post: Post, units: readonly Unit[], on: CivilDate): string {
  const top = units.filter(({ fields }) => fields.parent === undefined);
  const isTop = top.length === 1 && top[0]?.id === post.fields.unit;
  const unit = isTop ? '' : unitWord(post.fields.unit, units);
  const position = unit ? t('posts.atUnit', { position: post.fields.position, unit }) : post.fields.position;
  return heldOn(post.fields, on) === 'maybe' ? t('posts.maybe', { position }) : position;
}

/** Whether somebody stands on both sides, and which way they entered. */
export function bothWord(row: PersonRow): string {
  if (row.both) return t('posts.bothBy', { direction: directionWord(row.direction) });
  return row.maybeBoth ? t('posts.maybeBoth') : '';
}

/** A finding in one sentence. */
export function noteWord(note: MatrixNote, units: readonly Unit[]): string {
  const of = ({ fields }: Post): { name: string; position: string } => ({
    name: fields.name,
    position: [unitWord(fields.unit, units), bodyWord(fields.body), fields.position]
      .filter(Boolean)
      .join(' · '),
  });
  switch (note.what) {
    case 'lapsed':
      return t('posts.note.lapsed', { ...of(note.post), date: note.since });
    case 'noBasis':
      return t('posts.note.noBasis', of(note.post));
    case 'noStart':
      return t('posts.note.noStart', of(note.post));
    case 'conflict':
      return t('posts.note.conflict', { ...of(note.post), text: note.post.fields.conflict ?? '' });
    case 'overlap':
      return t('posts.note.overlap', of(note.posts[0]));
    case 'double':
      return t('posts.note.double', { ...of(note.posts[0]), other: note.posts[1].fields.name });
    case 'noDeclaration':
      return t('posts.note.noDeclaration', { name: note.name });
    case 'oneHand':
      return t('posts.note.oneHand', {
        name: note.name,
        positions: note.posts.map(({ fields }) => fields.position).join(t('settings.listJoin')),
      });
    case 'vacant':
      return note.free === undefined
        ? t('posts.note.vacant', { unit: note.unit.fields.name, body: bodyWord(note.body) })
        : t('posts.note.free', {
            unit: note.unit.fields.name,
            body: bodyWord(note.body),
            count: note.free,
          });
  }
}

/** The records that a finding is about; none for a body in which nobody sits. */
export function postsOf(note: MatrixNote): Post[] {
  if ('post' in note) return [note.post];
  return 'posts' in note ? [...note.posts] : [];
}

/** How often each kind of finding stands there, in their order. */
export const NOTE_KINDS = [
  'lapsed',
  'vacant',
  'double',
  'overlap',
  'oneHand',
  'noDeclaration',
  'conflict',
  'noBasis',
  'noStart',
] as const satisfies readonly MatrixNote['what'][];

/** 党员 3、非党员 1、未注明 2, without what is none. */
export function partyWord({ yes, no, unknown }: { yes: number; no: number; unknown: number }): string {
  return [
    yes && t('posts.party.yes', { count: yes }),
    no && t('posts.party.no', { count: no }),
    unknown && t('posts.party.unknown', { count: unknown }),
  ]
    .filter(Boolean)
    .join(t('settings.listJoin'));
}
