import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../../lib/i18n';
import {
  filterFindings,
  FINDING_GROUPS,
  type FindingGroup,
  findingFigures,
  findingLines,
  type FindingLine,
  groupOf,
  placeWords,
  rightsFor,
} from '../../../lib/review';
import { packText } from '../../../lib/rules/pack';
import { assertAllowed, openPrint } from '../../life/register-actions';
import { useExportAllowed } from '../../life/export-allowed';
import {
  Button,
  Card,
  Chips,
  downloadBlob,
  EmptyState,
  Link,
  navigate,
  Note,
  Page,
  SearchField,
  SelectField,
  toast,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useQuery,
  useToday,
} from '../../ui';
import { NoBranch } from '../../governance/checklist-list';
import { type CompanyHere, useChecklistPack, useCompany } from '../../governance/use-checklist';
import { itemRoute } from '../../governance/words';
import { FindingCard } from '../../governance/findings/finding-card';

/** Findings listed at once. */
const PAGE = 40;
const ROUTE = '/governance/findings';

/** How the address narrows the list. */
export function useFindingFilter() {
  const query = useQuery();
  const asked = (query.get('state') ?? '').split(',');
  const groups = FINDING_GROUPS.filter((group) => asked.includes(group));
  const owner = query.get('owner') ?? '';
  const section = query.get('section') ?? '';
  const text = query.get('q') ?? '';
  const at = (
    next: { groups?: readonly FindingGroup[]; owner?: string; section?: string; text?: string },
    base = ROUTE,
  ): string => {
    const params = new URLSearchParams();
    const state = (next.groups ?? groups).join(',');
    const said = {
      state,
      owner: next.owner ?? owner,
      section: next.section ?? section,
      q: next.text ?? text,
    };
    for (const [name, value] of Object.entries(said)) if (value) params.set(name, value);
    const whole = params.toString();
    return whole ? `${base}?${whole}` : base;
  };
  return {
    groups,
    owner,
    section,
    text,
    at,
    finding: query.get('finding'),
    task: query.get('do') ?? undefined,
  };
}

/** 复核发现的问题: every finding of the company, from the finding to the second look. */
export function FindingsPage() {
  const ledger = useLedger();
  const company = useCompany();
  const pack = useChecklistPack();
  const companyId = company?.companyId;
  const found = useLive(
    async () =>
      pack && companyId !== undefined
        ? {
            lines: await findingLines(ledger, pack, companyId),
            rights: await rightsFor(ledger, companyId),
          }
        : undefined,
    [pack, companyId],
  );
  const { finding } = useFindingFilter();
  const only = found?.lines.filter((line) => line.finding.id === finding);
  return (
    <Page title={t('review.findings')} remark={company?.name} back="/governance">
      {!company ? (
        <NoBranch />
      ) : !found ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : finding ? (
        <One lines={only ?? []} rights={found.rights} company={company} />
      ) : (
        <List lines={found.lines} rights={found.rights} company={company} />
      )}
    </Page>
  );
}

interface Shown {
  lines: readonly FindingLine[];
  rights: Awaited<ReturnType<typeof rightsFor>>;
  company: CompanyHere;
}

/** The one finding that an address asks for. */
function One({ lines, rights, company }: Shown) {
  const { task } = useFindingFilter();
  const [line] = lines;
  return (
    <>
      <p class="text-meta">
        <Link to={ROUTE} class="text-red-ink underline">
          {t('findings.all')}
        </Link>
      </p>
      {!line ? (
        <EmptyState title={t('findings.gone')} />
      ) : (
        <Card>
          <Finding
            line={line}
            rights={rights}
            company={company}
            task={task}
            onTaskDone={() => task && navigate(`${ROUTE}?finding=${line.finding.id}`, { replace: true })}
          />
        </Card>
      )}
    </>
  );
}

function Finding(props: {
  line: FindingLine;
  rights: Shown['rights'];
  company: CompanyHere;
  task?: string;
  onTaskDone?: () => void;
}) {
  const { line } = props;
  return (
    <FindingCard
      finding={line.finding}
      rights={props.rights}
      code={line.code}
      branch={props.company.branch}
      task={props.task}
      onTaskDone={props.onTaskDone}
      origin={
        line.code ? (
          <Link
            to={itemRoute(line.code, { period: line.period })}
            class="text-meta text-red-ink inline-block min-h-6 underline"
          >
            {line.code} {placeWords(line)}
          </Link>
        ) : (
          <span class="text-meta text-ink-3">{t('findings.itemGone')}</span>
        )
      }
    />
  );
}

function List({ lines, rights, company }: Shown) {
  const today = useToday();
  const nameOf = useMemberName();
  const pack = useChecklistPack();
  const filter = useFindingFilter();
  const [shown, setShown] = useState(PAGE);
  const context = { today, nameOf };
  const fit = filterFindings(lines, filter, context);
  const go = (next: Parameters<typeof filter.at>[0]) => navigate(filter.at(next), { replace: true });
  const owners = [...new Set(lines.flatMap(({ finding }) => finding.fields.owner ?? []))];
  if (!lines.length)
    return (
      <EmptyState title={t('findings.empty')} action={<Link to="/review">{t('review.toQueue')}</Link>}>
        {t('findings.empty.hint')}
      </EmptyState>
    );
  const { groups } = filter;
  return (
    <>
      <p class="text-meta text-ink-2">
        {t('findings.intro')}{' '}
        <Link to="/rectifications" class="text-red-ink underline">
          {t('affairs.rectify.title')}
        </Link>
      </p>
      <ul class="flex flex-wrap gap-x-4 gap-y-1" data-figures>
        {findingFigures(lines, today).map(({ what, count, of, groups: behind }) => (
          <li key={what}>
            <button
              type="button"
              class="text-meta text-red-ink min-h-6 rounded-s underline"
              onClick={() => go({ groups: behind })}
            >
              {t(`findings.figure.${what}`, { count, of })}
            </button>
          </li>
        ))}
      </ul>
      <Chips
        label={t('record.finding.state')}
        options={FINDING_GROUPS.map((value) => ({
          value,
          label: t('affairs.countOf', {
            name: t(`findings.group.${value}`),
            count: lines.filter(({ finding }) => groupOf(finding, today) === value).length,
          }),
        }))}
        selected={groups}
        onToggle={(value) =>
          go({ groups: groups.includes(value) ? groups.filter((one) => one !== value) : [...groups, value] })
        }
      />
      <div class="grid gap-2 min-[420px]:grid-cols-2">
        <SelectField
          label={t('record.finding.owner')}
          value={filter.owner}
          empty={t('findings.anyone')}
          options={owners.map((value) => ({ value, label: nameOf(value) }))}
          onChange={(owner) => go({ owner })}
        />
        <SelectField
          label={t('review.group')}
          value={filter.section}
          empty={t('review.group.all')}
          options={(pack?.groups ?? []).map(({ code, title }) => ({
            value: code,
            label: `${code} ${packText(title, currentLanguage())}`,
          }))}
          onChange={(section) => go({ section })}
        />
      </div>
      <SearchField label={t('findings.search')} value={filter.text} onChange={(text) => go({ text })} />
      {fit.length === 0 ? (
        <p class="text-meta text-ink-2">{t('life.nothingFits')}</p>
      ) : (
        <Card>
          {fit.slice(0, shown).map((line) => (
            <Finding key={line.finding.id} line={line} rights={rights} company={company} />
          ))}
        </Card>
      )}
      {fit.length > shown && <Button onClick={() => setShown(shown + PAGE)}>{t('common.showMore')}</Button>}
      <TakeOut lines={fit} company={company.name} />
    </>
  );
}

/** Excel and paper of the lines that are shown. */
function TakeOut({ lines, company }: { lines: readonly FindingLine[]; company: string }) {
  const ledger = useLedger();
  const allowed = useExportAllowed();
  const today = useToday();
  const nameOf = useMemberName();
  const { at } = useFindingFilter();
  const [busy, setBusy] = useState(false);
  if (!allowed) return <Note tone="info">{t('fault.E423')}</Note>;
  const save = async () => {
    setBusy(true);
    try {
      assertAllowed();
      const [{ findingsSheet }, { fileName, writeWorkbook }] = await Promise.all([
        import('../../../lib/review/findings-register'),
        import('../../../lib/exchange/sheet-write'),
      ]);
      const sheet = findingsSheet(lines, { today, nameOf }, company);
      const blob = await writeWorkbook([sheet], { now: ledger.clock.wall() });
      downloadBlob(blob, fileName([today, company, t('findings.register')], 'xlsx'));
      toast(t('exchange.exported'));
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const print = () => {
    try {
      const route = at({}, '/print/findings');
      openPrint(`${route}${route.includes('?') ? '&' : '?'}now=1`);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <div class="flex flex-wrap items-center gap-2">
      <Button icon="download" action="findings-excel" busy={busy} onClick={() => void save()}>
        {t('exchange.toExcel')}
      </Button>
      <Button icon="print" action="findings-print" onClick={print}>
        {t('exchange.print')}
      </Button>
      <span class="text-meta text-ink-3">{t('findings.takesOut', { count: lines.length })}</span>
    </div>
  );
}
