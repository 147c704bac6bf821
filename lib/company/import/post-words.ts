import type { APPOINTED_BY, Body } from '../../records/company';

export type PostColumn =
  | 'name'
  | 'body'
  | 'position'
  | 'from'
  | 'to'
  | 'termEnd'
  | 'how'
  | 'basis'
  | 'basisOn'
  | 'unit'
  | 'conflict';

/** How the columns of a table of appointments are headed, by field; compared without white space. */
export const POST_HEADINGS: Readonly<Record<PostColumn, RegExp>> = {
  name: /^(人员|人員|任职人员|任職人員)?(姓名|名字|人员|人員)$|^name$/i,
  body: /^(任职|任職|所在|所属|所屬)?(机构|機構|组织|組織|治理主体|治理主體)(名称|名稱)?$|^body$/i,
  position: /^(担任|擔任|现任|現任|任职|任職)?(职务|職務|岗位|崗位|职位|職位)(名称|名稱)?$|^position$/i,
  from: /^(任职|任職|任期)?(起始|开始|開始|起)(日期|时间|時間|年月)?$|^(任职|任職)(日期|时间|時間|年月)$|^from$/i,
  to: /^(任职|任職)?(终止|終止|结束|結束|截止|离任|離任|免职|免職|止)(日期|时间|時間|年月)?$|^(任职|任職)止$|^to$/i,
  termEnd: /^(任期|本届|本屆)(届满|屆滿|届至|屆至|到期|截止|结束|結束)(日期|时间|時間)?$|^termend$/i,
  how: /^(任职|任職|产生|產生|任免)(方式|形式)$|^how$/i,
  basis: /^(任职|任職|任命)?(依据|依據|文件|文号|文號)(名称|名稱|文件)?$|^basis$/i,
  basisOn: /^(依据|依據|文件|发文|發文)(日期|时间|時間)$/i,
  unit: /^(任职|任職|所在|所属|所屬)?(单位|單位|公司|企业|企業)(名称|名稱)?$|^unit$/i,
  conflict: /^利益(冲突|衝突)(申报|申報|情况|情況)?$/,
};

/** Bodies as tables call them; the first that fits counts. */
export const BODY_WORDS: readonly (readonly [RegExp, Body])[] = [
  [/党小组|黨小組/, 'partyGroup'],
  [/总支|總支/, 'generalBranch'],
  [/支委|支部委员会|支部委員會/, 'branchCommittee'],
  [/支部/, 'branch'],
  [/党委|黨委|党的委员会/, 'partyCommittee'],
  [/股东|股東/, 'shareholders'],
  [/监事|監事/, 'supervisors'],
  [/审计委员会|審計委員會/, 'auditCommittee'],
  [/董事/, 'board'],
  [/职代会|職代會|职工代表|職工代表/, 'workersCongress'],
  [/工会|工會/, 'union'],
  [/经理层|經理層|管理层|管理層|高管|经营层|經營層|经理|經理|总裁|總裁/, 'management'],
];

/** How somebody was appointed as tables call it; the first that fits counts. */
export const HOW_WORDS: readonly (readonly [RegExp, (typeof APPOINTED_BY)[number]])[] = [
  [/提名/, 'nominated'],
  [/选举|選舉|当选|當選/, 'elected'],
  [/委派|任命/, 'appointed'],
  [/聘/, 'hired'],
  [/兼/, 'concurrent'],
  [/其他|其它/, 'other'],
];

/** What stands for a stay that lasts. */
export const STILL = /^(至今|现任|現任|在任|今|now)$/i;
