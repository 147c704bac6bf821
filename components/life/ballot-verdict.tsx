import { currentLanguage, t, tDynamic } from '../../lib/i18n';
import type { Ballot } from '../../lib/records/ballot';
import type { BallotResult } from '../../lib/rules/ballot';
import { packText } from '../../lib/rules/pack';
import { lifePack } from '../../lib/rules/packs';
import { Basis, Note } from '../ui';

/** What the arithmetic says about a vote, with its source. It is a remark for people and stops nothing. */
export function BallotVerdict({ ballot, result }: { ballot: Ballot; result: BallotResult }) {
  const { rule } = result;
  const fine = !result.against && result.passed !== false && result.quorate !== false;
  return (
    <Note tone={result.against ? 'bad' : fine ? 'info' : 'due'}>
      {quorumText(result)}
      <span class="block font-semibold">{outcomeText(ballot, result)}</span>
      {result.notices.map((notice) => (
        <span key={notice} class="block">
          {tDynamic(`rules.vote.${notice}`)}
        </span>
      ))}
      {rule && (
        <Basis
          basis={rule.basis}
          sources={lifePack().sources}
          confidence={rule.confidence}
          wording={packText(rule.wording, currentLanguage())}
        />
      )}
    </Note>
  );
}

/** 有表决权到会 22 / 26，不少于 13 人方可表决. */
function quorumText(result: BallotResult) {
  const { present, eligible, presentNeeded, quorate } = result;
  if (presentNeeded === undefined) return t('ballot.people', { present, eligible });
  return t(quorate ? 'ballot.quorate' : 'ballot.notQuorate', { present, eligible, needed: presentNeeded });
}

/** 赞成 20，超过 13，通过; for an election whom the votes suffice for. */
export function outcomeText(ballot: Ballot, result: BallotResult): string {
  if (ballot.kind === 'election') {
    const reached = result.candidates.filter((candidate) => candidate.reached).map(({ name }) => name);
    const open = !result.candidates.length || result.candidates.some(({ yes }) => yes === undefined);
    if (open) return t('ballot.votesOpen', { needed: result.yesNeeded ?? 0 });
    return reached.length
      ? t('ballot.reached', { needed: result.yesNeeded ?? 0, names: reached.join(t('life.nameJoin')) })
      : t('ballot.nobodyReached', { needed: result.yesNeeded ?? 0 });
  }
  if (result.yesNeeded === undefined) {
    return ballot.declared ? tDynamic(`ballot.declared.${ballot.declared}`) : t('ballot.undeclared');
  }
  if (ballot.yes === undefined) return t('ballot.votesOpen', { needed: result.yesNeeded });
  return t(result.passed ? 'ballot.passed' : 'ballot.failed', { yes: ballot.yes, needed: result.yesNeeded });
}
