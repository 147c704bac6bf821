import { useEffect, useState } from 'preact/hooks';
import { loadPinyin, searchNames } from '../../lib/branch/name-search';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { REQUEST_STATES } from '../../lib/records/request';
import { askersText, bodyText } from '../../lib/requests/request-sheet';
import {
  askersOf,
  daysOpen,
  isOwnRequest,
  type RequestState,
  requestsOfYear,
} from '../../lib/requests/requests';
import {
  Button,
  Card,
  Chips,
  DayBlock,
  EmptyState,
  navigate,
  Note,
  Page,
  Pill,
  Row,
  SearchField,
  SelectField,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useQuery,
  useRole,
  useScope,
  useToday,
} from '../ui';
import { RegisterLink } from '../ui/register-link';
import { monthWord, STATE_TONES, yearChoices } from './words';

/** Requests listed at once. */
const PAGE = 60;

/** 诉求 of a year: what waits, where it went, what was answered, and the register. A member sees the own ones. */
export function RequestsPage() {
  const ledger = useLedger();
  const { me } = useScope();
  const role = useRole();
  const today = useToday();
  const query = useQuery();
  const asked = query.get('year') ?? '';
  const year = /^\d{4}$/.test(asked) ? asked : today.slice(0, 4);
  const states = (query.get('state') ?? '').split(',').filter(Boolean) as RequestState[];
  const found = useLive(async () => {
    const all = await requestsOfYear(ledger, year);
    return {
      all: role === 'member' ? all.filter(({ fields }) => isOwnRequest(fields, me)) : all,
      first: (await ledger.list('request', { limit: 1 }))[0]?.fields.on.slice(0, 4),
    };
  }, [year, role, me]);
  const show = (next: { year?: string; state?: readonly string[] }) =>
    navigate(`/requests?year=${next.year ?? year}&state=${(next.state ?? states).join(',')}`, {
      replace: true,
    });
  return (
    <Page
      title={t('affairs.request.title')}
      remark={t('affairs.year', { year })}
      back="/register"
      actions={
        <Button kind="primary" small icon="plus" onClick={() => navigate('/requests/new')}>
          {t('affairs.request.new')}
        </Button>
      }
    >
      {found && (
        <>
          <div class="flex flex-wrap items-end gap-2">
            <div class="min-w-48 flex-1">
              <Chips
                label={t('exchange.doc.state')}
                options={REQUEST_STATES.map((value) => ({
                  value,
                  label: t('affairs.countOf', {
                    name: tDynamic(`affairs.value.state.${value}`),
                    count: found.all.filter(({ fields }) => fields.state === value).length,
                  }),
                }))}
                selected={states}
                onToggle={(value) =>
                  show({
                    state: states.includes(value)
                      ? states.filter((one) => one !== value)
                      : [...states, value],
                  })
                }
              />
            </div>
            <SelectField
              label={t('exchange.year')}
              value={year}
              options={yearChoices(found.first, today)}
              onChange={(next) => show({ year: next })}
            />
          </div>
          <List all={found.all} states={states} year={year} onAll={() => show({ state: [] })} />
          {found.all.length > 0 && <RegisterLink register="requests" period={year} />}
          {role === 'member' && <Note tone="info">{t('affairs.request.ownOnly')}</Note>}
        </>
      )}
    </Page>
  );
}

function List(props: {
  all: readonly Rec<'request'>[];
  states: readonly RequestState[];
  year: string;
  onAll: () => void;
}) {
  const today = useToday();
  const members = useMembers();
  const nameOf = useMemberName();
  const [text, setText] = useState('');
  const [shown, setShown] = useState(PAGE);
  const [, ready] = useState(false);
  useEffect(() => {
    // Pinyin and initials find people too once their tables are there.
    void loadPinyin().then(() => ready(true));
  }, []);
  const paste = (
    <Button onClick={() => navigate('/new/others?what=request')}>{t('affairs.request.paste')}</Button>
  );
  if (!props.all.length)
    return (
      <EmptyState
        title={t('affairs.request.empty', { year: props.year })}
        action={
          <>
            <Button kind="primary" onClick={() => navigate('/requests/new')}>
              {t('affairs.request.new')}
            </Button>
            {paste}
          </>
        }
      >
        {t('affairs.request.emptyHint')}
      </EmptyState>
    );
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const people = words.map((word) => new Set(searchNames(members, word).map((member) => member.id)));
  const fit = props.all.filter(({ fields }) => {
    if (props.states.length && !props.states.includes(fields.state)) return false;
    const own = [...askersOf(fields), ...(fields.owner ? [fields.owner] : [])];
    const said =
      `${fields.subject} ${fields.from ?? ''} ${bodyText(fields)} ${own.map(nameOf).join(' ')}`.toLowerCase();
    return words.every((word, at) => said.includes(word) || own.some((id) => people[at]?.has(id)));
  });
  return (
    <>
      <div class="flex flex-wrap items-end gap-2">
        <div class="min-w-40 flex-1">
          <SearchField label={t('affairs.request.search')} value={text} onChange={setText} />
        </div>
        {paste}
      </div>
      <Card>
        {fit.slice(0, shown).map(({ id, fields }) => (
          <Row
            key={id}
            lead={<DayBlock weekday={monthWord(fields.on)} day={String(Number(fields.on.slice(8)))} />}
            title={fields.subject}
            meta={[
              fields.on < props.year && fields.on.slice(0, 4),
              askersText(fields, nameOf),
              bodyText(fields),
              !fields.answeredOn && t('affairs.request.waits', { count: daysOpen(fields, today) }),
            ]
              .filter(Boolean)
              .join(' · ')}
            to={`/requests/${id}`}
            tail={
              <Pill tone={STATE_TONES[fields.state]}>{tDynamic(`affairs.value.state.${fields.state}`)}</Pill>
            }
          />
        ))}
        {!fit.length && (
          <Row
            title={<span class="font-normal">{t('life.nothingFits')}</span>}
            tail={
              props.states.length > 0 && (
                <Button small onClick={props.onAll}>
                  {t('affairs.all')}
                </Button>
              )
            }
          />
        )}
      </Card>
      {fit.length > shown && <Button onClick={() => setShown(shown + PAGE)}>{t('common.showMore')}</Button>}
    </>
  );
}
