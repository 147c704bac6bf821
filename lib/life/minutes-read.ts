import type { Rec } from '../ledger';
import { belongsOn } from '../branch/members';
import { postsOn } from '../branch/terms';
import type { SourceLines } from '../records/meeting';
import { isCivilDate } from '../rules/calendar';
import { type DueFound, duesIn } from './minutes-dates';
import { factsIn, type FactsFound } from './minutes-facts';
import { type Named, ownerAmongWords, ownersIn, type People, peopleOf } from './minutes-people';
import { tasksOf } from './minutes-tasks';
import { clausesOf, containment, fold, sentencesOf, withoutBullet, withoutFillers } from './minutes-text';
import { turnsOf } from './minutes-turns';
import { voteIn, type VoteFound, votersIn } from './minutes-votes';

/** Something that the rules found in rough notes. Offered, and entered only by a person. */
export interface Proposal {
  id: string;
  kind: 'resolution' | 'task' | 'vote' | 'facts' | 'done';
  lines: SourceLines;
  /** The sentence as it was written. */
  raw: string;
  /** What would be taken over, in the words of the notes. */
  text: string;
  /** Who is in charge; several = a question; none = 待明确. */
  owners: Named[];
  due?: DueFound;
  vote?: VoteFound;
  facts?: FactsFound;
  /** Agenda item under which it stands. */
  item?: string;
  /** A vote on the resolution of that proposal. */
  about?: string;
  /** An open resolution of an earlier meeting that the sentence reports as done. */
  done?: string;
  /** Said as a suggestion or a question: nobody decided it. */
  tentative: boolean;
  /** Taken over unless a person says otherwise. */
  taken: boolean;
}

/** A line of the minutes as it would stand. */
export interface ReadTurn {
  id: string;
  lines: SourceLines;
  raw: string;
  speaker?: Named;
  /** Sentences in their order; one that became a proposal names it, and stands here when that is turned down. */
  parts: { text: string; line: number; of?: string; noise?: true }[];
  /** 收到, [图片]: shown as left out. */
  taken: boolean;
}

export interface MinutesReading {
  turns: ReadTurn[];
  proposals: Proposal[];
  /** Day from which relative dates were counted: that of the notes, else that of the form. */
  on: string;
}

export interface ReadContext {
  members: readonly Rec<'member'>[];
  /** Day of the meeting as the form has it. */
  on: string;
  agenda?: readonly { id: string; text: string }[];
  /** Open resolutions of earlier meetings. */
  open?: readonly { id: string; text: string }[];
  /** A membership meeting: what was passed without a count is offered as a vote to be filled in. */
  general?: boolean;
}

type Section = 'resolution' | 'task' | 'vote' | undefined;

const HEADINGS: readonly [NonNullable<Section> | 'talk', RegExp][] = [
  [
    'resolution',
    /^(?:会议|支委会|大会)?(?:形成)?(?:的)?(?:如下|以下)?(?:决议|决定|议定)(?:事项|内容|如下|情况)*$/,
  ],
  [
    'task',
    /^(?:待办|待办事项|任务|任务清单|任务分工|分工|工作分工|下一步|下一步工作|下步工作|下一步安排|工作安排|行动项|后续|后续工作|后续安排|todo|action items?)$/i,
  ],
  ['vote', /^(?:表决|表决情况|表决结果|投票|投票结果|选举|选举结果|计票结果)$/],
  [
    'talk',
    /^(?:讨论|讨论情况|发言|发言要点|发言情况|交流|交流发言|学习|学习内容|会议内容|内容|议程|会议议程|传达|通报|汇报|不同意见|议题)$/,
  ],
];
/** Said at the beginning of a sentence by the meeting itself. */
const DECIDED =
  /^(?:会议|支委会|大会|支部|支部委员会|党员大会|与会(?:党员|同志)|大家)?(?:经(?:过)?(?:充分)?(?:讨论|研究|表决|审议|举手表决|投票表决)[,，]?)?(?:会议|大会)?(?:一致|原则|最终|集体)?(?:决定|议定|研究决定|明确|商定|同意|通过|审议通过|表决通过)/;
const BY_MEETING =
  /(?:会议|支委会|大会|支部委员会|与会(?:党员|同志))(?:一致|原则|最终|研究|经讨论)?[,，]?(?:决定|议定|同意|通过|明确|商定)|(?:经(?:过)?(?:充分)?(?:讨论|研究|表决|审议)[,，]?(?:会议)?(?:一致|最终)?(?:决定|议定|同意|通过|明确))|^(?:一致|原则|全票|全体(?:一致)?)(?:同意|通过)|^(?:研究)?决定|^议定/;
/** `年度计划通过`: jotted down, and decided. */
const PASSED = /^[^,，。:]{2,24}(?:获得?|表决|一致|全票|审议)?通过[。.]?$/;
const LABELLED =
  /^(?:决议|决定|议定|会议决定|会议决议|决议事项|决定事项)(?:[一二三四五六七八九十\d]{1,2})?\s*[:：]\s*/;
const TASK_LABEL = /^(?:待办|任务|todo|action|跟进|下一步)\s*(?:\d{1,2})?\s*[:：]\s*/i;
const TENTATIVE =
  /建议|希望|能不能|可不可以|可否|是否|是不是|要不|可以考虑|如果|假如|不如|最好|应该|想(?:要)?|[?？]\s*$/;
const REPORTED =
  /(?:已|已经)(?:全部|基本|按期|如期|按时)?(?:完成|落实|办结|整改|解决|到位|做完|延长|送达|交付|上线|报送)|(?:完成|落实|办|整改|解决|做)(?:好|完)?了|(?:完成|落实|整改)情况/;
const NOISE =
  /^(?:收到|好的?|好滴|ok|okay|嗯+|对+|是的?|可以|没问题|没有了|没了|谢谢(?:大家)?|辛苦了|哈+|了解|明白|1|\+1|听得到吗?|能听到吗?|喂+|大家好)?[\s。.!！~、,，]*$|^\[(?:图片|语音|表情|视频|文件|链接|动画表情|红包|位置).*\]|(?:撤回了一条消息|加入了会议|离开了会议|修改群名|拍了拍|以上(?:内容|文字).{0,8}(?:AI|人工智能|自动)|智能(?:纪要|速览)|文字记录|^关键词)/i;

/**
 * Reads rough notes by plain rules: who said what, what was decided, who does what until when, how was voted, what the
 * head of the notes states. Every finding keeps its lines; what is not written stays open. Nothing is made up, and no
 * sentence is lost: what is no finding, or is turned down, is a line of the minutes.
 */
export function readMinutes(notes: string, context: ReadContext): MinutesReading {
  const { on } = context;
  // Who belonged to the branch that day, in the posts of that day.
  const members = isCivilDate(on)
    ? context.members
        .filter((member) => belongsOn(member, on))
        .map((member) => ({ ...member, fields: { ...member.fields, posts: postsOn(member, on) } }))
    : [...context.members];
  const people = peopleOf(members);
  const reader = new Reader(context, members, people);
  for (const turn of turnsOf(notes, people)) reader.turn(turn);
  return { turns: reader.turns, proposals: reader.proposals, on: reader.on };
}

/** A sentence that counts voters and tells of no vote. */
const onlyVoters = ({ yes, no, abstain, candidates, declared }: VoteFound): boolean =>
  yes === undefined && no === undefined && abstain === undefined && !candidates && !declared;

class Reader {
  readonly turns: ReadTurn[] = [];
  readonly proposals: Proposal[] = [];
  on: string;
  #section: Section;
  #item: string | undefined;
  /** Voters as the notes count them, for the votes that follow. */
  #voters: { eligible?: number; present?: number } = {};

  constructor(
    private readonly context: ReadContext,
    private readonly members: readonly Rec<'member'>[],
    private readonly people: People,
  ) {
    this.on = context.on;
  }

  turn(turn: ReturnType<typeof turnsOf>[number]): void {
    const read: ReadTurn = {
      id: `t${this.turns.length}`,
      lines: [...turn.lines],
      raw: turn.raw,
      speaker: turn.speaker,
      parts: [],
      taken: true,
    };
    this.turns.push(read);
    for (const piece of turn.pieces) {
      const lines: SourceLines = [piece.line, piece.line];
      if (!turn.speaker && this.#heading(piece.text)) {
        read.parts.push({ text: piece.text, line: piece.line });
        // A heading says nothing by itself; what stands under it is taken over.
        read.taken = false;
        continue;
      }
      const found = turn.speaker ? undefined : factsIn(piece.text, this.on, this.members, this.people);
      if (found) {
        const id = this.#add('facts', lines, piece.text, piece.text, { facts: found });
        const date = found.facts.find(({ field }) => field === 'date')?.value;
        if (date) this.on = date;
        read.parts.push({ text: piece.text, line: piece.line, of: id });
        continue;
      }
      if (NOISE.test(fold(piece.text).trim())) {
        read.parts.push({ text: piece.text, line: piece.line, noise: true });
        continue;
      }
      for (const sentence of sentencesOf(piece.text)) {
        const of = this.#sentence(sentence, lines, turn.speaker);
        read.parts.push({ text: withoutFillers(sentence), line: piece.line, ...(of ? { of } : {}) });
      }
    }
    if (read.parts.every(({ noise }) => noise)) read.taken = false;
  }

  /** A line that opens a section, or begins the next item of the agenda. */
  #heading(text: string): boolean {
    const bare = fold(withoutBullet(text))
      .replace(/[\s:。,]+$/, '')
      .trim();
    const heading = HEADINGS.find(([, words]) => words.test(bare));
    if (heading) {
      this.#section = heading[0] === 'talk' ? undefined : heading[0];
      return true;
    }
    const item = this.context.agenda?.find(
      (entry) => bare.length >= 4 && containment(entry.text, bare) >= 0.6,
    );
    if (item && bare.length <= item.text.length * 2 + 6) {
      this.#item = item.id;
      this.#section = undefined;
    }
    return false;
  }

  #add(
    kind: Proposal['kind'],
    lines: SourceLines,
    raw: string,
    text: string,
    more: Partial<Proposal> = {},
  ): string {
    const id = `p${this.proposals.length}`;
    this.proposals.push({
      id,
      kind,
      lines,
      raw,
      text,
      owners: [],
      tentative: false,
      taken: true,
      ...(this.#item ? { item: this.#item } : {}),
      ...more,
    });
    return id;
  }

  /** Turns a sentence into proposals; returns the first, by which the sentence stands or falls. */
  #sentence(sentence: string, lines: SourceLines, speaker: Named | undefined): string | undefined {
    const text = fold(withoutBullet(sentence));
    const decided =
      !REPORTED.test(text) &&
      (LABELLED.test(text) ||
        BY_MEETING.test(text) ||
        (!speaker && PASSED.test(text) && !/(?:未|没有?|不|再|否)(?:获|能|予)?通过/.test(text)) ||
        (!speaker && DECIDED.test(text) && !/^(?:要求|明确|同意|通过|大家)/.test(text)));
    const last = this.proposals[this.proposals.length - 1];
    const goesOn = last?.vote !== undefined && lines[0] - last.lines[1] <= 1;
    const vote = voteIn(sentence, {
      section: this.#section === 'vote' || goesOn,
      election: this.#section === 'vote' || (goesOn && last.vote?.kind === 'election'),
    });
    const voters = votersIn(sentence);
    if (voters) this.#voters = voters;
    if (voters && (!vote || onlyVoters(vote))) {
      const numbers = Object.fromEntries(Object.entries(voters).filter(([, count]) => count !== undefined));
      return this.#add('facts', lines, sentence, sentence, {
        facts: { facts: [], numbers, marks: {}, doubtful: [] },
      });
    }
    if (vote) {
      const about =
        decided && /通过|同意|决定/.test(text)
          ? this.#resolution(sentence, lines, speaker, vote.subject)
          : undefined;
      return this.#vote(vote, sentence, lines, about) ?? about;
    }
    const reported = this.#reported(sentence, text, lines);
    if (reported) return reported;
    return this.#tasks(sentence, text, lines, speaker, decided);
  }

  #resolution(
    sentence: string,
    lines: SourceLines,
    speaker: Named | undefined,
    subject: string,
  ): string | undefined {
    const body = withoutBullet(sentence).replace(/[。;；]$/, '');
    const text =
      subject && /通过|同意/.test(body)
        ? `${/同意/.test(body) && !/通过/.test(body) ? '同意' : '通过'}${subject}`
        : body;
    if (!subject && !LABELLED.test(fold(body))) return undefined;
    return this.#add('resolution', lines, sentence, text.replace(LABELLED, ''), {
      owners: ownersIn(sentence, this.people, speaker),
      due: duesIn(sentence, this.on, false)[0],
    });
  }

  #vote(
    vote: VoteFound,
    sentence: string,
    lines: SourceLines,
    about: string | undefined,
  ): string | undefined {
    const counted =
      vote.yes !== undefined ||
      vote.no !== undefined ||
      vote.abstain !== undefined ||
      vote.candidates !== undefined;
    const last = this.proposals[this.proposals.length - 1];
    const near = last && lines[0] - last.lines[1] <= 2;
    // 赞成：20 / 反对：0 / 弃权：1 in lines of their own are one vote.
    if (last?.vote && near && !about && !vote.subject) {
      const before = last.vote;
      const clash = (['kind', 'yes', 'no', 'abstain', 'invalid', 'declared'] as const).some(
        (key) => before[key] !== undefined && vote[key] !== undefined && before[key] !== vote[key],
      );
      if (!clash && !(before.candidates && vote.candidates && !counted)) {
        const candidates = [...(before.candidates ?? []), ...(vote.candidates ?? [])];
        last.vote = {
          ...before,
          ...vote,
          subject: before.subject,
          ...(candidates.length ? { candidates } : {}),
        };
        last.lines = [last.lines[0], lines[1]];
        last.raw = last.raw === sentence ? last.raw : `${last.raw}\n${sentence}`;
        last.taken = true;
        return last.id;
      }
    }
    const decision = about ?? (near && last.kind === 'resolution' && !vote.subject ? last.id : undefined);
    const subject = vote.subject || this.proposals.find(({ id }) => id === decision)?.text || '';
    return this.#add('vote', lines, sentence, subject, {
      vote: { ...this.#voters, ...vote },
      about: decision,
      // 一致同意 without a count is a vote to fill in only where votes are recorded.
      taken: counted || Boolean(this.context.general) || this.#section === 'vote',
    });
  }

  /** A sentence that reports an open resolution as done. */
  #reported(sentence: string, text: string, lines: SourceLines): string | undefined {
    if (!REPORTED.test(text) || /未完成|没有完成|没完成|尚未|还没/.test(text)) return undefined;
    const best = (this.context.open ?? [])
      .map((item) => ({ item, score: containment(item.text, sentence) }))
      .sort((a, b) => b.score - a.score)[0];
    if (!best || best.score < 0.5) return undefined;
    // It is a report and stays in the minutes; the check mark is offered beside it.
    this.#add('done', lines, sentence, best.item.text, { done: best.item.id });
    return undefined;
  }

  #tasks(
    sentence: string,
    text: string,
    lines: SourceLines,
    speaker: Named | undefined,
    decided: boolean,
  ): string | undefined {
    const labelled = TASK_LABEL.test(text);
    const section = this.#section === 'resolution' || this.#section === 'task' ? this.#section : undefined;
    const owners = ownersIn(sentence, this.people, speaker);
    const inSection = section !== undefined && text.length >= 4;
    const asTask = inSection || decided || labelled || owners.length > 0;
    const dues = duesIn(sentence, this.on, asTask);
    const words =
      !speaker && !owners.length && clausesOf(sentence).join('').length <= 40
        ? ownerAmongWords(withoutBullet(sentence), this.people)
        : [];
    const telegraphic = words.length > 0 && (inSection || duesIn(sentence, this.on, true).length > 0);
    const acts =
      /完成|落实|提交|上报|报送?|整改|到位|办结|反馈|公示|答复|解决|准备|组织|开展|做好|拿出|收集|汇总|走访|巡查|整理|联系/.test(
        text,
      );
    const due = dues.length > 0 && (acts || owners.length > 0);
    if (!asTask && !telegraphic && !due) return undefined;
    if (REPORTED.test(text) && !decided && !inSection) return undefined;
    const tentative = !decided && !inSection && !labelled && TENTATIVE.test(text);
    const kind = decided || section === 'resolution' ? 'resolution' : 'task';
    let first: string | undefined;
    const body = withoutBullet(sentence)
      .replace(LABELLED, '')
      .replace(TASK_LABEL, '')
      .replace(/^@\S{1,10}\s+/, '')
      // 那就定了，会议决定由…: what is decided begins after the word for deciding.
      .replace(
        /^(?:[^,，:：]{0,8}[,，])?(?:经(?:过)?(?:充分)?(?:讨论|研究)[,，]?)?(?:会议|支委会|大会|支部)?(?:研究|一致|最终)?(?:决定|议定|明确)[:：,，]?\s*(?=\S{4})/,
        '',
      );
    for (const task of tasksOf(body, {
      on: this.on,
      people: this.people,
      owners: telegraphic ? words : owners,
      speaker,
      telegraphic,
    })) {
      const id = this.#add(kind, lines, sentence, task.text, {
        owners: task.owners,
        due: task.due,
        tentative,
        taken: !tentative,
      });
      first ??= id;
    }
    return first;
  }
}
