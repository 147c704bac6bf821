import { useState } from 'preact/hooks';
import { narrowPosts, type PostNarrow, TERMS } from '../../lib/company/narrow';
import { type TakeOver, takeOver, takeOvers } from '../../lib/company/take-over';
import { bodyWord } from '../../lib/company/words';
import { t, tDynamic } from '../../lib/i18n';
import { NoBranch } from '../governance/checklist-list';
import {
  Button,
  Card,
  Chips,
  EmptyState,
  navigate,
  Page,
  Row,
  SearchField,
  Section,
  SelectField,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { usePinyin } from '../ui/use-pinyin';
import { toastUndo } from '../ui/toast-undo';
import { NarrowFields } from './narrow-fields';
import { PostRow } from './posts-dialog';
import { TakeOut } from './take-out';
import { type CompanyPosts, entryRoute, MATRIX, useAskedPosts, usePosts } from './use-posts';

/** Appointments listed at once. */
const PAGE = 60;

/** Every appointment of the company, held or over; and what the branch's own roster offers. */
export function PostsPage() {
  const { company, found, mayWrite } = usePosts();
  if (!company) {
    return (
      <Page title={t('posts.all')} back={MATRIX}>
        <NoBranch />
      </Page>
    );
  }
  return (
    <Page
      title={t('posts.all')}
      back={MATRIX}
      actions={
        mayWrite && (
          <>
            <Button small action="import-posts" onClick={() => navigate(`${MATRIX}/import`)}>
              {t('posts.importShort')}
            </Button>
            <Button small icon="plus" action="add-post" onClick={() => navigate(entryRoute('new'))}>
              {t('posts.add')}
            </Button>
          </>
        )
      }
    >
      {mayWrite && <RosterPart companyId={company.companyId} />}
      {found && found.posts.length === 0 && (
        <EmptyState title={t('posts.empty')}>{t('posts.emptyHint')}</EmptyState>
      )}
      {found && found.posts.length > 0 && <Posts found={found} company={company.name} />}
    </Page>
  );
}

/** The appointments that the address asks for, and how to ask for others. */
function Posts({ found, company }: { found: CompanyPosts; company: string }) {
  const { posts: all, units } = found;
  const today = useToday();
  const { asked, at } = useAskedPosts();
  const [shown, setShown] = useState(PAGE);
  usePinyin(Boolean(asked.text));
  const go = (next: PostNarrow): void => navigate(at(next), { replace: true });
  const posts = narrowPosts(all, units, asked, today);
  return (
    <>
      <SearchField
        label={t('posts.find')}
        name="find"
        value={asked.text ?? ''}
        onChange={(text) => go({ text })}
      />
      <div class="flex flex-wrap items-end gap-3">
        <NarrowFields found={found} value={asked} onChange={go} />
        <SelectField
          label={t('posts.term')}
          name="term"
          value={asked.term ?? ''}
          empty={t('posts.allTerms')}
          options={TERMS.map((term) => ({ value: term, label: tDynamic(`posts.term.${term}`) }))}
          onChange={(term) => go({ term: term || undefined })}
        />
        <Chips
          label={t('posts.only')}
          options={[
            { value: 'noBasis', label: t('posts.noBasis') },
            { value: 'both', label: t('posts.figure.both') },
          ]}
          selected={(['noBasis', 'both'] as const).filter((one) => asked[one])}
          onToggle={(one) => go({ [one]: !asked[one] })}
        />
      </div>
      <p class="text-meta text-ink-2" role="status">
        {t('posts.countOf', { count: posts.length, of: all.length })}
      </p>
      {posts.length > 0 && (
        <Card>
          {posts.slice(0, shown).map((post) => (
            <PostRow key={post.id} post={post} units={units} />
          ))}
        </Card>
      )}
      {posts.length > shown && <Button onClick={() => setShown(shown + PAGE)}>{t('posts.more')}</Button>}
      <TakeOut
        action="posts-list"
        day={today}
        company={company}
        title={t('posts.all')}
        sheets={async () => {
          const { postsSheet } = await import('../../lib/company/posts-sheet');
          return [postsSheet(posts, { company, units, asked, today })];
        }}
        printAt={at({}, '/print/posts-list')}
      />
    </>
  );
}

/** The branch's own terms that are no appointments yet, or say something else by now: taken over at one press. */
function RosterPart({ companyId }: { companyId: string }) {
  const ledger = useLedger();
  const branch = useBranch();
  const today = useToday();
  const [busy, setBusy] = useState(false);
  const own = branch?.fields.companyId === companyId ? branch.fields : undefined;
  const offers = useLive(async () => (own ? takeOvers(ledger, own, today) : []), [own, today]);
  if (!offers?.length) return null;
  const take = async (some: readonly TakeOver[]): Promise<void> => {
    setBusy(true);
    try {
      const { n } = await takeOver(ledger, some);
      toastUndo(ledger, t('posts.takenOver', { count: some.length }), n);
    } catch (thrown) {
      toastFault(thrown);
    } finally {
      setBusy(false);
    }
  };
  const line = (offer: TakeOver): string => {
    if (!offer.record)
      return t('posts.stay', {
        from: offer.fields.from ?? t('posts.unknown'),
        to: offer.fields.to ?? t('posts.still'),
      });
    const before = offer.record.fields;
    return offer.changed
      .map((name) =>
        t('posts.changedField', {
          field: tDynamic(`record.appointment.${name}`),
          before: (name === 'body' ? bodyWord(before.body) : before[name]) ?? t('posts.unknown'),
          now: (name === 'body' ? bodyWord(offer.fields.body) : offer.fields[name]) ?? '',
        }),
      )
      .join('\n');
  };
  return (
    <Section title={t('posts.roster')} remark={t('posts.rosterHint')}>
      <Card>
        {offers.map((offer) => (
          <Row
            key={offer.id}
            title={`${offer.fields.name} · ${offer.fields.position}`}
            meta={<span class="whitespace-pre-line">{line(offer)}</span>}
            tail={
              <Button
                small
                busy={busy}
                label={t('posts.takeOne', { name: offer.fields.name, position: offer.fields.position })}
                onClick={() => void take([offer])}
              >
                {t(offer.record ? 'posts.takeChange' : 'posts.take')}
              </Button>
            }
          />
        ))}
      </Card>
      {offers.length > 1 && (
        <Button kind="primary" busy={busy} action="take-all" onClick={() => void take(offers)}>
          {t('posts.takeAll', { count: offers.length })}
        </Button>
      )}
    </Section>
  );
}
