import type { BodyRow, Matrix, MatrixNote, Post, Unit } from '../../lib/company/matrix';
import { changeBetween, sideOf } from '../../lib/company/matrix';
import { bodyWord, noteWord, NOTE_KINDS, partyWord, postsOf } from '../../lib/company/words';
import { t, tDynamic } from '../../lib/i18n';
import { Card, Link, Pill, Row, Section, type Tone } from '../ui';
import type { Behind } from './posts-dialog';
import { type CompanyPosts, MATRIX, type Shown, SHOWN } from './use-posts';

type Open = (behind: Behind) => void;

/** How many people stand on both sides, by the way they entered; each figure shows those people. */
export function Figures(props: { matrix: Matrix; show: Shown; onShow: (show: Shown) => void }) {
  const { people } = props.matrix;
  const both = people.filter((row) => row.both);
  const counts: Record<Shown, number> = {
    all: people.length,
    both: both.length,
    maybe: people.filter((row) => row.maybeBoth).length,
    partyFirst: both.filter((row) => row.direction === 'partyFirst').length,
    governingFirst: both.filter((row) => row.direction === 'governingFirst').length,
    together: both.filter((row) => row.direction === 'together').length,
    unknown: both.filter((row) => row.direction === 'unknown').length,
  };
  return (
    <div role="group" aria-label={t('posts.figures')} class="flex flex-wrap gap-1.5">
      {SHOWN.filter((one) => one === 'all' || one === 'both' || one === props.show || counts[one] > 0).map(
        (one) => (
          <button
            key={one}
            type="button"
            data-figure={one}
            aria-pressed={one === props.show}
            class={`text-meta rounded-full border px-3 py-1 ${
              one === props.show
                ? 'border-red bg-red-wash text-red-ink font-semibold'
                : 'border-line-strong bg-card text-ink'
            }`}
            onClick={() => props.onShow(one)}
          >
            {tDynamic(`posts.figure.${one}`)} <strong>{counts[one]}</strong>
          </button>
        ),
      )}
    </div>
  );
}

/** What the words of the matrix mean. */
export function Legend() {
  return (
    <details class="text-meta text-ink-2">
      <summary class="cursor-pointer py-1">{t('posts.legend')}</summary>
      <ul class="mt-1 list-disc space-y-1 pl-5">
        <li>{t('posts.legend.sides')}</li>
        <li>{t('posts.legend.direction')}</li>
        <li>{t('posts.legend.maybe')}</li>
        <li>{t('posts.legend.party')}</li>
        <li>{t('posts.legend.basis')}</li>
      </ul>
    </details>
  );
}

const NOTE_TONES: Partial<Record<MatrixNote['what'], Tone>> = {
  lapsed: 'due',
  vacant: 'due',
  double: 'due',
  overlap: 'due',
  oneHand: 'info',
  conflict: 'info',
};

/** What somebody should look at, by kind. Findings of fact, each with its records. */
export function NotesPart(props: { matrix: Matrix; units: readonly Unit[]; onOpen: Open }) {
  const { matrix, units, onOpen } = props;
  const open = (note: MatrixNote): void =>
    onOpen({ title: tDynamic(`posts.noteKind.${note.what}`), posts: postsOf(note) });
  return (
    <Section title={t('posts.notes')} remark={t('posts.notesHint')}>
      {matrix.notes.length === 0 ? (
        <p class="text-meta text-ink-2">{t('posts.noNotes')}</p>
      ) : (
        <Card>
          {NOTE_KINDS.flatMap((what) => matrix.notes.filter((note) => note.what === what)).map(
            (note, index) => (
              <Row
                key={index}
                title={<span class="font-normal">{noteWord(note, units)}</span>}
                tail={
                  <Pill tone={NOTE_TONES[note.what] ?? 'unknown'}>
                    {tDynamic(`posts.noteKind.${note.what}`)}
                  </Pill>
                }
                to={note.what === 'vacant' ? `${MATRIX}/unit/${note.unit.id}` : undefined}
                onClick={() => open(note)}
              />
            ),
          )}
        </Card>
      )}
    </Section>
  );
}

/** Each body with who sits there and what is known of it. */
export function CoveragePart(props: { matrix: Matrix; found: CompanyPosts; company: string; onOpen: Open }) {
  const { matrix, company, onOpen } = props;
  const inBody = (row: BodyRow, people: readonly string[]) =>
    matrix.people
      .filter(({ person }) => people.includes(person))
      .flatMap(({ cells }) => (cells.get(row.body) ?? []).map(({ post }) => post))
      .filter(({ fields }) => (row.unit ? fields.unit === row.unit.id : !isKnown(fields.unit, props.found)));
  return (
    <Section title={t('posts.coverage')}>
      {matrix.rows.length === 0 ? (
        <p class="text-meta text-ink-2">{t('posts.noBodies')}</p>
      ) : (
        <Card>
          {matrix.rows.map((row) => {
            const unit = row.unit?.fields.name ?? company;
            const body = bodyWord(row.body);
            const title = t('posts.of', { name: unit, body });
            const other = sideOf(row.body) === 'party' ? 'posts.crossedGoverning' : 'posts.crossedParty';
            const figure = (text: string, people: readonly string[]) => (
              <button
                type="button"
                class="text-red-ink min-h-6 underline"
                onClick={() => onOpen({ title, posts: inBody(row, people) })}
              >
                {text}
              </button>
            );
            return (
              <Row
                key={`${row.unit?.id ?? ''} ${row.body}`}
                title={title}
                meta={[
                  row.exists === false ? t('posts.notThere') : '',
                  row.seats === undefined
                    ? t('posts.seatsUnknown')
                    : t('posts.seatsOf', { count: row.seats }),
                  row.termEnd && t('posts.termTo', { date: row.termEnd }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                below={
                  <p class="text-meta flex flex-wrap gap-x-3">
                    {figure(t('posts.peopleOf', { count: row.people.length }), row.people)}
                    {figure(t(other, { count: row.crossed.length, of: row.people.length }), row.crossed)}
                    {sideOf(row.body) === 'governing' && row.people.length > 0 && (
                      <span class="text-ink-2">{partyWord(row.party)}</span>
                    )}
                  </p>
                }
                tail={
                  row.unit && (
                    <Link
                      to={`${MATRIX}/unit/${row.unit.id}`}
                      class="text-meta text-red-ink inline-block py-1 hover:underline"
                    >
                      {t('posts.editBody')}
                    </Link>
                  )
                }
              />
            );
          })}
        </Card>
      )}
    </Section>
  );
}

const isKnown = (unit: string | undefined, { units }: CompanyPosts): boolean =>
  units.some(({ id }) => id === unit);

/** What is another one than on the earlier day. */
export function ChangePart(props: {
  before: Matrix;
  now: Matrix;
  /** The positions asked for; and all, of which the people among them hold others. */
  posts: readonly Post[];
  all: readonly Post[];
  onOpen: Open;
}) {
  const { before, now, posts: asked, all, onOpen } = props;
  const known = new Set(asked.map(({ fields }) => fields.person));
  const change = changeBetween(asked, before, now);
  const [nowBoth, noLongerBoth] = [change.nowBoth, change.noLongerBoth].map((people) =>
    people.filter((person) => known.has(person)),
  ) as [string[], string[]];
  const of = (people: readonly string[]) => all.filter(({ fields }) => people.includes(fields.person));
  const lines = [
    ['begun', change.begun.length, change.begun],
    ['ended', change.ended.length, change.ended],
    ['nowBoth', nowBoth.length, of(nowBoth)],
    ['noLongerBoth', noLongerBoth.length, of(noLongerBoth)],
  ] as const;
  return (
    <Section title={t('posts.change')} remark={t('posts.changeOf', { from: before.on, to: now.on })}>
      <Card>
        {lines.map(([what, count, posts]) => (
          <Row
            key={what}
            title={<span class="font-normal">{tDynamic(`posts.changed.${what}`)}</span>}
            tail={<strong data-change={what}>{count}</strong>}
            onClick={count ? () => onOpen({ title: tDynamic(`posts.changed.${what}`), posts }) : undefined}
          />
        ))}
      </Card>
      <p class="text-meta text-ink-3">{t('posts.changeHint')}</p>
    </Section>
  );
}
