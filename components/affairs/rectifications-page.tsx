import { useEffect, useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import {
  filterOf,
  isOwnLine,
  RECTIFICATION_FILTERS,
  type RectificationFilter,
  type RectificationLine as Entry,
  rectificationRegister,
} from '../../lib/governance/rectification-register';
import { removeRectification, reopenRectification } from '../../lib/life/rectifications';
import type { Rec } from '../../lib/ledger';
import {
  Button,
  Card,
  Chips,
  EmptyState,
  Link,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  SearchField,
  SelectField,
  toastFault,
  useLedger,
  useLive,
  useMemberName,
  useQuery,
  useRole,
  useScope,
  useToday,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { RectificationDialog, RectificationOutcome } from '../life/rectification-dialogs';
import { RectificationLine } from '../life/rectification-line';
import { RegisterLink } from '../ui/register-link';
import { undoToast } from '../life/undo-toast';
import { yearChoices } from './words';

type Item = Rec<'rectification'>;
type Asked = { what: 'edit' | 'done' | 'review'; item: Item } | { what: 'new' };

/** Lines listed at once. */
const PAGE = 40;

/** 整改台账: every line of every meeting, check and item of the checklist, worked on where it is read. */
export function RectificationsPage() {
  const ledger = useLedger();
  const { me } = useScope();
  const role = useRole();
  const today = useToday();
  const query = useQuery();
  const nameOf = useMemberName();
  const asked = query.get('year') ?? '';
  const year = /^\d{4}$/.test(asked) ? asked : today.slice(0, 4);
  const filters = (query.get('state') ?? '').split(',').filter(Boolean) as RectificationFilter[];
  const [text, setText] = useState('');
  const [shown, setShown] = useState(PAGE);
  const [asking, setAsking] = useState<Asked | undefined>(undefined);
  const all = useLive(() => rectificationRegister(ledger, year), [year]);
  const lines = all?.filter((line) => role !== 'member' || isOwnLine(line, me));
  const wanted = query.get('rectification');
  useEffect(() => {
    const item = lines?.find(({ id }) => id === wanted)?.record;
    if (item) setAsking({ what: 'edit', item });
    else if (wanted === 'new') setAsking({ what: 'new' });
  }, [wanted, lines !== undefined]);
  const show = (next: { year?: string; state?: readonly string[] }) =>
    navigate(`/rectifications?year=${next.year ?? year}&state=${(next.state ?? filters).join(',')}`, {
      replace: true,
    });
  const run = async (work: () => Promise<number | undefined>, message: string) => {
    try {
      undoToast(ledger, message, await work());
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fit = (lines ?? []).filter((line) => {
    if (filters.length && !filters.includes(filterOf(line, today))) return false;
    const said = [
      line.problem,
      line.measure,
      line.source,
      line.subject && nameOf(line.subject),
      line.owner && nameOf(line.owner),
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => said.includes(word));
  });
  const first = lines?.flatMap((line) => line.foundOn?.slice(0, 4) ?? []).sort()[0];
  const add = (
    <Button small icon="plus" action="add-rectification" onClick={() => setAsking({ what: 'new' })}>
      {t('affairs.rectify.add')}
    </Button>
  );
  return (
    <Page
      title={t('affairs.rectify.title')}
      remark={t('affairs.year', { year })}
      back="/register"
      actions={add}
    >
      {lines && (
        <>
          <div class="flex flex-wrap items-end gap-2">
            <div class="min-w-48 flex-1">
              <Chips
                label={t('exchange.doc.state')}
                options={RECTIFICATION_FILTERS.map((value) => ({
                  value,
                  label: t('affairs.countOf', {
                    name: tDynamic(`affairs.filter.${value}`),
                    count: lines.filter((line) => filterOf(line, today) === value).length,
                  }),
                }))}
                selected={filters}
                onToggle={(value) =>
                  show({
                    state: filters.includes(value)
                      ? filters.filter((one) => one !== value)
                      : [...filters, value],
                  })
                }
              />
            </div>
            <SelectField
              label={t('exchange.year')}
              value={year}
              options={yearChoices(first, today)}
              onChange={(next) => show({ year: next })}
            />
          </div>
          {lines.length > 0 && (
            <SearchField label={t('affairs.rectify.search')} value={text} onChange={setText} />
          )}
          <ConflictNote id={fit.slice(0, shown).flatMap((line) => line.record?.id ?? [])} />
          {!lines.length ? (
            <EmptyState title={t('affairs.rectify.empty', { year })} action={add}>
              {t('affairs.rectify.emptyHint')}
            </EmptyState>
          ) : (
            <Card>
              {fit.slice(0, shown).map((line) => (
                <Line
                  key={line.id}
                  line={line}
                  today={today}
                  onAsk={(what, item) => setAsking({ what, item })}
                  onReopen={() =>
                    void run(() => reopenRectification(ledger, line.id), t('types.rectify.reopened'))
                  }
                  onRemove={() =>
                    void run(() => removeRectification(ledger, line.id), t('types.rectify.removed'))
                  }
                />
              ))}
              {!fit.length && <Row title={<span class="font-normal">{t('life.nothingFits')}</span>} />}
            </Card>
          )}
          {fit.length > shown && (
            <Button onClick={() => setShown(shown + PAGE)}>{t('common.showMore')}</Button>
          )}
          {role === 'member' && <Note tone="info">{t('affairs.rectify.ownOnly')}</Note>}
          {lines.length > 0 && <RegisterLink register="rectifications" period={year} />}
        </>
      )}
      {asking?.what === 'new' && <RectificationDialog onClose={() => setAsking(undefined)} />}
      {asking?.what === 'edit' && (
        <RectificationDialog
          meeting={asking.item.fields.meeting}
          item={asking.item}
          onClose={() => setAsking(undefined)}
        />
      )}
      {(asking?.what === 'done' || asking?.what === 'review') && (
        <RectificationOutcome item={asking.item} what={asking.what} onClose={() => setAsking(undefined)} />
      )}
    </Page>
  );
}

/** A line with where it was found; one of the checklist is answered on its own page. */
function Line(props: {
  line: Entry;
  today: string;
  onAsk: (what: 'edit' | 'done' | 'review', item: Item) => void;
  onReopen: () => void;
  onRemove: () => void;
}) {
  const nameOf = useMemberName();
  const { line } = props;
  const item = line.record;
  const found = [line.source, line.foundOn].filter(Boolean).join(' ');
  const origin = (
    <>
      {item && !item.fields.meeting ? found : <Link to={line.to}>{found}</Link>}
      {' · '}
      {line.subject ? nameOf(line.subject) : t('types.rectify.branch')}
    </>
  );
  if (item)
    return (
      <RectificationLine
        item={item}
        origin={origin}
        onAsk={(what) => props.onAsk(what, item)}
        onReopen={props.onReopen}
        onRemove={props.onRemove}
      />
    );
  const unclear = t('life.toBeDecided');
  const filter = filterOf(line, props.today);
  return (
    <Row
      title={line.problem}
      meta={
        <>
          <span class="block">{origin}</span>
          <span class="block">{t('types.rectify.measureIs', { text: line.measure ?? unclear })}</span>
          <span class="block">
            {t('types.rectify.ownerIs', {
              name: line.owner ? nameOf(line.owner) : unclear,
              date: line.dueOn ?? unclear,
            })}
          </span>
          {line.proof && <span class="block">{t('affairs.rectify.proofIs', { text: line.proof })}</span>}
        </>
      }
      tail={
        <Pill tone={filter === 'overdue' ? 'bad' : filter === 'open' ? 'due' : 'ok'}>
          {tDynamic(`affairs.filter.${filter}`)}
        </Pill>
      }
    />
  );
}
