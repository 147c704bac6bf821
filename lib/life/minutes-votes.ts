import type { Ballot, BallotKind } from '../records/ballot';
import { fold, NUMBER, numberOf } from './minutes-text';

/** A vote as the notes give it. A count that is not written stays unknown. */
export interface VoteFound extends Partial<
  Pick<
    Ballot,
    | 'yes'
    | 'no'
    | 'abstain'
    | 'invalid'
    | 'written'
    | 'eligible'
    | 'present'
    | 'method'
    | 'declared'
    | 'candidates'
    | 'seats'
  >
> {
  kind?: BallotKind;
  /** What was voted on, when the sentence itself says it. */
  subject: string;
}

const N = NUMBER;
const NONE = '(?:无人?|没有(?:人)?|没人)';

/** Counts beside one of the words, in any of the usual orders. */
function countOf(text: string, words: string): number | undefined {
  const patterns = [
    `(?:${words})(?:票|人数|的|者|意见)?\\s*[:：是为]?\\s*(${N})\\s*(?:票|人|名)?`,
    `(${N})\\s*(?:票|人|名)\\s*(?:表示|投|投了)?\\s*(?:${words})`,
  ];
  // The one that stands first counts: 20票赞成、1票反对 has a number on both sides of 赞成.
  const hits = patterns
    .map((pattern) => new RegExp(pattern).exec(text))
    .filter((hit) => hit !== null)
    .sort((a, b) => a.index - b.index);
  if (hits[0]) return numberOf(hits[0][1] ?? '');
  return new RegExp(`${NONE}(?:${words})|(?:${words})(?:票|人数)?\\s*[:：]?\\s*(?:无|没有)`).test(text)
    ? 0
    : undefined;
}

const VOTED =
  /(?:一致|全票|全体|鼓掌|举手|口头)(?:表决)?(?:同意|通过|赞成)|表决|投票|唱票|计票|得票|当选|票决/;

/** Reads a vote out of a sentence; undefined when it tells of none. */
export function voteIn(
  sentence: string,
  options: { section: boolean; election: boolean },
): VoteFound | undefined {
  const text = fold(sentence);
  // 不同意 holds 同意, and 未通过 holds 通过.
  const withoutNo = text.replace(/不(?:同意|赞成)/g, '反对');
  const yes = countOf(withoutNo, '赞成|同意|支持');
  const no = countOf(withoutNo, '反对');
  const abstain = countOf(withoutNo, '弃权');
  const invalid = countOf(text, '废票|无效票|无效');
  const counted = yes !== undefined || (no !== undefined && abstain !== undefined);
  const candidates = candidatesIn(text, options.election);
  const spoken =
    VOTED.test(text) &&
    !/(?:进行|准备|拟|将|提交|提请|需要|再|如何|怎么)[^,，。]{0,12}(?:表决|投票)(?!结果|通过)/.test(text);
  const partial = options.section && (no !== undefined || abstain !== undefined || invalid !== undefined);
  if (!counted && !candidates && !spoken && !partial) return undefined;
  const found: VoteFound = { subject: subjectOf(sentence, text) };
  const set = <K extends keyof VoteFound>(key: K, value: VoteFound[K] | undefined): void => {
    if (value !== undefined) found[key] = value;
  };
  if (candidates) set('candidates', candidates);
  else {
    set('yes', yes);
    set('no', no);
    set('abstain', abstain);
  }
  set('invalid', invalid);
  set('written', countOf(text, '书面意见|书面赞成|书面同意'));
  set('eligible', peopleOf(text, `(?:应到)?(?:会)?(?:有表决权|有选举权)的?(?:正式)?(?:党员|人数|人员|的)*`));
  set('present', peopleOf(text, `实到(?:会)?(?:有表决权|有选举权)?的?(?:正式)?(?:党员|人数|人员|的)*`));
  // Without 有表决权 or 有选举权 a number of people is that of the meeting, not that of the vote.
  if (!/有表决权|有选举权/.test(text)) delete found.present;
  set('seats', peopleOf(text, '应选(?:名额|人数|委员)?'));
  set(
    'method',
    /无记名/.test(text)
      ? 'secret'
      : /举手/.test(text)
        ? 'hands'
        : /口头|鼓掌/.test(text)
          ? 'voice'
          : undefined,
  );
  if (/未(?:获|能)?通过|没有通过|没通过|不予通过|不通过|否决/.test(text)) found.declared = 'failed';
  else if (/通过|一致同意|全票同意|全体同意/.test(text)) found.declared = 'passed';
  set('kind', kindOf(text, Boolean(candidates)));
  return found;
}

const peopleOf = (text: string, words: string): number | undefined => {
  const match = new RegExp(`${words}\\s*[:：为共]?\\s*(${N})\\s*(?:人|名|位)?`).exec(text);
  return match ? numberOf(match[1] ?? '') : undefined;
};

/** The rule that the words point to; the form decides when they point to none. */
function kindOf(text: string, candidates: boolean): BallotKind | undefined {
  if (candidates || /选举|当选|改选|补选|得票/.test(text)) return 'election';
  if (/转正|转为正式党员/.test(text)) return 'conversion';
  return /(?:接收|吸收|发展|接纳)[^,，。]{0,14}(?:预备党员|党员)|为(?:中共)?预备党员/.test(text)
    ? 'admission'
    : undefined;
}

const NOT_A_CANDIDATE =
  /^(?:赞成|同意|反对|弃权|无效|废|有效|收回|发出|发放|共|总|实收|获得|全部|支持|应到|实到|选举|得票|当选|表决)/;

/** `陈立夏 21票、周一鸣 20票`: names with their votes. */
function candidatesIn(text: string, election: boolean): VoteFound['candidates'] {
  if (!election && !/选举|当选|得票|候选|改选|补选/.test(text)) return undefined;
  const pattern = new RegExp(
    `(?<=^|[\\s,，、。;；:：(])([\\p{Script=Han}·]{2,4}?)\\s*(?:同志)?\\s*(?:得票|获得?|得|:|：)?\\s*(${N})\\s*票`,
    'gu',
  );
  const found = [...text.matchAll(pattern)]
    .filter((match) => !NOT_A_CANDIDATE.test(match[1] ?? ''))
    .map((match) => ({ name: match[1] ?? '', yes: numberOf(match[2] ?? '') }));
  return found.length ? found : undefined;
}

/** What a sentence says was voted on, in its own words; empty when it says only how. */
function subjectOf(sentence: string, text: string): string {
  const about =
    /(?:(?<!反)对|就|关于)(.{2,40}?)(?:进行了?|作了?|的)?(?:无记名|举手|口头|投票)*(?:投票)?表决/.exec(
      text,
    ) ??
    /(?:表决|审议|讨论|举手|投票|一致|全票|全体|票|人|会议|大会)(?:了)?(?:并)?(?:表决)?(?:通过|同意)(?:了)?[:：]?(?!的)([^,，。;；]{3,60})/.exec(
      text,
    ) ??
    /^(?:\s*(?:表决|投票)(?:事项|议题|内容)?[:：]\s*)([^,，。;；:：]{3,60})/.exec(text) ??
    /(?:表决|投票选举|票决)(?!结果|情况|通过|方式|票|的)([^,，。;；:：]{4,40})/.exec(text) ??
    /^([^,，。;；]{3,50}?)[:：,，\s]+(?:应到|实到|赞成|同意|表决|举手|无记名)/.exec(text);
  const at = about?.[1] ? text.indexOf(about[1], about.index) : -1;
  const words = at >= 0 && about?.[1] ? sentence.slice(at, at + about[1].length).trim() : '';
  return /^(?:赞成|同意|反对|弃权|表决|投票|结果|表决结果|投票结果|情况|会议|经|应到|实到|全体|到会|一致|大会应到|[\d\s]+|.*(?:有表决权|有选举权))/.test(
    words,
  )
    ? ''
    : words.replace(/^(?:的|了)/, '');
}

/** The people of the votes to come, when a sentence counts them and tells of no vote itself. */
export function votersIn(sentence: string): { eligible?: number; present?: number } | undefined {
  const text = fold(sentence);
  if (!/有表决权|有选举权/.test(text)) return undefined;
  const eligible = peopleOf(text, '应到(?:会)?的?(?:有表决权|有选举权)的?(?:正式)?(?:党员|人数|人员|的)*');
  const present = peopleOf(text, '实到(?:会)?的?(?:有表决权|有选举权)?的?(?:正式)?(?:党员|人数|人员|的)*');
  return eligible === undefined && present === undefined ? undefined : { eligible, present };
}
