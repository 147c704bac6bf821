import { useState } from 'preact/hooks';
import type { PersonRow } from '../../lib/company/matrix';
import { bodyWord } from '../../lib/company/words';
import { currentLanguage, t } from '../../lib/i18n';
import type { Body } from '../../lib/records/company';
import { formatDate } from '../../lib/rules/calendar';
import { assertAllowed, openPrint } from '../life/register-actions';
import { useExportAllowed } from '../life/export-allowed';
import { useChecklistPack } from '../governance/use-checklist';
import { NoBranch } from '../governance/checklist-list';
import {
  Basis,
  Button,
  DateField,
  downloadBlob,
  EmptyState,
  Link,
  navigate,
  Note,
  Page,
  toast,
  toastFault,
  useLedger,
  useWide,
} from '../ui';
import { MatrixCards, MatrixTable } from './matrix-table';
import { ChangePart, CoveragePart, Figures, Legend, NotesPart } from './matrix-parts';
import { type Behind, PostsDialog } from './posts-dialog';
import { type CompanyPosts, entryRoute, MATRIX, matrixOf, type Shown, useAsked, usePosts } from './use-posts';

const fits = (row: PersonRow, show: Shown): boolean =>
  show === 'all' ||
  (show === 'both' && row.both) ||
  (show === 'maybe' && row.maybeBoth) ||
  (row.both && row.direction === show);

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
  const { on, since, show, at, today } = useAsked();
  const wide = useWide();
  const [behind, setBehind] = useState<Behind | undefined>(undefined);
  const matrix = matrixOf(found, on);
  const people = matrix.people.filter((row) => fits(row, show));
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
        {on !== today && (
          <Button small kind="quiet" onClick={() => go({ on: today })}>
            {t('posts.today')}
          </Button>
        )}
      </div>
      <Figures matrix={matrix} show={show} onShow={(next) => go({ show: next })} />
      {people.length ? (
        <List matrix={matrix} people={people} units={units} onOpen={open} />
      ) : (
        <p class="text-meta text-ink-2">{t('posts.nobody')}</p>
      )}
      {wide && people.length > 0 && <p class="text-meta text-ink-3">{t('posts.keys')}</p>}
      <Legend />
      <NotesPart matrix={matrix} units={units} onOpen={setBehind} />
      {since && <ChangePart before={matrixOf(found, since)} now={matrix} found={found} onOpen={setBehind} />}
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
      <TakeOut found={found} company={company.name} on={on} printAt={at({}, '/print/posts')} />
      <PostsDialog behind={behind} units={units} mayWrite={mayWrite} onClose={() => setBehind(undefined)} />
    </>
  );
}

/** Excel and paper of what stands on this page as of its day. */
function TakeOut(props: { found: CompanyPosts; company: string; on: string; printAt: string }) {
  const { found, company, on } = props;
  const ledger = useLedger();
  const allowed = useExportAllowed();
  const [busy, setBusy] = useState(false);
  if (!allowed) return <Note tone="info">{t('fault.E423')}</Note>;
  const save = async () => {
    setBusy(true);
    try {
      assertAllowed();
      const [{ coverageSheets, matrixSheet }, { fileName, writeWorkbook }] = await Promise.all([
        import('../../lib/company/matrix-sheet'),
        import('../../lib/exchange/sheet-write'),
      ]);
      const matrix = matrixOf(found, on);
      const about = { company, units: found.units };
      const blob = await writeWorkbook([matrixSheet(matrix, about), ...coverageSheets(matrix, about)], {
        now: ledger.clock.wall(),
      });
      downloadBlob(blob, fileName([on, company, t('posts.title')], 'xlsx'));
      toast(t('exchange.exported'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const print = () => {
    try {
      openPrint(`${props.printAt}${props.printAt.includes('?') ? '&' : '?'}now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="flex flex-wrap items-center gap-2">
      <Button icon="download" action="posts-excel" busy={busy} onClick={() => void save()}>
        {t('exchange.toExcel')}
      </Button>
      <Button icon="print" action="posts-print" onClick={print}>
        {t('exchange.print')}
      </Button>
      <span class="text-meta text-ink-3">
        {t('exchange.asOf', { date: formatDate(on, currentLanguage(), { year: true }) })}
      </span>
    </div>
  );
}
