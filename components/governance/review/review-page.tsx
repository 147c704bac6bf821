import { useEffect, useMemo, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../../lib/i18n';
import {
  countQueue,
  filterQueue,
  isQueueShow,
  progressOf,
  QUEUE_SHOWS,
  type QueueLine,
  reviewQueue,
  tendStandings,
  unchangedMine,
} from '../../../lib/review';
import type { Ledger } from '../../../lib/ledger';
import { type ChecklistPack, packText } from '../../../lib/rules/pack';
import {
  Button,
  CheckField,
  Chips,
  Dialog,
  EmptyState,
  IconButton,
  Kbd,
  Link,
  navigate,
  Page,
  SearchField,
  SelectField,
  useLedger,
  useLive,
  useMemberName,
  useQuery,
  useScope,
  useToday,
  useWide,
} from '../../ui';
import { NoBranch } from '../checklist-list';
import { FindingsLine } from '../findings/findings-line';
import { isTyping } from '../keys';
import { useChecklistPack, useCompany } from '../use-checklist';
import { itemRoute } from '../words';
import { BulkAccept } from './bulk-accept';
import { EvidencePreview } from './evidence-preview';
import { IntegrityNote } from './integrity-note';
import { QueueList } from './queue-list';
import { ReviewItem } from './review-item';
import { useReviewedItem } from './use-item';

/** What the list is narrowed by, kept while items are gone through. */
const kept = { group: '', mine: false, text: '' };

/** 复核: the queue; in a wide window with the chosen item and its evidence beside it. */
export function ReviewPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const { me } = useScope();
  const pack = useChecklistPack();
  const company = useCompany();
  const today = useToday();
  const wide = useWide();
  const asked = useQuery().get('show');
  const show = isQueueShow(asked) ? asked : 'waiting';
  const [filter, setFilter] = useState(kept);
  const [help, setHelp] = useState(false);
  const narrow = (part: Partial<typeof kept>) =>
    setFilter(Object.assign(kept, { ...filter, ...part }) && { ...kept });
  const all = useLive(
    async () => (pack && company ? reviewQueue(ledger, pack, company, today) : undefined),
    [pack, company?.companyId, company?.termStart, today],
  );
  useKept(ledger, company?.companyId, all);
  const nameOf = useMemberName();
  const found = useMemo(
    () => all && filterQueue(all, { ...filter, show, mine: filter.mine ? me : undefined, nameOf }),
    [all, filter, show, me],
  );
  const counts = useMemo(() => countQueue(all ?? []), [all]);
  const here = all?.find(({ id }) => id === params.id);
  // The chosen one stays where it stood, also when it was signed a moment ago.
  const lines =
    all && found && here && !found.includes(here)
      ? all.filter((line) => line === here || found.includes(line))
      : found;
  const chosen = params.id ?? (wide ? lines?.[0]?.id : undefined);
  const route = (id: string) => `/review/${id}${show === 'waiting' ? '' : `?show=${show}`}`;
  const at = lines?.findIndex(({ id }) => id === chosen) ?? -1;
  const step = (by: number) => {
    const next = lines?.[at + by];
    if (next) navigate(route(next.id), { replace: Boolean(params.id) });
  };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isTyping(event) || document.querySelector('dialog[open]')) return;
      const key = event.key.toLowerCase();
      if (key === 'j') step(1);
      if (key === 'k') step(-1);
      if (key === '?') setHelp(true);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  if (!company) return <Page title={t('review.title')}>{<NoBranch />}</Page>;
  const progress = progressOf(all ?? []);
  const actions = (
    <>
      <IconButton icon="up" label={t('review.previous')} disabled={at <= 0} onClick={() => step(-1)} />
      <IconButton
        icon="down"
        label={t('review.next')}
        disabled={!lines || at >= lines.length - 1}
        onClick={() => step(1)}
      />
      <Button small label={t('review.help')} onClick={() => setHelp(true)}>
        <Kbd>?</Kbd>
      </Button>
    </>
  );
  const list = all && lines && (
    <div class="space-y-3">
      <p class="text-meta text-ink-2">{t('review.progress', progress)}</p>
      <FindingsLine companyId={company.companyId} />
      <IntegrityNote companyId={company.companyId} />
      <Chips
        label={t('review.filter')}
        options={QUEUE_SHOWS.map((value) => ({
          value,
          label: t(`review.show.${value}`, { count: counts[value] }),
        }))}
        selected={[show]}
        onToggle={(value) =>
          navigate(value === 'waiting' ? '/review' : `/review?show=${value}`, { replace: true })
        }
      />
      <SearchField
        label={<span class="sr-only">{t('review.search')}</span>}
        placeholder={t('review.search')}
        value={filter.text}
        onChange={(text) => narrow({ text })}
      />
      <SelectField
        label={t('review.group')}
        value={filter.group}
        empty={t('review.group.all')}
        options={(pack?.groups ?? []).map(({ code, title }) => ({
          value: code,
          label: `${code} ${packText(title, currentLanguage())}`,
        }))}
        onChange={(group) => narrow({ group })}
      />
      <CheckField label={t('review.mine')} checked={filter.mine} onChange={(mine) => narrow({ mine })} />
      {pack && <BulkAccept lines={unchangedMine(lines)} pack={pack} />}
      {lines.length === 0 ? (
        <EmptyState
          title={t('review.empty')}
          action={<Link to="/governance">{t('review.empty.action')}</Link>}
        >
          {t('review.empty.hint')}
        </EmptyState>
      ) : (
        <QueueList lines={lines} chosen={chosen} to={({ id }) => route(id)} />
      )}
    </div>
  );
  const line = all?.find(({ id }) => id === chosen);
  const item = pack && line && <Chosen key={line.id} line={line} pack={pack} wide={wide} />;
  const body = !list ? (
    <p aria-busy="true" class="text-meta text-ink-3">
      {t('common.loading')}
    </p>
  ) : wide ? (
    <div class="grid grid-cols-[minmax(260px,320px)_minmax(0,1fr)] items-start gap-5">
      <div data-pane class="sticky top-16 max-h-[calc(100dvh-5rem)] overflow-y-auto pr-1">
        {list}
      </div>
      <div class="min-w-0">{item}</div>
    </div>
  ) : params.id ? (
    item || <EmptyState title={t('review.notAnswered')} />
  ) : (
    list
  );
  return (
    <Page
      title={line && (params.id || wide) ? `${t('review.title')} ${line.code}` : t('review.title')}
      back={params.id && !wide ? '/review' : undefined}
      actions={actions}
    >
      {body}
      <Dialog open={help} title={t('review.help')} onClose={() => setHelp(false)}>
        <ul class="space-y-1.5">
          {(['J', 'K', '1', 'Shift+1', 'R', 'C', 'F', 'S', '?'] as const).map((key) => (
            <li key={key}>
              <Kbd>{key === '1' ? '1–4' : key === 'Shift+1' ? 'Shift+1–4' : key}</Kbd>{' '}
              {t(
                `review.key.${key === '?' ? 'help' : key === 'Shift+1' ? 'shift' : key === '1' ? 'digit' : key}`,
              )}
            </li>
          ))}
        </ul>
      </Dialog>
    </Page>
  );
}

/** Milliseconds after which how the items stand is kept for the next window. */
const KEEP_AFTER = 1500;

/** Keeps what the list was made of, once it is quiet; what could not be kept now is kept by the worker's job. */
function useKept(ledger: Ledger, companyId: string | undefined, all: unknown): void {
  useEffect(() => {
    if (companyId === undefined || !all) return undefined;
    const timer = setTimeout(() => void tendStandings(ledger, companyId).catch(() => undefined), KEEP_AFTER);
    return () => clearTimeout(timer);
  }, [ledger, companyId, all]);
}

function Chosen({ line, pack, wide }: { line: QueueLine; pack: ChecklistPack; wide: boolean }) {
  const item = pack.items.find(({ code }) => code === line.code);
  const of = useReviewedItem(line.id, item);
  if (of === undefined)
    return (
      <p aria-busy="true" class="text-meta text-ink-3">
        {t('common.loading')}
      </p>
    );
  if (of === null || !item)
    return (
      <EmptyState
        title={t('review.notAnswered')}
        action={<Link to={itemRoute(line.code, { period: line.period })}>{t('review.toItem')}</Link>}
      >
        {line.asked}
      </EmptyState>
    );
  return (
    <div class={wide ? 'grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-start gap-5' : 'space-y-4'}>
      <ReviewItem of={of} item={item} pack={pack} />
      <EvidencePreview record={of.record} item={item} />
    </div>
  );
}
