import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { votesText } from '../../lib/life/ballot-text';
import { ballotsOf } from '../../lib/life/draft';
import { judgeOf } from '../../lib/life/voters';
import { lifePack } from '../../lib/rules/packs';
import { Card, Link, Note, Section, useMembers } from '../ui';
import { BallotVerdict } from './ballot-verdict';
import { linesText } from './rough-notes';

/** 表决 of an activity: the numbers, the result, and the rule behind it. */
export function MeetingBallots({ meeting }: { meeting: Rec<'meeting'> }) {
  const roster = useMembers();
  const pack = lifePack();
  const ballots = ballotsOf(meeting.fields);
  if (!ballots.length) return null;
  return (
    <Section title={t('ballot.title')} remark={t('ballot.countsOnly')} id="ballots">
      <Card>
        {ballots.map((ballot) => {
          const { voters, result, moved } = judgeOf(ballot, meeting.fields, roster, pack);
          return (
            <div key={ballot.id} class="space-y-1.5 px-3 py-2.5" data-part="ballot">
              <p class="font-semibold break-words">{ballot.text || t('ballot.unnamed')}</p>
              <p class="text-meta text-ink-2 break-words">
                {[
                  tDynamic(`ballot.kind.${ballot.kind}`),
                  ballot.method && tDynamic(`ballot.method.${ballot.method}`),
                  ballot.declared &&
                    t('ballot.announced', { result: tDynamic(`ballot.declared.${ballot.declared}`) }),
                  ballot.source && linesText(ballot.source),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              <p class="break-words">{votesText(ballot)}</p>
              <p class="text-meta text-ink-2">
                {t('ballot.voters', { ...voters, ...given(ballot) })}
                {ballot.reason && ` · ${ballot.reason}`}
              </p>
              <BallotVerdict ballot={ballot} result={result} />
              {moved && (
                <Note tone="due">
                  {t('ballot.moved', moved)}{' '}
                  <Link class="underline" to={`/life/meeting/${meeting.id}/edit`}>
                    {t('ballot.recount')}
                  </Link>
                </Note>
              )}
            </div>
          );
        })}
      </Card>
    </Section>
  );
}

type Line = ReturnType<typeof ballotsOf>[number];

/** The numbers that a person entered instead of those of the roster. */
const given = ({ eligible, present, online }: Line) => ({
  ...(eligible === undefined ? {} : { eligible }),
  ...(present === undefined ? {} : { present }),
  ...(online === undefined ? {} : { online }),
});
