import { useState } from 'preact/hooks';
import { fitsNarrow, narrowMatrix } from '../../lib/company/narrow';
import type { PersonRow } from '../../lib/company/matrix';
import { bodyWord } from '../../lib/company/words';
import { currentLanguage, t } from '../../lib/i18n';
import type { Body } from '../../lib/records/company';
import { formatDate } from '../../lib/rules/calendar';
import { useChecklistPack } from '../governance/use-checklist';
import { NoBranch } from '../governance/checklist-list';
import { Basis, Button, DateField, EmptyState, Link, navigate, Page, useWide } from '../ui';
import { MatrixCards, MatrixTable } from './matrix-table';
import { ChangePart, CoveragePart, Figures, Legend, NotesPart } from './matrix-parts';
import { NarrowFields } from './narrow-fields';
import { type Behind, PostsDialog } from './posts-dialog';
import { TakeOut } from './take-out';
import {
  type CompanyPosts,
  entryRoute,
  fitsShown,
  MATRIX,
  matrixOf,
  shownWord,
  useAsked,
  usePosts,
} from './use-posts';

/** 双向进入、交叉任职: who sits in which body as of a day, which way people entered, and what to look at. */
export function MatrixPage() {
  const { company, found, mayWrite } = usePosts();
  const add = mayWrite && (
    <Button small icon="plus" action="add-post" onClick={() => navigate(entryRoute('new'))}>
      {t('posts.add')}
    </Button>
  );
  return (
    <Page title={t('posts.title')} back="/governance" actions={company && add}>
      {!company ? (
        <NoBranch />
      ) : !found ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : found.posts.length || found.units.length ? (
        <MatrixBody found={found} company={company} mayWrite={mayWrite} />
      ) : (
        <>
          <Advised />
          <EmptyState
            title={t('posts.empty')}
            action={
              mayWrite && (
                <>
                  <Button kind="primary" action="first-take-over" onClick={() => navigate(`${MATRIX}/list`)}>
                    {t('posts.fromRoster')}
                  </Button>
                  <Button onClick={() => navigate(`${MATRIX}/units`)}>{t('posts.units')}</Button>
                </>
              )
            }
          >
            {t('posts.emptyHint')}
          </EmptyState>
        </>
      )}
    </Page>
  );
}

/** That all this is advised and by what, from the checklist in force. */
function Advised() {
  const pack = useChecklistPack();
  const item = pack?.items.find(({ code }) => code === 'B1');
  return (
    <div class="space-y-1">
      <p class="text-meta text-ink-2">{t('posts.advised')}</p>
      {pack && item && <Basis basis={item.basis} sources={pack.sources} confidence={item.confidence} />}
    </div>
  );
}

function MatrixBody(props: {
  found: CompanyPosts;
  company: { name: string; companyId: string };
  mayWrite: boolean;
}) {
  const { found, company, mayWrite } = props;
  const { posts, units } = found;
  const { on, since, show, narrow, at, today } = useAsked();
  const wide = useWide();
  const [behind, setBehind] = useState<Behind | undefined>(undefined);
  const whole = matrixOf(found, on);
  const matrix = narrowMatrix(whole, narrow, units);
  const people = matrix.people.filter((row) => fitsShown(row, show));
  const go = (next: Parameters<typeof at>[0]) => navigate(at(next), { replace: true });
  const open = (row: PersonRow, body: Body | undefined): void => {
    const cells = body ? (row.cells.get(body) ?? []) : [...row.cells.values()].flat();
    const query = new URLSearchParams({ person: row.person, ...(body ? { body } : {}) });
    setBehind({
      title: body ? t('posts.of', { name: row.name, body: bodyWord(body) }) : row.name,
      posts: cells.map(({ post }) => post),
      add: `${entryRoute('new')}?${query.toString()}`,
      about: { person: row.person, companyId: company.companyId, posts },
    });
  };
  const List = wide ? MatrixTable : MatrixCards;
  return (
    <>
      <Advised />
      <div class="flex flex-wrap items-end gap-3">
        <div class="w-40">
          <DateField
            label={t('posts.on')}
            name="on"
            value={on}
            onChange={(value) => value && go({ on: value })}
          />
        </div>
        <div class="w-40">
          <DateField
            label={t('posts.since')}
            name="since"
            value={since ?? ''}
            onChange={(value) => go({ since: value })}
          />
        </div>
        <NarrowFields found={found} value={narrow} onChange={go} />
        {on !== today && (
          <Button small kind="quiet" onClick={() => go({ on: today })}>
            {t('posts.today')}
          </Button>
        )}
      </div>
      <Figures matrix={matrix} show={show} onShow={(next) => go({ show: next })} />
      {people.length ? (
        <List matrix={matrix} people={people} units={units} layer={narrow.layer} onOpen={open} />
      ) : (
        <p class="text-meta text-ink-2">{t('posts.nobody')}</p>
      )}
      {wide && people.length > 0 && <p class="text-meta text-ink-3">{t('posts.keys')}</p>}
      <Legend />
      <NotesPart matrix={matrix} units={units} onOpen={setBehind} />
      {since && (
        <ChangePart
          before={matrixOf(found, since)}
          now={whole}
          posts={posts.filter((post) => fitsNarrow(post, narrow, units))}
          all={posts}
          onOpen={setBehind}
        />
      )}
      <CoveragePart matrix={matrix} found={found} company={company.name} onOpen={setBehind} />
      <div class="flex flex-wrap items-center gap-3">
        <Link to={`${MATRIX}/list`} class="text-red-ink inline-block py-1 underline">
          {t('posts.allCount', { count: posts.length })}
        </Link>
        <Link to={`${MATRIX}/units`} class="text-red-ink inline-block py-1 underline">
          {t('posts.unitsCount', { count: units.length })}
        </Link>
        <Link to={`${MATRIX}/conflicts`} class="text-red-ink inline-block py-1 underline">
          {t('posts.conflicts')}
        </Link>
      </div>
      <TakeOut
        action="posts"
        day={on}
        company={company.name}
        title={t('posts.title')}
        sheets={async () => {
          const { coverageSheets, matrixSheet } = await import('../../lib/company/matrix-sheet');
          const about = { company: company.name, units, narrow, shown: shownWord(show) };
          return [matrixSheet({ ...matrix, people }, about), ...coverageSheets(matrix, about)];
        }}
        printAt={at({}, '/print/posts')}
        remark={t('exchange.asOf', { date: formatDate(on, currentLanguage(), { year: true }) })}
      />
      <PostsDialog behind={behind} units={units} mayWrite={mayWrite} onClose={() => setBehind(undefined)} />
    </>
  );
}
