import { useState } from 'preact/hooks';
import { t, tDynamic } from '../../lib/i18n';
import { honouredText, honoursOfYear, type HonourSort } from '../../lib/yearly/honours';
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
  useQuery,
  useRole,
  useToday,
} from '../ui';
import { RegisterLink } from '../ui/register-link';
import { monthWord, yearChoices } from './words';

const SORTS: readonly HonourSort[] = ['award', 'penalty'];

/** 奖惩 of a year. Penalties are listed for the secretary alone, and leave on paper only when asked for. */
export function HonoursPage() {
  const ledger = useLedger();
  const role = useRole();
  const today = useToday();
  const query = useQuery();
  const nameOf = useMemberName();
  const secretary = role === 'secretary';
  const asked = query.get('year') ?? '';
  const year = /^\d{4}$/.test(asked) ? asked : today.slice(0, 4);
  const [text, setText] = useState('');
  const [sort, setSort] = useState<HonourSort | undefined>(undefined);
  const found = useLive(
    async () => ({
      all: await honoursOfYear(ledger, year, { penalties: secretary }),
      first: (await ledger.list('honour', { limit: 1 }))[0]?.fields.on.slice(0, 4),
    }),
    [year, secretary],
  );
  const words = text.split(/\s+/).filter(Boolean);
  const fit = (found?.all ?? []).filter(({ fields }) => {
    if (sort && fields.sort !== sort) return false;
    const said = `${honouredText(fields, nameOf)} ${fields.what} ${fields.issuer ?? ''} ${fields.document ?? ''}`;
    return words.every((word) => said.includes(word));
  });
  const add = (
    <Button kind="primary" small icon="plus" onClick={() => navigate('/honours/new')}>
      {t('affairs.honour.new')}
    </Button>
  );
  return (
    <Page
      title={t(secretary ? 'affairs.honour.title' : 'affairs.honour.awards')}
      remark={t('affairs.year', { year })}
      back="/register"
      actions={add}
    >
      {found && (
        <>
          <div class="flex flex-wrap items-end gap-2">
            {secretary && (
              <Chips
                label={t('affairs.honour.sort')}
                options={SORTS.map((value) => ({
                  value,
                  label: t('affairs.countOf', {
                    name: tDynamic(`affairs.value.sort.${value}`),
                    count: found.all.filter(({ fields }) => fields.sort === value).length,
                  }),
                }))}
                selected={sort ? [sort] : []}
                onToggle={(value) => setSort(sort === value ? undefined : value)}
              />
            )}
            <div class="min-w-40 flex-1">
              <SearchField label={t('affairs.honour.search')} value={text} onChange={setText} />
            </div>
            <SelectField
              label={t('exchange.year')}
              value={year}
              options={yearChoices(found.first, today)}
              onChange={(next) => navigate(`/honours?year=${next}`, { replace: true })}
            />
          </div>
          {found.all.length ? (
            <Card>
              {fit.map(({ id, fields }) => (
                <Row
                  key={id}
                  lead={<DayBlock weekday={monthWord(fields.on)} day={String(Number(fields.on.slice(8)))} />}
                  title={fields.what}
                  meta={[honouredText(fields, nameOf), fields.issuer, fields.document]
                    .filter(Boolean)
                    .join(' · ')}
                  to={`/honours/${id}`}
                  tail={
                    <Pill tone={fields.sort === 'award' ? 'ok' : 'unknown'}>
                      {tDynamic(`affairs.value.sort.${fields.sort}`)}
                    </Pill>
                  }
                />
              ))}
              {!fit.length && <Row title={<span class="font-normal">{t('life.nothingFits')}</span>} />}
            </Card>
          ) : (
            <EmptyState title={t('affairs.honour.empty', { year })} action={add}>
              {t('affairs.honour.emptyHint')}
            </EmptyState>
          )}
          {found.all.length > 0 && <RegisterLink register="honours" period={year} />}
          <Note tone="info">{t(secretary ? 'affairs.honour.private' : 'affairs.honour.awardsOnly')}</Note>
        </>
      )}
    </Page>
  );
}
