import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { talkPeople, talksByPair } from '../../lib/life/talk-pairs';
import { packText } from '../../lib/rules/pack';
import { lifePack } from '../../lib/rules/packs';
import { talkCoverage, type TalkCoverage, type TalkPair } from '../../lib/rules/talks';
import {
  Basis,
  Button,
  EmptyState,
  Link,
  navigate,
  Note,
  Pill,
  Section,
  useMemberName,
  useMembers,
  useScope,
  useToday,
} from '../ui';
import { newTalkRoute, TalkMatrix } from './talk-matrix';

/** Names without a talk that are listed at once; the rest is behind a press. */
const LISTED = 12;
/** Beyond this many people a full table of members is drawn only when asked for. */
const SMALL = 8;

/** 配对: what the year asks for between whom, what of it there was, and who is still open. */
export function TalkPairs({ year, talks }: { year: string; talks: readonly Rec<'talk'>[] }) {
  const today = useToday();
  const roster = useMembers();
  const pack = lifePack();
  const language = currentLanguage();
  const last = `${year}-12-31`;
  const people = talkPeople(roster, pack, last < today ? last : today);
  const pairs = talks.map((talk): TalkPair => [talk.fields.talker, talk.fields.partner]);
  const byPair = talksByPair(talks);
  const committee = people.filter((person) => person.committee).map((person) => person.id);
  const others = people.filter((person) => !person.committee).map((person) => person.id);
  const sides = {
    committee: { rows: committee, columns: committee },
    committeeMember: { rows: others, columns: committee },
    members: { rows: others, columns: others },
  };
  if (people.length < 2)
    return (
      <EmptyState
        title={t('talk.nobody')}
        action={<Button onClick={() => navigate('/branch/roster/import')}>{t('talk.toRoster')}</Button>}
      />
    );
  return (
    <>
      <div class="space-y-1">
        <p class="text-meta text-ink-2">{t('talk.pairsHint')}</p>
        <Basis
          basis={pack.talks.basis}
          sources={pack.sources}
          confidence={pack.talks.confidence}
          wording={packText(pack.talks.wording, language)}
        />
      </div>
      {!committee.length && <Note tone="due">{t('talk.noPosts')}</Note>}
      {talkCoverage(pack, people, pairs)
        .filter((one) => one.needed > 0)
        .map((one) => (
          <Relation
            key={one.relation}
            one={one}
            past={last < today}
            talks={byPair}
            {...sides[one.relation]}
          />
        ))}
    </>
  );
}

function Relation(props: {
  one: TalkCoverage;
  past: boolean;
  rows: readonly string[];
  columns: readonly string[];
  talks: ReadonlyMap<string, readonly Rec<'talk'>[]>;
}) {
  const { one } = props;
  const nameOf = useMemberName();
  const { me } = useScope();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState(one.relation !== 'members' || props.rows.length <= SMALL);
  const title = packText(one.title, currentLanguage());
  const route = ([a = '', b]: readonly string[]): string => {
    if (b !== undefined) return newTalkRoute(a, b);
    return one.relation === 'members'
      ? newTalkRoute(a, '')
      : newTalkRoute(props.columns.includes(me) ? me : '', a);
  };
  return (
    <Section
      title={title}
      remark={t(one.each === 'pair' ? 'talk.ofPairs' : 'talk.ofPersons', {
        covered: one.covered,
        needed: one.needed,
      })}
      link={
        one.open.length > 0 ? (
          <Pill tone={props.past ? 'bad' : 'due'}>{t('today.finding.open', { count: one.open.length })}</Pill>
        ) : (
          <Pill tone="ok">{t('talk.allCovered')}</Pill>
        )
      }
    >
      {one.open.length > 0 && (
        <p class="text-meta text-ink-2 leading-7">
          {t('talk.stillOpen')}{' '}
          {one.open.slice(0, all ? undefined : LISTED).map((unit) => (
            <Link
              key={unit.join()}
              to={route(unit)}
              class="border-line-strong bg-card mr-1 inline-block rounded-full border px-2.5 leading-6"
            >
              {unit.map(nameOf).join('—')}
            </Link>
          ))}
          {!all && one.open.length > LISTED && (
            <button type="button" class="text-red-ink rounded-s px-1" onClick={() => setAll(true)}>
              {t('talk.openMore', { count: one.open.length - LISTED })}
            </button>
          )}
        </p>
      )}
      {open ? (
        <TalkMatrix label={title} rows={props.rows} columns={props.columns} talks={props.talks} />
      ) : (
        <Button small onClick={() => setOpen(true)}>
          {t('talk.showTable')}
        </Button>
      )}
    </Section>
  );
}
