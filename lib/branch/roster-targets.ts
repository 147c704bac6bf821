import { normalizeName } from './member-name';

/**
 * What a column of a roster file can be. Most are fields of a member; `lost` (是否失联党员) becomes the standing,
 * `skip` is left out.
 */
export const ROSTER_TARGETS = [
  'name',
  'gender',
  'ethnicity',
  'birth',
  'education',
  'degree',
  'category',
  'group',
  'joinedOn',
  'fullSince',
  'standing',
  'posts',
  'job',
  'employer',
  'phone',
  'address',
  'nativePlace',
  'household',
  'stratum',
  'sponsors',
  'mobile',
  'mobileTo',
  'lost',
  'inBranchFrom',
  'aliases',
  'exempt',
  'note',
  'idNumber',
  'skip',
] as const;
export type RosterTarget = (typeof ROSTER_TARGETS)[number];

/**
 * Headings under which rosters give a column: those of the national system, of the offices' templates and of
 * everyday tables. Compared without blanks, brackets and punctuation.
 */
const ALIASES: Record<Exclude<RosterTarget, 'skip'>, readonly string[]> = {
  name: ['姓名', '党员姓名', '名字', '人员姓名', '姓 名', 'name', 'fullname'],
  gender: ['性别', 'gender', 'sex'],
  ethnicity: ['民族', 'ethnicity'],
  birth: ['出生日期', '出生年月', '出生年月日', '出生时间', '生日', 'birth', 'birthday', 'dateofbirth'],
  education: ['学历', '文化程度', '最高学历', '学历情况', 'education'],
  degree: ['学位', '最高学位', 'degree'],
  category: ['人员类别', '党员类别', '党员类型', '人员类型', '政治面貌', '类别', '党员身份', 'category'],
  group: ['党小组', '所在党小组', '所属党小组', '所在小组', '小组', '党小组名称', 'partygroup', 'group'],
  joinedOn: [
    '入党日期',
    '加入党组织日期',
    '入党时间',
    '加入党组织时间',
    '加入中共组织的时间',
    '入党年月',
    '何时入党',
    '接收为预备党员日期',
    '成为预备党员日期',
    'joinedon',
  ],
  fullSince: [
    '转正日期',
    '转为正式党员日期',
    '转正时间',
    '转正年月',
    '成为正式党员日期',
    '转为正式党员时间',
    'fullsince',
  ],
  standing: ['党籍状态', '党籍', '党籍情况', 'standing'],
  posts: [
    '党内职务',
    '党内任职',
    '支部职务',
    '党支部职务',
    '党务职务',
    '支部任职',
    '职务（党内）',
    'posts',
    'partypost',
  ],
  job: ['工作岗位', '岗位', '职位', '岗位名称', '职务', '行政职务', 'job', 'position'],
  employer: [
    '工作单位及职务',
    '工作单位',
    '单位',
    '所在单位',
    '工作单位及岗位',
    '部门',
    '所在部门',
    'employer',
    'department',
  ],
  phone: [
    '手机号码',
    '联系电话',
    '手机号',
    '手机',
    '电话',
    '电话号码',
    '联系方式',
    '移动电话',
    'phone',
    'mobilephone',
  ],
  address: ['家庭住址', '现居住地', '居住地址', '现住址', '住址', '家庭地址', '常住地', 'address'],
  nativePlace: ['籍贯', 'nativeplace'],
  household: ['户籍所在地', '户籍', '户籍地址', '户籍地', '户口所在地'],
  stratum: ['新社会阶层类型', '新社会阶层', '社会阶层'],
  sponsors: ['入党介绍人', '介绍人', 'sponsors'],
  mobile: ['是否流动党员', '流动党员', '是否为流动党员'],
  mobileTo: ['外出流向', '流动去向', '流向', '外出地点', '流动党员外出流向'],
  lost: ['是否失联党员', '是否失联', '失联党员', '是否为失联党员'],
  inBranchFrom: [
    '转入日期',
    '转入时间',
    '进入支部日期',
    '进入支部类型日期',
    '转入本支部日期',
    '组织关系转入日期',
    '组织关系转入时间',
  ],
  aliases: ['别名', '曾用名', '昵称', '花名', '群昵称', 'alias', 'nickname'],
  exempt: ['是否年老体弱', '年老体弱', '是否行动不便', '行动不便'],
  note: ['备注', '说明', '其他', 'note', 'remark', 'remarks'],
  idNumber: [
    '公民身份证号码',
    '公民身份号码',
    '身份证号',
    '身份证号码',
    '身份证',
    '证件号码',
    '身份证件号码',
    'idnumber',
  ],
};

/** Columns that are recognised and not kept, and why: computed from others, or known of the branch. */
const NOT_KEPT: readonly { why: NotKept; headings: readonly string[] }[] = [
  {
    why: 'computed',
    headings: ['党龄', '年龄', '党龄年', '工龄', '序号', '编号', '行号', '序列', 'no', '是否党员'],
  },
  {
    why: 'ofBranch',
    headings: [
      '所在党支部',
      '隶属党组织',
      '所在支部',
      '所属党支部',
      '党支部',
      '支部名称',
      '所在党组织',
      '党组织名称',
      '所属支部',
    ],
  },
  {
    why: 'notUsed',
    headings: ['失去联系日期', '失联日期', '照片', '签名', '人员编码', '党员编号', '从学单位'],
  },
];
export type NotKept = 'computed' | 'ofBranch' | 'notUsed' | 'idNumber';

/** A heading as it is compared. */
export const headingKey = (text: string): string =>
  normalizeName(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, (bracket) => (/党内/.test(bracket) ? '党内' : ''))
    .replace(/[\s*※★#:_\-/\\.,、。;]+/g, '');

const byKey = new Map<string, { target: RosterTarget; why?: NotKept }>();
for (const [target, headings] of Object.entries(ALIASES)) {
  const why = target === 'idNumber' ? ('idNumber' as const) : undefined;
  for (const heading of headings) byKey.set(headingKey(heading), { target: target as RosterTarget, why });
}
for (const { why, headings } of NOT_KEPT) {
  for (const heading of headings) byKey.set(headingKey(heading), { target: 'skip', why });
}
byKey.set('职务党内', { target: 'posts' });
/** Steps before admission and after leaving: 申请入党时间 contains 入党时间 and is another day. */
const OTHER_DATES = /申请|递交|谈话|确定|列为|审批|批准|公示|培训|转出|缴纳/;
const longKeys = [...byKey.keys()]
  .filter((key) => key.length >= 2 && /\p{Script=Han}/u.test(key))
  .sort((a, b) => b.length - a.length);

export interface HeadingMatch {
  target: RosterTarget;
  why?: NotKept;
  /** `sure`: the heading is one of the known ones; `likely`: it contains one. */
  confidence: 'sure' | 'likely';
}

/** What a heading stands for; undefined when it is unknown. */
export function matchHeading(text: string): HeadingMatch | undefined {
  const key = headingKey(text);
  if (!key) return undefined;
  const exact = byKey.get(key);
  if (exact) return { ...exact, confidence: 'sure' };
  if (key.length > 16 || OTHER_DATES.test(key)) return undefined;
  const part = longKeys.find((known) => key.includes(known));
  const found = part === undefined ? undefined : byKey.get(part);
  return found && { ...found, confidence: 'likely' };
}
