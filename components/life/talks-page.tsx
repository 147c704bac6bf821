import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { occasionText, relationText } from '../../lib/life/talk-register';
import { talksOfYear } from '../../lib/life/talks';
import { lifePack } from '../../lib/rules/packs';
import {
  Button,
  Card,
  DayBlock,
  EmptyState,
  navigate,
  Page,
  Row,
  SearchField,
  Section,
  Segments,
  SelectField,
  useLedger,
  useLive,
  useMemberName,
  useMembers,
  useQuery,
  useToday,
} from '../ui';
import { RegisterLink } from '../ui/register-link';
import { SheetExportBar } from './sheet-export-bar';
import { TalkPairs } from './talk-pairs';
import { exportTalks, printTalks } from './talk-actions';

/** Talks listed at once. */
const PAGE = 60;

/** 谈心谈话 of a year: the talks, who is still open, and the register. */
export function TalksPage() {
  const ledger = useLedger();
  const today = useToday();
  const query = useQuery();
  const present = today.slice(0, 4);
  const year = /^\d{4}$/.test(query.get('year') ?? '') ? (query.get('year') as string) : present;
  const view = query.get('view') === 'pairs' ? 'pairs' : 'list';
  const found = useLive(
    async () => ({
      talks: await talksOfYear(ledger, year),
      first: (await ledger.list('talk', { limit: 1 }))[0]?.fields.on.slice(0, 4),
    }),
    [year],
  );
  const show = (next: { view?: string; year?: string }) =>
    navigate(`/life/talks?view=${next.view ?? view}&year=${next.year ?? year}`, { replace: true });
  const first = Number(found?.first ?? present);
  const years = Array.from(
    { length: Math.max(1, Number(present) - Math.min(first, Number(present) - 1) + 1) },
    (_, step) => String(Number(present) - step),
  );

  return (
    <Page
      title={t('talk.title')}
      remark={t('talk.year', { year })}
      back="/life"
      actions={
        <Button kind="primary" small icon="plus" onClick={() => navigate('/life/talk/new')}>
          {t('talk.new')}
        </Button>
      }
    >
      <div class="flex flex-wrap items-end gap-3">
        <div class="min-w-40 flex-1">
          <Segments
            label={t('talk.title')}
            options={[
              { value: 'list', label: t('talk.list') },
              { value: 'pairs', label: t('talk.pairs') },
            ]}
            value={view}
            onChange={(next) => show({ view: next })}
          />
        </div>
        <SelectField
          label={t('exchange.year')}
          value={year}
          options={years.map((value) => ({ value, label: value }))}
          onChange={(next) => show({ year: next })}
        />
      </div>
      {found && view === 'pairs' && <TalkPairs year={year} talks={found.talks} />}
      {found && view === 'list' && <TalkList talks={found.talks} year={year} />}
      {found && found.talks.length > 0 && (
        <Section title={t('talk.register')}>
          <RegisterLink register="talks" period={year} />
          <details class="text-meta space-y-2">
            <summary class="text-red-ink inline-block cursor-pointer rounded-s py-1">
              {t('talk.withContent')}
            </summary>
            <p class="text-ink-2">{t('talk.withContentHint')}</p>
            <SheetExportBar
              save={(format) => exportTalks(ledger, { year, content: true, format })}
              print={() => printTalks({ year, content: true })}
            />
          </details>
        </Section>
      )}
    </Page>
  );
}

/** 10 月 · Oct, above the day: a list of a year is read by months. */
const monthWord = (day: string): string =>
  new Intl.DateTimeFormat(currentLanguage(), { month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00Z`),
  );

function TalkList({ talks, year }: { talks: readonly Rec<'talk'>[]; year: string }) {
  const roster = useMembers();
  const nameOf = useMemberName();
  const [text, setText] = useState('');
  const [shown, setShown] = useState(PAGE);
  const words = text.trim().split(/\s+/).filter(Boolean);
  // Searched by names alone: what was said is not for lists.
  const fit = talks.filter(({ fields }) => {
    const names = `${nameOf(fields.talker)} ${nameOf(fields.partner)}`;
    return words.every((word) => names.includes(word));
  });
  if (!talks.length)
    return (
      <EmptyState
        title={t('talk.empty', { year })}
        action={
          <>
            <Button kind="primary" onClick={() => navigate('/life/talk/new')}>
              {t('talk.new')}
            </Button>
            <Button onClick={() => navigate('/new/others?what=talk')}>{t('talk.paste')}</Button>
          </>
        }
      >
        {t('talk.emptyHint')}
      </EmptyState>
    );
  return (
    <>
      <div class="flex flex-wrap items-end gap-2">
        <div class="min-w-40 flex-1">
          <SearchField label={t('talk.search')} value={text} onChange={setText} />
        </div>
        <Button onClick={() => navigate('/new/others?what=talk')}>{t('talk.paste')}</Button>
      </div>
      <Card>
        {fit.slice(0, shown).map(({ id, fields }) => (
          <Row
            key={id}
            lead={<DayBlock weekday={monthWord(fields.on)} day={String(Number(fields.on.slice(8)))} />}
            title={`${nameOf(fields.talker)}—${nameOf(fields.partner)}`}
            meta={[relationText(lifePack(), roster, fields), occasionText(fields)]
              .filter(Boolean)
              .join(' · ')}
            to={`/life/talk/${id}`}
          />
        ))}
        {!fit.length && <Row title={<span class="font-normal">{t('life.nothingFits')}</span>} />}
      </Card>
      {fit.length > shown && <Button onClick={() => setShown(shown + PAGE)}>{t('common.showMore')}</Button>}
    </>
  );
}
