import { useState } from 'preact/hooks';
import { type TakeOver, takeOver, takeOvers } from '../../lib/company/take-over';
import { bodyWord } from '../../lib/company/words';
import { t, tDynamic } from '../../lib/i18n';
import { NoBranch } from '../governance/checklist-list';
import {
  Button,
  Card,
  EmptyState,
  navigate,
  Page,
  Row,
  SearchField,
  Section,
  toastFault,
  useBranch,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { PostRow } from './posts-dialog';
import { entryRoute, MATRIX, usePosts } from './use-posts';

/** Appointments listed at once. */
const PAGE = 60;

/** Every appointment of the company, held or over; and what the branch's own roster offers. */
export function PostsPage() {
  const { company, found, mayWrite } = usePosts();
  const [text, setText] = useState('');
  const [shown, setShown] = useState(PAGE);
  if (!company) {
    return (
      <Page title={t('posts.all')} back={MATRIX}>
        <NoBranch />
      </Page>
    );
  }
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const posts = (found?.posts ?? [])
    .filter(({ fields }) => {
      const said = `${fields.name} ${fields.position} ${bodyWord(fields.body)} ${fields.basis ?? ''}`;
      return words.every((word) => said.toLowerCase().includes(word));
    })
    .sort((a, b) => (b.fields.from ?? '').localeCompare(a.fields.from ?? '') || (a.id < b.id ? -1 : 1));
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
      {found && found.posts.length > 8 && (
        <SearchField label={t('posts.find')} name="find" value={text} onChange={setText} />
      )}
      {found && posts.length === 0 && (
        <EmptyState title={t(words.length ? 'posts.nobody' : 'posts.empty')}>
          {t('posts.emptyHint')}
        </EmptyState>
      )}
      {posts.length > 0 && (
        <Card>
          {posts.slice(0, shown).map((post) => (
            <PostRow key={post.id} post={post} units={found?.units ?? []} />
          ))}
        </Card>
      )}
      {posts.length > shown && <Button onClick={() => setShown(shown + PAGE)}>{t('posts.more')}</Button>}
    </Page>
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
