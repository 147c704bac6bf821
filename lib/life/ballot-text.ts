import { t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import type { Meeting } from '../records';
import type { Ballot } from '../records/ballot';
import type { LifePack } from '../rules/pack';
import { ballotsOf } from './draft';
import { judgeOf } from './voters';

/** 赞成 20 · 反对 0 · 弃权 2, or the candidates with their votes; what nobody entered is 待明确. */
export function votesText(ballot: Ballot): string {
  if (ballot.kind === 'election') {
    return (ballot.candidates ?? [])
      .map(({ name, yes }) => `${name} ${yes ?? t('life.toBeDecided')}`)
      .join(' · ');
  }
  const parts = (['yes', 'no', 'abstain'] as const).map(
    (key) => `${tDynamic(`ballot.${key}`)} ${ballot[key] ?? t('life.toBeDecided')}`,
  );
  for (const key of ['written', 'invalid'] as const) {
    if (ballot[key]) parts.push(`${tDynamic(`ballot.${key}`)} ${ballot[key]}`);
  }
  return parts.join(' · ');
}

/** One vote as it stands on paper and in a register. */
export interface BallotRow {
  subject: string;
  /** The rule and how the vote was held. */
  how: string;
  /** Those entitled to vote, and of them those present and online. */
  voters: string;
  votes: string;
  /** What was announced, what the numbers give, and that both differ where they do. */
  result: string;
}

/** Votes of an activity in words. */
export function ballotRows(fields: Meeting, roster: readonly Rec<'member'>[], pack: LifePack): BallotRow[] {
  return ballotsOf(fields).map((ballot) => {
    const { voters, result } = judgeOf(ballot, fields, roster, pack);
    const announced = ballot.declared && tDynamic(`ballot.declared.${ballot.declared}`);
    const reached = result.candidates.filter((candidate) => candidate.reached).map(({ name }) => name);
    const counted =
      ballot.kind === 'election'
        ? reached.length
          ? t('ballot.reached', { needed: result.yesNeeded ?? 0, names: reached.join(t('life.nameJoin')) })
          : ''
        : result.passed === undefined
          ? ''
          : tDynamic(`ballot.declared.${result.passed ? 'passed' : 'failed'}`);
    return {
      subject: ballot.text || t('ballot.unnamed'),
      how: [
        tDynamic(`ballot.kind.${ballot.kind}`),
        ballot.method ? tDynamic(`ballot.method.${ballot.method}`) : '',
      ]
        .filter(Boolean)
        .join(' · '),
      voters: [
        t('ballot.paperVoters', {
          eligible: ballot.eligible ?? voters.eligible,
          present: ballot.present ?? voters.present,
          online: ballot.online ?? voters.online,
        }),
        ballot.reason ?? '',
      ]
        .filter(Boolean)
        .join('\n'),
      votes: votesText(ballot),
      result: [announced || counted || t('life.toBeDecided'), result.against ? t('ballot.paperAgainst') : '']
        .filter(Boolean)
        .join('\n'),
    };
  });
}
