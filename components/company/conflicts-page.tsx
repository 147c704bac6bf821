import { useState } from 'preact/hooks';
import { CONFLICT_KINDS, type ConflictLine, conflictLines } from '../../lib/company/conflicts';
import {
  conflictSheet,
  declaredWord,
  matterWord,
  positionWord,
  reasonWord,
} from '../../lib/company/conflict-sheet';
import { companyPosts } from '../../lib/company/appointments';
import { companyMatters } from '../../lib/company/heard/matters';
import { t } from '../../lib/i18n';
import { NoBranch } from '../governance/checklist-list';
import { useCompany } from '../governance/use-checklist';
import { PaperTable } from '../life/register-paper';
import { caught, PrintPage } from '../life/register-print';
import {
  Button,
  Card,
  type Column,
  DataTable,
  EmptyState,
  Link,
  navigate,
  Page,
  SearchField,
  useLedger,
  useLive,
  useQuery,
  useToday,
  useWide,
} from '../ui';
import { ConflictRow, lineRoute } from './conflict-list';
import { MATTERS } from './heard/use-heard';
import { TakeOut } from './take-out';
import { MATRIX } from './use-posts';

const ROUTE = `${MATRIX}/conflicts`;
/** Lines listed at once in a narrow window. */
const PAGE = 60;
const SHOWS = ['all', ...CONFLICT_KINDS] as const;
type Shows = (typeof SHOWS)[number];

/** Every line of the company that is shown, and what the address narrows them to. */
function useConflicts() {
  const ledger = useLedger();
  const company = useCompany();
  const query = useQuery();
  const companyId = company?.companyId;
  const all = useLive(async () => {
    if (companyId === undefined) return undefined;
    const [{ posts }, matters] = await Promise.all([
      companyPosts(ledger, companyId),
      companyMatters(ledger, companyId),
    ]);
    return conflictLines(posts, matters);
  }, [companyId]);
  const show = SHOWS.find((one) => one === query.get('show')) ?? 'all';
  const at = (next: Shows, base = ROUTE): string => (next === 'all' ? base : `${base}?show=${next}`);
  return { company, all, show, at };
}

const fits = (show: Shows) => (line: ConflictLine) => show === 'all' || line.what === show;

const columns = (): Column<ConflictLine>[] => {
  const column = (key: string, header: string, value: (line: ConflictLine) => string) => ({
    key,
    header,
    value,
    cell: value,
  });
  return [
    column('name', t('record.appointment.name'), ({ name }) => name),
    column('position', t('record.appointment.position'), positionWord),
    column('kind', t('posts.conflicts.kind'), ({ what }) => t(`posts.conflicts.${what}`)),
    column('declared', t('record.appointment.conflict'), declaredWord),
    column('on', t('posts.conflicts.day'), ({ on }) => on ?? t('posts.unknown')),
    column('matter', t('posts.conflicts.matter'), matterWord),
    column('reason', t('posts.conflicts.reason'), reasonWord),
  ];
};

/** 利益冲突与回避: what was declared, and who stood back from which matter. */
export function ConflictsPage() {
  const { company, all, show, at } = useConflicts();
  const wide = useWide();
  return (
    <Page title={t('posts.conflicts')} remark={wide ? company?.name : undefined} back={MATRIX}>
      {!company ? (
        <NoBranch />
      ) : !all ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : !all.length ? (
        <EmptyState
          title={t('posts.conflicts.empty')}
          action={
            <>
              <Button onClick={() => navigate(`${MATRIX}/list`)}>{t('posts.all')}</Button>
              <Button onClick={() => navigate(MATTERS)}>{t('heard.title')}</Button>
            </>
          }
        >
          {t('posts.conflicts.emptyHint')}
        </EmptyState>
      ) : (
        <Lines all={all} show={show} at={at} company={company.name} />
      )}
    </Page>
  );
}

function Lines(props: {
  all: readonly ConflictLine[];
  show: Shows;
  at: (next: Shows, base?: string) => string;
  company: string;
}) {
  const { all, show, at, company } = props;
  const today = useToday();
  const wide = useWide();
  const [text, setText] = useState('');
  const [shown, setShown] = useState(PAGE);
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const lines = all.filter(fits(show)).filter((line) => {
    const said = [line.name, positionWord(line), declaredWord(line), matterWord(line), reasonWord(line)]
      .join(' ')
      .toLowerCase();
    return words.every((word) => said.includes(word));
  });
  return (
    <>
      <div role="group" aria-label={t('posts.conflicts.kind')} class="flex flex-wrap gap-1.5">
        {SHOWS.map((one) => (
          <button
            key={one}
            type="button"
            data-figure={one}
            aria-pressed={one === show}
            class={`text-meta rounded-full border px-3 py-1 ${
              one === show
                ? 'border-red bg-red-wash text-red-ink font-semibold'
                : 'border-line-strong bg-card text-ink'
            }`}
            onClick={() => navigate(at(one), { replace: true })}
          >
            {t(`posts.conflicts.${one}`)} <strong>{all.filter(fits(one)).length}</strong>
          </button>
        ))}
      </div>
      <p class="text-meta text-ink-3">{t('posts.conflicts.note')}</p>
      {all.length > 8 && (
        <SearchField label={t('posts.conflicts.find')} name="find" value={text} onChange={setText} />
      )}
      {!lines.length ? (
        <p class="text-meta text-ink-2">{t('posts.conflicts.nothingHere')}</p>
      ) : wide ? (
        <DataTable
          label={t('posts.conflicts')}
          columns={columns()}
          rows={lines}
          rowKey={({ key }) => key}
          onOpen={(line) => navigate(lineRoute(line))}
        />
      ) : (
        <Card>
          {lines.slice(0, shown).map((line) => (
            <ConflictRow key={line.key} line={line} />
          ))}
        </Card>
      )}
      {!wide && lines.length > shown && (
        <Button onClick={() => setShown(shown + PAGE)}>{t('posts.more')}</Button>
      )}
      <p class="text-meta">
        <Link to={MATTERS} class="text-red-ink inline-block py-1 underline">
          {t('posts.conflicts.toMatters')}
        </Link>
      </p>
      <TakeOut
        action="conflicts"
        day={today}
        company={company}
        title={t('posts.conflicts')}
        sheets={() => Promise.resolve([conflictSheet(lines, { company, today })])}
        printAt={at(show, '/print/conflicts')}
      />
    </>
  );
}

/** The lines on A4 across. */
export function PrintConflictsPage() {
  const ledger = useLedger();
  const today = useToday();
  const { company, show, at } = useConflicts();
  const found = useLive(
    async () =>
      company &&
      (await caught(
        Promise.all([
          companyPosts(ledger, company.companyId),
          companyMatters(ledger, company.companyId),
        ]).then(([{ posts }, matters]) =>
          conflictSheet(conflictLines(posts, matters).filter(fits(show)), { company: company.name, today }),
        ),
      )),
    [company?.companyId, company?.name, show, today],
  );
  return (
    <PrintPage orientation="landscape" back={at(show)} found={found}>
      {(sheet) => <PaperTable sheet={sheet} />}
    </PrintPage>
  );
}
