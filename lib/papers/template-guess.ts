import type { TemplateCell, TemplateGrid, TemplateView } from '../exchange/ooxml';
import { type ListName, TEMPLATE_LISTS } from './template-fields';

/** What a form seems to want. Shown to be corrected; nothing is filled before a person looked at it. */
export interface TemplateGuess {
  subject: 'meeting' | 'period';
  bindings: Record<string, string>;
  lists: Record<string, ListName>;
}

/** Labels of forms as they are compared: without blanks, punctuation, brackets and what is in them. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\([^)]*\)|【[^】]*】|\[[^\]]*\]/g, '')
    .replace(/[\s_:：;；,，、.。*＊·]/g, '');

type Words = readonly (readonly [key: string, pattern: RegExp])[];

const MEETING: Words = [
  ['hostWithPost', /^主持人(及|和)?职务$/],
  ['host', /^(会议|活动)?主持(人|者)?$/],
  ['recorder', /^(会议|活动)?(记录|纪录)(人|员|者)$/],
  ['lecturer', /^(主讲|授课|讲课|党课主讲|宣讲)(人|者|老师)?$/],
  ['dateTime', /^(会议|活动|召开|开会|开展|学习)?(时间|日期时间)$/],
  ['date', /^(会议|活动|召开|开会|开展)?(日期|年月日)$/],
  ['time', /^起止时间$/],
  ['start', /^开始时间$/],
  ['end', /^结束时间$/],
  ['duration', /^(会议|活动)?时长(分钟)?$/],
  ['place', /^(会议|活动|召开|开会|开展)?(地点|地址|场所)$/],
  ['types', /^(会议|活动)(类型|类别|形式|种类)$/],
  ['title', /^(会议|活动|主题党日|党课)?(名称|主题|题目|标题|课题|内容主题)$/],
  ['ordinal', /^(会议)?(次数|第几次|次第)$/],
  ['expected', /^应(到|参加|出席|参会)(会)?(人数|党员数|党员人数|党员|人)?$/],
  ['attended', /^实(到|际到会|参加|出席|际参加|参会)(会)?(人数|党员数|党员人数|党员|人)?$/],
  ['awayCount', /^(缺席|缺勤|未到|请假)(人数|数)$/],
  ['rate', /^(出勤|到会|参会|出席)率$/],
  ['absent', /^缺席(人员|人|情况|名单|党员)?(及|和)?(原因|事由|理由)?$/],
  ['leave', /^请假(人员|人|情况|名单|党员)?(及|和)?(原因|事由|理由)?$/],
  ['away', /^(未到|缺席请假|请假缺席|缺勤)(人员|人|情况|名单)?(及|和)?(原因|事由|理由)?$/],
  ['observers', /^(列席|邀请)(人员|人|领导|单位)?$/],
  ['present', /^(参加|出席|到会|参会|与会|实到)(人员|党员|名单|人|人员名单)$/],
  ['group', /^(所在)?党小组(名称)?$/],
  ['agenda', /^((主要)?议题|(会议|活动)?(议程|议题|流程|程序)|(会议|活动)(议题|议程)及?.*)$/],
  ['resolutions', /^(会议)?(决议|决定|议定)(事项|情况|内容)?$|^(会议)?形成(的)?决议$/],
  ['minutes', /^(会议|活动)?(记录|纪要|纪录|内容|主要内容|情况|过程|具体内容|发言要点|记录要点|内容记录)$/],
  ['voters', /^(应到)?有表决权(的)?(党员|人数|党员数)$/],
  ['enteredOn', /^(记录日期|录入日期|填报日期)$/],
];

const ANY: Words = [
  [
    'branch',
    /^(党支部|支部|所在(党)?支部|支部名称|党支部名称|党组织名称|党组织|单位|填报单位|填表单位|单位名称)$/,
  ],
  ['superior', /^(上级党组织|上级党委|隶属党组织|所属党委|上级组织)$/],
  ['company', /^(企业|公司|企业名称|所在企业|公司名称|所在单位)$/],
  ['secretary', /^(党)?(支部)?书记(姓名)?$/],
  ['deputySecretary', /^(党)?(支部)?副书记(姓名)?$/],
  ['organization', /^组织委员$/],
  ['publicity', /^宣传委员$/],
  ['discipline', /^(纪检|纪律检查)委员$/],
  ['committee', /^(支委|支部委员|支委成员|支委会成员|班子成员)$/],
  ['members', /^(党员|党员总|党员人)(数|人数|总数)?$/],
  ['full', /^正式党员(数|人数)?$/],
  ['probationary', /^预备党员(数|人数)?$/],
  ['groups', /^党小组(数|个数|数量)$/],
  ['foundedOn', /^(支部)?成立(时间|日期)$/],
  ['termStart', /^(换届|本届)(时间|日期|开始时间|起始)$/],
  ['termEnd', /^(届满|任期届满)(时间|日期)$/],
  ['today', /^(填表|填报|制表|上报|填写|报送)(时间|日期)$/],
  ['maker', /^(填表|填报|制表|上报|经办|填写)人$/],
];

const PERIOD: Words = [
  ['label', /^(期间|统计期间|时段|统计时段|季度|月份|年度)$/],
  ['year', /^年$/],
  ['count.general', /^(支部)?党员大会(次数|召开次数)?$/],
  ['count.committee', /^(支委会|支部委员会|支委会会议)(次数|召开次数)?$/],
  ['count.group', /^党小组会(次数|召开次数)?$/],
  ['count.lecture', /^党课(次数|讲授次数)?$/],
  ['count.themeDay', /^主题党日(活动)?(次数|开展次数)?$/],
  ['count.orgLife', /^组织生活会(次数)?$/],
  ['count', /^(会议|活动|合计)(次数|总次数)$/],
  ['expected', /^应到(会)?人次$/],
  ['attended', /^实到(会)?人次$/],
  ['rate', /^(出勤|到会)率$/],
];

const NUMBER = /^(序号|编号|序|NO|No|no|#)$/;
const LINES: Record<ListName, Words> = {
  attendance: [
    ['name', /^(姓名|党员姓名|参会人员|名字|人员)$/],
    ['state', /^(签到|到会|出席|到会情况|出席情况|出勤|出勤情况|考勤|状态|是否到会|参会情况)$/],
    ['reason', /^(缺席|请假)?(原因|事由|理由)$/],
    ['category', /^(人员|党员)类别$/],
    ['group', /^(所在)?党小组$/],
    ['posts', /^(党内)?职务$/],
  ],
  resolutions: [
    ['text', /^(决议|决议事项|决定事项|任务|事项|议定事项|工作任务|内容|工作内容)$/],
    ['owner', /^(责任人|负责人|牵头人|承办人)$/],
    ['dueOn', /^(时限|完成时限|期限|完成时间|截止日期|办结时限)$/],
    ['state', /^(状态|完成情况|落实情况|进展)$/],
  ],
  agenda: [['text', /^(议题|议程|议题内容)$/]],
  meetings: [
    ...MEETING.filter(([key]) =>
      [
        'host',
        'recorder',
        'lecturer',
        'place',
        'types',
        'title',
        'ordinal',
        'expected',
        'attended',
        'awayCount',
        'rate',
        'absent',
        'agenda',
        'resolutions',
      ].includes(key),
    ).map(([key, pattern]) => [key === 'absent' ? 'away' : key, pattern] as const),
    ['date', /^(会议|活动|召开|开展)?(日期|时间)$/],
    ['types', /^(类型|类别|形式)$/],
    ['title', /^(主题|名称|内容|活动内容|会议内容|主要内容|活动主题)$/],
    ['agenda', /^(议题|主要议题)$/],
  ],
  study: [
    ['date', /^(学习)?(日期|时间)$/],
    ['member', /^(姓名|党员姓名|学习人)$/],
    ['subject', /^(学习)?(主题|内容|材料|题目|课程|名称)$/],
    ['form', /^(学习)?(形式|方式)$/],
    ['hours', /^学时(数)?$/],
  ],
  members: [
    ['name', /^(姓名|党员姓名)$/],
    ['gender', /^性别$/],
    ['ethnicity', /^民族$/],
    ['birth', /^出生(日期|年月|年月日|时间)$/],
    ['education', /^(学历|文化程度)$/],
    ['degree', /^学位$/],
    ['category', /^((人员|党员)类别|党员类型|类别)$/],
    ['group', /^(所在)?党小组$/],
    ['joinedOn', /^(入党|加入党组织)(日期|时间|年月)$/],
    ['fullSince', /^(转正|转为正式党员)(日期|时间|年月)$/],
    ['posts', /^(党内职务|支部职务|职务)$/],
    ['job', /^(工作岗位|岗位|职位)$/],
    ['employer', /^(工作单位|工作单位及职务|单位|部门|所在部门)$/],
    ['phone', /^(联系电话|手机|手机号|手机号码|联系方式|电话)$/],
    ['mobile', /^(是否)?流动党员$/],
    ['note', /^备注$/],
  ],
};

/** A list is believed in when this many of its columns are there, the one that names the line among them. */
const ENOUGH: Record<ListName, { count: number; needs: string }> = {
  attendance: { count: 2, needs: 'name' },
  resolutions: { count: 2, needs: 'text' },
  agenda: { count: 1, needs: 'text' },
  meetings: { count: 3, needs: 'date' },
  study: { count: 3, needs: 'hours' },
  members: { count: 3, needs: 'name' },
};

/** Words in the name or head of a form that is about a period and not about one activity. */
const PERIOD_TITLE = /季度|月度|年度|统计|汇总|一览|名册|台账|花名册/;

const match = (words: Words, label: string): string | undefined =>
  words.find(([, pattern]) => pattern.test(label))?.[0];

/** Works out from the labels of a form what its places want. */
export function guessTemplate(view: TemplateView, name = ''): TemplateGuess {
  const found = view.grids.map((grid) => ({ grid, rows: listRows(grid) }));
  const lists = Object.fromEntries(found.flatMap(({ rows }) => rows.map(({ row, list }) => [row, list])));
  const kinds = new Set(Object.values(lists).map((list) => TEMPLATE_LISTS[list]));
  const labels = view.grids.flatMap(({ cells }) => cells.map(({ text }) => plain(text)));
  const meetingWords = [
    ...labels,
    ...view.lines.map(({ text }) => plain(text)),
    ...view.placeholders.map(plain),
  ].filter((label) =>
    match(
      MEETING.filter(([key]) => /host|recorder|place|agenda|minutes/.test(key)),
      label,
    ),
  ).length;
  const ofPeriod = (): boolean => {
    // Its lists say it, then the words of a single activity, then its title.
    if (kinds.has('period')) return true;
    if (kinds.has('meeting') || meetingWords >= 2) return false;
    return kinds.has('any') || PERIOD_TITLE.test(name + labels.slice(0, 6).join(' '));
  };
  const subject = ofPeriod() ? 'period' : 'meeting';
  const bindings: Record<string, string> = {};
  const single = (label: string): string | undefined => {
    const own = subject === 'meeting' ? match(MEETING, label) : match(PERIOD, label);
    if (own) return `${subject}.${own}`;
    const any = match(ANY, label);
    return any && `any.${any}`;
  };
  for (const { grid, rows } of found) {
    const heads = new Set(rows.flatMap(({ head }) => head));
    for (const { list, columns } of rows) {
      for (const [place, key] of columns) bindings[place] = `${list}.${key}`;
    }
    for (const cell of grid.cells) {
      if (heads.has(cell) || !cell.text.trim()) continue;
      const key = single(plain(cell.text));
      const target =
        key && (answerCell(grid, cell, heads) ?? (/[:：_＿]\s*$/.test(cell.text) ? cell : undefined));
      if (key && target && !bindings[target.place]) bindings[target.place] = key;
    }
  }
  for (const line of view.lines) {
    const key = single(plain(line.text));
    if (key) bindings[line.place] = key;
  }
  for (const placeholder of view.placeholders) {
    const key = single(plain(placeholder));
    if (key) bindings[`{${placeholder}}`] = key;
  }
  // A form that asks for absence alone means leave as well.
  if (!Object.values(bindings).includes('meeting.leave')) {
    for (const [place, key] of Object.entries(bindings)) {
      if (key === 'meeting.absent') bindings[place] = 'meeting.away';
    }
  }
  return { subject, bindings, lists };
}

/** The empty cell to the right of a label, else the one below it. */
function answerCell(
  grid: TemplateGrid,
  label: TemplateCell,
  heads: ReadonlySet<TemplateCell>,
): TemplateCell | undefined {
  const at = (row: number, column: number) =>
    grid.cells.find(
      (cell) =>
        cell.row <= row &&
        row < cell.row + cell.rowSpan &&
        cell.column <= column &&
        column < cell.column + cell.columnSpan,
    );
  const right = at(label.row, label.column + label.columnSpan);
  const free = (cell: TemplateCell | undefined): cell is TemplateCell =>
    Boolean(cell && !cell.text.trim() && !cell.formula && !heads.has(cell));
  if (free(right)) return right;
  const below = at(label.row + label.rowSpan, label.column);
  return free(below) ? below : undefined;
}

interface ListRow {
  row: string;
  list: ListName;
  head: TemplateCell[];
  columns: [place: string, key: string][];
}

/** Rows under a heading whose columns are those of a list. */
function listRows(grid: TemplateGrid): ListRow[] {
  const found: ListRow[] = [];
  const byRow = new Map<number, TemplateCell[]>();
  for (const cell of grid.cells) byRow.set(cell.row, [...(byRow.get(cell.row) ?? []), cell]);
  for (const [row, cells] of byRow) {
    const texts = cells.filter(({ text }) => text.trim());
    const next = Math.max(...cells.map((cell) => cell.row + (cell.text.trim() ? cell.rowSpan : 1)));
    const below = byRow.get(next) ?? [];
    const free = (head: TemplateCell) =>
      below.find(
        (cell) =>
          cell.column === head.column &&
          !cell.formula &&
          (!cell.text.trim() || /^(1|\{[^{}]*\})$/.test(cell.text.trim())),
      );
    if (texts.length < 2 || row + 1 > next) continue;
    let best: ListRow | undefined;
    for (const list of Object.keys(LINES) as ListName[]) {
      const columns: [string, string][] = [];
      const used = new Set<string>();
      for (const head of texts) {
        const label = plain(head.text);
        const key = NUMBER.test(label) ? 'number' : match(LINES[list], label);
        const target = free(head);
        if (!key || used.has(key) || !target) continue;
        // A number that the form counts itself stays the form's.
        if (key === 'number' && target.text.trim() === '1') continue;
        used.add(key);
        columns.push([target.place, key]);
      }
      const size = [...used].filter((key) => key !== 'number').length;
      if (
        size < ENOUGH[list].count ||
        !used.has(ENOUGH[list].needs) ||
        (list === 'agenda' && texts.length > 2)
      )
        continue;
      const bestSize = best?.columns.filter(([, key]) => key !== 'number').length ?? 0;
      if (size > bestSize) best = { row: `${grid.id}!${next + 1}`, list, head: texts, columns };
    }
    if (best) found.push(best);
  }
  return found;
}
