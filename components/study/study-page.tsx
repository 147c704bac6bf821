import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDate } from '../../lib/rules/calendar';
import { monthList } from '../../lib/study/lists/month-list';
import {
  Button,
  Card,
  EmptyState,
  Link,
  navigate,
  Page,
  Row,
  SearchField,
  Section,
  useLedger,
  useLive,
  useRole,
  useToday,
} from '../ui';
import { AskLink } from '../assist';
import { ConfirmList } from './confirm-list';
import { ClipFilterBar, useClipFilter } from './clip-filter';
import { ClipButton } from './clip-button';
import { PdfPick } from './pdf-pick';
import { provenance } from './words';

/** Clips shown at first and added by each press of "more". */
const PAGE = 50;

/** 学习: this month's list, everything that was clipped, and declarations that wait for a person. */
export function StudyPage() {
  const ledger = useLedger();
  const today = useToday();
  const role = useRole();
  const month = today.slice(0, 7);
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(PAGE);
  const list = useLive(() => monthList(ledger, month), [month]);
  const { filter, setFilter, on: filtering, passes } = useClipFilter();
  const searching = query.trim().length > 0 || filtering;
  const clips = useLive(
    () => ledger.list('clip', { reverse: true, limit: searching ? undefined : shown + 1 }),
    [searching, shown],
  );
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found = (clips ?? []).filter((clip) => {
    const text = [
      clip.fields.title,
      provenance(clip),
      clip.fields.note,
      clip.fields.excerpt,
      ...Object.keys(clip.fields.tags ?? {}),
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word)) && passes(clip);
  });
  return (
    <Page
      title={t('study.title')}
      actions={
        <Button small onClick={() => navigate('/study/declare')}>
          {t('study.declare')}
        </Button>
      }
    >
      <ClipButton />
      <PdfPick />
      <AskLink />
      {role !== 'member' && <ConfirmList />}
      {clips && clips.length === 0 ? (
        <EmptyState title={t('study.empty')}>{t('study.emptyHint')}</EmptyState>
      ) : (
        <>
          {Boolean(list?.length) && !searching && (
            <Section
              title={t('study.monthList')}
              remark={t('study.count', { count: list?.length ?? 0 })}
              link={<Link to={`/study/list/${month}`}>{t('lists.openList')}</Link>}
            >
              <Card>
                {list?.map((clip) => (
                  <ClipRow key={clip.id} clip={clip} />
                ))}
              </Card>
            </Section>
          )}
          <Section title={t('study.allClips')}>
            <SearchField
              label={t('study.search')}
              value={query}
              placeholder={t('study.searchHint')}
              onChange={setQuery}
            />
            <ClipFilterBar filter={filter} onChange={setFilter} />
            {found.length ? (
              <Card>
                {found.slice(0, shown).map((clip) => (
                  <ClipRow key={clip.id} clip={clip} />
                ))}
              </Card>
            ) : (
              clips && <p class="text-meta text-ink-3">{t('study.noneFound')}</p>
            )}
            {words.length > 0 && (
              <p class="text-meta">
                <Link to={`/search?kind=clip&q=${encodeURIComponent(query.trim())}`}>
                  {t('study.searchWhole')}
                </Link>
              </p>
            )}
            {found.length > shown && (
              <Button small onClick={() => setShown(shown + PAGE)}>
                {t('common.showMore')}
              </Button>
            )}
          </Section>
        </>
      )}
      <p>
        <Link to="/study/reflections">{t('reflection.title')}</Link>
      </p>
      <p class="text-meta text-ink-3">
        <Link to={`/study/list/${month}`}>{t('lists.monthLists')}</Link> ·{' '}
        <Link to="/study/import">{t('lists.openFile')}</Link>
      </p>
      <p class="text-meta text-ink-3">
        {t('study.honest')} <Link to="/me">{t('today.nav.me')}</Link>
      </p>
    </Page>
  );
}

function ClipRow({ clip }: { clip: Rec<'clip'> }) {
  const entered = clip.fields.enteredAt?.slice(0, 10);
  return (
    <Row
      title={clip.fields.title}
      meta={
        <>
          <span class="block">{provenance(clip)}</span>
          {entered && (
            <span class="text-ink-3 block">
              {t('study.clippedOn', { date: formatDate(entered, currentLanguage()) })}
            </span>
          )}
        </>
      }
      to={`/study/clip/${clip.id}`}
    />
  );
}
