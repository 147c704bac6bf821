import { useState } from 'preact/hooks';
import { HEARD_LISTS, heardFigures, type HeardList, listOf } from '../../../lib/company/heard/figures';
import { isListed } from '../../../lib/company/heard/listed';
import { type FoundMatter, lastDay } from '../../../lib/company/heard/matters';
import { type Heard, heardOf, orderProblems } from '../../../lib/company/heard/order';
import { adoptedWord, heardWord, problemWord } from '../../../lib/company/heard/words';
import { bodyWord } from '../../../lib/company/words';
import { t } from '../../../lib/i18n';
import { heardFiguresOf } from '../../../lib/registers/matters';
import { NoBranch } from '../../governance/checklist-list';
import {
  Button,
  Card,
  EmptyState,
  Link,
  navigate,
  Page,
  Pill,
  Row,
  SearchField,
  type Tone,
  useQuery,
  useToday,
  useWide,
} from '../../ui';
import { Advised } from '../charter/advised';
import { type FoundHeard, LIST, matterRoute, MATTERS, useHeard } from './use-heard';

/** Matters listed at once. */
const PAGE = 60;
const TONES: Record<Heard, Tone> = {
  before: 'ok',
  late: 'due',
  none: 'due',
  unknown: 'unknown',
  open: 'info',
};

/** 参与决策: on what the Party organisation was heard, in which order, and what came of it. */
export function HeardPage() {
  const { company, found, mayWrite } = useHeard();
  const wide = useWide();
  const add = mayWrite && (
    <Button small icon="plus" action="add-matter" onClick={() => navigate(matterRoute('new'))}>
      {t('heard.add')}
    </Button>
  );
  return (
    <Page
      title={t('heard.title')}
      remark={wide ? company?.name : undefined}
      back="/governance"
      actions={company && add}
    >
      {!company ? (
        <NoBranch />
      ) : !found ? (
        <p aria-busy="true" class="text-meta text-ink-3">
          {t('common.loading')}
        </p>
      ) : (
        <>
          <Advised code="D3" text={t('heard.advised')} />
          <Ways found={found} />
          {found.matters.length ? (
            <Matters found={found} />
          ) : (
            <EmptyState
              title={t('heard.empty')}
              action={
                mayWrite && (
                  <>
                    <Button kind="primary" action="first-list" onClick={() => navigate(LIST)}>
                      {t('heard.list')}
                    </Button>
                    {add}
                  </>
                )
              }
            >
              {t('heard.emptyHint')}
            </EmptyState>
          )}
        </>
      )}
    </Page>
  );
}

/** To the 议事清单 and to the register with its columns, filters, Excel and paper. */
function Ways({ found }: { found: FoundHeard }) {
  const today = useToday();
  const count = found.list.filter((line) => isListed(line, today)).length;
  return (
    <div class="flex flex-wrap items-center gap-x-4">
      <Link to={LIST} class="text-red-ink inline-block py-1 underline">
        {t('heard.listCount', { count })}
      </Link>
      <Link to="/register?view=matters" class="text-red-ink inline-block py-1 underline">
        {t('heard.toRegister')}
      </Link>
    </div>
  );
}

function Matters({ found }: { found: FoundHeard }) {
  const query = useQuery();
  const [text, setText] = useState('');
  const [shown, setShown] = useState(PAGE);
  const asked: HeardList = HEARD_LISTS.find((one) => one === query.get('show')) ?? 'all';
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const matters = listOf(heardFigures(found.matters), asked).filter(({ fields, category }) => {
    const said = [fields.title, category, fields.opinion, fields.decision, fields.document, fields.answer];
    return words.every((word) => said.join(' ').toLowerCase().includes(word));
  });
  const go = (list: HeardList) =>
    navigate(list === 'all' || list === asked ? MATTERS : `${MATTERS}?show=${list}`, { replace: true });
  return (
    <>
      <div class="flex flex-wrap gap-2" role="group" aria-label={t('heard.figures')}>
        {heardFiguresOf(found.matters).map(({ key, label, value }) => (
          <button
            key={key}
            type="button"
            aria-pressed={asked === key}
            data-figure={key}
            class={`border-line rounded-card min-h-8 border px-2.5 py-1 text-left ${
              asked === key ? 'border-red bg-red-wash text-red-ink' : 'bg-card hover:text-red-ink'
            }`}
            onClick={() => go(key as HeardList)}
          >
            <span class="text-meta">{label}</span> <strong>{value}</strong>
          </button>
        ))}
      </div>
      <p class="text-meta text-ink-3">{t('heard.figuresNote')}</p>
      {found.matters.length > 8 && (
        <SearchField label={t('heard.find')} name="find" value={text} onChange={setText} />
      )}
      {asked !== 'all' && (
        <Button small kind="quiet" action="show-all" onClick={() => go('all')}>
          {t('heard.showAll', { count: found.matters.length })}
        </Button>
      )}
      {matters.length ? (
        <Card>
          {matters.slice(0, shown).map((matter) => (
            <MatterRow key={matter.id} matter={matter} />
          ))}
        </Card>
      ) : (
        <p class="text-meta text-ink-2">{t('heard.nothing')}</p>
      )}
      {matters.length > shown && <Button onClick={() => setShown(shown + PAGE)}>{t('posts.more')}</Button>}
    </>
  );
}

/** One matter: where it stands, and in words what to look at. */
export function MatterRow({ matter }: { matter: FoundMatter }) {
  const { fields, around, category } = matter;
  const heard = heardOf(fields, around.meetingOn);
  const problems = orderProblems(fields, around);
  return (
    <Row
      title={fields.title}
      meta={
        [
          category,
          fields.opinionOn && t('heard.opinionOn', { date: fields.opinionOn }),
          fields.decidedOn &&
            t('heard.decidedOn', {
              date: fields.decidedOn,
              body: fields.body ? bodyWord(fields.body) : '',
            }),
          heard !== 'open' && fields.opinion && adoptedWord(fields),
        ]
          .filter(Boolean)
          .join(' · ') ||
        lastDay(matter) ||
        t('heard.noDay')
      }
      to={matterRoute(matter.id)}
      below={
        problems.length > 0 && (
          <ul class="text-meta text-due" data-problems={problems.join(' ')}>
            {problems.map((problem) => (
              <li key={problem}>{problemWord(problem)}</li>
            ))}
          </ul>
        )
      }
      tail={<Pill tone={TONES[heard]}>{heardWord(heard)}</Pill>}
    />
  );
}
