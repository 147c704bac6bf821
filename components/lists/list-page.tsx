import { useRef, useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { addMonths, isCivilDate } from '../../lib/rules/calendar';
import { formatPeriod } from '../../lib/rules/periods';
import { listTitle } from '../../lib/study/lists/list-share';
import { isListed, monthList, moveOnList, putOnList } from '../../lib/study/lists/month-list';
import {
  Button,
  Card,
  Dialog,
  EmptyState,
  Link,
  navigate,
  Page,
  Row,
  SearchField,
  Section,
  toastFault,
  useLedger,
  useLive,
  useToday,
} from '../ui';
import { toastUndo } from '../ui/toast-undo';
import { ListItem } from '../study/list-item';
import { ListShare } from './list-share';
import { provenance } from '../study/words';

/** 学习清单 of one month: ordered by hand, each material with what is asked of it and who has studied it. */
export function ListPage({ params }: { params: Record<string, string> }) {
  const ledger = useLedger();
  const today = useToday();
  const asked = params.month ?? '';
  const month = isCivilDate(`${asked}-01`) ? asked : today.slice(0, 7);
  const clips = useLive(() => monthList(ledger, month), [month]);
  const [adding, setAdding] = useState(false);
  const moves = useRef(Promise.resolve());
  // One after the other: each starts from what the one before left.
  const move = (id: string, step: number) => {
    moves.current = moves.current.then(() => moveOnList(ledger, id, month, step)).catch(toastFault);
  };
  const beside = (step: number): string => addMonths(`${month}-01`, step).slice(0, 7);
  return (
    <Page title={listTitle(month)} back="/study">
      <nav class="text-meta flex items-center justify-between gap-2" aria-label={t('lists.months')}>
        <Link to={`/study/list/${beside(-1)}`}>← {formatPeriod(beside(-1), currentLanguage())}</Link>
        <Link to={`/study/list/${beside(1)}`}>{formatPeriod(beside(1), currentLanguage())} →</Link>
      </nav>
      {clips?.length === 0 && (
        <EmptyState
          title={t('lists.empty')}
          action={
            <Button kind="primary" action="list-add" onClick={() => setAdding(true)}>
              {t('lists.addMaterial')}
            </Button>
          }
        >
          {t('lists.emptyListHint')}
        </EmptyState>
      )}
      {Boolean(clips?.length) && (
        <Section
          title={t('lists.count', { count: clips?.length ?? 0 })}
          link={
            <Button small kind="quiet" action="list-add" onClick={() => setAdding(true)}>
              {t('lists.addMaterial')}
            </Button>
          }
        >
          <Card>
            {clips?.map((clip, index) => (
              <ListItem
                key={clip.id}
                clip={clip}
                month={month}
                number={index + 1}
                last={index === clips.length - 1}
                onMove={(step) => move(clip.id, step)}
              />
            ))}
          </Card>
          <p class="text-meta text-ink-3">{t('lists.keys')}</p>
        </Section>
      )}
      {Boolean(clips?.length) && <TakeToActivity month={month} />}
      {Boolean(clips?.length) && <ListShare month={month} clips={clips ?? []} />}
      <p class="text-meta">
        <Link to="/study/import">{t('lists.openFile')}</Link>
      </p>
      {adding && <AddDialog month={month} onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** 带入活动: a new activity with the list as its agenda. */
function TakeToActivity({ month }: { month: string }) {
  const begin = (type: string) => navigate(`/life/new?types=${type}&list=${month}`);
  return (
    <Section title={t('lists.toActivity')}>
      <div class="flex flex-wrap gap-2">
        <Button action="list-to-themeDay" onClick={() => begin('themeDay')}>
          {t('lists.to.themeDay')}
        </Button>
        <Button action="list-to-general" onClick={() => begin('general')}>
          {t('lists.to.general')}
        </Button>
        <Button action="list-to-group" onClick={() => begin('group')}>
          {t('lists.to.group')}
        </Button>
      </div>
      <p class="text-meta text-ink-3">{t('lists.toActivityHint')}</p>
    </Section>
  );
}

/** Latest materials looked through, and shown at once. */
const LOOKED = 300;
const SHOWN = 20;

function AddDialog({ month, onClose }: { month: string; onClose: () => void }) {
  const ledger = useLedger();
  const [query, setQuery] = useState('');
  const clips = useLive(() => ledger.list('clip', { reverse: true, limit: LOOKED }), []);
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found = (clips ?? []).filter((clip) => {
    const text = [clip.fields.title, provenance(clip), ...Object.keys(clip.fields.tags ?? {})].join(' ');
    return !isListed(clip, month) && words.every((word) => text.toLowerCase().includes(word));
  });
  const put = async (clip: Rec<'clip'>) => {
    try {
      const { n } = await putOnList(ledger, clip, month);
      toastUndo(ledger, t('lists.put', { month: formatPeriod(month, currentLanguage()) }), n);
    } catch (thrown) {
      toastFault(thrown);
    }
  };
  return (
    <Dialog open title={t('lists.addMaterial')} onClose={onClose}>
      <SearchField
        label={t('study.search')}
        value={query}
        placeholder={t('lists.findHint')}
        onChange={setQuery}
      />
      {found.length ? (
        <Card>
          {found.slice(0, SHOWN).map((clip) => (
            <Row
              key={clip.id}
              title={clip.fields.title}
              meta={provenance(clip)}
              onClick={() => void put(clip)}
            />
          ))}
        </Card>
      ) : (
        clips && <p class="text-meta text-ink-3">{t('lists.nothingLeft')}</p>
      )}
    </Dialog>
  );
}
