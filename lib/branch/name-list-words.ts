import type { AttendanceState, LEAVE_REASONS } from '../records/meeting';

export type LeaveReason = (typeof LEAVE_REASONS)[number];

/** What the words beside a name say about attendance. */
export interface Hint {
  state?: AttendanceState;
  /** Category only: what was written about health or family is not kept. */
  reason?: LeaveReason;
  /** People brought along (`王五+1`). */
  plus?: number;
}

const NOT_COMING =
  /(不|无法|没法|没办法|未)(能|便)?(来|去|到|参加|出席|参会|赶到)|(来|去|到|赶|参加)不(了|到|上)|no show/i;
const LEAVE = /请.{0,2}假|休假|[事病年婚产丧陪探]假|陪产|调休|有事|冲突|\bleave\b/i;
const ABSENT = /缺席|缺勤|旷|无故|\babsent\b/i;
const MAKEUP = /补课|补学|已补|补上|\bmake-?up\b/i;
const OBSERVER = /列席|旁听|\bobserver?\b/i;
const ONLINE = /线上|在线|网上|远程|视频|云会议|腾讯会议|飞书|钉钉|企业微信|\b(online|remote|zoom|teams)\b/i;
const PRESENT =
  /到会|到场|参加|参会|出席|现场|线下|已?签到|已到|准时|能来|可以来|会来|报名|实到|\b(present|yes|in)\b|^\s*(到|来|1|✓|√)\s*$/i;

const REASONS: readonly [LeaveReason, RegExp][] = [
  ['trip', /出差|外出|外地|在外|差旅|\btrip\b/i],
  ['sick', /病|发烧|发热|医院|身体|住院|不舒服|手术|体检|孕|\bsick\b/i],
  ['shift', /值班|倒班|轮班|夜班|早班|晚班|当班|上班|跑单|送单|在岗|\bshift\b/i],
  ['family', /家里|家中|家事|家属|孩子|小孩|老人|父母|产假|陪产|婚|丧|探亲|\bfamily\b/i],
  ['work', /加班|开会|会议冲突|客户|工作|项目|上线|值守|培训冲突|\bwork\b/i],
];

/** Reads what the words beside a name say. Words that say nothing leave the state open. */
export function readHint(text: string): Hint {
  const hint: Hint = {};
  const plus = /[+＋]\s*(\d{1,2})/.exec(text);
  if (plus) hint.plus = Number(plus[1]);
  // The state is read without online tools in it: 腾讯会议 is a place to attend, not a meeting that collides.
  const rest = text.replace(/[+＋]\s*\d{1,2}/g, ' ');
  const reason = REASONS.find(([, words]) => words.test(rest))?.[0];
  if (MAKEUP.test(rest)) hint.state = 'makeup';
  else if (ABSENT.test(rest)) hint.state = 'absent';
  else if (LEAVE.test(rest) || NOT_COMING.test(rest)) hint.state = 'leave';
  else if (OBSERVER.test(rest)) hint.state = 'observer';
  else if (ONLINE.test(rest)) hint.state = 'online';
  else if (PRESENT.test(rest)) hint.state = 'present';
  else if (reason) hint.state = 'leave';
  if (hint.state === 'leave' && reason) hint.reason = reason;
  return hint;
}

const HEADING =
  /^[\s【[*#>-]*(到会|参加|参会|出席|实到|现场|线下|线上|在线|请假|缺席|未到|列席|补课|补学)(的)?(人员|名单|同志|党员|参会|参加|情况)*[\s】\]]*(?:[（(]?\s*\d{1,3}\s*[人名位]?\s*[)）]?)?\s*[:：]/;

const HEADING_STATE: Record<string, AttendanceState> = {
  线上: 'online',
  在线: 'online',
  请假: 'leave',
  缺席: 'absent',
  未到: 'absent',
  列席: 'observer',
  补课: 'makeup',
  补学: 'makeup',
};

/** The state that a heading such as `请假（3人）：` gives to the names after it, and what follows the heading. */
export function readHeading(line: string): { state: AttendanceState; rest: string } | undefined {
  const match = HEADING.exec(line);
  if (!match) return undefined;
  return { state: HEADING_STATE[match[1] ?? ''] ?? 'present', rest: line.slice(match[0].length) };
}

const STARTS =
  /^(同志|老师|师傅|书记|副书记|委员|组长|主任|经理|总(?=$|\P{Script=Han})|请|线上|线下|现场|在线|远程|视频|参加|参会|出席|到|来|能|可|不|无|没|未|已|缺|列席|旁听|补|休|事假|病假|年假|产假|婚假|陪|调休|出差|外|加班|开会|值班|倒班|夜班|早班|晚班|上班|当班|有|因|在|家|生病|身体|住院|学|打卡|收到|完成|报名|签到|代|和|及|与|等)/u;
const ENDS =
  /(线上|线下|现场|在线|参加|参会|出席|到会|请假|缺席|列席|补课|同志|党员|书记|委员|组长|代|和|及|与|是|人|班|组|站|部|：|:)$/u;

/** True when Han text that follows a name can be a remark, so that the name really ends there. */
export const canFollowName = (text: string): boolean => !/^\p{Script=Han}/u.test(text) || STARTS.test(text);

/** True when Han text before a name can be a remark or a department, so that the name really starts there. */
export const canPrecedeName = (text: string): boolean => !/\p{Script=Han}$/u.test(text) || ENDS.test(text);

/** Takes forms of address off the end of a name (李四同志). */
export const withoutAddress = (name: string): string =>
  name.length > 3 ? name.replace(/(同志|老师|师傅|书记|委员|组长)$/u, '') : name;
