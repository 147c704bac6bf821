import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { formatDate } from '../../lib/rules/calendar';
import { fold } from '../../lib/search/fold';
import { ownReflections, sharedReflections } from '../../lib/study/reflections/reflections';
import {
  Button,
  Card,
  EmptyState,
  navigate,
  Page,
  Pill,
  Row,
  SearchField,
  Section,
  useLedger,
  useLive,
  useMemberName,
  useScope,
} from '../ui';

/** Lines shown at first and added by each press. */
const PAGE = 40;
/** Characters of a text that three lines of a wide window can hold. */
const PREVIEW = 240;

/** 学习心得: the own ones, and what others share. */
export function ReflectionsPage() {
  const ledger = useLedger();
  const { me } = useScope();
  const [query, setQuery] = useState('');
  const own = useLive(() => ownReflections(ledger, me), [me]);
  const shared = useLive(async () => {
    const all = await sharedReflections(ledger);
    return all.filter(({ fields }) => fields.member !== me);
  }, [me]);
  const texts = useLive(async () => {
    const all = [...(own ?? []), ...(shared ?? [])];
    return new Map(
      await Promise.all(
        all.map(async ({ id, fields }) => {
          // One text whose bytes are missing must not take the whole list with it; its own page says so.
          return [id, await ledger.text(fields.text).catch(() => '')] as const;
        }),
      ),
    );
  }, [own, shared]);
  if (!own || !shared || !texts) return null;
  const words = fold(query).split(' ').filter(Boolean);
  const fits = ({ id, fields }: Rec<'reflection'>): boolean => {
    const text = fold(`${fields.title ?? ''} ${fields.on} ${texts.get(id) ?? ''}`);
    return words.every((word) => text.includes(word));
  };
  const write = (
    <Button kind="primary" action="write-reflection" onClick={() => navigate('/study/reflection/new')}>
      {t('reflection.write')}
    </Button>
  );
  const mine = own.filter(fits);
  const others = shared.filter(fits);
  const list = (records: readonly Rec<'reflection'>[], named: boolean) => (
    <List records={records} texts={texts} named={named} />
  );
  return (
    <Page title={t('reflection.title')} back="/study" actions={own.length > 0 && write}>
      {own.length + shared.length > 0 && (
        <SearchField label={t('reflection.search')} value={query} onChange={setQuery} />
      )}
      {own.length === 0 ? (
        <EmptyState title={t('reflection.empty')} action={write}>
          {t('reflection.emptyHint')}
        </EmptyState>
      ) : (
        <Section title={t('reflection.mine')} remark={t('study.count', { count: mine.length })}>
          {mine.length ? list(mine, false) : <p class="text-meta text-ink-3">{t('study.noneFound')}</p>}
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t('reflection.others')} remark={t('study.count', { count: others.length })}>
          {list(others, true)}
        </Section>
      )}
      <p class="text-meta text-ink-3">{t('reflection.honest')}</p>
    </Page>
  );
}

function List(props: {
  records: readonly Rec<'reflection'>[];
  texts: ReadonlyMap<string, string>;
  named: boolean;
}) {
  const nameOf = useMemberName();
  const [count, setCount] = useState(PAGE);
  return (
    <>
      <Card>
        {props.records.slice(0, count).map(({ id, fields }) => {
          const text = props.texts.get(id) ?? '';
          return (
            <Row
              key={id}
              title={fields.title || t('reflection.untitled')}
              meta={
                <>
                  <span class="flex flex-wrap items-baseline gap-x-2">
                    {[props.named && nameOf(fields.member), formatDate(fields.on, currentLanguage())]
                      .filter(Boolean)
                      .join(' · ')}
                    {!props.named && (
                      <Pill tone={fields.sharedOn ? 'info' : 'unknown'}>
                        {t(fields.sharedOn ? 'reflection.shared' : 'reflection.private')}
                      </Pill>
                    )}
                  </span>
                  <span class="text-ink-3 mt-0.5 line-clamp-3">{text.slice(0, PREVIEW)}</span>
                </>
              }
              to={`/study/reflection/${id}`}
            />
          );
        })}
      </Card>
      {props.records.length > count && (
        <Button small onClick={() => setCount(count + PAGE)}>
          {t('common.showMore')}
        </Button>
      )}
    </>
  );
}
